//! The whole way from a dataset to a model.

use super::linear::{Linear, LinearFit, class_sums};
use super::out_of_fold::{OnProgress, calibration, out_of_fold};
use super::params::{StanceParams, StanceValidParams};
use super::prepared::Prepared;
use super::report::{CalibrationOutcome, Progress, Stage, TrainingReport};
use super::strength::PriorStrength;
use crate::calibration::Calibration;
use crate::dataset::{Dataset, Folds, LabelledSentence, digest, folds};
use crate::error::{Error, TrainingError};
use crate::features::Forms;
use crate::model::{Prediction, Provenance, StanceModel};
use crate::stance::PerOutcome;
use crate::vocabulary::Vocabulary;
use linfa::ParamGuard;

/// A model with the report of its training; from [`StanceParams::fit`].
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let fitted = StanceModel::params().fit(&data)?;
/// println!("{}", fitted.report());
/// let model = fitted.into_model();
/// assert_eq!(model.provenance().sentences, data.counts());
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug)]
pub struct FittedStance {
    model: StanceModel,
    report: TrainingReport,
}

macro_rules! fitted_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{Dataset, StanceModel};\n",
            "# let data = Dataset::load(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/fixtures/test.csv\"))?;\n",
            "let fitted = StanceModel::params().calibration_folds(0).fit(&data)?;\n",
            $line,
            "\n# Ok::<(), geostance::Error>(())\n",
            "```"
        )
    };
}

impl FittedStance {
    /// The model.
    ///
    #[doc = fitted_example!("assert!(fitted.model().classify(\"Moscow\").known_features() > 0);")]
    #[must_use]
    pub fn model(&self) -> &StanceModel {
        &self.model
    }

    /// The model, to keep.
    ///
    #[doc = fitted_example!("let model: StanceModel = fitted.into_model();")]
    #[must_use]
    pub fn into_model(self) -> StanceModel {
        self.model
    }

    /// How training ended.
    ///
    #[doc = fitted_example!("assert!(fitted.report().converged);")]
    #[must_use]
    pub fn report(&self) -> &TrainingReport {
        &self.report
    }
}

