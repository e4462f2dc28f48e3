//! Weights, bias and the hot path.

mod labelled;
mod prediction;
mod provenance;
mod stream;

pub(crate) use labelled::{ByLabel, LabelledPrediction};
pub(crate) use prediction::ByStance;
pub use prediction::{DEFAULT_THRESHOLD, Prediction};
pub use provenance::Provenance;

use crate::calibration::{Calibration, NO_STANCE, OUTCOMES};
use crate::error::ParamsError;
use crate::features::{Extractor, FeatureParams, Scratch};
use crate::parallel;
use crate::stance::{Labels, Stance};
use crate::vocabulary::{TermKind, Vocabulary};
use std::cell::RefCell;

/// A trained model: one linear map from the features of a sentence to the scores of the three stances and, inside, of
/// no stance.
///
/// It is immutable, `Send + Sync`, and shared between threads without locks.
///
/// ```
/// use geostance::{Stance, StanceModel};
///
/// let model = StanceModel::pretrained();
/// let p = model.classify("Russia and Belarus strengthen their allied relations within the Union State.");
/// assert_eq!(p.stance(), Stance::ProMoscow);
/// ```
#[derive(Clone)]
pub struct StanceModel {
    pub(crate) extractor: Extractor,
    pub(crate) vocabulary: Vocabulary,
    /// For every column the weights of the outcomes side by side.
    pub(crate) weights: Vec<[f32; OUTCOMES]>,
    pub(crate) bias: [f64; OUTCOMES],
    /// Whether `none` is among the outcomes.
    pub(crate) has_none: bool,
    pub(crate) calibration: Calibration,
    pub(crate) provenance: Provenance,
    pub(crate) labels: Labels,
}

