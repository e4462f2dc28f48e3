//! Sentences in the order of a value, and what is computed by walking along it.

/// Rows in ascending order of a value, each a hit or not. Every figure takes how often each row counts, so that the
/// figures of a resample cost one walk and no sorting.
#[derive(Debug, Default)]
pub(super) struct Ranked(Vec<Entry>);

#[derive(Debug, Clone, Copy)]
struct Entry {
    value: f64,
    hit: bool,
    row: usize,
}

/// Sums over a bin of neighbouring rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bin {
    pub(super) count: usize,
    pub(super) values: f64,
    pub(super) hits: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// All rows from the largest value down to one, tied rows together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Top {
    /// The smallest value.
    pub(super) value: f64,
    /// Rows with this very value.
    pub(super) tied: usize,
    pub(super) count: usize,
    pub(super) hits: usize,
}

impl Ranked {
    /// From rows with their values and hits.
    pub(super) fn new(rows: impl Iterator<Item = (usize, f64, bool)>) -> Self {
        let mut entries: Vec<_> = rows.map(|(row, value, hit)| Entry { value, hit, row }).collect();
        entries.sort_by(|a, b| a.value.total_cmp(&b.value));
        Self(entries)
    }

    fn total(&self, counts: &[usize]) -> usize {
        self.0.iter().map(|entry| counts[entry.row]).sum()
    }

    /// Tied rows, by ascending value.
    fn ties(&self) -> impl DoubleEndedIterator<Item = &[Entry]> {
        self.0.chunk_by(|a, b| a.value.total_cmp(&b.value).is_eq())
    }

    /// Bins of equal size (to one) by ascending value; as many as there are rows where those are fewer. Tied rows that fall
    /// into different bins share their hits evenly.
    pub(super) fn bins(&self, counts: &[usize], bins: usize) -> Vec<Bin> {
        let total = self.total(counts);
        let bins = bins.min(total);
        let mut filled: Vec<Bin> = Vec::with_capacity(bins);
        if bins == 0 {
            return filled;
        }
        let (mut seen, mut end) = (0, 0);
        for tied in self.ties() {
            let value = tied[0].value;
            let count = |hit: bool| -> usize {
                tied.iter().filter(|entry| entry.hit || !hit).map(|entry| counts[entry.row]).sum()
            };
            let mut left = count(false);
            let share = if left > 0 { count(true) as f64 / left as f64 } else { 0.0 };
            while left > 0 {
                if seen == end {
                    filled.push(Bin { count: 0, values: 0.0, hits: 0.0, low: value, high: value });
                    end = filled.len() * total / bins;
                }
                let Some(bin) = filled.last_mut() else { break };
                let taken = left.min(end - seen);
                bin.count += taken;
                bin.values += value * taken as f64;
                bin.hits += share * taken as f64;
                bin.high = value;
                seen += taken;
                left -= taken;
            }
        }
        filled
    }

    /// The mean distance between values and hits over bins, weighted by their size (Nguyen & O'Connor 2015).
    pub(super) fn calibration_error(&self, counts: &[usize], bins: usize) -> Option<f64> {
        let bins = self.bins(counts, bins);
        let total: usize = bins.iter().map(|bin| bin.count).sum();
        let error: f64 = bins.iter().map(|bin| (bin.values - bin.hits).abs()).sum();
        (total > 0).then(|| error / total as f64)
    }

    /// The probability that a hit has a larger value than another row, ties counted half (Hanley & `McNeil` 1982).
    pub(super) fn auroc(&self, counts: &[usize]) -> Option<f64> {
        let (mut below, mut all_hits, mut wins) = (0.0, 0.0, 0.0);
        for tied in self.ties() {
            let (mut hits, mut others) = (0.0, 0.0);
            for entry in tied {
                *(if entry.hit { &mut hits } else { &mut others }) += counts[entry.row] as f64;
            }
            wins += hits * (below + 0.5 * others);
            below += others;
            all_hits += hits;
        }
        (below > 0.0 && all_hits > 0.0).then(|| wins / (all_hits * below))
    }

