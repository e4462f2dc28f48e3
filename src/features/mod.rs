//! Sentence → (column, value): the one definition that training and prediction share.
//!
//! - `params`: which features a model has.
//! - `words`: a word's nodes; `interned` keeps those of all words in training, `forms` freezes them for prediction.
//! - `extractor`: the features of a sentence, in order: per word its stem, the n-grams that end in it, its beginnings …; `reading`
//!   is a sentence between the stages of that.
//! - `characters`, `crossing`: the kinds of features that need more than one word.
//! - `distinct`: the distinct columns of a sentence with their counts.
//!
//! A feature's value is 1, or 1 + ln(count) where counts are sublinear, and with normalisation the values of a sentence's known
//! features have a Euclidean length of 1. Prediction adds weights in the order in which their terms first occur, training in the
//! order of columns; each is fixed, so that each gives the same bits on any machine.

mod characters;
mod crossing;
mod distinct;
mod extractor;
mod forms;
#[cfg(feature = "train")]
mod interned;
mod params;
mod reading;
mod words;

pub(crate) use crossing::readable;
pub(crate) use extractor::{Extractor, Scratch};
pub(crate) use forms::Forms;
#[cfg(feature = "train")]
pub(crate) use interned::Interned;
pub use params::{Counts, FeatureParams};
pub(crate) use reading::Reading;
