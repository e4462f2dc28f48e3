use super::logistic::LogisticParams;
use crate::error::ParamsError;
use crate::features::{Counts, FeatureParams};
use crate::model::StanceModel;
use crate::tokens::Stemmer;
use linfa::ParamGuard;
use std::sync::Arc;

/// What the weights of sentences are multiplied by for the sake of their class.
///
/// Classes other than equal shift probabilities: they ruin calibration on data like the training data.
///
/// ```
/// use geostance::{ClassWeights, StanceModel};
///
/// assert!(StanceModel::params().class_weights(ClassWeights::Each([1.0, 1.0, 1.0, 0.5])).check().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ClassWeights {
    /// By 1.
    #[default]
    Uniform,
    /// So that every class has the same sum.
    Balanced,
    /// By these, in the order of [`crate::Stance::ALL`], then those without a stance; finite and above zero.
    Each([f64; 4]),
}

/// Checked training parameters; from [`StanceParams::check`].
///
/// ```
/// let checked = geostance::StanceModel::params().check()?;
/// assert_eq!(checked.calibration_folds(), 5);
/// # Ok::<(), geostance::ParamsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StanceValidParams {
    pub(super) features: FeatureParams,
    pub(super) min_count: f64,
    pub(super) logistic: LogisticParams,
    pub(super) class_weights: ClassWeights,
    pub(super) bags: usize,
    pub(super) prune: f64,
    pub(super) calibration_folds: usize,
    pub(super) seed: u64,
    pub(super) prior: Option<Base>,
    pub(super) prior_strength: Option<f64>,
    pub(super) warm_start: Option<Base>,
}

/// A model that training builds on.
#[derive(Debug, Clone)]
pub(crate) struct Base(Arc<StanceModel>);

impl Base {
    fn new(model: &StanceModel) -> Self {
        Self(Arc::new(model.clone()))
    }

    pub(super) fn model(&self) -> &StanceModel {
        &self.0
    }
}

/// Whether it is the very same model.
impl PartialEq for Base {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl StanceValidParams {
    /// The folds that calibration asks for; 0 for none.
    ///
    /// ```
    /// assert_eq!(geostance::StanceModel::params().calibration_folds(3).check()?.calibration_folds(), 3);
    /// # Ok::<(), geostance::ParamsError>(())
    /// ```
    #[must_use]
    pub fn calibration_folds(&self) -> usize {
        self.calibration_folds
    }

    /// The least summed weight of the sentences that a term must occur in.
    pub(crate) fn min_count(&self) -> f64 {
        self.min_count
    }

    /// Whether data that were prepared for these parameters, or those, serve both if the minimum count is low enough.
    pub(crate) fn reads_like(&self, other: &Self) -> bool {
        self.features == other.features && self.prior == other.prior
    }
}

/// Training parameters, from [`StanceModel::params`]; the defaults are those of the shipped model.
///
/// Setters take anything; [`StanceParams::check`], which [`StanceParams::fit`] calls first, finds what is out of range.
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let fitted = StanceModel::params().l2(1e-3).ngrams(1).fit(&data)?;
/// assert!(fitted.report().converged);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StanceParams(pub(super) StanceValidParams);

impl StanceModel {
    /// Training parameters, to be changed and then fitted.
    ///
    /// ```
    /// assert!(geostance::StanceModel::params().check().is_ok());
    /// ```
    #[must_use]
    pub fn params() -> StanceParams {
        StanceParams::new()
    }
}

impl Default for StanceParams {
    fn default() -> Self {
        Self::new()
    }
}

macro_rules! setter {
    ($(#[$doc:meta])* $name:ident: $kind:ty => $($field:ident).+, $example:literal) => {
        $(#[$doc])*
        ///
        /// ```
        /// # use geostance::*;
        #[doc = concat!("assert_ne!(StanceModel::params().", stringify!($name), "(", $example, "), StanceModel::params());")]
        /// ```
        #[must_use]
        pub fn $name(mut self, $name: $kind) -> Self {
            self.0.$($field).+ = $name;
            self
        }
    };
}

impl StanceParams {
    /// The parameters of the shipped model.
    ///
    /// ```
    /// assert_eq!(geostance::StanceParams::new(), geostance::StanceModel::params());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self(StanceValidParams {
            features: FeatureParams::default(),
            min_count: 2.0,
            logistic: LogisticParams::new().l2(2e-5).naive_bayes(Some(1.0)).tolerance(1e-4).max_iterations(1000),
            class_weights: ClassWeights::Uniform,
            bags: 1,
            prune: 0.3,
            calibration_folds: 5,
            seed: 0,
            prior: None,
            prior_strength: None,
            warm_start: None,
        })
    }

