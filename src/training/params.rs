//! The parameters of training.

use crate::actors::Gazetteer;
use crate::error::ParamsError;
use crate::features::{Counts, FeatureParams};
use crate::logistic::{LogisticParams, LogisticValidParams};
use crate::model::StanceModel;
use crate::stance::{Outcome, PerOutcome};
use crate::tokens::Stemmer;
use linfa::ParamGuard;

/// What the weights of sentences are multiplied by for the sake of their class.
///
/// Classes other than equal shift probabilities: they ruin calibration on data like the training data.
///
/// ```
/// use geostance::{StanceModel, training::ClassWeights};
///
/// assert!(StanceModel::params().class_weights(ClassWeights::Each([1.0, 1.0, 1.0, 0.5].into())).check().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum ClassWeights {
    /// By 1.
    #[default]
    Uniform,
    /// So that every class has the same sum.
    Balanced,
    /// By these; finite and above zero.
    Each(PerOutcome<f64>),
}

/// Checked training parameters; from [`StanceParams::check`].
///
/// ```
/// let checked = geostance::StanceModel::params().check()?;
/// assert_eq!(checked.calibration_folds(), 5);
/// # Ok::<(), geostance::error::ParamsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StanceValidParams {
    pub(super) features: FeatureParams,
    pub(super) min_df: f64,
    pub(super) penalty: Penalty,
    pub(super) logistic: LogisticValidParams,
    pub(super) class_weights: ClassWeights,
    pub(super) prune: f64,
    pub(super) calibration_folds: usize,
    pub(super) calibrate_by: Option<String>,
    pub(super) seed: u64,
    pub(super) prior_strength: Option<f64>,
}

/// How the strength of the penalty is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Penalty {
    /// By the weight of all sentences together against it: λ = 1 / (C·Σw), which shrinks with the data.
    C(f64),
    /// As λ itself.
    L2(f64),
}

impl StanceValidParams {
    /// The strength λ of the penalty for sentences of so much weight in each class.
    pub(super) fn l2(&self, class_weights: PerOutcome<f64>, sums: &PerOutcome<f64>) -> f64 {
        match self.penalty {
            Penalty::L2(l2) => l2,
            Penalty::C(c) => {
                let total: f64 = sums.iter().map(|(outcome, sum)| class_weights[outcome] * sum).sum();
                1.0 / (c * total)
            }
        }
    }

    /// What the weights of each class are multiplied by.
    pub(super) fn resolved_class_weights(&self, sums: &PerOutcome<f64>) -> PerOutcome<f64> {
        match self.class_weights {
            ClassWeights::Uniform => PerOutcome::from([1.0; Outcome::COUNT]),
            ClassWeights::Each(weights) => weights,
            ClassWeights::Balanced => {
                let present = sums.iter().filter(|(_, sum)| **sum > 0.0).count().max(1);
                let mean = sums.iter().map(|(_, sum)| sum).sum::<f64>() / present as f64;
                sums.map(|sum| if sum > 0.0 { mean / sum } else { 1.0 })
            }
        }
    }

    /// The folds that calibration asks for; 0 for none.
    ///
    /// ```
    /// assert_eq!(geostance::StanceModel::params().calibration_folds(3).check()?.calibration_folds(), 3);
    /// # Ok::<(), geostance::error::ParamsError>(())
    /// ```
    #[must_use]
    pub fn calibration_folds(&self) -> usize {
        self.calibration_folds
    }

    /// The least summed weight of the sentences that a term must occur in.
    pub(crate) fn min_df(&self) -> f64 {
        self.min_df
    }

    /// Whether data that were prepared for these parameters, or those, serve both if the minimum document frequency is low enough.
    pub(crate) fn reads_like(&self, other: &Self) -> bool {
        self.features == other.features
    }
}

