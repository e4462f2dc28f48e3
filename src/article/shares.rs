//! How the sentences of an article divide among the stances.

use crate::model::{ByLabel, Prediction};
use crate::stance::{Labels, PerStance, Stance};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde::{Deserialize, de::Deserializer};

/// How sentences divide among the stances; from [`ArticleReport::shares`](super::ArticleReport::shares).
///
/// ```
/// let report = geostance::StanceModel::pretrained().classify_article("Snow. Rain.");
/// assert_eq!(report.shares(1.1).unwrap().undecided(), 1.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    sentences: usize,
    unknown: usize,
    courses: f64,
    decided: PerStance<f64>,
    undecided: f64,
    mean_probabilities: PerStance<f64>,
    labels: Labels,
}

impl Shares {
    /// The shares among predictions; `None` without one.
    pub(super) fn of<'p>(
        predictions: impl ExactSizeIterator<Item = &'p Prediction>,
        threshold: f64,
        labels: &Labels,
    ) -> Option<Self> {
        let sentences = predictions.len();
        if sentences == 0 {
            return None;
        }
        let total = sentences as f64;
        let (mut counts, mut sums) = (PerStance::from([0_usize; 3]), PerStance::from([0.0; 3]));
        let (mut unknown, mut courses) = (0, 0.0);
        for prediction in predictions {
            if let Some(stance) = prediction.decided(threshold) {
                counts[stance] += 1;
            }
            if prediction.known_features() == 0 {
                unknown += 1;
                continue;
            }
            courses += prediction.evidence();
            for (stance, probability) in prediction.probabilities().iter() {
                sums[stance] += prediction.evidence() * probability;
            }
        }
        let decided: usize = counts.as_array().iter().sum();
        Some(Self {
            sentences,
            unknown,
            courses,
            decided: counts.map(|count| count as f64 / total),
            undecided: (total - decided as f64) / total,
            mean_probabilities: sums.map(|sum| if courses > 0.0 { sum / courses } else { 0.0 }),
            labels: labels.clone(),
        })
    }

    /// How many sentences there are, at least 1.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.sentences
    }

    /// How many of them have no feature that the model knows, as in another language; they enter no mean.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow fell in Astana. Снег.");
    /// let shares = report.shares(0.6).unwrap();
    /// assert_eq!((shares.sentences(), shares.unknown()), (2, 1));
    /// ```
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// How many sentences take a course, as the model expects: the sum of the evidence of those of which it knows something, 0
    /// to [`Shares::sentences`].
    ///
    /// ```
    /// let shares = |text| geostance::StanceModel::pretrained().classify_article(text).shares(0.6).unwrap();
    /// assert!(shares("Snow fell. Rain fell.").courses() < shares("Russia is our ally. Snow fell.").courses());
    /// ```
    #[must_use]
    pub fn courses(&self) -> f64 {
        self.courses
    }

    /// The share of all sentences that is decided for each stance, 0 to 1 each.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow.");
    /// assert_eq!(report.shares(0.0).unwrap().decided().as_array().iter().sum::<f64>(), 1.0);
    /// ```
    #[must_use]
    pub fn decided(&self) -> PerStance<f64> {
        self.decided
    }

    /// The share of sentences decided for one stance, 0 to 1.
    #[must_use]
    pub fn of_stance(&self, stance: Stance) -> f64 {
        self.decided[stance]
    }

    /// The share of sentences whose confidence is below the threshold, 0 to 1.
    #[must_use]
    pub fn undecided(&self) -> f64 {
        self.undecided
    }

    /// The mean of the three probabilities, in which each sentence weighs as much as its evidence, so that what takes no course
    /// hardly counts. They sum to 1; where the model knows nothing of any sentence there is no mean, and all three are 0.
    ///
    /// ```
    /// let shares = |text| geostance::StanceModel::pretrained().classify_article(text).shares(0.6).unwrap();
    /// let report = geostance::StanceModel::pretrained().classify_article("Russia is our ally. It rained. Rain fell again.");
    /// let of_first = |sentence: &geostance::article::SentenceReport| sentence.prediction().probabilities().as_array()[0];
    /// let unweighted = report.sentences().iter().map(of_first).sum::<f64>() / 3.0;
    /// assert!(report.shares(0.6).unwrap().mean_probabilities().as_array()[0] > unweighted);
    /// assert_eq!(shares("Снег.").mean_probabilities(), [0.0; 3].into());
    /// ```
    #[must_use]
    pub fn mean_probabilities(&self) -> PerStance<f64> {
        self.mean_probabilities
    }
}

impl Serialize for Shares {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Shares", 6)?;
        out.serialize_field("sentences", &self.sentences)?;
        out.serialize_field("unknown", &self.unknown)?;
        out.serialize_field("courses", &self.courses)?;
        out.serialize_field("decided", &ByLabel(&self.labels, self.decided))?;
        out.serialize_field("undecided", &self.undecided)?;
        out.serialize_field("mean_probabilities", &ByLabel(&self.labels, self.mean_probabilities))?;
        out.end()
    }
}

/// From shares with the stances spelled as the crate's own.
impl<'de> Deserialize<'de> for Shares {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            sentences: usize,
            unknown: usize,
            courses: f64,
            decided: PerStance<f64>,
            undecided: f64,
            mean_probabilities: PerStance<f64>,
        }
        let Written { sentences, unknown, courses, decided, undecided, mean_probabilities } =
            Written::deserialize(deserializer)?;
        Ok(Self { sentences, unknown, courses, decided, undecided, mean_probabilities, labels: Labels::default() })
    }
}
