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
//! | `html` | no | reports as pages |
//! | `gz` | no | files compressed with gzip are read |
//! | `sprs` | no | [`logistic::SparseRows`] from matrices of the crate `sprs` |
//! | `plots` | no | evaluations and shares as SVG |
//! | `cli` | no | the program `geostance`, with `html`, `plots` and `gz` |
//!
//! Without default features the crate loads a model and classifies, with neither linfa nor a solver among its
//! dependencies.
//!
//! # Conventions
//!
//! Every `start`, `end` and span counts bytes of the UTF-8 text that was given, as slices of a `str` do. Probabilities, evidence
//! and confidence lie between 0 and 1. Nothing panics on any text; what fails gives a typed [`Error`]. The same data and parameters
//! give the same bytes, whatever the order of rows and the number of threads.
//!
//! # The rooms
//!
//! Each uses only those above it.
//!
//! | room | what it knows |
//! | --- | --- |
//! | [`error`], [`stance`] | what goes wrong; the stances and how files spell them |
//! | `numeric`, `parallel`, `work` | sums in one order, work over all cores, memory that is kept |
//! | `language` | every list of words of a language |
//! | [`sentences`](mod@sentences), [`tokens`](mod@tokens), [`actors`] | text into sentences and words; who is named |
//! | `vocabulary`, `features` | terms as numbers; a sentence as terms, once for training and prediction |
//! | [`corpus`], [`dataset`] | files and tables of texts; labelled sentences |
//! | `calibration`, [`model`], `model_file`, [`explanation`] | scores into probabilities; the model, its file, its reasons |
//! | [`article`], [`report`] | an article's verdicts and shares; their forms |
//! | [`logistic`] | logistic regression on sparse rows; the only room that knows linfa |
//! | [`training`], [`evaluation`] | fitting, adapting, calibrating; measuring |
//! | [`prevalence`], `plots`, `pretrained` | shares of a corpus with valid intervals; pictures; the shipped model |
//!
//! What a change touches:
//!
//! | a new … | files |
//! | --- | --- |
//! | kind of feature | a file of its own in `features`, `features/params.rs`, the table in `vocabulary/kind.rs` |
//! | metric | `evaluation/metric.rs`, `evaluation/scored.rs` |
//! | picture | a file of its own in `plots`, `plots/mod.rs` |
//! | form of reports | a file of its own in `report`, `report/mod.rs` |
//! | language | a file of its own in `language`, `language/mod.rs`, a file of names in `models` |

#![cfg_attr(docsrs, feature(doc_cfg))]

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
#[cfg(feature = "plots")]
pub mod plots;
#[cfg(feature = "pretrained")]
mod pretrained;
pub mod prevalence;
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