/// Training parameters, from [`StanceModel::params`]; [`StanceParams::news`] gives those of the shipped model.
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
        /// # use geostance::{StanceModel, model::{Counts, Stemmer}, training::ClassWeights};
        /// # #[allow(unused_imports)] use geostance as _;
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
    /// Parameters that serve data of any size.
    ///
    /// ```
    /// assert_eq!(geostance::StanceParams::new(), geostance::StanceModel::params());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let logistic = LogisticParams::new().naive_bayes(Some(1.0)).tolerance(1e-4).max_iterations(1000);
        Self(StanceValidParams {
            features: FeatureParams::default(),
            min_df: 2.0,
            penalty: Penalty::C(4.0),
            logistic: logistic.valid,
            class_weights: ClassWeights::Uniform,
            prune: 0.0,
            calibration_folds: 5,
            calibrate_by: None,
            seed: 0,
            prior_strength: None,
        })
    }

    /// The parameters of the shipped model: the defaults, penalised half as much, with stems crossed with who is named of Ukraine
    /// too, calibrated on whole registers that the scoring model has not seen, and without the three in ten terms that weigh least.
    ///
    /// ```
    /// assert_ne!(geostance::StanceParams::news(), geostance::StanceParams::new());
    /// ```
    #[must_use]
    pub fn news() -> Self {
        Self::new().crossed(["russia", "west", "ukraine"]).c(8.0).calibrate_by(Some("register")).prune(0.3)
    }

    /// Parameters for short informal text (posts, comments), to be trained per target: hashtags, @names, links, emoji and
    /// elongated words are features, and so are words, pairs and triples of words and character n-grams of 2 to 5, all of
    /// them however rare; no names. These are the features of the strongest linear baseline of `SemEval`-2016 task 6
    /// (Mohammad et al. 2016), with classes of equal weight, for the opinions on one target are rarely even.
    ///
    /// ```
    /// let params = geostance::StanceParams::social();
    /// assert!(params.check().is_ok());
    /// ```
    #[must_use]
    pub fn social() -> Self {
        Self::new()
            .stemmer(Stemmer::None)
            .actors(None)
            .ngrams(3)
            .prefixes([])
            .characters(Some((2, 5)))
            .informal(true)
            .min_df(1.0)
            .naive_bayes(None)
            .c(8.0)
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
        /// The shortest and the longest character n-gram, across words, that is a feature, 1 to 8; `None` by default.
        characters: Option<(usize, usize)> => features.characters, "Some((2, 5))"
    }
    setter! {
        /// Whether hashtags, @names, links, emoji, runs of `!` and `?`, and elongated words are features, for short
        /// informal text; false by default.
        informal: bool => features.informal, "true"
    }

    /// The groups of names on which features build, or `None` for no such features; those of the shipped model by default. Other
    /// names than the shipped ones are crossed with no group until [`StanceParams::crossed`] says which.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let teams = "group,name\nhome,Kairat\nguests,Astana\n".parse()?;
    /// assert!(StanceModel::params().actors(Some(teams)).crossed(["home", "guests"]).check().is_ok());
    /// assert!(StanceModel::params().actors(None).check().is_ok());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn actors(mut self, actors: Option<Gazetteer>) -> Self {
        let features = &mut self.0.features;
        if features.actors != actors {
            features.crossed.clear();
            features.groups = actors.is_some();
            features.actors = actors;
        }
        self
    }

    /// The groups of names with which stems are crossed, three at the most: each stem is then also a feature together with which
    /// of them its sentence names; `russia` and `west` by default.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// assert!(StanceModel::params().crossed(["nobody"]).check().is_err());
    /// ```
    #[must_use]
    pub fn crossed<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.0.features.crossed = groups.into_iter().map(Into::into).collect();
        self
    }

    setter! {
        /// Whether the set of all groups of names that a sentence names is a feature; true by default.
        groups: bool => features.groups, "false"
    }
    setter! {
        /// The least document frequency of a term: the summed weight of the sentences that it must occur in; finite and above
        /// zero, 2 by default.
        min_df: f64 => min_df, "1.0"
    }

    /// The inverse strength of the penalty against the summed loss, as scikit-learn's `C`: λ = 1 / (C·Σw) of the mean loss, so that
    /// the penalty shrinks as the data grow; finite and above zero, 4 by default. Takes the place of [`StanceParams::l2`].
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// assert_ne!(StanceModel::params().c(1.0), StanceModel::params());
    /// ```
    #[must_use]
    pub fn c(mut self, c: f64) -> Self {
        self.0.penalty = Penalty::C(c);
        self
    }

    /// The strength λ of the penalty ½·λ‖W‖² beside the mean loss, whatever the size of the data; finite and above zero. Takes the
    /// place of [`StanceParams::c`].
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// assert_ne!(StanceModel::params().l2(1e-2), StanceModel::params());
    /// ```
    #[must_use]
    pub fn l2(mut self, l2: f64) -> Self {
        self.0.penalty = Penalty::L2(l2);
        self
    }

    setter! {
        /// The smoothing of the naive-Bayes ratios that scale features (Wang & Manning 2012), finite and above zero, or
        /// `None` for no scaling; 1 by default.
        naive_bayes: Option<f64> => logistic.naive_bayes, "None"
    }
    setter! {
        /// The share of terms that are left out at the end, those whose weights differ least between the outcomes; at least 0 and
        /// below 1, 0 by default. Of an adapted model none is left out.
        prune: f64 => prune, "0.3"
    }
    setter! {
        /// Training stops when the norm of the gradient is this share of its norm at zero; above 0 and below 1, 1e-4 by
        /// default.
        tolerance: f64 => logistic.tolerance, "1e-3"
    }
    setter! {
        /// The most iterations, at least 1; 1,000 by default.
        max_iterations: usize => logistic.max_iterations, "50"
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

    /// The column of further data whose values are the folds of the calibration, in place of folds of groups: models are then
    /// calibrated on kinds of text that they have not seen, and are less sure of themselves elsewhere. `None` by default.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// assert_ne!(StanceModel::params().calibrate_by(Some("source")), StanceModel::params());
    /// ```
    #[must_use]
    pub fn calibrate_by(mut self, column: Option<&str>) -> Self {
        self.0.calibrate_by = column.map(str::to_owned);
        self
    }

    setter! {
        /// The seed of the folds; 0 by default.
        seed: u64 => seed, "1"
    }

    setter! {
        /// The strength of the penalty on the distance from the prior's weights, in place of `l2`; finite and above zero, or
        /// `None` to choose it among infinity (the prior as it is), 1e-2, 3e-3, 1e-3, 3e-4, 1e-4 and 0 (the data alone) by
        /// cross-validation on whole groups: the strongest whose log-loss is within one standard error of the least; 1e-2
        /// where the groups allow no folds. `None` by default; without meaning unless a model is adapted.
        prior_strength: Option<f64> => prior_strength, "Some(1e-3)"
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
