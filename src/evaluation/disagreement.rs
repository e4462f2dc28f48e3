//! Where two models differ, sentence by sentence.

use super::{Evaluation, comparison};
use crate::error::Error;
use crate::model::Prediction;
use crate::stance::Stance;

/// A sentence on which the verdicts of two models differ; from [`Evaluation::disagreements`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    row: usize,
    label: Option<Stance>,
    first: Prediction,
    second: Prediction,
    threshold: f64,
}

macro_rules! disagreement_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{Evaluation, Prediction, Stance};\n",
            "let sure = Prediction::new([0.9, 0.1, 0.0], 1.0).unwrap();\n",
            "let unsure = Prediction::new([0.5, 0.4, 0.1], 1.0).unwrap();\n",
            "let label = Some(Stance::ProMoscow);\n",
            "let first = Evaluation::from_predictions([(None, unsure), (label, sure)]);\n",
            "let second = Evaluation::from_predictions([(None, unsure), (label, unsure)]);\n",
            "let found = first.disagreements(&second, 0.6)?;\n",
            "assert_eq!(found.len(), 1);\n",
            $line,
            "\n# Ok::<(), geostance::Error>(())\n",
            "```"
        )
    };
}

impl Disagreement {
    /// The place of the sentence among those that were evaluated.
    ///
    #[doc = disagreement_example!("assert_eq!(found[0].row(), 1);")]
    #[must_use]
    pub fn row(&self) -> usize {
        self.row
    }

    /// The label; `None` where the sentence takes no course.
    ///
    #[doc = disagreement_example!("assert_eq!(found[0].label(), label);")]
    #[must_use]
    pub fn label(&self) -> Option<Stance> {
        self.label
    }

    /// What the two models say, in their order.
    ///
    #[doc = disagreement_example!("assert_eq!(found[0].predictions(), [&sure, &unsure]);")]
    #[must_use]
    pub fn predictions(&self) -> [&Prediction; 2] {
        [&self.first, &self.second]
    }

    /// Whether each of the two is right: its verdict is the label, undecided where there is none.
    ///
    #[doc = disagreement_example!("assert_eq!(found[0].right(), [true, false]);")]
    #[must_use]
    pub fn right(&self) -> [bool; 2] {
        self.predictions().map(|prediction| prediction.decided(self.threshold) == self.label)
    }

    /// How far the two are apart, 0 to 1: half the sum of the differences between the probabilities of the four outcomes.
    ///
    #[doc = disagreement_example!("assert!((found[0].distance() - 0.4).abs() < 1e-9);")]
    #[must_use]
    pub fn distance(&self) -> f64 {
        let of = |prediction: &Prediction, stance| prediction.evidence() * prediction.probability(stance);
        let differences = Stance::ALL.map(|stance| (of(&self.first, stance) - of(&self.second, stance)).abs());
        0.5 * (differences.iter().sum::<f64>() + (self.first.evidence() - self.second.evidence()).abs())
    }
}

impl Evaluation {
    /// The sentences on which the verdict of another model differs: the stance that is decided at a confidence of `threshold`, or
    /// that none is. In the order in which they were evaluated.
    ///
    /// # Errors
    ///
    /// [`Error::Evaluation`] where the evaluations are not of the same sentences with the same labels and groups.
    ///
    #[doc = disagreement_example!("assert!(first.disagreements(&first, 0.6)?.is_empty());")]
    pub fn disagreements(&self, other: &Self, threshold: f64) -> Result<Vec<Disagreement>, Error> {
        comparison::check_same(self, other)?;
        let both = self.sentences().iter().zip(other.sentences()).enumerate();
        let differ = both.filter_map(|(row, (first, second))| {
            let (label, first, second) = (first.label(), *first.prediction(), *second.prediction());
            let differ = first.decided(threshold) != second.decided(threshold);
            differ.then_some(Disagreement { row, label, first, second, threshold })
        });
        Ok(differ.collect())
    }
}
