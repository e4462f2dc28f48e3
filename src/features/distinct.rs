//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// First all columns are gathered that the text has, then those are left out that came before: a set of columns, a bit each, tells
/// which. Neither is decided by a branch, for whether a node is a column and whether a column is new cannot be foreseen; and
/// only the bits that were set are cleared.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// What is below is a column.
    width: u32,
    /// All 0 between texts.
    seen: Vec<u64>,
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

/// The columns of one text, while they are met.
pub(super) struct Meeting<'a> {
    width: u32,
    met: usize,
    columns: &'a mut [u32],
    result: &'a mut usize,
}

impl Distinct {
    /// Begins a text of at most `most` terms whose columns are below `width`.
    pub(super) fn begin(&mut self, width: usize, most: usize, counted: bool) {
        if self.seen.len() <= width / 64 {
            self.seen.resize(width / 64 + 1, 0);
        }
        if self.columns.len() <= most {
            self.columns.resize(most + 1, 0);
        }
        self.again.clear();
        self.counts.clear();
        (self.width, self.count, self.counted) = (width as u32, 0, counted);
    }

    /// Meets the columns of the text.
    #[inline]
    pub(super) fn meeting(&mut self) -> Meeting<'_> {
        Meeting { width: self.width, met: 0, columns: &mut self.columns, result: &mut self.count }
    }

    /// Ends the text: leaves the distinct columns with their counts.
    pub(super) fn end(&mut self) {
        let Self { columns, count: met, seen, again, counts, counted, .. } = self;
        *met = distinct(&mut columns[..*met], seen, |column| {
            if *counted {
                again.push(column);
            }
        });
        if *counted {
            counts.resize(*met, 1);
            count(&columns[..*met], again, counts);
        }
    }

    /// Ends the text where each column counts once: the sum of the rows of all distinct columns, in order of their first occurrence,
    /// and their number.
    #[inline]
    pub(super) fn sum<const N: usize>(&mut self, rows: &[[f32; N]]) -> ([f64; N], usize) {
        let columns = &self.columns[..self.count];
        let (mut sums, mut distinct) = ([0.0; N], 0);
        for &column in columns {
            let word = &mut self.seen[column as usize / 64];
            let known = *word >> (column % 64) & 1;
            *word |= 1 << (column % 64);
            let is_new = 1 - known;
            for (sum, &weight) in sums.iter_mut().zip(&rows[column as usize]) {
                *sum += f64::from(weight) * is_new as f64;
            }
            distinct += is_new as usize;
        }
        for &column in columns {
            self.seen[column as usize / 64] = 0;
        }
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

/// Moves the first occurrence of each column to the front; returns how many there are. Calls `again` with the others.
#[inline(never)]
fn distinct(columns: &mut [u32], seen: &mut [u64], mut again: impl FnMut(u32)) -> usize {
    let mut distinct = 0;
    for at in 0..columns.len() {
        let column = columns[at];
        let word = &mut seen[column as usize / 64];
        let known = (*word >> (column % 64) & 1) as usize;
        *word |= 1 << (column % 64);
        if known == 1 {
            again(column);
        }
        columns[distinct] = column;
        distinct += 1 - known;
    }
    for &column in &columns[..distinct] {
        seen[column as usize / 64] = 0;
    }
    distinct
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
        distinct.begin(width, nodes.len(), counted);
        let mut meeting = distinct.meeting();
        for &node in nodes {
            meeting.add(node);
        }
        meeting.end();
        distinct.end();
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
    fn rows_of_distinct_columns_are_summed() {
        let rows: Vec<[f32; 2]> = (0..100_u8).map(|column| [f32::from(column), -1.0]).collect();
        let distinct = &mut Distinct::default();
        for (nodes, sums, count) in [
            (&[7, 0, 7, u32::MAX, 99, 100, 7][..], [106.0, -3.0], 3),
            (&[], [0.0, 0.0], 0),
            (&[NONE, 100], [0.0, 0.0], 0),
            (&[64, 63, 64, 63], [127.0, -2.0], 2),
        ] {
            distinct.begin(rows.len(), nodes.len(), false);
            let mut meeting = distinct.meeting();
            for &node in nodes {
                meeting.add(node);
            }
            meeting.end();
            assert_eq!(distinct.sum(&rows), (sums, count), "{nodes:?}");
            assert!(distinct.seen.iter().all(|&word| word == 0));
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