    /// Parameters for short informal text (posts, comments), to be trained per target: hashtags, @names, links, emoji and
    /// drawn-out words are features, and so are words, pairs and triples of words and runs of 2 to 5 characters, all of
    /// them however rare. These are the features of the strongest linear baseline of `SemEval`-2016 task 6 (Mohammad et al.
    /// 2016), here with naive-Bayes ratios, which help most where texts are short, and with classes of equal weight, for the
    /// opinions on one target are rarely even.
    ///
    /// ```
    /// let params = geostance::StanceParams::social();
    /// assert!(params.check().is_ok());
    /// ```
    #[must_use]
    pub fn social() -> Self {
        Self::new()
            .stemmer(Stemmer::None)
            .ngrams(3)
            .prefixes([])
            .characters(Some((2, 5)))
            .informal(true)
            .min_count(1.0)
            .naive_bayes(Some(1.0))
            .l2(5e-4)
            .prune(0.0)
            .class_weights(ClassWeights::Balanced)
    }

    setter! {
        /// The stemmer of words and n-grams; [`Stemmer::English`] by default.
        stemmer: Stemmer => features.stemmer, "Stemmer::Russian"
    }
    setter! {
        /// The longest n-gram, in words, 1 to 8; 2 by default.
        ngrams: usize => features.ngrams, "3"
    }

    /// The lengths of word beginnings that are features, in characters: ascending, 1 to 16; 5 by default.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// assert_ne!(StanceModel::params().prefixes([]), StanceModel::params());
    /// ```
    #[must_use]
    pub fn prefixes(mut self, lengths: impl IntoIterator<Item = usize>) -> Self {
        self.0.features.prefixes = lengths.into_iter().collect();
        self
    }

    setter! {
        /// How often a term occurs, as a value; [`Counts::Binary`] by default.
        counts: Counts => features.counts, "Counts::Sublinear"
    }
    setter! {
        /// Whether a sentence's values have a Euclidean length of 1; true by default.
        normalize: bool => features.normalize, "false"
    }
    setter! {
        /// Whether two words with one between them are a feature; false by default.
        skips: bool => features.skips, "true"
    }
    setter! {
        /// How many of a sentence's first words are also features of their own, 0 to 16; 0 by default.
        opening: usize => features.opening, "4"
    }
    setter! {
        /// How many words an English negation or refusal reaches, 0 to 16; words in reach are also features of their own.
        /// 0 by default.
        negation: usize => features.negation, "4"
    }
    setter! {
        /// Whether words behind an English contrast or in a concession are also features of their own; false by default.
        clauses: bool => features.clauses, "true"
    }
    setter! {
        /// The shortest and the longest run of characters, across words, that is a feature, 1 to 8; `None` by default.
        characters: Option<(usize, usize)> => features.characters, "Some((2, 5))"
    }
    setter! {
        /// Whether hashtags, @names, links, emoji, runs of `!` and `?`, and drawn-out words are features, for short
        /// informal text; false by default.
        informal: bool => features.informal, "true"
    }
    setter! {
        /// The least summed weight of the sentences that a term must occur in; finite and above zero, 2 by default.
        min_count: f64 => min_count, "1.0"
    }
    setter! {
        /// The strength λ of the penalty ½·λ‖W‖²; finite and above zero, 2e-5 by default.
        l2: f64 => logistic.valid.l2, "1e-2"
    }
    setter! {
        /// The smoothing of the naive-Bayes ratios that scale features (Wang & Manning 2012), finite and above zero, or
        /// `None` for no scaling; 1 by default.
        naive_bayes: Option<f64> => logistic.valid.naive_bayes, "None"
    }
    setter! {
        /// Whether every outcome is fitted against the rest on its own, rather than all against each other; false by default.
        one_vs_rest: bool => logistic.valid.one_vs_rest, "true"
    }
    setter! {
        /// How many models, each of as many groups drawn with replacement, are averaged into one (bagging, Breiman 1996), 1 to
        /// 100: 1 by default, the model of the data themselves.
        bags: usize => bags, "4"
    }
    setter! {
        /// The share of terms that are left out at the end, those whose weights differ least between the outcomes; at least 0 and
        /// below 1, 0.3 by default. Of an adapted model none is left out.
        prune: f64 => prune, "0.0"
    }
    setter! {
        /// Training stops when the norm of the gradient is this share of its norm at zero; above 0 and below 1, 1e-4 by
        /// default.
        tolerance: f64 => logistic.valid.tolerance, "1e-3"
    }
    setter! {
        /// The most iterations, at least 1; 1,000 by default.
        max_iterations: usize => logistic.valid.max_iterations, "50"
    }
    setter! {
        /// What the weights of sentences are multiplied by for the sake of their class; by 1 by default.
        class_weights: ClassWeights => class_weights, "ClassWeights::Balanced"
    }
    setter! {
        /// The folds on whose out-of-fold scores calibration is fitted: 0 for no calibration, else at least 2; 5 by
        /// default. Where a class has sentences in fewer groups, there are as many folds as groups.
        calibration_folds: usize => calibration_folds, "0"
    }
    setter! {
        /// The seed of the folds; 0 by default.
        seed: u64 => seed, "1"
    }

