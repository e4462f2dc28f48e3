//! How good a model is, and how sure that is: confusion matrix, precision, recall, F1, calibration, risk–coverage, intervals,
//! comparison of models, cross-validation.

mod agreement;
mod bootstrap;
mod comparison;
mod confusion;
mod cross_validation;
mod disagreement;
mod intervals;
mod metric;
mod output;
#[cfg(feature = "html")]
mod page;
mod ranked;
mod reliability;
mod risk_coverage;
mod scored;
mod sentence;
mod stored;
mod whole_groups;

pub use agreement::Agreement;
pub use bootstrap::{Bootstrap, Interval};
pub use comparison::{Comparison, Difference};
pub use confusion::{ClassScores, Confusion};
pub use cross_validation::{CrossValidation, HeldOut, SearchProgress};
pub use disagreement::Disagreement;
pub use intervals::Intervals;
pub use metric::Metric;
#[cfg(feature = "html")]
#[cfg_attr(docsrs, doc(cfg(feature = "html")))]
pub use page::ModelPair;
pub use reliability::{Reliability, ReliabilityBin};
pub use risk_coverage::{RiskCoverage, RiskCoveragePoint};
pub use sentence::EvaluatedSentence;
pub use stored::StoredEvaluation;
pub use whole_groups::WholeGroups;

use crate::dataset::{Dataset, LabelledSentence};
use crate::error::{Error, EvaluationError};
use crate::model::{Prediction, StanceModel};
use crate::stance::{Labels, Stance};
use output::figure;
use scored::{Figures, Scored};
use sentence::Groups;
use std::collections::BTreeMap;

