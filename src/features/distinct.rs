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
    distinct: usize,
    /// The columns that were met before, and room for as many as were met.
    again: Vec<u32>,
    /// How often each distinct column was met, where that matters.
    counts: Vec<u32>,
}

impl Distinct {
    /// Finds the distinct ones among columns below `width`; they are counted only where their counts matter, and are else 1.
    pub(super) fn find(&mut self, met: &[u32], width: usize, counted: bool) {
        let Self { seen, columns, again, counts, distinct } = self;
        if seen.len() < width.div_ceil(64) {
            seen.resize(width.div_ceil(64), 0);
        }
        if columns.len() < met.len() {
            columns.resize(met.len(), 0);
            again.resize(met.len(), 0);
        }
        *distinct = 0;
        for (&column, at) in met.iter().zip(0..) {
            let word = &mut seen[column as usize / 64];
            let is_new = (!*word >> (column % 64) & 1) as usize;
            *word |= 1 << (column % 64);
            columns[*distinct] = column;
            again[at - *distinct] = column;
            *distinct += is_new;
        }
        for &column in &columns[..*distinct] {
            seen[column as usize / 64] = 0;
        }
        counts.clear();
        if counted {
            counts.resize(*distinct, 1);
            count(&columns[..*distinct], &mut again[..met.len() - *distinct], counts);
        }
    }

    /// The number of distinct columns.
    pub(crate) fn len(&self) -> usize {
        self.distinct
    }

    /// The columns with their counts, in order of their first occurrence.
    #[inline]
    pub(crate) fn counts(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        let count = |at: usize| self.counts.get(at).copied().unwrap_or(1);
        self.columns[..self.distinct].iter().enumerate().map(move |(at, &column)| (column, count(at)))
    }
}

/// Adds further occurrences to the counts of columns.
fn count(columns: &[u32], again: &mut [u32], counts: &mut [u32]) {
    again.sort_unstable();
    for (column, count) in columns.iter().zip(counts) {
        let first = again.partition_point(|other| other < column);
        *count += again[first..].iter().take_while(|other| *other == column).count() as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(distinct: &Distinct) -> Vec<(u32, u32)> {
        assert_eq!(distinct.len(), distinct.counts().count());
        distinct.counts().collect()
    }

    #[test]
    fn counts_are_those_of_one_text() {
        let mut distinct = Distinct::default();
        for width in [8, 80, 8] {
            distinct.find(&[7, 0, 7, 3, 7], width, true);
            assert_eq!(counts(&distinct), [(7, 3), (0, 1), (3, 1)]);
            distinct.find(&[], width, true);
            assert_eq!(counts(&distinct), []);
            distinct.find(&[7, 0, 7], width, false);
            assert_eq!(counts(&distinct), [(7, 1), (0, 1)]);
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
            assert_eq!(counts(&distinct), expected);
            distinct.find(&[7], 1 << 26, true);
            assert_eq!(counts(&distinct), [(7, 1)]);
        }
    }
}