    /// From the largest value downwards: all rows of at least each value.
    pub(super) fn tops(&self, counts: &[usize]) -> impl Iterator<Item = Top> {
        let (mut count, mut all_hits) = (0, 0);
        self.ties().rev().filter_map(move |tied| {
            let before = count;
            for entry in tied {
                count += counts[entry.row];
                all_hits += if entry.hit { counts[entry.row] } else { 0 };
            }
            (count > before).then(|| Top { value: tied[0].value, tied: count - before, count, hits: all_hits })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(rows: &[(f64, bool)]) -> Ranked {
        Ranked::new(rows.iter().enumerate().map(|(row, &(value, hit))| (row, value, hit)))
    }

    fn close(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn calibration_error_compares_values_and_hits_in_each_bin() {
        let rows = ranked(&[(0.4, false), (0.6, true), (0.8, true), (1.0, false)]);
        // Two bins: values 0.4 and 0.6 with one hit, 0.8 and 1.0 with one hit.
        assert!(close(rows.calibration_error(&[1; 4], 2), (0.0 + 0.8) / 4.0));
        // More bins than rows: each row alone.
        assert!(close(rows.calibration_error(&[1; 4], 10), (0.4 + 0.4 + 0.2 + 1.0) / 4.0));
        assert_eq!(rows.calibration_error(&[0; 4], 10), None);
        assert_eq!((rows.calibration_error(&[1; 4], 0), rows.bins(&[1; 4], 0)), (None, vec![]));
        assert_eq!(ranked(&[]).calibration_error(&[], 10), None);
    }

    #[test]
    fn tied_rows_share_their_hits() {
        let rows = ranked(&[(0.5, true), (0.5, false), (0.5, false), (0.5, true)]);
        for bins in 1..5 {
            assert!(close(rows.calibration_error(&[1; 4], bins), 0.0), "{bins} bins");
        }
    }

    #[test]
    fn auroc_counts_pairs_and_halves_ties() {
        let of = |positive: &[f64], negative: &[f64]| {
            let rows = positive.iter().map(|&value| (value, true)).chain(negative.iter().map(|&value| (value, false)));
            let rows: Vec<_> = rows.collect();
            ranked(&rows).auroc(&vec![1; rows.len()])
        };
        assert!(close(of(&[0.9, 0.8], &[0.1, 0.2]), 1.0));
        assert!(close(of(&[0.1], &[0.9]), 0.0));
        assert!(close(of(&[0.5, 0.9], &[0.5, 0.1]), (0.5 + 1.0 + 1.0 + 1.0) / 4.0));
        assert!(close(of(&[1.0; 5], &[1.0; 3]), 0.5));
        assert_eq!((of(&[], &[0.5]), of(&[0.5], &[])), (None, None));
    }

    #[test]
    fn a_row_that_counts_twice_is_two_rows() {
        let rows = [(0.3, false), (0.5, true), (0.5, false), (0.7, true), (0.9, true)];
        let counts = [2, 0, 3, 1, 2];
        let copies: Vec<_> = rows.iter().zip(counts).flat_map(|(&row, count)| vec![row; count]).collect();
        let (few, many) = (ranked(&rows), ranked(&copies));
        let ones = vec![1; copies.len()];
        for bins in 0..10 {
            let (found, expected) = (few.bins(&counts, bins), many.bins(&ones, bins));
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found.count, expected.count, "{bins} bins");
                assert_eq!((found.low, found.high), (expected.low, expected.high));
                assert!((found.values - expected.values).abs() < 1e-12 && (found.hits - expected.hits).abs() < 1e-12);
            }
        }
        assert_eq!(few.auroc(&counts), many.auroc(&ones));
        let tops = |ranked: &Ranked, counts: &[usize]| ranked.tops(counts).collect::<Vec<_>>();
        assert_eq!(tops(&few, &counts), tops(&many, &ones));
    }
}
