//! A term of a model with its weights.

use super::StanceModel;
use crate::features::readable;
use crate::stance::{Outcome, PerOutcome};
use crate::vocabulary::TermKind;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// A term of a model with its weights; from [`StanceModel::terms`].
///
/// It is displayed as people read it (`west only × impoverish`).
///
/// ```
/// use geostance::{StanceModel, model::TermKind};
///
/// let model = StanceModel::pretrained();
/// let term = model.terms().find(|term| term.kind() == TermKind::Ngram).unwrap();
/// assert!(term.text().contains(' ') && term.to_string() == term.text());
/// ```
#[derive(Clone, Copy)]
pub struct Term<'a> {
    model: &'a StanceModel,
    column: usize,
}

impl<'a> Term<'a> {
    pub(super) fn of(model: &'a StanceModel, column: usize) -> Self {
        Self { model, column }
    }

    /// The term as it is spelled in the model file: stemmed words with single spaces, a word beginning with a star …; see
    /// [`TermKind`].
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert!(model.terms().any(|term| term.text() == "kazakhstan"));
    /// ```
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.model.vocabulary.term(self.column as u32)
    }

    /// What the term is made of.
    #[must_use]
    pub fn kind(&self) -> TermKind {
        TermKind::of(self.text())
    }

    /// The weight for an outcome, in log-odds per unit of the feature's value; 0 for none where the model knows no such outcome.
    ///
    /// ```
    /// use geostance::{Outcome, Stance, StanceModel};
    ///
    /// let rain = StanceModel::pretrained().terms().find(|term| term.text() == "snow").unwrap();
    /// assert!(rain.weight(Outcome::None) > rain.weight(Stance::ProMoscow));
    /// ```
    #[must_use]
    pub fn weight(&self, outcome: impl Into<Outcome>) -> f64 {
        f64::from(self.model.weights[self.column][outcome.into().index()])
    }

    /// The weights for all outcomes.
    #[must_use]
    pub fn weights(&self) -> PerOutcome<f64> {
        PerOutcome::from_fn(|outcome| self.weight(outcome))
    }
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&readable(self.text(), &self.model.features().crossed))
    }
}

impl fmt::Debug for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Term").field("text", &self.text()).field("weights", self.weights().as_array()).finish()
    }
}

impl PartialEq for Term<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() && self.weights() == other.weights()
    }
}

impl Serialize for Term<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Term", 4)?;
        out.serialize_field("term", &self.to_string())?;
        out.serialize_field("text", self.text())?;
        out.serialize_field("kind", &self.kind())?;
        out.serialize_field("weights", &super::labelled::ByLabel(self.model.labels(), self.weights()))?;
        out.end()
    }
}
