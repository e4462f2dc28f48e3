//! What the headline figures are computed from, ready for any choice of sentences.

use super::Confusion;
use super::metric::Metric;
use super::ranked::Ranked;
use super::sentence::EvaluatedSentence;
use crate::model::Prediction;
use crate::stance::Stance;

/// Headline figures in the order of [`Metric::ALL`].
pub(super) type Figures = Vec<Option<f64>>;

/// Bins of equal size in which confidence and success are compared.
pub(super) const BINS: usize = 10;

/// Sentences, sorted once by all that figures need.
pub(super) struct Scored {
    with_stance: Vec<WithStance>,
    by_probability: Ranked,
    by_evidence: Ranked,
    by_confidence: Ranked,
}

/// A sentence with a stance.
struct WithStance {
    row: usize,
    label: Stance,
    predicted: Stance,
    log_loss: f64,
    brier: f64,
}

impl Scored {
    pub(super) fn new(sentences: &[EvaluatedSentence]) -> Self {
        let rows = sentences.iter().enumerate();
        let with_stance = rows.filter_map(|(row, sentence)| {
            let (label, prediction) = (sentence.label()?, sentence.prediction());
            let (log_loss, brier) = (log_loss(prediction, label), brier(prediction, label));
            Some(WithStance { row, label, predicted: prediction.stance(), log_loss, brier })
        });
        Self {
            with_stance: with_stance.collect(),
            by_probability: by_probability(sentences),
            by_evidence: by_evidence(sentences),
            by_confidence: by_confidence(sentences),
        }
    }

    pub(super) fn confusion(&self, counts: &[usize]) -> Confusion {
        let mut confusion = Confusion::default();
        for row in &self.with_stance {
            confusion.add_times(row.label, row.predicted, counts[row.row]);
        }
        confusion
    }

    /// The headline figures where each sentence counts as often as `counts` says.
    pub(super) fn figures(&self, counts: &[usize]) -> Figures {
        let confusion = self.confusion(counts);
        let mean = |loss: fn(&WithStance) -> f64| {
            let total = confusion.total();
            let sum: f64 = self.with_stance.iter().map(|row| loss(row) * counts[row.row] as f64).sum();
            (total > 0).then(|| sum / total as f64)
        };
        let figure = |&metric: &Metric| match metric {
            Metric::MacroF1 => confusion.macro_f1(),
            Metric::Accuracy => confusion.accuracy(),
            Metric::F1(stance) => confusion.class(stance).f1,
            Metric::Ece => self.by_probability.calibration_error(counts, BINS),
            Metric::LogLoss => mean(|row| row.log_loss),
            Metric::Brier => mean(|row| row.brier),
            Metric::EvidenceAuroc => self.by_evidence.auroc(counts),
            Metric::Aurc => aurc(&self.by_confidence, counts),
        };
        Metric::ALL.iter().map(figure).collect()
    }
}

/// Sentences with a stance by their largest probability; those that are right are hits.
pub(super) fn by_probability(sentences: &[EvaluatedSentence]) -> Ranked {
    let with_stance = sentences.iter().enumerate().filter(|(_, sentence)| sentence.label().is_some());
    Ranked::new(with_stance.map(|(row, sentence)| {
        let prediction = sentence.prediction();
        (row, prediction.probability(prediction.stance()), sentence.is_right())
    }))
}

/// All sentences by evidence; those with a stance are hits.
pub(super) fn by_evidence(sentences: &[EvaluatedSentence]) -> Ranked {
    let rows = sentences.iter().enumerate();
    Ranked::new(rows.map(|(row, sentence)| (row, sentence.prediction().evidence(), sentence.label().is_some())))
}

/// All sentences by confidence; those that would be decided wrongly are hits.
pub(super) fn by_confidence(sentences: &[EvaluatedSentence]) -> Ranked {
    let rows = sentences.iter().enumerate();
    Ranked::new(rows.map(|(row, sentence)| (row, sentence.prediction().confidence(), !sentence.is_right())))
}

/// The area under the risk–coverage curve: the mean, over all sentences, of the risk at their confidence.
fn aurc(by_confidence: &Ranked, counts: &[usize]) -> Option<f64> {
    let (mut area, mut total) = (0.0, 0);
    for top in by_confidence.tops(counts) {
        area += top.tied as f64 * (top.hits as f64 / top.count as f64);
        total = top.count;
    }
    (total > 0).then(|| area / total as f64)
}

/// −ln(probability of the label).
fn log_loss(prediction: &Prediction, label: Stance) -> f64 {
    // Subtracted, so that a certain label loses 0 and not −0.
    0.0 - libm::log(prediction.probability(label).max(f64::MIN_POSITIVE))
}

/// The squared distance from the label, summed over the stances.
fn brier(prediction: &Prediction, label: Stance) -> f64 {
    let distances = Stance::ALL.map(|stance| prediction.probability(stance) - f64::from(u8::from(stance == label)));
    distances.iter().map(|distance| distance * distance).sum()
}

#[cfg(test)]
mod tests {
    use super::super::sentence::ungrouped;
    use super::*;
    use Stance::{MultiVector, ProMoscow};

    #[test]
    fn losses_are_those_computed_by_hand() {
        let predicted = |probabilities| Prediction::new(probabilities, 0.5).unwrap();
        let sentences = ungrouped([
            (Some(ProMoscow), predicted([0.5, 0.25, 0.25])),
            (Some(MultiVector), predicted([0.1, 0.2, 0.7])),
            (None, predicted([1.0, 0.0, 0.0])),
        ]);
        let figures = Scored::new(&sentences).figures(&[1; 3]);
        let close = |metric: Metric, expected: f64| (figures[metric.index()].unwrap() - expected).abs() < 1e-12;
        assert!(close(Metric::LogLoss, -0.5 * (libm::log(0.5) + libm::log(0.2))));
        assert!(close(Metric::Brier, 0.5 * (0.25 + 2.0 * 0.0625 + 0.01 + 0.64 + 0.49)));
        let impossible = ungrouped([(Some(ProMoscow), predicted([0.0, 0.0, 1.0]))]);
        assert!(Scored::new(&impossible).figures(&[1])[Metric::LogLoss.index()].unwrap().is_finite());
        assert!(Scored::new(&[]).figures(&[]).iter().all(Option::is_none));
    }

    #[test]
    fn the_area_is_the_mean_risk_over_the_sentences() {
        let predicted = |evidence| Prediction::new([1.0, 0.0, 0.0], evidence).unwrap();
        // By falling confidence: right, wrong (none), right and wrong together.
        let sentences = ungrouped([
            (Some(ProMoscow), predicted(0.9)),
            (None, predicted(0.8)),
            (Some(ProMoscow), predicted(0.7)),
            (Some(MultiVector), predicted(0.7)),
        ]);
        let area = Scored::new(&sentences).figures(&[1; 4])[Metric::Aurc.index()].unwrap();
        assert!((area - (0.0 + 0.5 + 2.0 * 0.5) / 4.0).abs() < 1e-12);
    }
}
