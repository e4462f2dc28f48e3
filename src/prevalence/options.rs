//! What is asked: of which population, at which level.

use crate::error::PrevalenceError;
use serde::Serialize;

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Population {
    /// This corpus and no other: labelled sentences are known, and a corpus that is labelled whole leaves no doubt. The sample is
    /// part of it.
    #[default]
    Corpus,
    /// The process that the corpus is a sample of: what might as well have been printed. As in the papers; wider.
    Process,
}

/// How shares are estimated.
///
/// ```
/// use geostance::prevalence::{Population, PrevalenceOptions};
///
/// let options = PrevalenceOptions::new().population(Population::Process).level(0.9);
/// assert_ne!(options, PrevalenceOptions::new());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrevalenceOptions {
    pub(super) population: Population,
    pub(super) level: f64,
}

impl Default for PrevalenceOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl PrevalenceOptions {
    /// Shares of this corpus, 95 % intervals.
    #[must_use]
    pub fn new() -> Self {
        Self { population: Population::Corpus, level: 0.95 }
    }

    /// What the shares are shares of.
    #[must_use]
    pub fn population(mut self, population: Population) -> Self {
        self.population = population;
        self
    }

    /// How many of many such intervals hold the true share; above 0 and below 1, 0.95 by default.
    #[must_use]
    pub fn level(mut self, level: f64) -> Self {
        self.level = level;
        self
    }

    /// Checks the level.
    ///
    /// # Errors
    ///
    /// [`PrevalenceError::Level`].
    ///
    /// ```
    /// let error = geostance::prevalence::PrevalenceOptions::new().level(95.0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "the level 95 is not above 0 and below 1");
    /// ```
    pub fn check(&self) -> Result<(), PrevalenceError> {
        if self.level > 0.0 && self.level < 1.0 { Ok(()) } else { Err(PrevalenceError::Level(self.level)) }
    }
}
