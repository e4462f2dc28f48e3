use serde::{Deserialize, Serialize};

/// Where a model comes from: the data and the parameters of its training, and how training ended.
///
/// Everything in it is the same for the same data and parameters; it holds no date, host or path.
///
/// ```
/// let provenance = geostance::StanceModel::pretrained().provenance();
/// assert!(provenance.converged);
/// assert!(provenance.sentences.iter().all(|&count| count > 0));
/// assert_eq!(provenance.data_sha256.len(), 64);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// The version of the crate that trained the model.
    pub crate_version: String,
    /// SHA-256 of the labelled rows in their canonical order, in hexadecimal.
    pub data_sha256: String,
    /// Sentences of each stance, in the order of [`crate::Stance::ALL`], and without one.
    pub sentences: [usize; 4],
    /// The strength λ of the penalty ½·λ‖W‖².
    pub l2: f64,
    /// The smoothing of naive-Bayes ratios, if they scale the features.
    pub naive_bayes: Option<f64>,
    /// The least summed weight of the sentences that a term must occur in.
    pub min_count: f64,
    /// Whether every outcome was fitted against the rest on its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_vs_rest: bool,
    /// How many models of draws of groups were averaged; none where the model is that of the data themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bags: Option<usize>,
    /// The share of terms that was left out at the end, if any was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prune: Option<f64>,
    /// What the weights of sentences of each stance, and of those without one, were multiplied by.
    pub class_weights: [f64; 4],
    /// The relative gradient norm at which training stops.
    pub tolerance: f64,
    /// The most iterations that training may take.
    pub max_iterations: usize,
    /// The folds that calibration used; 0 where there was none.
    pub calibration_folds: usize,
    /// The seed of the folds.
    pub seed: u64,
    /// Iterations that training took.
    pub iterations: usize,
    /// The objective at the end.
    pub objective: f64,
    /// Whether the gradient norm fell below the tolerance.
    pub converged: bool,
    /// [`Provenance::data_sha256`] of the model that was adapted to the data, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapted_from: Option<String>,
    /// The strength λ of the penalty ½·λ‖W − W₀‖² on the distance from that model, in place of `l2`; none where the model was
    /// kept as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior_strength: Option<f64>,
}
