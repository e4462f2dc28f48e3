//! The names of the stemmers.

use rust_stemmers::Algorithm;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! stemmers {
    ($($(#[$doc:meta])* $variant:ident $name:literal),+ $(,)?) => {
        /// The stemmer of a model: one of the Snowball algorithms of `rust_stemmers`, or none.
        ///
        /// ```
        /// use geostance::model::Stemmer;
        ///
        /// assert_eq!(Stemmer::default(), Stemmer::English);
        /// assert_eq!("russian".parse(), Ok(Stemmer::Russian));
        /// assert_eq!(Stemmer::None.to_string(), "none");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        #[non_exhaustive]
        pub enum Stemmer {
            /// Words as they are, lower-cased.
            None,
            $($(#[$doc])* $variant),+
        }

        impl Stemmer {
            /// All stemmers, `None` first.
            ///
            /// ```
            /// assert_eq!(geostance::model::Stemmer::ALL.len(), 19);
            /// ```
            pub const ALL: &'static [Self] = &[Self::None, $(Self::$variant),+];

            /// The name in model files and on command lines.
            ///
            /// ```
            /// assert_eq!(geostance::model::Stemmer::Turkish.as_str(), "turkish");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::None => "none",
                    $(Self::$variant => $name),+
                }
            }

            pub(super) fn algorithm(self) -> Option<Algorithm> {
                match self {
                    Self::None => None,
                    $(Self::$variant => Some(Algorithm::$variant)),+
                }
            }
        }
    };
}

stemmers! {
    /// Snowball Arabic.
    Arabic "arabic",
    /// Snowball Danish.
    Danish "danish",
    /// Snowball Dutch.
    Dutch "dutch",
    /// Snowball English (Porter 2).
    #[default] English "english",
    /// Snowball Finnish.
    Finnish "finnish",
    /// Snowball French.
    French "french",
    /// Snowball German.
    German "german",
    /// Snowball Greek.
    Greek "greek",
    /// Snowball Hungarian.
    Hungarian "hungarian",
    /// Snowball Italian.
    Italian "italian",
    /// Snowball Norwegian.
    Norwegian "norwegian",
    /// Snowball Portuguese.
    Portuguese "portuguese",
    /// Snowball Romanian.
    Romanian "romanian",
    /// Snowball Russian.
    Russian "russian",
    /// Snowball Spanish.
    Spanish "spanish",
    /// Snowball Swedish.
    Swedish "swedish",
    /// Snowball Tamil.
    Tamil "tamil",
    /// Snowball Turkish.
    Turkish "turkish",
}

impl fmt::Display for Stemmer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Stemmer {
    type Err = ParseStemmerError;

    fn from_str(text: &str) -> Result<Self, ParseStemmerError> {
        Self::ALL.iter().copied().find(|stemmer| stemmer.as_str() == text).ok_or(ParseStemmerError)
    }
}

/// A text that names no stemmer.
///
/// ```
/// let error = "klingon".parse::<geostance::model::Stemmer>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown stemmer; expected one of none, arabic, danish, "));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseStemmerError;

impl fmt::Display for ParseStemmerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown stemmer; expected one of ")?;
        for (i, stemmer) in Stemmer::ALL.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(stemmer.as_str())?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseStemmerError {}
