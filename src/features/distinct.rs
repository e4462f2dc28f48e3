//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// First all columns are gathered that the text has, then those are left out that came before: a set of columns, a bit each, tells
/// which. Neither is decided by a branch, for whether a node is a column and whether a column is new cannot be foreseen; and
/// only the bits that were set are cleared.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    seen: Seen,
    /// The columns that were met; at the end the distinct ones. Then room for as many as may be met.
    columns: Vec<u32>,
    /// How many of these there are.
    count: usize,
    /// Whether columns are counted; else each counts once.
    counted: bool,
    /// The columns that were met before.
    again: Vec<u32>,
    /// How often each distinct column was met.
    counts: Vec<u32>,
}

/// A set of columns, a bit each; empty between texts.
#[derive(Debug, Default)]
struct Seen(Vec<u64>);

impl Seen {
    /// Enters a column; 1 if it was in the set before, else 0.
    #[inline]
    fn enter(&mut self, column: u32) -> usize {
        let word = &mut self.0[column as usize / 64];
        let known = *word >> (column % 64) & 1;
        *word |= 1 << (column % 64);
        known as usize
    }

    /// Takes out all columns, which are at most these.
    #[inline]
    fn clear(&mut self, columns: &[u32]) {
        for &column in columns {
            self.0[column as usize / 64] = 0;
        }
    }
}

/// The columns of one text, while they are met.
pub(super) struct Meeting<'a> {
    /// What is below is a column.
    width: u32,
    met: usize,
    columns: &'a mut [u32],
    result: &'a mut usize,
}

impl Distinct {
    /// Begins a text of at most `most` terms whose columns are below `width`.
    #[inline]
    pub(super) fn begin(&mut self, width: usize, most: usize, counted: bool) -> Meeting<'_> {
        let Self { seen: Seen(seen), columns, .. } = self;
        if seen.len() <= width / 64 {
            seen.resize(width / 64 + 1, 0);
        }
        if columns.len() <= most {
            columns.resize(most + 1, 0);
        }
        self.again.clear();
        self.counts.clear();
        self.counted = counted;
        Meeting { width: width as u32, met: 0, columns, result: &mut self.count }
    }

    /// Ends the text: leaves the distinct columns with their counts.
    pub(super) fn end(&mut self) {
        let Self { seen, columns, count: met, counted, again, counts } = self;
        let mut distinct = 0;
        for at in 0..*met {
            let column = columns[at];
            let known = seen.enter(column);
            if *counted && known == 1 {
                again.push(column);
            }
            columns[distinct] = column;
            distinct += 1 - known;
        }
        *met = distinct;
        let columns = &columns[..distinct];
        seen.clear(columns);
        if *counted {
            counts.resize(distinct, 1);
            count(columns, again, counts);
        }
    }

    /// Ends the text where each column counts once: the sum of the rows of all distinct columns, in order of their first occurrence,
    /// and their number.
    #[inline]
    pub(super) fn sum<const N: usize>(&mut self, rows: &[[f32; N]]) -> ([f64; N], usize) {
        let columns = &self.columns[..self.count];
        let (mut sums, mut distinct) = ([0.0; N], 0);
        for &column in columns {
            let is_new = 1 - self.seen.enter(column);
            for (sum, &weight) in sums.iter_mut().zip(&rows[column as usize]) {
                *sum += f64::from(weight) * is_new as f64;
            }
            distinct += is_new;
        }
        self.seen.clear(columns);
        (sums, distinct)
    }

    /// The distinct columns, in order of their first occurrence.
    #[inline]
    pub(crate) fn columns(&self) -> &[u32] {
        &self.columns[..self.count]
    }

    /// The same with their counts.
    #[inline]
    pub(crate) fn counts(&self) -> impl Iterator<Item = (u32, u32)> {
        let count = |at: usize| self.counts.get(at).copied().unwrap_or(1);
        self.columns().iter().enumerate().map(move |(at, &column)| (column, count(at)))
    }
}

impl Meeting<'_> {
    /// Meets a node, a column or none.
    #[inline]
    pub(super) fn add(&mut self, node: u32) {
        self.columns[self.met] = node;
        self.met += usize::from(node < self.width);
    }

    /// Ends the meeting.
    #[inline]
    pub(super) fn end(self) {
        *self.result = self.met;
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
    use crate::vocabulary::NONE;

    fn counts(distinct: &mut Distinct, width: usize, counted: bool, nodes: &[u32]) -> Vec<(u32, u32)> {
        let mut meeting = distinct.begin(width, nodes.len(), counted);
        for &node in nodes {
            meeting.add(node);
        }
        meeting.end();
        distinct.end();
        assert!(distinct.seen.0.iter().all(|&word| word == 0));
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
    fn rows_of_distinct_columns_are_summed() {
        let rows: Vec<[f32; 2]> = (0..100_u8).map(|column| [f32::from(column), -1.0]).collect();
        let distinct = &mut Distinct::default();
        for (nodes, sums, count) in [
            (&[7, 0, 7, u32::MAX, 99, 100, 7][..], [106.0, -3.0], 3),
            (&[], [0.0, 0.0], 0),
            (&[NONE, 100], [0.0, 0.0], 0),
            (&[64, 63, 64, 63], [127.0, -2.0], 2),
        ] {
            let mut meeting = distinct.begin(rows.len(), nodes.len(), false);
            for &node in nodes {
                meeting.add(node);
            }
            meeting.end();
            assert_eq!(distinct.sum(&rows), (sums, count), "{nodes:?}");
            assert!(distinct.seen.0.iter().all(|&word| word == 0));
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
