//! Labelled sentences as lists of columns, read once and shared by models, folds and parameters.

use super::params::{StanceParams, StanceValidParams};
use crate::dataset::{Dataset, LabelledSentence};
use crate::error::{Error, ParamsError, TrainingError};
use crate::features::{Counts, Extractor, FeatureParams, Interned, Reading};
use crate::logistic::{Csr, Rows};
use crate::model::StanceModel;
use crate::stance::Labels;
use crate::vocabulary::{Interner, NONE, Vocabulary};
use linfa::ParamGuard;
use std::borrow::Cow;
use std::sync::Arc;

/// Labelled sentences whose terms have been read, for parameters of the same features; from [`StanceParams::prepare`].
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let params = StanceModel::params().calibration_folds(0);
/// let prepared = params.prepare(&data)?;
/// let strong = params.clone().l2(1e-3).fit_prepared(&prepared)?;
/// assert_eq!(strong.model().to_bytes()?, params.l2(1e-3).fit(&data)?.model().to_bytes()?);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The sentences in their canonical order.
    pub(crate) sentences: Vec<&'a LabelledSentence>,
    /// Where each of them stands in the dataset.
    pub(crate) places: Vec<usize>,
    /// How the dataset spells the labels.
    pub(crate) labels: Labels,
    pub(super) extractor: Extractor,
    min_df: f64,
    /// The terms that are frequent enough, and those of the prior.
    pub(super) vocabulary: Vocabulary,
    /// Words as the sentences spell them, and as those of the prior did.
    pub(super) spellings: Vec<Box<str>>,
    /// For every column that of the same term in the prior, or `NONE`; empty without a prior.
    pub(super) in_prior: Vec<u32>,
    prior: Option<Arc<StanceModel>>,
    /// The columns of each sentence, ascending; repeated as often as they occur where counts matter.
    terms: Csr,
}

/// Some of the sentences as rows over some of the columns.
pub(super) struct Part<'a> {
    entries: Cow<'a, Csr>,
    factors: Vec<f64>,
    /// The columns of the prepared data that the part's are, ascending.
    pub(super) kept: Vec<u32>,
}

impl Part<'_> {
    pub(super) fn rows(&self) -> Rows<'_> {
        Rows { entries: &self.entries, factors: Some(&self.factors), width: self.kept.len() }
    }
}

impl StanceParams {
    /// Reads the terms of labelled sentences, for any parameters that differ from these in no feature and have no lower minimum
    /// document frequency.
    ///
    /// # Errors
    ///
    /// [`Error::Params`] for a parameter out of its range; [`Error::Training`] for a dataset without a sentence of weight.
    ///
    /// ```
    /// let nothing = geostance::Dataset::new();
    /// assert!(geostance::StanceModel::params().prepare(&nothing).is_err());
    /// ```
    pub fn prepare<'a>(&self, data: &'a Dataset) -> Result<Prepared<'a>, Error> {
        let params = self.check_ref()?;
        Prepared::read(params, params.features.clone(), None, data)
    }

    /// Reads the terms of labelled sentences to which a model is to be adapted; see [`StanceParams::fit_with`].
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::prepare`]; [`Error::Params`] also for features other than the model's.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let params = StanceModel::params().ngrams(5);
    /// let error = params.prepare_with(StanceModel::pretrained(), &Dataset::new()).unwrap_err();
    /// assert!(error.to_string().starts_with("parameter features is"));
    /// ```
    pub fn prepare_with<'a>(&self, model: &StanceModel, data: &'a Dataset) -> Result<Prepared<'a>, Error> {
        let params = self.check_ref()?;
        if params.features != *model.features() && params.features != FeatureParams::default() {
            let expected = "those of the model that is adapted; leave them as they are";
            return Err(ParamsError::new("features", "set to others", expected).into());
        }
        Prepared::read(params, model.features().clone(), Some(Arc::new(model.clone())), data)
    }
}

