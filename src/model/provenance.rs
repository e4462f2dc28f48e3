//! Where a model comes from.

use crate::stance::{PerOutcome, as_list, from_list};
use serde::{Deserialize, Serialize};

/// Where a model comes from: the data and the parameters of its training, and how training ended.
///
/// Everything in it is the same for the same data and parameters; it holds no date, host or path.
///
/// ```
/// let provenance = geostance::StanceModel::pretrained().provenance();
/// assert!(provenance.converged);
/// assert!(provenance.sentences.iter().all(|(_, &count)| count > 0));
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
    /// Sentences of each outcome.
    #[serde(serialize_with = "as_list", deserialize_with = "from_list")]
    pub sentences: PerOutcome<usize>,
    /// The strength λ of the penalty ½·λ‖W‖².
    pub l2: f64,
    /// The smoothing of naive-Bayes ratios, if they scale the features.
    pub naive_bayes: Option<f64>,
    /// The least summed weight of the sentences that a term must occur in.
    pub min_df: f64,
    /// The share of terms that was left out at the end, if any was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prune: Option<f64>,
    /// What the weights of sentences of each outcome were multiplied by.
    #[serde(serialize_with = "as_list", deserialize_with = "from_list")]
    pub class_weights: PerOutcome<f64>,
    /// The relative gradient norm at which training stops.
    pub tolerance: f64,
    /// The most iterations that training may take.
    pub max_iterations: usize,
    /// The folds that calibration used; 0 where there was none.
    pub calibration_folds: usize,
    /// The column whose values were these folds, if one's were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibrated_by: Option<String>,
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
