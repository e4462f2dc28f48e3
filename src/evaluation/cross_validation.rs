use super::{Evaluation, figure};
use crate::dataset::{Dataset, folds};
use crate::error::{Error, TrainingError};
use crate::model::Prediction;
use crate::parallel;
use crate::stance::Stance;
use crate::training::StanceParams;
use serde::Serialize;
use std::fmt;

/// The figures of grouped, stratified k-fold cross-validation.
///
/// Every sentence is predicted once, by a model that has seen no sentence of its group. A class with sentences in fewer
/// groups than folds makes the folds fewer.
///
/// ```
/// use geostance::{CrossValidation, Dataset, StanceModel};
///
/// let data = Dataset::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
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
}

macro_rules! validation_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{CrossValidation, Dataset, StanceModel};\n",
            "# let data = Dataset::from_path(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/fixtures/test.csv\"))?;\n",
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
    pub fn run(params: &StanceParams, data: &Dataset, folds_asked: usize, seed: u64) -> Result<Self, Error> {
        let rows = data.canonical_order();
        if rows.is_empty() {
            return Err(TrainingError::NoSentences.into());
        }
        let folds = folds(&rows, folds_asked, seed);
        if folds.count < 2 {
            return Err(TrainingError::TooFewGroups { folds: folds_asked }.into());
        }
        let numbers: Vec<usize> = (0..folds.count).collect();
        let predicted = parallel::map(&numbers, |&fold| {
            let mut train = Dataset::new();
            for (&row, _) in rows.iter().zip(&folds.of_row).filter(|&(_, &of_row)| of_row != fold) {
                train.push(row.clone())?;
            }
            let fitted = params.fit(&train)?;
            let held_out = rows.iter().zip(&folds.of_row).filter(|&(_, &of_row)| of_row == fold);
            Ok(held_out.map(|(row, _)| (row.stance, fitted.model().classify(&row.text))).collect())
        });
        let predicted: Vec<Vec<(Option<Stance>, Prediction)>> = predicted.into_iter().collect::<Result<_, Error>>()?;
        Ok(Self {
            asked: folds_asked,
            folds: predicted.iter().map(|fold| Evaluation::from_predictions(fold.iter().copied())).collect(),
            pooled: Evaluation::from_predictions(predicted.into_iter().flatten()),
        })
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
            let auroc = figure(fold.none_auroc());
            writeln!(f, "fold {}: macro-F1 {f1}, accuracy {accuracy}, evidence AUROC {auroc}", number + 1)?;
        }
        writeln!(f)?;
        self.pooled.fmt(f)
    }
}
