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
//! let data = Dataset::from_path("labels.csv")?;
//! let split = data.split(0.2, 0);
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
//!
//! Without default features the crate loads a model and classifies, with neither linfa nor a solver among its
//! dependencies.

mod article;
mod calibration;
#[cfg(feature = "train")]
mod dataset;
mod error;
#[cfg(feature = "train")]
mod evaluation;
mod explanation;
mod features;
mod language;
mod model;
mod model_file;
mod parallel;
#[cfg(feature = "pretrained")]
mod pretrained;
mod report;
mod sentences;
mod stance;
mod tokens;
#[cfg(feature = "train")]
mod training;
mod vocabulary;
mod work;

pub use article::{ArticleReport, SentenceReport, Shares};
pub use calibration::Calibration;
#[cfg(feature = "train")]
pub use dataset::{DataFormat, Dataset, LabelledReader, LabelledSentence, MAX_TEXT_BYTES, Metadata, Split};
#[cfg(feature = "train")]
pub use error::{Column, DataError, DataReason, EvaluationError, QuotingRule, TrainingError};
pub use error::{Error, IoError, ModelFileError, ModelFileReason, ParamsError};
#[cfg(feature = "train")]
pub use evaluation::{
    Bootstrap, ClassScores, Comparison, Confusion, CrossValidation, Difference, EvaluatedSentence, Evaluation, HeldOut,
    Interval, Intervals, Metric, Reliability, ReliabilityBin, RiskCoverage, RiskCoveragePoint, SearchProgress,
    WholeGroups,
};
pub use explanation::{Contribution, Explanation, WordPush};
pub use features::{Counts, FeatureParams, ParseCountsError};
pub use model::{DEFAULT_THRESHOLD, Prediction, Provenance, StanceModel, Term};
pub use report::{ParseReportFormatError, ReportFormat, ReportOptions};
pub use sentences::{Sentences, sentences};
pub use stance::{Labels, LabelsError, ParseStanceError, Stance};
pub use tokens::{ParseStemmerError, Stemmer, Token, tokens};
#[cfg(feature = "train")]
pub use training::{
    CalibrationOutcome, ClassWeights, FittedLogistic, FittedStance, LogisticParams, LogisticValidParams, Prepared,
    PriorStrength, Progress, SparseRows, Stage, StanceParams, StanceValidParams, Targets, TrainingReport,
};
pub use vocabulary::TermKind;

/// The versions of linfa and ndarray that the numeric layer speaks.
#[cfg(feature = "train")]
pub use {linfa, ndarray};

/// The code of the README, tested.
#[cfg(all(doctest, feature = "train", feature = "pretrained"))]
#[doc = include_str!("../README.md")]
struct Readme;
