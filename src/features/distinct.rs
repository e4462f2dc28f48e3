//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// A set of columns, a bit each, tells whether one was met before. Nothing is decided by a branch, for whether a column is new
/// cannot be foreseen; and only the bits that were set are cleared.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// All 0 between texts.
    seen: Vec<u64>,
    /// The distinct columns, then room for as many as were met.
    columns: Vec<u32>,
    /// The columns that were met before, and room for as many as were met.
    again: Vec<u32>,
    counts: Vec<(u32, u32)>,
}

impl Distinct {
    /// Finds the distinct ones among columns below `width`; they are counted only where their counts matter, and are else 1.
    pub(super) fn find(&mut self, columns: &[u32], width: usize, counted: bool) {
        let Self { seen, columns: distinct, again, counts } = self;
        seen.resize(seen.len().max(width.div_ceil(64)), 0);
        for list in [&mut *distinct, &mut *again] {
            list.resize(list.len().max(columns.len()), 0);
        }
        let (mut news, mut olds) = (0, 0);
        for &column in columns {
            let word = &mut seen[column as usize / 64];
            let is_new = !*word >> (column % 64) & 1;
            *word |= 1 << (column % 64);
            distinct[news] = column;
            again[olds] = column;
            news += is_new as usize;
            olds += 1 - is_new as usize;
        }
        counts.clear();
        counts.extend(distinct[..news].iter().map(|&column| (column, 1)));
        for &column in &distinct[..news] {
            seen[column as usize / 64] = 0;
        }
        if counted && olds > 0 {
            count(counts, &mut again[..olds]);
        }
    }

    /// The columns with their counts, in order of their first occurrence.
    pub(crate) fn counts(&self) -> &[(u32, u32)] {
        &self.counts
    }
}

/// Adds further occurrences to the counts of columns.
fn count(counts: &mut [(u32, u32)], again: &mut [u32]) {
    again.sort_unstable();
    for (column, count) in counts {
        let first = again.partition_point(|other| other < column);
        *count += again[first..].iter().take_while(|other| *other == column).count() as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_one_text() {
        let mut distinct = Distinct::default();
        for width in [8, 80, 8] {
            distinct.find(&[7, 0, 7, 3, 7], width, true);
            assert_eq!(distinct.counts(), [(7, 3), (0, 1), (3, 1)]);
            distinct.find(&[], width, true);
            assert_eq!(distinct.counts(), []);
            distinct.find(&[7, 0, 7], width, false);
            assert_eq!(distinct.counts(), [(7, 1), (0, 1)]);
        }
    }

    #[test]
    fn many_columns_are_told_apart() {
        let mut distinct = Distinct::default();
        for step in [1, 16, 4099] {
            let every = (0..10_000).map(|column| column * step);
            let columns: Vec<u32> = every.clone().chain(every.clone().step_by(2)).collect();
            distinct.find(&columns, 1 << 26, true);
            let expected: Vec<_> = (0..10_000).map(|column| (column * step, 2 - column % 2)).collect();
            assert_eq!(distinct.counts(), expected);
            distinct.find(&[7], 1 << 26, true);
            assert_eq!(distinct.counts(), [(7, 1)]);
        }
    }
}
