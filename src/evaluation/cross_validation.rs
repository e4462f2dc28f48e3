//! Cross-validation and search.

use super::{Evaluation, figure};
use crate::dataset::{Dataset, Folds, folds};
use crate::error::{Error, TrainingError};
use crate::model::Prediction;
use crate::parallel;
use crate::training::{Prepared, StanceParams, StanceValidParams};
use linfa::ParamGuard;
use serde::Serialize;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The figures of grouped, stratified k-fold cross-validation.
///
/// Every sentence is predicted once, by a model that has seen no sentence of its group. A class with sentences in fewer
/// groups than folds makes the folds fewer. The terms of the sentences are read once for all folds.
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let params = StanceModel::params().calibration_folds(0);
/// let validation = CrossValidation::run(&params, &data, 3, 0)?;
/// assert_eq!(validation.folds().len(), 3);
/// assert_eq!(validation.pooled().with_stance() + validation.pooled().without_stance(), data.len());
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossValidation {
    asked: usize,
    folds: Vec<Evaluation>,
    pooled: Evaluation,
    #[serde(skip)]
    predictions: Vec<HeldOut>,
}

/// What a model that has seen no sentence of its group says of a sentence; from [`CrossValidation::predictions`].
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let validation = CrossValidation::run(&StanceModel::params().calibration_folds(0), &data, 2, 0)?;
/// let wrong = data.sentences().iter().zip(validation.predictions()).filter(|(sentence, held_out)| {
///     sentence.stance.is_some_and(|stance| held_out.prediction.stance() != stance)
/// });
/// assert!(wrong.count() < data.len() / 2);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct HeldOut {
    /// The fold of the sentence, counted from 0.
    pub fold: usize,
    /// What the model of the other folds says of it.
    pub prediction: Prediction,
}

/// A step of a search, for those who show progress.
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let params = [StanceModel::params().calibration_folds(0)];
/// CrossValidation::search_with_progress(&params, &data, 2, 0, |progress| {
///     assert!(progress.done <= progress.total && progress.total == 2);
/// });
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SearchProgress {
    /// The place among the candidates of the one that has just been tried on a fold.
    pub candidate: usize,
    /// Fits done, of this candidate and all others.
    pub done: usize,
    /// Fits to be done.
    pub total: usize,
}

macro_rules! validation_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{Dataset, StanceModel, evaluation::CrossValidation};\n",
            "# let data = Dataset::load(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/fixtures/test.csv\"))?;\n",
            "# let params = StanceModel::params().calibration_folds(0);\n",
            "let validation = CrossValidation::run(&params, &data, 2, 0)?;\n",
            $line,
            "\n# Ok::<(), geostance::Error>(())\n",
            "```"
        )
    };
}

impl CrossValidation {
    /// Runs `folds` folds, over all cores with the feature `parallel`; the seed names the division into folds.
    ///
    /// # Errors
    ///
    /// [`Error::Training`] where fewer than two folds are asked for or possible, [`Error::Params`] for a parameter out
    /// of its range.
    ///
    #[doc = validation_example!("println!(\"{validation}\");")]
    pub fn run(params: &StanceParams, data: &Dataset, folds: usize, seed: u64) -> Result<Self, Error> {
        Self::run_prepared(params, &params.prepare(data)?, folds, seed)
    }