    /// Adapts a model to the data instead of training from nothing, by maximum a posteriori (Chelba & Acero 2004): the penalty is
    /// on the distance from the given model's weights, and its terms are kept beside the frequent ones of the data. The features
    /// become those of the model; setting others afterwards is an error. Classes that the data lack are left as they are.
    ///
    /// ```
    /// use geostance::{Dataset, LabelledSentence, Stance, StanceModel};
    ///
    /// let model = StanceModel::pretrained();
    /// let mut data = Dataset::new();
    /// for _ in 0..3 {
    ///     data.push(LabelledSentence::new(Some(Stance::MultiVector), "The zhuz council backs the summit."))?;
    ///     data.push(LabelledSentence::new(Some(Stance::ProMoscow), "The Kremlin envoy backs the summit."))?;
    /// }
    /// let adapted = StanceModel::params().prior(model).prior_strength(Some(1e-3)).fit(&data)?.into_model();
    /// let sentence = "The zhuz council met.";
    /// let probability = |model: &StanceModel| model.classify(sentence).probability(Stance::MultiVector);
    /// assert!(probability(&adapted) > probability(model));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn prior(mut self, model: &StanceModel) -> Self {
        self.0.features = model.features().clone();
        self.0.prior = Some(Base::new(model));
        self
    }

    setter! {
        /// The strength of the penalty on the distance from the prior's weights, in place of `l2`; finite and above zero, or
        /// `None` to choose it among infinity (the prior as it is), 1e-2, 3e-3, 1e-3, 3e-4, 1e-4 and 0 (the data alone) by
        /// cross-validation on whole groups: the strongest whose log-loss is within one standard error of the least; 1e-2
        /// where the groups allow no folds. `None` by default; without meaning unless there is a prior.
        prior_strength: Option<f64> => prior_strength, "Some(1e-3)"
    }

    /// Starts from a former model's weights where it has the data's terms. The optimum is the same as from zero, to within the
    /// tolerance, in fewer iterations where the data resemble the former's. Folds of the calibration start from zero.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let params = StanceModel::params().calibration_folds(0);
    /// let former = params.fit(&data.filter(|row| row.text.len() % 10 > 0))?;
    /// let warm = params.warm_start(former.model()).fit(&data)?;
    /// assert!(warm.report().converged && warm.report().iterations < former.report().iterations);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn warm_start(mut self, model: &StanceModel) -> Self {
        self.0.warm_start = Some(Base::new(model));
        self
    }

    /// Checks every range.
    ///
    /// # Errors
    ///
    /// The first parameter that is out of its range.
    ///
    /// ```
    /// let error = geostance::StanceModel::params().ngrams(0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "parameter ngrams is 0; expected 1 to 8");
    /// ```
    pub fn check(self) -> Result<StanceValidParams, ParamsError> {
        ParamGuard::check(self)
    }
}