impl std::fmt::Debug for StanceModel {
    /// Shows what kind of model it is, not its weights.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let terms = self.vocabulary.len();
        f.debug_struct("StanceModel").field("features", self.features()).field("terms", &terms).finish_non_exhaustive()
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl StanceModel {
    /// What the model says of a sentence. Takes any text; linear in its length.
    ///
    /// Of a text without a known feature the model says its prior, and [`Prediction::known_features`] is 0.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// let p = model.classify("Serbia will not impose sanctions on Russia.");
    /// println!("{} {:.2}", p.stance(), p.confidence());
    /// # assert!(p.known_features() > 0);
    /// ```
    #[must_use]
    pub fn classify(&self, sentence: &str) -> Prediction {
        // Scratch is out of reach only while its thread is being torn down.
        SCRATCH
            .try_with(|scratch| self.predict(sentence, &mut scratch.borrow_mut()))
            .unwrap_or_else(|_| self.predict(sentence, &mut Scratch::default()))
    }

    /// What the model says of each sentence, in order; over all cores with the feature `parallel`.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// let sentences = ["Minsk and Moscow signed the act.", "Chisinau opened talks with Brussels."];
    /// let predictions = model.classify_batch(&sentences);
    /// assert_eq!(predictions[1], model.classify(sentences[1]));
    /// ```
    #[must_use]
    pub fn classify_batch<S: AsRef<str> + Sync>(&self, sentences: &[S]) -> Vec<Prediction> {
        parallel::map(sentences, |sentence| self.classify(sentence.as_ref()))
    }

    fn predict(&self, sentence: &str, scratch: &mut Scratch) -> Prediction {
        let (scores, known_features) = self.scores(sentence, scratch);
        scratch.shrink(sentence);
        self.prediction(&scores, known_features)
    }

    /// The scores of the outcomes and the number of distinct known features.
    pub(crate) fn scores(&self, sentence: &str, scratch: &mut Scratch) -> ([f64; OUTCOMES], usize) {
        self.extractor.columns(sentence, &self.vocabulary, scratch);
        let counts = scratch.found.counts();
        let mut sums = [0.0; OUTCOMES];
        let factor = self.extractor.weigh(counts.iter().copied(), |column, value| {
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[column as usize]) {
                *sum += value * f64::from(weight);
            }
        });
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += factor * sum;
        }
        (scores, counts.len())
    }

    /// Calibrated probabilities from scores.
    pub(crate) fn prediction(&self, scores: &[f64; OUTCOMES], known_features: usize) -> Prediction {
        Prediction::from_scores(&self.calibration, self.has_none, scores, known_features)
    }

    /// Which features the model has.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().features().normalize);
    /// ```
    #[must_use]
    pub fn features(&self) -> &FeatureParams {
        self.extractor.params()
    }

    /// How the model's scores become probabilities.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().calibration().evidence_slope > 0.0);
    /// ```
    #[must_use]
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// The model with another calibration; [`Calibration::default`] gives probabilities as the scores are.
    ///
    /// # Errors
    ///
    /// A number of the calibration that is out of its range.
    ///
    /// ```
    /// use geostance::{Calibration, StanceModel};
    ///
    /// let uncalibrated = StanceModel::pretrained().clone().with_calibration(Calibration::default())?;
    /// assert_eq!(uncalibrated.calibration().temperature, 1.0);
    /// let mut broken = Calibration::default();
    /// broken.temperature = 0.0;
    /// assert!(uncalibrated.with_calibration(broken).is_err());
    /// # Ok::<(), geostance::ParamsError>(())
    /// ```
    pub fn with_calibration(mut self, calibration: Calibration) -> Result<Self, ParamsError> {
        if !calibration.is_valid() {
            let Calibration { temperature, evidence_slope, evidence_offset } = calibration;
            let found = format!("{temperature}, {evidence_slope}, {evidence_offset}");
            return Err(ParamsError::new("calibration", found, "0.001 to 1000, 0.001 to 1000, -1000 to 1000"));
        }
        self.calibration = calibration;
        Ok(self)
    }

    /// Where the model comes from.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().provenance().l2 > 0.0);
    /// ```
    #[must_use]
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Whether the model was also trained on sentences without a stance, so that evidence means something.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().knows_none());
    /// ```
    #[must_use]
    pub fn knows_none(&self) -> bool {
        self.has_none
    }

    /// How the data that the model was trained on spells the labels; reports spell them so too.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// assert_eq!(StanceModel::pretrained().labels().name(Stance::ProMoscow), "pro-moscow");
    /// ```
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The terms of the model with their weights, in byte order: a model that a person can read.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let model = StanceModel::pretrained();
    /// let term = model.terms().find(|term| term.text() == "cstos").or_else(|| model.terms().find(|t| t.text() == "csto"));
    /// assert!(term.unwrap().weight(Stance::ProMoscow) > 0.0);
    /// ```
    #[must_use]
    pub fn terms(&self) -> impl ExactSizeIterator<Item = Term<'_>> {
        (0..self.weights.len()).map(|column| Term {
            text: self.vocabulary.term(column as u32),
            weights: &self.weights[column],
            has_none: self.has_none,
        })
    }
}

/// A term of a model with its weights; from [`StanceModel::terms`].
///
/// ```
/// let model = geostance::StanceModel::pretrained();
/// let term = model.terms().next().unwrap();
/// assert!(!term.text().is_empty());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term<'a> {
    text: &'a str,
    weights: &'a [f32; OUTCOMES],
    has_none: bool,
}

impl<'a> Term<'a> {
    /// The term: stemmed words with single spaces, or a word beginning with a star.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert!(model.terms().any(|term| term.text() == "kazakhstan"));
    /// ```
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What the term is made of.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert!(model.terms().any(|term| term.kind() == geostance::TermKind::Ngram));
    /// ```
    #[must_use]
    pub fn kind(&self) -> TermKind {
        TermKind::of(self.text)
    }

    /// The weight for a stance, in log-odds per unit of the feature's value.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert!(model.terms().all(|term| term.weight(geostance::Stance::ProMoscow).is_finite()));
    /// ```
    #[must_use]
    pub fn weight(&self, stance: Stance) -> f64 {
        f64::from(self.weights[stance.index()])
    }

    /// The weight for no stance, where the model has that outcome.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert!(model.terms().all(|term| term.weight_of_none().is_some()));
    /// ```
    #[must_use]
    pub fn weight_of_none(&self) -> Option<f64> {
        self.has_none.then(|| f64::from(self.weights[NO_STANCE]))
    }
}
