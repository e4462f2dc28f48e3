//! The whole way from a dataset to a model.

use super::corpus::{Corpus, Problem};
use super::logistic::FittedLogistic;
use super::params::{ClassWeights, StanceParams, StanceValidParams};
use super::report::{CalibrationOutcome, Progress, Stage, TrainingReport};
use crate::calibration::{Calibration, OUTCOMES};
use crate::dataset::{Dataset, Folds, digest, folds};
use crate::error::{Error, TrainingError};
use crate::features::Extractor;
use crate::model::{Provenance, StanceModel};
use crate::parallel;
use crate::vocabulary::NONE;
use linfa::ParamGuard;

/// A model with the report of its training; from [`StanceParams::fit`].
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
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
            "# let data = Dataset::from_path(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/fixtures/test.csv\"))?;\n",
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
    /// let data = Dataset::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// StanceModel::params().fit_with_progress(&data, |progress| eprintln!("{}", progress.stage))?;
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn fit_with_progress(
        &self,
        data: &Dataset,
        on_progress: impl Fn(&Progress) + Sync + Send,
    ) -> Result<FittedStance, Error> {
        self.check_ref()?.fit(data, &on_progress)
    }
}

type OnProgress<'a> = &'a (dyn Fn(&Progress) + Sync + Send);

impl StanceValidParams {
    fn fit(&self, data: &Dataset, on_progress: OnProgress<'_>) -> Result<FittedStance, Error> {
        let extractor = Extractor::new(self.features.clone());
        let rows = data.canonical_order();
        let data_sha256 = digest(&rows);
        let corpus = Corpus::read(rows, &extractor);
        corpus.check_classes(data.labels())?;

        let all: Vec<usize> = (0..corpus.sentences.len()).collect();
        let counts = corpus.document_counts(&all);
        let (vocabulary, columns) = corpus.interner.select(|node| counts[node as usize] >= self.min_count);
        if vocabulary.len() == 0 {
            return Err(TrainingError::EmptyVocabulary { min_count: self.min_count }.into());
        }
        let problem = corpus.problem(&all, &columns, vocabulary.len(), &extractor)?;
        let class_weights = self.resolved_class_weights(&corpus);
        let logistic = self.solve(&problem, &corpus, &all, class_weights, Stage::Model, on_progress)?;
        let (calibration, calibration_outcome) = self.calibrate(&corpus, &extractor, class_weights, on_progress)?;

        let mut bias = [0.0; OUTCOMES];
        for (bias, fitted) in bias.iter_mut().zip(logistic.bias()) {
            *bias = *fitted;
        }
        let weights = logistic.weights().rows().into_iter().map(|row| {
            let mut weights = [0.0; OUTCOMES];
            for (weight, fitted) in weights.iter_mut().zip(row) {
                *weight = *fitted as f32;
            }
            weights
        });
        let report = TrainingReport {
            sentences: corpus.counts(),
            terms: vocabulary.len(),
            iterations: logistic.iterations(),
            objective: logistic.objective(),
            relative_gradient: logistic.relative_gradient(),
            converged: logistic.converged(),
            calibration: calibration_outcome,
            labels: data.labels().clone(),
        };
        let model = StanceModel {
            weights: weights.collect(),
            vocabulary,
            bias,
            has_none: corpus.has_none,
            calibration,
            provenance: self.provenance(data_sha256, class_weights, &report),
            extractor,
            labels: data.labels().clone(),
        };
        Ok(FittedStance { model, report })
    }

    fn provenance(&self, data_sha256: String, class_weights: [f64; OUTCOMES], report: &TrainingReport) -> Provenance {
        let logistic = &self.logistic.valid;
        Provenance {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            data_sha256,
            sentences: report.sentences,
            l2: logistic.l2,
            naive_bayes: logistic.naive_bayes,
            min_count: self.min_count,
            class_weights,
            tolerance: logistic.tolerance,
            max_iterations: logistic.max_iterations,
            calibration_folds: match report.calibration {
                CalibrationOutcome::Fitted { folds, .. } => folds,
                CalibrationOutcome::Off | CalibrationOutcome::Skipped { .. } => 0,
            },
            seed: self.seed,
            iterations: report.iterations,
            objective: report.objective,
            converged: report.converged,
        }
    }

