//! Labelled sentences as nodes of terms, read once and shared by the model and its folds.

use super::sparse::{SparseRows, Targets};
use crate::calibration::{NO_STANCE, OUTCOMES};
use crate::dataset::LabelledSentence;
use crate::error::{Error, TrainingError};
use crate::features::{Extractor, Reading};
use crate::stance::Stance;
use crate::vocabulary::{Interner, NONE};

/// Sentences in their canonical order, those of weight 0 left out.
pub(super) struct Corpus<'a> {
    pub(super) sentences: Vec<&'a LabelledSentence>,
    pub(super) interner: Interner,
    /// The nodes of all sentences, sorted within each, and where each sentence's begin.
    nodes: Vec<u32>,
    starts: Vec<usize>,
    pub(super) has_none: bool,
}

/// Rows over the terms that are frequent enough in them, with targets and sample weights.
pub(super) struct Problem {
    pub(super) rows: SparseRows,
    pub(super) targets: Targets,
    pub(super) weights: Vec<f64>,
}

impl<'a> Corpus<'a> {
    pub(super) fn read(sentences: Vec<&'a LabelledSentence>, extractor: &Extractor) -> Self {
        let sentences: Vec<_> = sentences.into_iter().filter(|sentence| sentence.weight > 0.0).collect();
        let mut interner = Interner::new();
        let (mut nodes, mut starts) = (Vec::new(), vec![0]);
        let mut reading = Reading::default();
        for sentence in &sentences {
            let start = nodes.len();
            extractor.visit(&sentence.text, &mut reading, &mut interner, |node, _| nodes.push(node));
            nodes[start..].sort_unstable();
            starts.push(nodes.len());
        }
        let has_none = sentences.iter().any(|sentence| sentence.stance.is_none());
        Self { sentences, interner, nodes, starts, has_none }
    }

    /// The number of outcomes of a model of these sentences.
    pub(super) fn outcomes(&self) -> usize {
        if self.has_none { OUTCOMES } else { NO_STANCE }
    }

    /// How many sentences each stance has, and none.
    pub(super) fn counts(&self) -> [usize; OUTCOMES] {
        let mut counts = [0; OUTCOMES];
        for sentence in &self.sentences {
            counts[sentence.class()] += 1;
        }
        counts
    }

    fn nodes(&self, sentence: usize) -> &[u32] {
        &self.nodes[self.starts[sentence]..self.starts[sentence + 1]]
    }

    /// The summed weight of those of `members` in which each node occurs.
    pub(super) fn document_counts(&self, members: &[usize]) -> Vec<f64> {
        let mut counts = vec![0.0; self.interner.len()];
        for &member in members {
            for run in self.nodes(member).chunk_by(|a, b| a == b) {
                counts[run[0] as usize] += f64::from(self.sentences[member].weight);
            }
        }
        counts
    }

    /// The problem of `members`, given the column of every node.
    pub(super) fn problem(
        &self,
        members: &[usize],
        columns: &[u32],
        width: usize,
        extractor: &Extractor,
    ) -> Result<Problem, Error> {
        let mut rows = SparseRows::new(width);
        for &member in members {
            rows.push(self.row(member, columns, extractor))?;
        }
        let classes: Vec<usize> = members.iter().map(|&member| self.sentences[member].class()).collect();
        let targets = Targets::from_classes(&classes, self.outcomes())?;
        let weights = members.iter().map(|&member| f64::from(self.sentences[member].weight)).collect();
        Ok(Problem { rows, targets, weights })
    }

    /// The columns and values of a sentence.
    pub(super) fn row(&self, member: usize, columns: &[u32], extractor: &Extractor) -> Vec<(u32, f64)> {
        let nodes = self.nodes(member).iter().map(|&node| columns[node as usize]);
        let mut known: Vec<u32> = nodes.filter(|&column| column != NONE).collect();
        known.sort_unstable();
        let mut row = Vec::with_capacity(known.len());
        let counts = known.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32));
        let factor = extractor.weigh(counts, |column, value| row.push((column, value)));
        for (_, value) in &mut row {
            *value *= factor;
        }
        row
    }

    /// An error unless every stance occurs.
    pub(super) fn check_classes(&self) -> Result<(), TrainingError> {
        if self.sentences.is_empty() {
            return Err(TrainingError::NoSentences);
        }
        let counts = self.counts();
        match Stance::ALL.into_iter().find(|stance| counts[stance.index()] == 0) {
            Some(missing) => Err(TrainingError::MissingClass(missing.to_string())),
            None => Ok(()),
        }
    }
}
