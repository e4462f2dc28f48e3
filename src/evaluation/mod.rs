//! How good a model is: confusion matrix, precision, recall, F1, calibration error, cross-validation.

mod confusion;
mod cross_validation;
mod metrics;

pub use confusion::{ClassScores, Confusion};
pub use cross_validation::{CrossValidation, HeldOut, SearchProgress};

use crate::dataset::Dataset;
use crate::error::{Error, TrainingError};
use crate::model::{ByStance, Prediction, StanceModel};
use crate::stance::Stance;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// The figures of a model on labelled sentences.
///
/// Confusion, F1, accuracy, log-loss, Brier score and calibration error are over the sentences that have a stance, by the
/// probabilities given a course; [`Evaluation::none_auroc`] tells how well evidence separates these from the others.
/// Every sentence counts once; weights do not matter here. What is undefined is `None`.
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let evaluation = StanceModel::pretrained().evaluate(&data)?;
/// println!("{evaluation}");
/// assert!(evaluation.macro_f1().unwrap() > 0.6);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    confusion: Confusion,
    without_stance: usize,
    log_loss: Option<f64>,
    brier: Option<f64>,
    ece: Option<f64>,
    none_auroc: Option<f64>,
}

/// Groups of equal size in which confidence and accuracy are compared.
const BINS: usize = 10;

macro_rules! evaluation_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{Evaluation, Stance, StanceModel};\n",
            "# let model = StanceModel::pretrained();\n",
            "let labelled = [\n",
            "    (Some(Stance::ProMoscow), model.classify(\"The union with Russia deepens.\")),\n",
            "    (None, model.classify(\"Snow fell.\")),\n",
            "];\n",
            "let evaluation = Evaluation::from_predictions(labelled);\n",
            $line,
            "\n```"
        )
    };
}

impl Evaluation {
    /// The figures of predictions against labels.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.with_stance() + evaluation.without_stance(), 2);")]
    #[must_use]
    pub fn from_predictions(labelled: impl IntoIterator<Item = (Option<Stance>, Prediction)>) -> Self {
        let mut confusion = Confusion::default();
        let (mut probabilities, mut gold) = (Vec::new(), Vec::new());
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for (label, prediction) in labelled {
            match label {
                Some(stance) => {
                    confusion.add(stance, prediction.stance());
                    probabilities.push(prediction.probabilities());
                    gold.push(stance);
                    with.push(prediction.evidence());
                }
                None => without.push(prediction.evidence()),
            }
        }
        Self {
            confusion,
            without_stance: without.len(),
            log_loss: metrics::log_loss(&probabilities, &gold),
            brier: metrics::brier(&probabilities, &gold),
            ece: metrics::calibration_error(&probabilities, &gold, BINS),
            none_auroc: metrics::auroc(&with, &without),
        }
    }

    /// Which stances were taken for which.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.confusion().total(), 1);")]
    #[must_use]
    pub fn confusion(&self) -> &Confusion {
        &self.confusion
    }

    /// Sentences with a stance.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.with_stance(), 1);")]
    #[must_use]
    pub fn with_stance(&self) -> usize {
        self.confusion.total()
    }

    /// Sentences without a stance.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.without_stance(), 1);")]
    #[must_use]
    pub fn without_stance(&self) -> usize {
        self.without_stance
    }

    /// Precision, recall and F1 of a stance.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.class(Stance::MultiVector).recall, None);")]
    #[must_use]
    pub fn class(&self, stance: Stance) -> ClassScores {
        self.confusion.class(stance)
    }