    fn resolved_class_weights(&self, corpus: &Corpus<'_>) -> [f64; OUTCOMES] {
        match self.class_weights {
            ClassWeights::Uniform => [1.0; OUTCOMES],
            ClassWeights::Each(weights) => weights,
            ClassWeights::Balanced => {
                let mut sums = [0.0; OUTCOMES];
                for sentence in &corpus.sentences {
                    sums[sentence.class()] += f64::from(sentence.weight);
                }
                let mean = sums.iter().sum::<f64>() / corpus.outcomes() as f64;
                sums.map(|sum| if sum > 0.0 { mean / sum } else { 1.0 })
            }
        }
    }

    fn solve(
        &self,
        problem: &Problem,
        corpus: &Corpus<'_>,
        members: &[usize],
        class_weights: [f64; OUTCOMES],
        stage: Stage,
        on_progress: OnProgress<'_>,
    ) -> Result<FittedLogistic, Error> {
        let weights: Vec<f64> = members
            .iter()
            .zip(&problem.weights)
            .map(|(&member, weight)| weight * class_weights[corpus.sentences[member].class()])
            .collect();
        let targets = problem.targets.distribution();
        let on_step = |iteration, objective| on_progress(&Progress { stage, iteration, objective });
        self.logistic.valid.solve(&problem.rows, targets, &problem.weights, &weights, None, on_step)
    }

    /// Fits the calibration on scores of sentences by models that have not seen their groups.
    fn calibrate(
        &self,
        corpus: &Corpus<'_>,
        extractor: &Extractor,
        class_weights: [f64; OUTCOMES],
        on_progress: OnProgress<'_>,
    ) -> Result<(Calibration, CalibrationOutcome), Error> {
        let asked = self.calibration_folds;
        if asked == 0 {
            return Ok((Calibration::default(), CalibrationOutcome::Off));
        }
        let folds = folds(&corpus.sentences, asked, self.seed);
        if folds.count == 0 {
            return Ok((Calibration::default(), CalibrationOutcome::Skipped { asked }));
        }
        let numbers: Vec<usize> = (0..folds.count).collect();
        let fits = parallel::map(&numbers, |&fold| {
            self.out_of_fold(corpus, extractor, class_weights, &folds, fold, on_progress)
        });
        let (mut scores, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for fold in fits {
            for (member, row) in fold? {
                scores.push(row);
                labels.push(corpus.sentences[member].stance);
                weights.push(f64::from(corpus.sentences[member].weight));
            }
        }
        let calibration = Calibration::fit(&scores, &labels, &weights, corpus.has_none);
        Ok((calibration, CalibrationOutcome::Fitted { asked, folds: folds.count }))
    }

    /// Fits a model without one fold and scores the fold's sentences with it.
    fn out_of_fold(
        &self,
        corpus: &Corpus<'_>,
        extractor: &Extractor,
        class_weights: [f64; OUTCOMES],
        folds: &Folds,
        fold: usize,
        on_progress: OnProgress<'_>,
    ) -> Result<Vec<(usize, [f64; OUTCOMES])>, Error> {
        let (held_out, members): (Vec<usize>, Vec<usize>) =
            (0..corpus.sentences.len()).partition(|&row| folds.of_row[row] == fold);
        let mut width = 0;
        let columns: Vec<u32> = corpus
            .document_counts(&members)
            .iter()
            .map(|&count| {
                let kept = count >= self.min_count;
                width += u32::from(kept);
                if kept { width - 1 } else { NONE }
            })
            .collect();
        let problem = corpus.problem(&members, &columns, width as usize, extractor)?;
        let stage = Stage::CalibrationFold { fold, folds: folds.count };
        let fitted = self.solve(&problem, corpus, &members, class_weights, stage, on_progress)?;
        let score = |&member: &usize| {
            let mut scores = [0.0; OUTCOMES];
            for (score, &bias) in scores.iter_mut().zip(fitted.bias()) {
                *score = bias;
            }
            for (column, value) in corpus.row(member, &columns, extractor) {
                for (score, &weight) in scores.iter_mut().zip(fitted.weights().row(column as usize)) {
                    *score += value * weight;
                }
            }
            (member, scores)
        };
        Ok(held_out.iter().map(score).collect())
    }
}
