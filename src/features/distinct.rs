//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// A set of columns, a bit each, tells whether one was met before. Nothing is decided by a branch, for whether a column is new
/// cannot be foreseen; and only the bits that were set are cleared.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// All 0 between texts.
    seen: Vec<u64>,
    /// The distinct columns, then room for as many as may be met.
    columns: Vec<u32>,
    count: usize,
    /// The columns that were met before, where they are counted.
    again: Vec<u32>,
    /// How often each distinct column was met, where they are counted; else each counts once.
    counts: Vec<u32>,
}

/// The columns of one text, while they are met.
pub(super) struct Meeting<'a> {
    width: u32,
    counted: bool,
    distinct: usize,
    seen: &'a mut [u64],
    columns: &'a mut [u32],
    again: &'a mut Vec<u32>,
    counts: &'a mut Vec<u32>,
    result: &'a mut usize,
}

impl Distinct {
    /// Begins a text of at most `most` terms whose columns are below `width`.
    pub(super) fn begin(&mut self, width: usize, most: usize, counted: bool) -> Meeting<'_> {
        if self.seen.len() <= width / 64 {
            self.seen.resize(width / 64 + 1, 0);
        }
        if self.columns.len() <= most {
            self.columns.resize(most + 1, 0);
        }
        self.again.clear();
        self.counts.clear();
        // What is no column counts as the column after the last one, which is never new.
        self.seen[width / 64] |= 1 << (width % 64);
        let Self { seen, columns, count, again, counts } = self;
        Meeting { width: width as u32, counted, distinct: 0, seen, columns, again, counts, result: count }
    }

    /// The number of distinct columns.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The columns with their counts, in order of their first occurrence.
    #[inline]
    pub(crate) fn counts(&self) -> impl Iterator<Item = (u32, u32)> {
        let count = |at: usize| self.counts.get(at).copied().unwrap_or(1);
        self.columns[..self.count].iter().enumerate().map(move |(at, &column)| (column, count(at)))
    }
}

impl Meeting<'_> {
    /// Meets a node, a column or none.
    #[inline]
    pub(super) fn add(&mut self, node: u32) {
        let column = node.min(self.width);
        let word = &mut self.seen[column as usize / 64];
        let is_new = (!*word >> (column % 64) & 1) as usize;
        *word |= 1 << (column % 64);
        self.columns[self.distinct] = column;
        self.distinct += is_new;
        if self.counted && is_new == 0 {
            self.again.push(column);
        }
    }

    /// Ends the text.
    pub(super) fn end(self) {
        let Self { seen, columns, again, counts, .. } = self;
        *self.result = self.distinct;
        let columns = &columns[..self.distinct];
        for &column in columns {
            seen[column as usize / 64] = 0;
        }
        seen[self.width as usize / 64] = 0;
        if self.counted {
            counts.resize(columns.len(), 1);
            count(columns, again, counts);
        }
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

    fn counts(distinct: &mut Distinct, width: usize, counted: bool, nodes: &[u32]) -> Vec<(u32, u32)> {
        let mut meeting = distinct.begin(width, nodes.len(), counted);
        for &node in nodes {
            meeting.add(node);
        }
        meeting.end();
        assert_eq!(distinct.len(), distinct.counts().count());
        assert!(distinct.seen.iter().all(|&word| word == 0));
        distinct.counts().collect()
    }

    #[test]
    fn counts_are_those_of_one_text() {
        let distinct = &mut Distinct::default();
        for width in [8, 64, 80, 8] {
            assert_eq!(counts(distinct, width, true, &[7, 0, 7, u32::MAX, 3, 80, 7]), [(7, 3), (0, 1), (3, 1)]);
            assert_eq!(counts(distinct, width, true, &[]), []);
            assert_eq!(counts(distinct, width, false, &[7, 0, 7]), [(7, 1), (0, 1)]);
        }
    }

    #[test]
    fn many_columns_are_told_apart() {
        let distinct = &mut Distinct::default();
        for step in [1, 16, 4099] {
            let every = (0..10_000).map(|column| column * step);
            let columns: Vec<u32> = every.clone().chain(every.clone().step_by(2)).collect();
            let expected: Vec<_> = (0..10_000).map(|column| (column * step, 2 - column % 2)).collect();
            assert_eq!(counts(distinct, 1 << 26, true, &columns), expected);
            assert_eq!(counts(distinct, 1 << 26, true, &[7]), [(7, 1)]);
        }
    }
}
