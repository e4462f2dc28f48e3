//! One run: the data halved again and again, a model of each share, its scores.

use super::Args;
use crate::ending::{Result, counted};
use crate::labelled::explained;
use crate::progress::ProgressLine;
use geostance::dataset::Split;
use geostance::training::Progress;
use geostance::{
    Dataset, Error, Evaluation, Prediction, Stance, StanceModel, StanceParams, dataset::LabelledSentence,
    error::TrainingError,
};
use std::collections::BTreeSet;

/// The bar's steps in a run.
const STEPS: usize = 1 << 16;

/// What came of one size in one run.
pub(super) struct Point {
    pub(super) sentences: f64,
    pub(super) groups: f64,
    pub(super) terms: f64,
    /// For each test the figures; nothing where a stance was missing.
    pub(super) scores: Option<Vec<Evaluation>>,
}

/// Data to train on and data held out from it.
struct Part {
    train: Dataset,
    tests: Vec<Dataset>,
}

type Predicted = Vec<(Option<Stance>, Prediction)>;

pub(super) struct Run<'a> {
    pub(super) args: &'a Args,
    pub(super) number: u64,
    pub(super) params: &'a StanceParams,
    /// The model that is adapted, if one is.
    pub(super) prior: Option<&'a StanceModel>,
}

impl Run<'_> {
    fn seed(&self) -> u64 {
        self.args.seed.wrapping_add(self.number)
    }

    /// The points of the run, the largest size first, for then the time left can be told early.
    pub(super) fn curve(&self, all: &Dataset, tests: &[Dataset], line: &ProgressLine) -> Result<Vec<Point>> {
        let mut parts = self.parts(all, tests)?;
        let mut points = Vec::new();
        for size in 0..=self.args.doublings {
            if size > 0 {
                for part in &mut parts {
                    // Halving again and again makes each share contain the smaller ones.
                    part.train = part.train.hold_out(0.5, self.seed().wrapping_add(1000 * size as u64)).test;
                }
            }
            // The whole takes half of the time, half of it a quarter, and so on.
            let done = STEPS - (STEPS >> size.min(16));
            line.step(self.number as usize * STEPS + done, self.args.runs as usize * STEPS);
            points.push(self.point(&parts, line)?);
        }
        Ok(points)
    }

    /// What comes of the data as they are.
    fn point(&self, parts: &[Part], line: &ProgressLine) -> Result<Point> {
        let mut point = Point { sentences: 0.0, groups: 0.0, terms: 0.0, scores: None };
        let mut predicted: Option<Vec<Predicted>> = Some(Vec::new());
        for (number, part) in parts.iter().enumerate() {
            let run = format!("run {} of {}", self.number + 1, self.args.runs);
            let before =
                format!("{run}, {}, part {} of {}: ", counted(part.train.len(), "sentence"), number + 1, parts.len());
            point.sentences += part.train.len() as f64;
            point.groups += groups(&part.train) as f64;
            let prepared = match self.prior {
                Some(prior) => self.params.prepare_with(prior, &part.train),
                None => self.params.prepare(&part.train),
            };
            let on_step = |progress: &Progress| line.fit(&before, progress);
            match prepared.and_then(|prepared| self.params.fit_prepared_with_progress(&prepared, on_step)) {
                Ok(fitted) => {
                    point.terms += fitted.report().terms as f64;
                    if let Some(predicted) = &mut predicted {
                        predict(fitted.model(), &part.tests, predicted);
                    }
                }
                Err(Error::Training(error)) if too_small(&error) => predicted = None,
                Err(error) => return Err(error.into()),
            }
        }
        for number in [&mut point.sentences, &mut point.groups, &mut point.terms] {
            *number /= parts.len() as f64;
        }
        point.scores = predicted.map(|tests| tests.into_iter().map(Evaluation::from_predictions).collect());
        Ok(point)
    }

    /// What is trained on and held out in the run: all against the tests, or all other folds against each.
    fn parts(&self, all: &Dataset, tests: &[Dataset]) -> Result<Vec<Part>> {
        if !tests.is_empty() {
            return Ok(vec![Part { train: self.drawn(all)?, tests: tests.to_vec() }]);
        }
        let wanted = self.args.folds;
        let folds = all.folds(wanted, self.seed());
        let folds = explained(folds.ok_or_else(|| TrainingError::TooFewGroups { folds: wanted }.into()), all)?;
        let part = |split: Split| Ok(Part { train: self.drawn(&split.train)?, tests: vec![split.test] });
        folds.splits().map(part).collect()
    }

    /// The data as they are drawn from: in groups, or singly.
    fn drawn(&self, data: &Dataset) -> Result<Dataset> {
        if !self.args.singly {
            return Ok(data.clone());
        }
        let mut single = Dataset::new().with_labels(data.labels().clone());
        for sentence in data.sentences() {
            let mut sentence: LabelledSentence = sentence.clone();
            sentence.group = None;
            single.push(sentence)?;
        }
        Ok(single)
    }
}

/// Whether the data is too little to train on at all.
fn too_small(error: &TrainingError) -> bool {
    matches!(error, TrainingError::MissingClass(_) | TrainingError::EmptyVocabulary { .. } | TrainingError::NoSentences)
}

fn groups(data: &Dataset) -> usize {
    let name = |row: &LabelledSentence| row.group.clone().unwrap_or_else(|| row.text.clone());
    data.sentences().iter().map(name).collect::<BTreeSet<_>>().len()
}

/// Adds what the model says of each test to what was said before.
fn predict(model: &StanceModel, held_out: &[Dataset], predicted: &mut Vec<Predicted>) {
    predicted.resize_with(held_out.len(), Vec::new);
    for (data, predicted) in held_out.iter().zip(predicted) {
        let texts: Vec<&str> = data.sentences().iter().map(|row| row.text.as_str()).collect();
        predicted.extend(data.sentences().iter().map(|row| row.stance).zip(model.classify_batch(&texts)));
    }
}
