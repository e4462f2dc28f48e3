//! Labelled sentences: read, validate, group, weight, split, fold, and write out again.
//!
//! A labelled file is a table (see [`crate::corpus`] for what files may be) with a column `stance` or `label` (one of the
//! three, or `none`) and a column `text` or `sentence`, and optionally `group` and `weight`, in any order and in any
//! capitals; further columns become metadata. Instead of the stance there may be `p_pro_moscow`, `p_multi_vector` and
//! `p_western_leaning`, the probabilities of a soft label; the rest, to 1, is none. Rows without a label are left out and
//! counted; a row that breaks a rule is an error, and all errors come together.
//!
//! | file | what it does |
//! | --- | --- |
//! | `data`, `collect` | [`Dataset`]: its sentences, and how they come in and out |
//! | `sentence`, `metadata` | one labelled sentence, and its further columns |
//! | `load`, `reader`, `options` | reading files into a dataset, sentence by sentence, and how |
//! | `table`, `json`, `columns` | rows and objects as sentences; which columns say what |
//! | `summary`, `duplicates` | what was read of each file; what occurs more than once |
//! | `write` | writing a dataset out |
//! | `folds`, `assignment` | splits and folds of whole groups |
//! | `order` | the order and the digest of rows |

mod assignment;
mod collect;
mod columns;
mod data;
mod duplicates;
mod folds;
mod json;
mod load;
mod metadata;
mod options;
mod order;
mod reader;
mod sentence;
mod summary;
mod table;
mod write;

pub use crate::corpus::DataFormat;
pub(crate) use assignment::{Folds, folds};
pub use data::{Dataset, MAX_TEXT_BYTES};
pub use duplicates::{Contradiction, Duplicates};
pub use folds::{DatasetFolds, Split};
pub use metadata::Metadata;
pub use options::ReadOptions;
pub(crate) use order::digest;
pub use reader::LabelledReader;
pub use sentence::LabelledSentence;
pub use summary::{DataSummary, FileSummary};