impl StanceParams {
    /// Trains a model. The same data and parameters give the same model to the bit, whatever the order of the rows and the
    /// number of threads.
    ///
    /// # Errors
    ///
    /// [`Error::Params`] for a parameter out of its range; [`Error::Training`] for data without a sentence of weight, or
    /// without one of a stance, or whose terms all occur in too few sentences.
    ///
    /// ```
    /// use geostance::{Dataset, Stance, StanceModel, dataset::LabelledSentence};
    ///
    /// let mut data = Dataset::new();
    /// for (stance, text) in [
    ///     (Stance::ProMoscow, "The army trains with Russia."),
    ///     (Stance::ProMoscow, "The union with Russia deepens."),
    ///     (Stance::MultiVector, "The port serves China and Türkiye."),
    ///     (Stance::MultiVector, "The bank lends to China and Iran."),
    ///     (Stance::WesternLeaning, "The court follows the European Union."),
    ///     (Stance::WesternLeaning, "The European Union opens talks."),
    /// ] {
    ///     data.push(LabelledSentence::new(Some(stance), text))?;
    /// }
    /// let fitted = StanceModel::params().min_df(1.0).fit(&data)?;
    /// assert_eq!(fitted.model().classify("The fleet trains with Russia.").stance(), Stance::ProMoscow);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit(&self, data: &Dataset) -> Result<FittedStance, Error> {
        self.fit_with_progress(data, |_| ())
    }

    /// Trains a model and tells of every iteration; folds of the calibration run side by side, each telling of its own.
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit`].
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// StanceModel::params().fit_with_progress(&data, |progress| eprintln!("{}", progress.stage))?;
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit_with_progress(
        &self,
        data: &Dataset,
        on_progress: impl Fn(&Progress) + Sync + Send,
    ) -> Result<FittedStance, Error> {
        self.fit_prepared_with_progress(&self.prepare(data)?, on_progress)
    }

    /// Adapts a model to the data instead of training from nothing, by maximum a posteriori (Chelba & Acero 2004): the penalty is
    /// on the distance from the given model's weights, and its terms are kept beside the frequent ones of the data. The features
    /// are those of the model; naive-Bayes ratios and pruning have no part in it. Classes that the data lack are left as they are.
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit`], but that stances may be missing; [`Error::Params`] also where features were set that are not the
    /// model's, [`Error::Training`] for rows without a stance where the model knows no such outcome and these rows alone cannot
    /// teach it.
    ///
    /// ```
    /// use geostance::{Dataset, Stance, StanceModel, dataset::LabelledSentence};
    ///
    /// let model = StanceModel::pretrained();
    /// let mut data = Dataset::new();
    /// for _ in 0..3 {
    ///     data.push(LabelledSentence::new(Some(Stance::MultiVector), "The zhuz council backs the summit."))?;
    ///     data.push(LabelledSentence::new(Some(Stance::ProMoscow), "The Kremlin envoy backs the summit."))?;
    /// }
    /// let adapted = StanceModel::params().prior_strength(Some(1e-3)).fit_with(model, &data)?.into_model();
    /// let sentence = "The zhuz council met.";
    /// let probability = |model: &StanceModel| model.classify(sentence).probability(Stance::MultiVector);
    /// assert!(probability(&adapted) > probability(model));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit_with(&self, model: &StanceModel, data: &Dataset) -> Result<FittedStance, Error> {
        self.fit_prepared(&self.prepare_with(model, data)?)
    }

    /// Trains a model that starts from a former one's weights where it has the data's terms. The optimum is the same as from zero,
    /// to within the tolerance, in fewer iterations where the data resemble the former's. Folds of the calibration start from zero.
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit`].
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let params = StanceModel::params().calibration_folds(0);
    /// let former = params.fit(&data.filter(|row| row.text.len() % 10 > 0))?;
    /// let warm = params.fit_from(former.model(), &data)?;
    /// assert!(warm.report().converged && warm.report().iterations < former.report().iterations);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit_from(&self, former: &StanceModel, data: &Dataset) -> Result<FittedStance, Error> {
        let prepared = self.prepare(data)?;
        let start = Linear::of_model(former, &prepared.vocabulary.columns_in(&former.vocabulary));
        self.check_ref()?.fit(&prepared, Some(&start), &|_| ())
    }

    /// Trains a model on data whose terms have been read; the same model as from [`StanceParams::fit`], or from
    /// [`StanceParams::fit_with`] where they were read for that.
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit`]; [`Error::Params`] also where the data were prepared for other features or a higher minimum
    /// document frequency.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let prepared = StanceModel::params().prepare(&data)?;
    /// assert!(StanceModel::params().ngrams(1).fit_prepared(&prepared).is_err());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit_prepared(&self, prepared: &Prepared<'_>) -> Result<FittedStance, Error> {
        self.fit_prepared_with_progress(prepared, |_| ())
    }

    /// Trains a model on data whose terms have been read and tells of every iteration.
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit_prepared`].
    pub fn fit_prepared_with_progress(
        &self,
        prepared: &Prepared<'_>,
        on_progress: impl Fn(&Progress) + Sync + Send,
    ) -> Result<FittedStance, Error> {
        self.check_ref()?.fit(prepared, None, &on_progress)
    }
}

/// The fewest sentences on which the calibration of a prior is fitted anew.
const LEAST_CALIBRATED: usize = 100;

/// The linear map and the calibration of some of the sentences.
pub(crate) struct Fit {
    linear: Linear,
    calibration: Calibration,
    outcome: CalibrationOutcome,
    class_weights: PerOutcome<f64>,
    l2: f64,
    strength: PriorStrength,
}

impl Fit {
    /// What a model of this map and calibration says of a sentence.
    pub(crate) fn predict(&self, prepared: &Prepared<'_>, sentence: usize) -> Prediction {
        let (scores, known_features) = self.linear.scores(prepared, sentence);
        Prediction::from_scores(&self.calibration, self.linear.has_none, &scores, known_features)
    }
}

impl StanceValidParams {
    fn fit(
        &self,
        prepared: &Prepared<'_>,
        start: Option<&Linear>,
        on_progress: OnProgress<'_>,
    ) -> Result<FittedStance, Error> {
        prepared.check_for(self)?;
        let members = prepared.weighted();
        let fit = self.fit_from_members(prepared, &members, start, on_progress)?;
        let mut sentences = PerOutcome::default();
        for &member in &members {
            sentences[prepared.sentences[member].stance] += 1;
        }
        let report = TrainingReport {
            sentences,
            terms: fit.linear.known.iter().filter(|&&known| known).count(),
            iterations: fit.linear.iterations,
            objective: fit.linear.objective,
            relative_gradient: fit.linear.relative_gradient,
            converged: fit.linear.converged,
            calibration: fit.outcome,
            prior_strength: prepared.prior().map(|_| fit.strength),
            labels: prepared.labels.clone(),
        };
        let provenance = self.provenance(prepared, &fit, &report);
        let Linear { known, weights, bias, has_none, .. } = fit.linear;
        let vocabulary = if report.terms == known.len() {
            prepared.vocabulary.clone()
        } else {
            let kept = (0..).zip(&known).filter(|&(_, &known)| known);
            let text: String = kept.flat_map(|(column, _)| [prepared.vocabulary.term(column), "\n"]).collect();
            let rule = |(_, rule): (usize, &str)| TrainingError::Solver(rule.to_owned());
            Vocabulary::read(&text, &prepared.extractor.params().term_rules()).map_err(rule)?
        };
        let words = prepared.spellings.iter().map(AsRef::as_ref);
        let forms = Forms::of(words, prepared.extractor.reader(), &vocabulary);
        let model = StanceModel {
            extractor: prepared.extractor.clone(),
            vocabulary,
            forms,
            weights: weights.into_iter().zip(known).filter_map(|(weights, known)| known.then_some(weights)).collect(),
            bias,
            has_none,
            calibration: fit.calibration,
            provenance,
            labels: prepared.labels.clone(),
        };
        if !model.is_finite() {
            let reason = "weights or biases are too large to be written; use a larger penalty";
            return Err(TrainingError::Solver(reason.to_owned()).into());
        }
        Ok(FittedStance { model, report })
    }

    /// Fits the linear map and the calibration of `members`.
    pub(crate) fn fit_members(&self, prepared: &Prepared<'_>, members: &[usize]) -> Result<Fit, Error> {
        self.fit_from_members(prepared, members, None, &|_| ())
    }

    /// Fits the linear map, from a start if there is one, and the calibration of `members`.
    fn fit_from_members(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        start: Option<&Linear>,
        on_progress: OnProgress<'_>,
    ) -> Result<Fit, Error> {
        if members.is_empty() {
            return Err(TrainingError::NoSentences.into());
        }
        let sums = class_sums(prepared, members);
        let class_weights = self.resolved_class_weights(&sums);
        let fit =
            LinearFit { params: self, prepared, members, class_weights, strength: PriorStrength::Zero, start: None };
        let strength = fit.choose_strength(on_progress)?;
        let fit = LinearFit { strength, ..fit };
        let on_step = |iteration, objective| on_progress(&Progress { stage: Stage::Model, iteration, objective });
        let linear = LinearFit { start, ..fit }.run(on_step)?;
        let (calibration, outcome) = self.calibrate(fit, linear.has_none, on_progress)?;
        Ok(Fit { linear, calibration, outcome, class_weights, l2: self.l2(class_weights, &sums), strength })
    }

    fn provenance(&self, prepared: &Prepared<'_>, fit: &Fit, report: &TrainingReport) -> Provenance {
        let logistic = &self.logistic;
        let prior = prepared.prior();
        Provenance {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            data_sha256: digest(&prepared.sentences),
            sentences: report.sentences,
            l2: fit.l2,
            naive_bayes: logistic.naive_bayes,
            prune: Some(self.prune).filter(|&share| share > 0.0 && prior.is_none()),
            min_df: self.min_df,
            class_weights: fit.class_weights,
            tolerance: logistic.tolerance,
            max_iterations: logistic.max_iterations,
            calibration_folds: match report.calibration {
                CalibrationOutcome::Fitted { folds, .. } => folds,
                CalibrationOutcome::Off | CalibrationOutcome::Skipped { .. } | CalibrationOutcome::Kept => 0,
            },
            calibrated_by: self
                .calibrate_by
                .clone()
                .filter(|_| matches!(report.calibration, CalibrationOutcome::Fitted { .. })),
            seed: self.seed,
            iterations: report.iterations,
            objective: report.objective,
            converged: report.converged,
            adapted_from: prior
                .filter(|_| report.prior_strength != Some(PriorStrength::Zero))
                .map(|prior| prior.provenance.data_sha256.clone()),
            prior_strength: match report.prior_strength {
                Some(PriorStrength::Finite(strength)) => Some(strength),
                _ => None,
            },
        }
    }

    /// Fits the calibration on scores of sentences by models that have not seen their groups, or, where a column names the kind of
    /// each sentence, their kinds.
    fn calibrate(
        &self,
        fit: LinearFit<'_>,
        has_none: bool,
        on_progress: OnProgress<'_>,
    ) -> Result<(Calibration, CalibrationOutcome), Error> {
        let LinearFit { prepared, members, strength, .. } = fit;
        let asked = self.calibration_folds;
        let of_prior = prepared.prior().map(|prior| *prior.calibration());
        if let Some(of_prior) = of_prior
            && (asked == 0 || members.len() < LEAST_CALIBRATED || strength == PriorStrength::Infinite)
        {
            return Ok((of_prior, CalibrationOutcome::Kept));
        }
        if asked == 0 {
            return Ok((Calibration::default(), CalibrationOutcome::Off));
        }
        let sentences: Vec<_> = members.iter().map(|&member| prepared.sentences[member]).collect();
        let folds = match &self.calibrate_by {
            Some(column) => folds_by(&sentences, column)?,
            None => folds(&sentences, asked, self.seed),
        };
        if folds.count < 2 {
            return Ok(match of_prior {
                Some(of_prior) => (of_prior, CalibrationOutcome::Kept),
                None => (Calibration::default(), CalibrationOutcome::Skipped { asked }),
            });
        }
        let count = folds.count;
        let stage = |fold, _| Stage::CalibrationFold { fold, folds: count };
        let mut scored = out_of_fold(fit, &folds, &[strength], stage, on_progress);
        let scored = scored.pop().unwrap_or(Ok(Vec::new()))?;
        let asked = if self.calibrate_by.is_some() { count } else { asked };
        Ok((calibration(&scored, prepared, has_none), CalibrationOutcome::Fitted { asked, folds: count }))
    }
}

/// A fold for every value of a column.
fn folds_by(sentences: &[&LabelledSentence], column: &str) -> Result<Folds, TrainingError> {
    let value = |sentence: &&LabelledSentence| sentence.metadata.get(column).unwrap_or("").to_owned();
    let mut values: Vec<String> = sentences.iter().map(value).collect();
    values.sort_unstable();
    values.dedup();
    if values.len() < 2 {
        return Err(TrainingError::NoKinds { column: column.to_owned(), found: values.len() });
    }
    let place = |sentence: &&LabelledSentence| values.partition_point(|other| *other < value(sentence));
    Ok(Folds { of_row: sentences.iter().map(place).collect(), count: values.len() })
}
