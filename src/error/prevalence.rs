//! Errors of estimating shares.

use super::counted;
use std::fmt;

/// Why shares cannot be estimated from a sample, or a sample cannot be drawn. Rows are counted from 0.
///
/// ```
/// use geostance::error::PrevalenceError;
///
/// let error = PrevalenceError::FewLabels { found: 12, needed: 30 };
/// assert_eq!(error.to_string(), "12 labelled sentences, where at least 30 are needed for an interval; label more");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PrevalenceError {
    /// Too few labelled sentences for an interval.
    FewLabels {
        /// The labelled sentences that there are.
        found: usize,
        /// The labelled sentences that are needed.
        needed: usize,
    },
    /// Too few clusters with labelled sentences for an interval.
    FewClusters {
        /// The clusters that there are.
        found: usize,
        /// The clusters that are needed.
        needed: usize,
    },
    /// A labelled sentence that is not among those of the corpus.
    OutOfCorpus {
        /// The row of the sample.
        row: usize,
        /// The place that it names.
        place: usize,
        /// The sentences of the corpus.
        sentences: usize,
    },
    /// A part of the corpus with a sentence that the corpus has not.
    OutOfPart {
        /// The place that the part names.
        place: usize,
        /// The sentences of the corpus.
        sentences: usize,
    },
    /// A sentence of the corpus that is twice in the sample.
    Twice {
        /// The second row of the sample.
        row: usize,
    },
    /// A label whose probabilities are not within 0 to 1, or do not sum to 1.
    Label {
        /// The row of the sample.
        row: usize,
    },
    /// A probability of being drawn that is not above 0 and at most 1.
    Probability {
        /// The row of the sample.
        row: usize,
        /// What it says.
        found: f64,
    },
    /// A row without a probability of being drawn, where others have one.
    NoProbability {
        /// The row of the sample.
        row: usize,
    },
    /// Clusters for more, or fewer, sentences than the corpus has.
    OtherCount {
        /// The sentences of the corpus.
        expected: usize,
        /// The sentences that have a cluster or a cell.
        found: usize,
    },
    /// A level that is not above 0 and below 1.
    Level(f64),
    /// A sample of fewer sentences than its cells need.
    SmallSample {
        /// The sentences that are to be drawn.
        size: usize,
        /// The sentences that are needed.
        needed: usize,
        /// The cells that they are for.
        cells: usize,
    },
    /// A corpus without any sentence.
    NoSentences,
}

impl std::error::Error for PrevalenceError {}

impl fmt::Display for PrevalenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewLabels { found, needed } => write!(
                f,
                "{}, where at least {needed} are needed for an interval; label more",
                counted(*found, "labelled sentence", "labelled sentences")
            ),
            Self::FewClusters { found, needed } => write!(
                f,
                "{} with labelled sentences, where at least {needed} are needed for an interval; label sentences of more \
                 clusters",
                counted(*found, "cluster", "clusters")
            ),
            Self::OutOfCorpus { row, place, sentences } => {
                write!(f, "row {} of the sample is at place {place} of a corpus of {sentences} sentences", row + 1)
            }
            Self::OutOfPart { place, sentences } => {
                write!(f, "a part of the corpus has place {place}, and the corpus {sentences} sentences")
            }
            Self::Twice { row } => write!(f, "row {} of the sample is a sentence that it has already", row + 1),
            Self::Label { row } => write!(
                f,
                "row {} of the sample has a label that is no distribution; its four probabilities must lie within 0 to 1 \
                 and sum to 1",
                row + 1
            ),
            Self::Probability { row, found } => write!(
                f,
                "row {} of the sample was drawn with the probability {found}; it must be above 0 and at most 1",
                row + 1
            ),
            Self::NoProbability { row } => write!(
                f,
                "row {} of the sample has no probability of being drawn, where others have one; state it for all or for none",
                row + 1
            ),
            Self::OtherCount { expected, found } => {
                write!(f, "{found} clusters or cells for {expected} sentences; each sentence needs one")
            }
            Self::Level(level) => write!(f, "the level {level} is not above 0 and below 1"),
            Self::SmallSample { size, needed, cells } => write!(
                f,
                "a sample of {size} for {}; each needs 30 labelled sentences, or all that it has, {needed} in all",
                counted(*cells, "cell", "cells")
            ),
            Self::NoSentences => f.write_str("there is no sentence in the corpus"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_to_do() {
        for (error, words) in [
            (
                PrevalenceError::FewLabels { found: 1, needed: 30 },
                "1 labelled sentence, where at least 30 are needed for an interval; label more",
            ),
            (
                PrevalenceError::FewClusters { found: 8, needed: 30 },
                "8 clusters with labelled sentences, where at least 30 are needed for an interval; label sentences of more \
                 clusters",
            ),
            (
                PrevalenceError::OutOfCorpus { row: 0, place: 7, sentences: 5 },
                "row 1 of the sample is at place 7 of a corpus of 5 sentences",
            ),
            (PrevalenceError::Twice { row: 3 }, "row 4 of the sample is a sentence that it has already"),
            (
                PrevalenceError::Probability { row: 1, found: 0.0 },
                "row 2 of the sample was drawn with the probability 0; it must be above 0 and at most 1",
            ),
            (
                PrevalenceError::SmallSample { size: 200, needed: 360, cells: 12 },
                "a sample of 200 for 12 cells; each needs 30 labelled sentences, or all that it has, 360 in all",
            ),
        ] {
            assert_eq!(error.to_string(), words);
        }
    }
}