    /// The mean F1 of the stances that occur among labels or predictions, 0 to 1; `None` without such.
    ///
    #[doc = evaluation_example!("assert!(evaluation.macro_f1().is_some());")]
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        self.confusion.macro_f1()
    }

    /// The share of sentences with a stance whose stance was found, 0 to 1.
    ///
    #[doc = evaluation_example!("assert!(evaluation.accuracy().is_some());")]
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        self.confusion.accuracy()
    }

    /// The mean of −ln(probability of the label), in nats; 0 is perfect, ln 3 ≈ 1.10 knows nothing.
    ///
    #[doc = evaluation_example!("assert!(evaluation.log_loss().unwrap() >= 0.0);")]
    #[must_use]
    pub fn log_loss(&self) -> Option<f64> {
        self.log_loss
    }

    /// The mean squared distance of the probabilities from the label, summed over the stances (Brier 1950); 0 to 2, 2/3
    /// knows nothing.
    ///
    #[doc = evaluation_example!("assert!(evaluation.brier().unwrap() <= 2.0);")]
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        self.brier
    }

    /// The expected calibration error: the mean distance between the largest probability and the share found, over ten groups
    /// of equal size by that probability; 0 to 1.
    ///
    #[doc = evaluation_example!("assert!(evaluation.ece().unwrap() <= 1.0);")]
    #[must_use]
    pub fn ece(&self) -> Option<f64> {
        self.ece
    }

    /// The probability that a sentence with a stance has more evidence than one without, ties counted half: the area under the
    /// ROC curve; 0.5 knows nothing. `None` unless there are sentences of both kinds.
    ///
    #[doc = evaluation_example!("assert!(evaluation.none_auroc().is_some());")]
    #[must_use]
    pub fn none_auroc(&self) -> Option<f64> {
        self.none_auroc
    }
}

impl StanceModel {
    /// Measures the model on labelled sentences.
    ///
    /// # Errors
    ///
    /// [`Error::Training`] for a dataset without sentences.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// assert!(StanceModel::pretrained().evaluate(&Dataset::new()).is_err());
    /// ```
    pub fn evaluate(&self, data: &Dataset) -> Result<Evaluation, Error> {
        if data.is_empty() {
            return Err(TrainingError::NothingToEvaluate.into());
        }
        let texts: Vec<&str> = data.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
        let labels = data.sentences().iter().map(|sentence| sentence.stance);
        Ok(Evaluation::from_predictions(labels.zip(self.classify_batch(&texts))))
    }
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Evaluation", 10)?;
        out.serialize_field("sentences", &(self.with_stance() + self.without_stance))?;
        out.serialize_field("with_stance", &self.with_stance())?;
        out.serialize_field("macro_f1", &self.macro_f1())?;
        out.serialize_field("accuracy", &self.accuracy())?;
        out.serialize_field("per_class", &ByStance(Stance::ALL.map(|stance| self.class(stance))))?;
        out.serialize_field("confusion", &self.confusion)?;
        out.serialize_field("log_loss", &self.log_loss)?;
        out.serialize_field("brier", &self.brier)?;
        out.serialize_field("ece", &self.ece)?;
        out.serialize_field("none_auroc", &self.none_auroc)?;
        out.end()
    }
}

/// A figure with three decimals, or a dash where it is undefined.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} sentences with a stance, {} without", self.with_stance(), self.without_stance)?;
        writeln!(f)?;
        writeln!(f, "{:16} {:>9} {:>6} {:>6} {:>9}", "stance", "precision", "recall", "F1", "sentences")?;
        for stance in Stance::ALL {
            let scores = self.class(stance);
            let [precision, recall, f1] = [scores.precision, scores.recall, scores.f1].map(figure);
            writeln!(f, "{stance:16} {precision:>9} {recall:>6} {f1:>6} {:>9}", scores.support)?;
        }
        writeln!(f)?;
        writeln!(f, "{}", self.confusion)?;
        writeln!(f)?;
        for (name, value) in [
            ("macro-F1", self.macro_f1()),
            ("accuracy", self.accuracy()),
            ("log-loss", self.log_loss),
            ("Brier score", self.brier),
            ("calibration error", self.ece),
            ("evidence AUROC", self.none_auroc),
        ] {
            writeln!(f, "{name:18} {:>6}", figure(value))?;
        }
        Ok(())
    }
}
