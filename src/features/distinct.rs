//! Distinct columns in order of their first occurrence, without sorting and without clearing.

/// The distinct columns of one text after the other, with their counts.
///
/// A table over all columns holds for each a stamp: `base` and its place among the columns found. Stamps below `base` are of
/// earlier texts, so that a new text costs nothing but a new base.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    stamps: Vec<u32>,
    base: u32,
    found: Vec<(u32, u32)>,
}

impl Distinct {
    /// Begins a text whose columns are below `width`.
    pub(super) fn begin(&mut self, width: usize) -> Counting<'_> {
        // A base that could run over with this text goes back to 1, above the stamp of a column that never occurred.
        let base =
            self.base.checked_add(self.found.len() as u32).filter(|base| base.checked_add(width as u32).is_some());
        self.base = base.unwrap_or(0).max(1);
        if base.is_none() {
            self.stamps.fill(0);
        }
        if self.stamps.len() < width {
            self.stamps.resize(width, 0);
        }
        self.found.clear();
        Counting { stamps: &mut self.stamps[..width], base: self.base, next: self.base, found: &mut self.found }
    }

    /// The columns with their counts, in order of their first occurrence.
    pub(crate) fn counts(&self) -> &[(u32, u32)] {
        &self.found
    }
}

/// The distinct columns of a text that is being read.
pub(super) struct Counting<'a> {
    stamps: &'a mut [u32],
    base: u32,
    /// The stamp of the next column found.
    next: u32,
    found: &'a mut Vec<(u32, u32)>,
}

impl Counting<'_> {
    /// Counts one more occurrence of a column; a node that is none changes nothing.
    #[inline]
    pub(super) fn add(&mut self, node: u32) {
        let Some(stamp) = self.stamps.get_mut(node as usize) else { return };
        if let Some(place) = stamp.checked_sub(self.base) {
            self.found[place as usize].1 += 1;
        } else {
            *stamp = self.next;
            self.next += 1;
            self.found.push((node, 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_one_text() {
        let mut distinct = Distinct::default();
        for _ in 0..3 {
            let mut counting = distinct.begin(8);
            for node in [7, 0, 7, 8, 3, 7] {
                counting.add(node);
            }
            assert_eq!(distinct.counts(), [(7, 3), (0, 1), (3, 1)]);
            distinct.begin(4);
            assert_eq!(distinct.counts(), []);
            distinct.begin(4).add(3);
            assert_eq!(distinct.counts(), [(3, 1)]);
        }
    }

    #[test]
    fn stamps_that_run_over_begin_anew() {
        let mut distinct = Distinct { base: u32::MAX - 9, ..Distinct::default() };
        for _ in 0..5 {
            let mut counting = distinct.begin(4);
            for node in [2, 1, 2] {
                counting.add(node);
            }
            assert_eq!(distinct.counts(), [(2, 2), (1, 1)]);
        }
        assert!(distinct.base < 10);
    }
}
