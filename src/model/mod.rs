//! Weights, bias and the hot path.
//!
//! - `prediction`: what a model says of a sentence. `labelled`: the same with stances spelled as the model's labels.
//! - `term`: a term with its weights. `provenance`: where a model comes from. `stream`: sentences from a stream.

mod labelled;
mod prediction;
mod provenance;
mod stream;
mod term;

pub use crate::calibration::Calibration;
use crate::error::ParamsError;
pub use crate::features::{Counts, FeatureParams};
use crate::features::{Extractor, Forms, Scratch};
use crate::parallel;
use crate::stance::{Labels, Outcome};
pub use crate::tokens::Stemmer;
pub use crate::vocabulary::TermKind;
use crate::vocabulary::Vocabulary;
pub(crate) use labelled::{ByLabel, LabelledPrediction};
pub use prediction::{DEFAULT_THRESHOLD, Prediction};
pub use provenance::Provenance;
use std::cell::RefCell;
pub use term::Term;

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
    /// Words as they are written, and what they lead to.
    pub(crate) forms: Forms,
    /// For every column the weights of the outcomes side by side.
    pub(crate) weights: Vec<[f32; Outcome::COUNT]>,
    pub(crate) bias: [f64; Outcome::COUNT],
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

/// The largest bias, either way.
pub(crate) const MAX_BIAS: f64 = 1e6;

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
        // Where each column counts once, no list of the distinct ones is needed: the same sums in one pass.
        let (scores, known_features) = if self.features().counts == Counts::Binary {
            let Self { extractor, vocabulary, forms, weights, .. } = self;
            let (sums, known_features) = extractor.sum(sentence, vocabulary, forms, weights, scratch);
            (self.scaled(extractor.factor(known_features as f64), &sums), known_features)
        } else {
            self.scores(sentence, scratch)
        };
        scratch.shrink(sentence);
        self.prediction(&scores, known_features)
    }

    /// The scores of the outcomes and the number of distinct known features, whose columns stay in `scratch`.
    pub(crate) fn scores(&self, sentence: &str, scratch: &mut Scratch) -> ([f64; Outcome::COUNT], usize) {
        self.extractor.columns(sentence, &self.vocabulary, &self.forms, scratch);
        let mut sums = [0.0; Outcome::COUNT];
        let factor = self.extractor.weigh(scratch.found.counts(), |column, value| {
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[column as usize]) {
                *sum += value * f64::from(weight);
            }
        });
        (self.scaled(factor, &sums), scratch.found.columns().len())
    }

    /// Scores from sums of weights and the factor that normalises them.
    fn scaled(&self, factor: f64, sums: &[f64; Outcome::COUNT]) -> [f64; Outcome::COUNT] {
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += factor * sum;
        }
        scores
    }

    /// Calibrated probabilities from scores.
    pub(crate) fn prediction(&self, scores: &[f64; Outcome::COUNT], known_features: usize) -> Prediction {
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
    /// use geostance::{StanceModel, model::Calibration};
    ///
    /// let uncalibrated = StanceModel::pretrained().clone().with_calibration(Calibration::default())?;
    /// assert_eq!(uncalibrated.calibration().temperature, 1.0);
    /// let mut broken = Calibration::default();
    /// broken.temperature = 0.0;
    /// assert!(uncalibrated.with_calibration(broken).is_err());
    /// # Ok::<(), geostance::error::ParamsError>(())
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
    /// let term = model.terms().find(|term| term.text() == "csto").unwrap();
    /// assert!(term.weight(Stance::ProMoscow) > 0.0);
    /// ```
    #[must_use]
    pub fn terms(&self) -> impl ExactSizeIterator<Item = Term<'_>> {
        (0..self.weights.len()).map(|column| Term::of(self, column))
    }

    /// Whether everything is small enough for a model file to be read again.
    pub(crate) fn is_finite(&self) -> bool {
        let bias = self.bias.iter().all(|bias| bias.abs() <= MAX_BIAS);
        bias && self.weights.iter().flatten().all(|weight| weight.is_finite())
    }
}
