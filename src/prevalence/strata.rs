//! Strata of a corpus by what the model says, and how many sentences each of them gets.

use super::outcomes;
use crate::model::Prediction;
use std::collections::BTreeMap;

/// The probability of the most probable outcome from which a verdict counts as sure.
const SURE: f64 = 0.7;

/// The least number of sentences that are drawn of a stratum, so that it has a variance.
const LEAST: usize = 2;

/// Sentences that are drawn apart from others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stratum {
    pub(super) places: Vec<usize>,
    /// How many of them are drawn.
    pub(super) size: usize,
}

/// Strata by verdict and by whether it is sure, of which `size` sentences are to be drawn.
///
/// Half of the sample goes to strata by their size, which never widens an interval; half by size and doubt, the root of the mean
/// probability that two draws from the prediction differ, which is best where the model is right about its doubts (Neyman 1934).
pub(super) fn strata(predictions: &[Prediction], places: &[usize], size: usize) -> Vec<Stratum> {
    let mut groups: BTreeMap<(usize, bool), (Vec<usize>, f64)> = BTreeMap::new();
    for &place in places {
        let outcomes = outcomes(&predictions[place]);
        let verdict = (1..outcomes.len()).fold(0, |best, k| if outcomes[k] > outcomes[best] { k } else { best });
        let (members, doubt) = groups.entry((verdict, outcomes[verdict] >= SURE)).or_default();
        members.push(place);
        *doubt += outcomes.iter().map(|p| p * (1.0 - p)).sum::<f64>();
    }
    let doubts: Vec<f64> = groups.values().map(|(members, sum)| (sum * members.len() as f64).max(0.0).sqrt()).collect();
    let (all, doubt) = (places.len() as f64, doubts.iter().sum::<f64>());
    let weights: Vec<f64> = groups
        .values()
        .zip(&doubts)
        .map(|((members, _), own)| members.len() as f64 / all + if doubt > 0.0 { own / doubt } else { 0.0 })
        .collect();
    let most: Vec<usize> = groups.values().map(|(members, _)| members.len()).collect();
    let least: Vec<usize> = most.iter().map(|&most| most.min(LEAST)).collect();
    let sizes = apportion(size, &weights, &least, &most);
    groups.into_values().zip(sizes).map(|((places, _), size)| Stratum { places, size }).collect()
}

/// Divides a number by weights, each part within its bounds: one by one to the part that has least for its weight.
pub(super) fn apportion(total: usize, weights: &[f64], least: &[usize], most: &[usize]) -> Vec<usize> {
    let mut parts = least.to_vec();
    for _ in parts.iter().sum::<usize>()..total {
        let open = (0..parts.len()).filter(|&part| parts[part] < most[part]);
        let gain = |part: usize| weights[part] / (parts[part] as f64 + 0.5);
        // Of equals the first.
        let next = open.reduce(|best, part| if gain(part) > gain(best) { part } else { best });
        let Some(next) = next else { break };
        parts[next] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_weights_within_their_bounds() {
        for (total, weights, least, most, expected) in [
            (10, &[1.0, 1.0][..], &[0, 0][..], &[9, 9][..], &[5, 5][..]),
            (10, &[3.0, 1.0], &[0, 0], &[99, 99], &[8, 2]),
            (10, &[3.0, 1.0], &[0, 0], &[4, 99], &[4, 6]),
            (10, &[1.0, 0.0], &[2, 2], &[99, 99], &[8, 2]),
            (10, &[1.0, 1.0], &[1, 1], &[2, 2], &[2, 2]),
            (0, &[], &[], &[], &[]),
        ] {
            assert_eq!(apportion(total, weights, least, most), expected, "{total} {weights:?}");
        }
    }

    #[test]
    fn doubtful_verdicts_get_more_than_sure_ones() {
        let sure = Prediction::new([1.0, 0.0, 0.0], 0.99).unwrap();
        let doubtful = Prediction::new([0.5, 0.5, 0.0], 1.0).unwrap();
        let predictions: Vec<_> = (0..200).map(|place| if place < 100 { sure } else { doubtful }).collect();
        let strata = strata(&predictions, &(0..200).collect::<Vec<_>>(), 60);
        let sizes: Vec<(usize, usize)> = strata.iter().map(|stratum| (stratum.places[0], stratum.size)).collect();
        assert!(sizes[0].0 == 100 && sizes[0].1 > 35 && sizes[1].1 > 15 && sizes[0].1 + sizes[1].1 == 60, "{sizes:?}");
    }
}