impl<'a> Prepared<'a> {
    fn read(
        params: &StanceValidParams,
        features: FeatureParams,
        prior: Option<Arc<StanceModel>>,
        data: &'a Dataset,
    ) -> Result<Self, Error> {
        data.check()?;
        let extractor = Extractor::new(features);
        let places = data.canonical_places();
        let sentences: Vec<_> = places.iter().map(|&place| &data.sentences()[place]).collect();
        if sentences.iter().all(|sentence| sentence.weight <= 0.0) {
            return Err(TrainingError::NoSentences.into());
        }
        let mut words = Interner::new();
        let of_prior = prior.as_ref().map_or(0, |prior| words.enter_all(&prior.vocabulary));
        let mut interned = Interned::new(words);
        let mut terms = Csr::new(false);
        let (mut reading, mut nodes) = (Reading::default(), Vec::new());
        let mut counts = Vec::new();
        for sentence in &sentences {
            nodes.clear();
            extractor.visit(&sentence.text, &mut reading, &mut interned, |node, _, _| {
                if node != NONE {
                    nodes.push(node);
                }
            });
            nodes.sort_unstable();
            counts.resize(interned.terms.len(), 0.0);
            for run in nodes.chunk_by(|a, b| a == b) {
                counts[run[0] as usize] += f64::from(sentence.weight);
            }
            if extractor.params().counts == Counts::Binary {
                nodes.dedup();
            }
            for &node in &nodes {
                terms.push(node, 1.0);
            }
            terms.end();
        }
        counts.resize(interned.terms.len(), 0.0);
        let frequent = |node: u32| counts[node as usize] >= params.min_df;
        let (vocabulary, columns) = interned.terms.select(|node| node < of_prior || frequent(node));
        let mut spellings = interned.into_words();
        if let Some(prior) = &prior {
            spellings.extend(prior.forms.words().map(String::into_boxed_str));
        }
        terms.rename(&columns);
        let in_prior = prior.as_ref().map(|prior| vocabulary.columns_in(&prior.vocabulary));
        Ok(Self {
            sentences,
            places,
            extractor,
            min_df: params.min_df,
            labels: data.labels().clone(),
            vocabulary,
            spellings,
            in_prior: in_prior.unwrap_or_default(),
            prior,
            terms,
        })
    }

    /// The model that is adapted, if one is.
    pub(super) fn prior(&self) -> Option<&StanceModel> {
        self.prior.as_deref()
    }

    /// The sentences that count in training.
    pub(super) fn weighted(&self) -> Vec<usize> {
        (0..self.sentences.len()).filter(|&sentence| self.sentences[sentence].weight > 0.0).collect()
    }

    /// An error unless the data were prepared for parameters like these.
    pub(crate) fn check_for(&self, params: &StanceValidParams) -> Result<(), ParamsError> {
        let adapts = self.prior.is_some() && params.features == FeatureParams::default();
        if params.features != *self.extractor.params() && !adapts {
            return Err(ParamsError::new("features", "set to others", "those of the prepared data"));
        }
        if params.min_df < self.min_df {
            return Err(ParamsError::new("min_df", params.min_df, "no less than that of the prepared data"));
        }
        Ok(())
    }

    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.vocabulary.len()
    }

    /// Whether the prior has the term of a column.
    pub(super) fn is_in_prior(&self, column: u32) -> bool {
        self.in_prior.get(column as usize).is_some_and(|&column| column != NONE)
    }

    /// The columns of a sentence.
    pub(super) fn columns(&self, sentence: usize) -> &[u32] {
        self.terms.indices(sentence)
    }

    /// The members as rows over those columns that occur in them and are frequent enough there, or `always`.
    pub(super) fn part(&self, members: &[usize], min_df: f64, always: impl Fn(u32) -> bool) -> Part<'_> {
        let mut counts = vec![0.0; self.width()];
        for &member in members {
            let weight = f64::from(self.sentences[member].weight);
            for run in self.columns(member).chunk_by(|a, b| a == b) {
                counts[run[0] as usize] += weight;
            }
        }
        let keep = |column: u32| {
            let count = counts[column as usize];
            count >= min_df || (count > 0.0 && always(column))
        };
        let kept: Vec<u32> = (0..self.width() as u32).filter(|&column| keep(column)).collect();
        let with_values = self.extractor.params().counts != Counts::Binary;
        let mut factors = Vec::with_capacity(members.len());
        if kept.len() == self.width() && members.iter().copied().eq(0..self.sentences.len()) && !with_values {
            factors.extend(members.iter().map(|&member| self.extractor.weigh(runs(self.columns(member)), |_, _| ())));
            return Part { entries: Cow::Borrowed(&self.terms), factors, kept };
        }
        let mut new = vec![NONE; self.width()];
        for (column, &old) in (0..).zip(&kept) {
            new[old as usize] = column;
        }
        let mut entries = Csr::new(with_values);
        let mut known = Vec::new();
        for &member in members {
            known.clear();
            known.extend(self.columns(member).iter().map(|&old| new[old as usize]).filter(|&column| column != NONE));
            factors.push(self.extractor.weigh(runs(&known), |column, value| entries.push(column, value)));
            entries.end();
        }
        Part { entries: Cow::Owned(entries), factors, kept }
    }
}

/// The distinct columns of a sorted list, and how often each stands there.
pub(super) fn runs(columns: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    columns.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32))
}