/// The figures of a model on labelled sentences.
///
/// Confusion, F1, accuracy, log-loss, Brier score and calibration error are over the sentences that have a stance, by the
/// probabilities given a course; [`Evaluation::evidence_auroc`] tells how well evidence separates these from the others, and
/// [`Evaluation::risk_coverage`] what deciding by confidence costs. Every sentence counts once; weights do not matter
/// here. What is undefined is `None`.
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let evaluation = StanceModel::pretrained().evaluate(&data)?;
/// println!("{evaluation}");
/// assert!(evaluation.macro_f1().unwrap() > 0.6);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    sentences: Vec<EvaluatedSentence>,
    confusion: Confusion,
    figures: Figures,
    labels: Labels,
}

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
    /// The figures of predictions against labels; every sentence is a group of its own.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.with_stance() + evaluation.without_stance(), 2);")]
    #[must_use]
    pub fn from_predictions(labelled: impl IntoIterator<Item = (Option<Stance>, Prediction)>) -> Self {
        Self::of(sentence::ungrouped(labelled))
    }

    /// The figures of predictions of labelled sentences, whose groups intervals respect.
    ///
    /// ```
    /// use geostance::{Evaluation, StanceModel, dataset::LabelledSentence};
    ///
    /// let sentence = LabelledSentence::new(None, "Snow fell.").group("weather");
    /// let prediction = StanceModel::pretrained().classify(&sentence.text);
    /// assert_eq!(Evaluation::from_sentences([(&sentence, prediction)]).without_stance(), 1);
    /// ```
    #[must_use]
    pub fn from_sentences<'a>(labelled: impl IntoIterator<Item = (&'a LabelledSentence, Prediction)>) -> Self {
        Self::of(sentence::grouped(labelled))
    }

    fn of(sentences: Vec<EvaluatedSentence>) -> Self {
        let scored = Scored::new(&sentences);
        let once = vec![1; sentences.len()];
        Self {
            confusion: scored.confusion(&once),
            figures: scored.figures(&once),
            sentences,
            labels: Labels::default(),
        }
    }

    /// The same with stances spelled as these labels, in text and JSON.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.clone().with_labels(&geostance::Labels::default()), evaluation);")]
    #[must_use]
    pub fn with_labels(mut self, labels: &Labels) -> Self {
        self.labels = labels.clone();
        self
    }

    /// How the stances are spelled in text and JSON.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.labels().name(Stance::MultiVector), \"multi-vector\");")]
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The sentences with their labels and predictions, in the order in which they came.
    ///
    #[doc = evaluation_example!("assert!(evaluation.sentences()[0].label().is_some());")]
    #[must_use]
    pub fn sentences(&self) -> &[EvaluatedSentence] {
        &self.sentences
    }

    /// The figures of each part of the evaluated data, by what `key` says of a sentence; a part keeps the groups.
    ///
    /// # Errors
    ///
    /// [`Error::Evaluation`] where `data` is not what was evaluated, sentence by sentence.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let evaluation = StanceModel::pretrained().evaluate(&data)?;
    /// for (register, part) in evaluation.by(&data, |sentence| sentence.metadata.get("register").map(str::to_owned))? {
    ///     assert!(part.macro_f1().is_some(), "{register:?}");
    /// }
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn by<K: Ord>(&self, data: &Dataset, key: impl Fn(&LabelledSentence) -> K) -> Result<BTreeMap<K, Self>, Error> {
        let (expected, found) = (self.sentences.len(), data.len());
        if expected != found {
            return Err(EvaluationError::OtherCount { expected, found }.into());
        }
        let mut parts: BTreeMap<K, Vec<EvaluatedSentence>> = BTreeMap::new();
        for (row, (evaluated, labelled)) in self.sentences.iter().zip(data.sentences()).enumerate() {
            if !sentence::is_of(evaluated, labelled) {
                return Err(EvaluationError::OtherSentence { row }.into());
            }
            parts.entry(key(labelled)).or_default().push(*evaluated);
        }
        Ok(parts.into_iter().map(|(key, sentences)| (key, Self::of(sentences).with_labels(&self.labels))).collect())
    }

    /// A headline figure; `None` where it is undefined.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.metric(geostance::evaluation::Metric::Brier), evaluation.brier());")]
    #[must_use]
    pub fn metric(&self, metric: Metric) -> Option<f64> {
        self.figures[metric.index()]
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
        self.sentences.len() - self.with_stance()
    }

    /// The groups of the sentences, from which intervals draw; a sentence without one is a group of its own.
    ///
    #[doc = evaluation_example!("assert_eq!(evaluation.groups(), 2);")]
    #[must_use]
    pub fn groups(&self) -> usize {
        Groups::of(&self.sentences).count
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
        self.metric(Metric::LogLoss)
    }

    /// The mean squared distance of the probabilities from the label, summed over the stances (Brier 1950); 0 to 2, 2/3
    /// knows nothing.
    ///
    #[doc = evaluation_example!("assert!(evaluation.brier().unwrap() <= 2.0);")]
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        self.metric(Metric::Brier)
    }

    /// The expected calibration error: the mean distance between the largest probability and the share found, over ten groups
    /// of equal size by that probability; 0 to 1.
    ///
    #[doc = evaluation_example!("assert!(evaluation.ece().unwrap() <= 1.0);")]
    #[must_use]
    pub fn ece(&self) -> Option<f64> {
        self.metric(Metric::Ece)
    }

    /// The probability that a sentence with a stance has more evidence than one without, ties counted half: the area under the
    /// ROC curve; 0.5 knows nothing. `None` unless there are sentences of both kinds.
    ///
    #[doc = evaluation_example!("assert!(evaluation.evidence_auroc().is_some());")]
    #[must_use]
    pub fn evidence_auroc(&self) -> Option<f64> {
        self.metric(Metric::EvidenceAuroc)
    }

    /// The area under the risk–coverage curve (Geifman & El-Yaniv 2017): the mean, over all sentences, of the risk at their
    /// confidence; 0 to 1, smaller is better. See [`Evaluation::risk_coverage`] for what risk is.
    ///
    #[doc = evaluation_example!("assert!(evaluation.aurc().unwrap() <= 1.0);")]
    #[must_use]
    pub fn aurc(&self) -> Option<f64> {
        self.metric(Metric::Aurc)
    }
}

impl StanceModel {
    /// Measures the model on labelled sentences.
    ///
    /// # Errors
    ///
    /// [`Error::Evaluation`] for a dataset without sentences.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// assert!(StanceModel::pretrained().evaluate(&Dataset::new()).is_err());
    /// ```
    pub fn evaluate(&self, data: &Dataset) -> Result<Evaluation, Error> {
        data.check()?;
        if data.is_empty() {
            return Err(EvaluationError::NoSentences.into());
        }
        let texts: Vec<&str> = data.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
        let predicted = data.sentences().iter().zip(self.classify_batch(&texts));
        Ok(Evaluation::from_sentences(predicted).with_labels(self.labels()))
    }
}
