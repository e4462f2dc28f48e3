//! The whole way from a dataset to a model.

use super::linear::{Linear, class_sums};
use super::params::{StanceParams, StanceValidParams};
use super::prepared::Prepared;
use super::report::{CalibrationOutcome, Progress, Stage, TrainingReport};
use super::strength::PriorStrength;
use crate::calibration::{Calibration, OUTCOMES};
use crate::dataset::{Dataset, Folds, digest, folds};
use crate::error::{Error, TrainingError};
use crate::model::{Prediction, Provenance, StanceModel};
use crate::parallel;
use crate::stance::Stance;
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
/// assert_eq!(model.provenance().sentences, data.counts().into_array());
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
    /// use geostance::{Dataset, LabelledSentence, Stance, StanceModel};
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
    /// let fitted = StanceModel::params().min_count(1.0).fit(&data)?;
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
        self.check_ref()?.fit(&self.prepare(data)?, &on_progress)
    }

    /// Trains a model on data whose terms have been read; the same model as from [`StanceParams::fit`].
    ///
    /// # Errors
    ///
    /// As for [`StanceParams::fit`]; [`Error::Params`] also where the data were prepared for other features, another prior or a
    /// higher minimum count.
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
        self.check_ref()?.fit(prepared, &|_| ())
    }
}

/// The fewest sentences on which the calibration of a prior is fitted anew.
const LEAST_CALIBRATED: usize = 100;

pub(crate) type OnProgress<'a> = &'a (dyn Fn(&Progress) + Sync + Send);

/// The linear map and the calibration of some of the sentences.
pub(crate) struct Fit {
    linear: Linear,
    calibration: Calibration,
    outcome: CalibrationOutcome,
    class_weights: [f64; OUTCOMES],
    strength: PriorStrength,
}

impl Fit {
    /// What a model of this map and calibration says of a sentence.
    pub(crate) fn predict(&self, prepared: &Prepared<'_>, sentence: usize) -> Prediction {
        let (scores, known_features) = self.linear.scores(prepared, sentence);
        Prediction::from_scores(&self.calibration, self.linear.has_none, &scores, known_features)
    }
}

/// What is scored by models that have not seen it.
pub(super) struct OutOfFold<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) members: &'a [usize],
    /// The folds of the members.
    pub(super) folds: Folds,
    pub(super) class_weights: [f64; OUTCOMES],
}

/// Sentences and their scores.
pub(super) type Scored = Vec<(usize, [f64; OUTCOMES])>;

impl StanceValidParams {
    fn fit(&self, prepared: &Prepared<'_>, on_progress: OnProgress<'_>) -> Result<FittedStance, Error> {
        prepared.check_for(self)?;
        let members = prepared.weighted();
        let fit = self.fit_members(prepared, &members, on_progress)?;
        let mut sentences = [0; OUTCOMES];
        for &member in &members {
            sentences[prepared.sentences[member].class()] += 1;
        }
        let Linear { known, weights, bias, has_none, .. } = fit.linear;
        let report = TrainingReport {
            sentences,
            terms: known.iter().filter(|&&known| known).count(),
            iterations: fit.linear.iterations,
            objective: fit.linear.objective,
            relative_gradient: fit.linear.relative_gradient,
            converged: fit.linear.converged,
            calibration: fit.outcome,
            prior_strength: self.prior.as_ref().map(|_| fit.strength),
            labels: prepared.labels.clone(),
        };
        let vocabulary = if report.terms == known.len() {
            prepared.vocabulary.clone()
        } else {
            let kept = (0..).zip(&known).filter(|&(_, &known)| known);
            let text: String = kept.flat_map(|(column, _)| [prepared.vocabulary.term(column), "\n"]).collect();
            let rule = |(_, rule): (usize, &str)| TrainingError::Shape(rule.to_owned());
            Vocabulary::read(&text, &self.features.term_rules()).map_err(rule)?
        };
        let weights = weights.into_iter().zip(known).filter_map(|(weights, known)| known.then_some(weights)).collect();
        let provenance = self.provenance(digest(&prepared.sentences), fit.class_weights, &report);
        let extractor = prepared.extractor.clone();
        let calibration = fit.calibration;
        let labels = prepared.labels.clone();
        let model = StanceModel { extractor, vocabulary, weights, bias, has_none, calibration, provenance, labels };
        Ok(FittedStance { model, report })
    }

    /// Fits the linear map and the calibration of `members`.
    pub(crate) fn fit_members(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        on_progress: OnProgress<'_>,
    ) -> Result<Fit, Error> {
        if members.is_empty() {
            return Err(TrainingError::NoSentences.into());
        }
        let class_weights = self.resolved_class_weights(class_sums(prepared, members));
        let strength = self.strength(prepared, members, class_weights, on_progress)?;
        let on_step = |iteration, objective| on_progress(&Progress { stage: Stage::Model, iteration, objective });
        let start = self.warm_start.as_ref().map(|start| {
            let model = start.model();
            Linear::of_model(model, &prepared.vocabulary.columns_in(&model.vocabulary))
        });
        let linear = self.averaged(prepared, members, class_weights, strength, start.as_ref(), on_step)?;
        let (calibration, outcome) =
            self.calibrate(prepared, members, class_weights, strength, linear.has_none, on_progress)?;
        Ok(Fit { linear, calibration, outcome, class_weights, strength })
    }

