//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// A small table by the hash of a column holds the places of those that were found. It is at most half full and grows with the
/// text, not with the vocabulary, so that it lies in the processor's first cache.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// The place of a column among those found, and 1; 0 where there is none.
    slots: Vec<u32>,
    found: Vec<(u32, u32)>,
}

impl Distinct {
    /// Counts the columns of a text.
    pub(super) fn count(&mut self, columns: &[u32]) {
        let bits = (2 * columns.len()).max(2).next_power_of_two().trailing_zeros();
        self.slots.clear();
        self.slots.resize(1 << bits, 0);
        self.found.clear();
        self.found.resize(columns.len(), (0, 0));
        let (slots, found) = (&mut self.slots[..], &mut self.found[..]);
        let mask = slots.len() - 1;
        let mut distinct = 0;
        for &column in columns {
            let mut at = (column.wrapping_mul(0x9e37_79b1) >> (u32::BITS - bits)) as usize;
            loop {
                let slot = &mut slots[at & mask];
                if *slot == 0 {
                    found[distinct] = (column, 1);
                    distinct += 1;
                    *slot = distinct as u32;
                    break;
                }
                let (other, count) = &mut found[*slot as usize - 1];
                if *other == column {
                    *count += 1;
                    break;
                }
                at += 1;
            }
        }
        self.found.truncate(distinct);
    }

    /// The columns with their counts, in order of their first occurrence.
    pub(crate) fn counts(&self) -> &[(u32, u32)] {
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_one_text() {
        let mut distinct = Distinct::default();
        for _ in 0..3 {
            distinct.count(&[7, 0, 7, 3, 7]);
            assert_eq!(distinct.counts(), [(7, 3), (0, 1), (3, 1)]);
            distinct.count(&[]);
            assert_eq!(distinct.counts(), []);
        }
    }

    #[test]
    fn many_columns_are_told_apart() {
        let mut distinct = Distinct::default();
        for step in [1, 16, 4099] {
            let every = (0..10_000).map(|column| column * step);
            let columns: Vec<u32> = every.clone().chain(every.clone().step_by(2)).collect();
            distinct.count(&columns);
            let expected: Vec<_> = (0..10_000).map(|column| (column * step, 2 - column % 2)).collect();
            assert_eq!(distinct.counts(), expected);
            distinct.count(&[7]);
            assert_eq!(distinct.counts(), [(7, 1)]);
        }
    }
}