    /// Runs the folds on data whose terms have been read.
    ///
    /// # Errors
    ///
    /// As for [`CrossValidation::run`] and [`StanceParams::fit_prepared`].
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let params = StanceModel::params().calibration_folds(0);
    /// let prepared = params.prepare(&data)?;
    /// let validation = CrossValidation::run_prepared(&params, &prepared, 2, 0)?;
    /// assert_eq!(validation, CrossValidation::run(&params, &data, 2, 0)?);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn run_prepared(
        params: &StanceParams,
        prepared: &Prepared<'_>,
        folds: usize,
        seed: u64,
    ) -> Result<Self, Error> {
        let params = params.check_ref()?;
        prepared.check_for(params)?;
        let division = Division::new(prepared, folds, seed)?;
        let numbers: Vec<usize> = (0..division.folds.count).collect();
        let fits = parallel::map(&numbers, |&fold| division.predict(params, fold));
        Ok(division.gather(&fits.into_iter().collect::<Result<Vec<_>, _>>()?))
    }

    /// Cross-validates each of the candidates, all folds of all of them side by side with the feature `parallel`. Candidates of
    /// the same features share what is read from the data. A candidate that cannot be tried does not stop the others.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let params = StanceModel::params().calibration_folds(0);
    /// let candidates = [1e-5, 1e-2].map(|l2| params.clone().l2(l2));
    /// let found = CrossValidation::search(&candidates, &data, 2, 0);
    /// let f1 = |place: usize| found[place].as_ref().ok()?.pooled().macro_f1();
    /// assert!(f1(0) > f1(1));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn search(candidates: &[StanceParams], data: &Dataset, folds: usize, seed: u64) -> Vec<Result<Self, Error>> {
        Self::search_with_progress(candidates, data, folds, seed, |_| ())
    }

    /// Cross-validates each of the candidates and tells of every fit that is done.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel, evaluation::CrossValidation};
    ///
    /// let broken = [StanceModel::params().ngrams(0)];
    /// let found = CrossValidation::search_with_progress(&broken, &Dataset::new(), 2, 0, |_| ());
    /// assert!(found[0].is_err());
    /// ```
    #[must_use]
    pub fn search_with_progress(
        candidates: &[StanceParams],
        data: &Dataset,
        asked: usize,
        seed: u64,
        on_fit: impl Fn(&SearchProgress) + Sync + Send,
    ) -> Vec<Result<Self, Error>> {
        let mut results: Vec<Option<Result<Self, Error>>> = candidates.iter().map(|_| None).collect();
        let mut groups: Vec<Vec<(usize, &StanceValidParams)>> = Vec::new();
        for (place, candidate) in candidates.iter().enumerate() {
            match candidate.check_ref() {
                Err(error) => results[place] = Some(Err(error.into())),
                Ok(params) => match groups.iter_mut().find(|group| group[0].1.reads_like(params)) {
                    Some(group) => group.push((place, params)),
                    None => groups.push(vec![(place, params)]),
                },
            }
        }
        let folds_had = folds(&data.canonical_order(), asked, seed).count;
        let (done, total) = (AtomicUsize::new(0), groups.iter().map(Vec::len).sum::<usize>() * folds_had);
        for group in groups {
            let lowest = group.iter().min_by(|a, b| a.1.min_df().total_cmp(&b.1.min_df()));
            let prepared = candidates[lowest.unwrap_or(&group[0]).0].prepare(data);
            let division = prepared.as_ref().ok().and_then(|prepared| Division::new(prepared, asked, seed).ok());
            let Some(division) = division else {
                // Whatever stands in the way of all of them, each says for itself.
                for (place, _) in group {
                    results[place] = Some(Self::run(&candidates[place], data, asked, seed));
                }
                continue;
            };
            let fits: Vec<_> = group.iter().flat_map(|&it| (0..folds_had).map(move |fold| (it, fold))).collect();
            let fits = parallel::map(&fits, |&((candidate, params), fold)| {
                let predicted = division.predict(params, fold);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                on_fit(&SearchProgress { candidate, done, total });
                predicted
            });
            let mut fits = fits.into_iter();
            for (place, _) in group {
                // Taken as a whole first: an error must leave none of the candidate's folds to the next.
                let folds: Vec<_> = fits.by_ref().take(folds_had).collect();
                let predicted = folds.into_iter().collect::<Result<Vec<_>, Error>>();
                results[place] = Some(predicted.map(|predicted| division.gather(&predicted)));
            }
        }
        results.into_iter().flatten().collect()
    }

    /// The figures of each fold.
    ///
    #[doc = validation_example!("assert_eq!(validation.folds().len(), 2);")]
    #[must_use]
    pub fn folds(&self) -> &[Evaluation] {
        &self.folds
    }

    /// The figures over all sentences together.
    ///
    #[doc = validation_example!("assert!(validation.pooled().macro_f1().is_some());")]
    #[must_use]
    pub fn pooled(&self) -> &Evaluation {
        &self.pooled
    }

    /// What is said of each sentence of the dataset, in the order of the dataset, by a model that has not seen its group.
    ///
    #[doc = validation_example!("assert_eq!(validation.predictions().len(), data.len());")]
    #[must_use]
    pub fn predictions(&self) -> &[HeldOut] {
        &self.predictions
    }
}

/// Prepared sentences, divided into folds.
struct Division<'a> {
    prepared: &'a Prepared<'a>,
    asked: usize,
    folds: Folds,
}

impl<'a> Division<'a> {
    fn new(prepared: &'a Prepared<'a>, asked: usize, seed: u64) -> Result<Self, TrainingError> {
        let folds = folds(&prepared.sentences, asked, seed);
        if folds.count < 2 {
            return Err(TrainingError::TooFewGroups { folds: asked });
        }
        Ok(Self { prepared, asked, folds })
    }

    /// Predicts the sentences of a fold with a model of the others.
    fn predict(&self, params: &StanceValidParams, fold: usize) -> Result<Vec<(usize, Prediction)>, Error> {
        let all: Vec<usize> = (0..self.prepared.sentences.len()).collect();
        let (held_out, mut members) = self.folds.divide(&all, fold);
        members.retain(|&member| self.prepared.sentences[member].weight > 0.0);
        let fit = params.fit_members(self.prepared, &members)?;
        Ok(held_out.into_iter().map(|member| (member, fit.predict(self.prepared, member))).collect())
    }

    /// The figures of all folds' predictions.
    fn gather(&self, folds: &[Vec<(usize, Prediction)>]) -> CrossValidation {
        let labelled = |&(member, prediction): &(usize, Prediction)| (self.prepared.sentences[member], prediction);
        let spelled = |evaluation: Evaluation| evaluation.with_labels(&self.prepared.labels);
        let mut placed: Vec<(usize, HeldOut)> = Vec::new();
        for (fold, predicted) in folds.iter().enumerate() {
            let held_out = |&(member, prediction)| (self.prepared.places[member], HeldOut { fold, prediction });
            placed.extend(predicted.iter().map(held_out));
        }
        placed.sort_by_key(|&(place, _)| place);
        CrossValidation {
            asked: self.asked,
            folds: folds.iter().map(|fold| spelled(Evaluation::from_sentences(fold.iter().map(labelled)))).collect(),
            pooled: spelled(Evaluation::from_sentences(folds.iter().flatten().map(labelled))),
            predictions: placed.into_iter().map(|(_, held_out)| held_out).collect(),
        }
    }
}

impl fmt::Display for CrossValidation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cross-validation over {} folds", self.folds.len())?;
        if self.folds.len() < self.asked {
            write!(f, " instead of {}: the groups of the classes allow no more", self.asked)?;
        }
        writeln!(f)?;
        for (number, fold) in self.folds.iter().enumerate() {
            let (f1, accuracy) = (figure(fold.macro_f1()), figure(fold.accuracy()));
            let auroc = figure(fold.evidence_auroc());
            writeln!(f, "fold {}: macro-F1 {f1}, accuracy {accuracy}, evidence AUROC {auroc}", number + 1)?;
        }
        writeln!(f)?;
        self.pooled.fmt(f)
    }
}