    fn provenance(&self, data_sha256: String, class_weights: [f64; OUTCOMES], report: &TrainingReport) -> Provenance {
        let logistic = &self.logistic.valid;
        Provenance {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            data_sha256,
            sentences: report.sentences,
            l2: logistic.l2,
            naive_bayes: logistic.naive_bayes,
            one_vs_rest: logistic.one_vs_rest,
            bags: (self.bags > 1).then_some(self.bags),
            prune: Some(self.prune).filter(|&share| share > 0.0 && self.prior.is_none()),
            min_count: self.min_count,
            class_weights,
            tolerance: logistic.tolerance,
            max_iterations: logistic.max_iterations,
            calibration_folds: match report.calibration {
                CalibrationOutcome::Fitted { folds, .. } => folds,
                CalibrationOutcome::Off | CalibrationOutcome::Skipped { .. } | CalibrationOutcome::Kept => 0,
            },
            seed: self.seed,
            iterations: report.iterations,
            objective: report.objective,
            converged: report.converged,
            adapted_from: match (&self.prior, report.prior_strength) {
                (None, _) | (_, Some(PriorStrength::Zero)) => None,
                (Some(prior), _) => Some(prior.model().provenance.data_sha256.clone()),
            },
            prior_strength: match report.prior_strength {
                Some(PriorStrength::Finite(strength)) => Some(strength),
                _ => None,
            },
        }
    }

    /// Fits the calibration on scores of sentences by models that have not seen their groups.
    fn calibrate(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        class_weights: [f64; OUTCOMES],
        strength: PriorStrength,
        has_none: bool,
        on_progress: OnProgress<'_>,
    ) -> Result<(Calibration, CalibrationOutcome), Error> {
        let asked = self.calibration_folds;
        let of_prior = self.prior.as_ref().map(|prior| *prior.model().calibration());
        if let Some(of_prior) = of_prior
            && (asked == 0 || members.len() < LEAST_CALIBRATED || strength == PriorStrength::Infinite)
        {
            return Ok((of_prior, CalibrationOutcome::Kept));
        }
        if asked == 0 {
            return Ok((Calibration::default(), CalibrationOutcome::Off));
        }
        let sentences: Vec<_> = members.iter().map(|&member| prepared.sentences[member]).collect();
        let folds = folds(&sentences, asked, self.seed);
        if folds.count == 0 {
            return Ok(match of_prior {
                Some(of_prior) => (of_prior, CalibrationOutcome::Kept),
                None => (Calibration::default(), CalibrationOutcome::Skipped { asked }),
            });
        }
        let count = folds.count;
        let out_of_fold = OutOfFold { prepared, members, folds, class_weights };
        let stage = |fold, _| Stage::CalibrationFold { fold, folds: count };
        let mut scored = self.out_of_fold(&out_of_fold, &[strength], stage, on_progress);
        let scored = scored.pop().unwrap_or(Ok(Vec::new()))?;
        let outcome = CalibrationOutcome::Fitted { asked, folds: count };
        Ok((calibration(&scored, prepared, has_none), outcome))
    }

    /// Scores every member with models that have not seen its fold, one of each strength of the prior. The models of a fold start
    /// from one another.
    pub(super) fn out_of_fold(
        &self,
        of: &OutOfFold<'_>,
        strengths: &[PriorStrength],
        stage: impl Fn(usize, usize) -> Stage + Sync + Send,
        on_progress: OnProgress<'_>,
    ) -> Vec<Result<Scored, Error>> {
        let numbers: Vec<usize> = (0..of.folds.count).collect();
        let folds = parallel::map(&numbers, |&fold| {
            let (held_out, members) = of.folds.divide(of.members, fold);
            let mut last: Option<Linear> = None;
            let fit = |(place, &strength): (usize, &PriorStrength)| -> Result<Scored, Error> {
                let stage = stage(fold, place);
                let on_step = |iteration, objective| on_progress(&Progress { stage, iteration, objective });
                let start = last.as_ref().filter(|_| strength != PriorStrength::Zero);
                let linear = self.averaged(of.prepared, &members, of.class_weights, strength, start, on_step)?;
                let scored = held_out.iter().map(|&member| (member, linear.scores(of.prepared, member).0)).collect();
                last = Some(linear);
                Ok(scored)
            };
            strengths.iter().enumerate().map(fit).collect::<Vec<_>>()
        });
        let mut of_strengths: Vec<Result<Scored, Error>> = strengths.iter().map(|_| Ok(Vec::new())).collect();
        for fold in folds {
            for (all, scored) in of_strengths.iter_mut().zip(fold) {
                match (all.as_mut(), scored) {
                    (Ok(all), Ok(scored)) => all.extend(scored),
                    (Ok(_), Err(error)) => *all = Err(error),
                    (Err(_), _) => {}
                }
            }
        }
        of_strengths
    }
}

/// The calibration fitted to scored sentences; a soft label counts as one of each class by its share.
pub(super) fn calibration(
    out_of_fold: &[(usize, [f64; OUTCOMES])],
    prepared: &Prepared<'_>,
    has_none: bool,
) -> Calibration {
    let (mut scores, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (member, row) in out_of_fold {
        let sentence = prepared.sentences[*member];
        for (class, share) in
            sentence.distribution().into_array().into_iter().enumerate().filter(|&(_, share)| share > 0.0)
        {
            scores.push(*row);
            labels.push(Stance::ALL.get(class).copied());
            weights.push(f64::from(sentence.weight) * share);
        }
    }
    Calibration::fit(&scores, &labels, &weights, has_none)
}
