//! Who is named: groups of names (a gazetteer), and which of them a sentence names.
//!
//! - `gazetteer`: the names of each group, read and checked.
//! - `matcher`: the names as stems in a trie; which groups a row of words names, longest names first, in linear time.
//! - `states`: which of the states between the powers a sentence names.

mod gazetteer;
mod matcher;
#[cfg(feature = "train")]
mod states;

pub use gazetteer::Gazetteer;
pub(crate) use gazetteer::{MAX_CROSSED, MAX_GAZETTEER_BYTES};
pub(crate) use matcher::{Groups, Matcher, NO_WORD, Named, starts_with_capital};
#[cfg(feature = "train")]
pub use states::States;
