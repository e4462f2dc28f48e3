//! Reads a news article and says of each sentence which foreign-policy course it presents or speaks for:
//! **pro-Moscow**, **multi-vector** or **Western-leaning**.
//!
//! The home case is Kazakhstan, between Russia, China and the West; the same model serves its neighbours from Belarus to
//! Mongolia. It is a small bag-of-words logistic model: every verdict can be explained word by word, costs microseconds
//! and runs anywhere.
//!
//! ```
//! use geostance::{Stance, StanceModel};
//!
//! let model = StanceModel::pretrained();
//! let p = model.classify("Kazakhstan and Russia deepen their alliance within the Eurasian Economic Union.");
//! assert_eq!(p.stance(), Stance::ProMoscow); // always one of the three
//! p.probability(Stance::MultiVector); // given that the sentence takes a course; the three sum to 1
//! p.evidence(); // 0 to 1: does it take a course at all
//! p.confidence(); // evidence × the largest probability
//! p.decided(0.6); // None where the confidence is below the threshold
//!
//! let report = model.classify_article("Astana hosts talks\nIt joined no sanctions. Exports to China grew.");
//! for sentence in report.sentences() {
//!     println!("{:?} {} {}", sentence.span(), sentence.prediction().stance(), sentence.text());
//! }
//! ```
//!
//! With the feature `train` (on by default) models are trained on labelled sentences and evaluated:
//!
//! ```no_run
//! # #[cfg(feature = "train")] {
//! use geostance::{Dataset, StanceModel};
//!
//! let data = Dataset::load("labels.csv")?;
//! let split = data.hold_out(0.2, 0);
//! let fitted = StanceModel::params().l2(1e-4).fit(&split.train)?;
//! println!("{}\n{}", fitted.report(), fitted.model().evaluate(&split.test)?);
//! fitted.model().save("mine.gst")?;
//! # }
//! # Ok::<(), geostance::Error>(())
//! ```
//!
//! # Features
//!
//! | feature | default | what |
//! | --- | --- | --- |
//! | `train` | yes | labelled data, training and evaluation |
//! | `pretrained` | yes | the shipped model, embedded |
//! | `parallel` | yes | batches, folds and training over all cores |
//! | `gz` | no | files compressed with gzip are read |
//!
//! Without default features the crate loads a model and classifies, with neither linfa nor a solver among its
//! dependencies.

pub mod actors;
pub mod article;
mod calibration;
pub mod corpus;
#[cfg(feature = "train")]
pub mod dataset;
pub mod error;
#[cfg(feature = "train")]
pub mod evaluation;
pub mod explanation;
mod features;
mod language;
#[cfg(feature = "train")]
pub mod logistic;
pub mod model;
mod model_file;
mod numeric;
mod parallel;
#[cfg(feature = "pretrained")]
mod pretrained;
pub mod report;
pub mod sentences;
pub mod stance;
pub mod tokens;
#[cfg(feature = "train")]
pub mod training;
mod vocabulary;
mod work;

pub use article::ArticleReport;
#[cfg(feature = "train")]
pub use dataset::Dataset;
pub use error::Error;
#[cfg(feature = "train")]
pub use evaluation::Evaluation;
pub use explanation::Explanation;
pub use model::{Prediction, StanceModel};
pub use sentences::sentences;
pub use stance::{Labels, Outcome, Stance};
pub use tokens::tokens;
#[cfg(feature = "train")]
pub use training::StanceParams;

/// The code of the README, tested.
#[cfg(all(doctest, feature = "train", feature = "pretrained"))]
#[doc = include_str!("../README.md")]
struct Readme;
