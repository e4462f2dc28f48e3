//! Shares of a corpus that one may publish: from a model's predictions of every sentence and hand labels of a random sample.
//!
//! The shares that a classifier counts are biased wherever text is not like its training data, and nothing about them says by
//! how much. A random sample that is labelled by hand says it: the mean difference between labels and predictions in the sample
//! is taken off the predictions of the whole corpus. The estimate is unbiased and its interval holds however bad the model is;
//! the better the model, the narrower the interval (prediction-powered inference: Angelopoulos, Bates, Fannjiang, Jordan &
//! Zrnic 2023; PPI++: Angelopoulos, Duchi & Zrnic 2024; with stated probabilities: design-based supervised learning, Egami,
//! Hinck, Stewart & Wei 2023; in survey sampling the difference estimator, Särndal, Swensson & Wretman 1992, chapter 6).
//!
//! | file | what it does |
//! | --- | --- |
//! | `estimate` | [`prevalence`] and [`prevalence_within`]: the estimates of a corpus, or of a part of it |
//! | `part`, `figures` | a part of a corpus with its means, variances and λ; its estimates and intervals |
//! | `options`, `sample` | what is asked; which sentences were labelled, and how they were drawn |
//! | `share` | [`Prevalence`] and [`Share`]: what comes out |
//! | `design` | variances by the design of the sample: strata, probabilities, clusters |
//! | `interval`, `quantile` | intervals that hold for rare outcomes too; normal and Student's quantiles |
//! | `draw`, `strata` | [`draw`]: a sample that narrows the intervals |

mod design;
mod draw;
mod estimate;
mod figures;
mod interval;
mod options;
mod part;
mod quantile;
mod sample;
mod share;
mod strata;

pub use draw::{Drawn, draw};
pub use estimate::{prevalence, prevalence_within};
pub use options::{Population, PrevalenceOptions};
pub use part::{MIN_CLUSTERS, MIN_LABELS};
pub use sample::{Sample, SampledSentence};
pub use share::{Prevalence, Share};

use crate::model::Prediction;
use crate::stance::Outcome;

/// What a model says of the four outcomes: evidence × the probability of each stance, and 1 − evidence for none.
fn outcomes(prediction: &Prediction) -> [f64; Outcome::COUNT] {
    let [a, b, c] = prediction.probabilities().map(|probability| prediction.evidence() * probability).into_array();
    [a, b, c, 1.0 - prediction.evidence()]
}
