//! Choosing sentences that teach much and are not all alike.

use geostance::{model::Stemmer, tokens};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Candidates by their stemmed words, each weighed by how rare it is among them and all scaled to length 1.
pub(super) struct Pool {
    /// The words of each candidate, as numbers.
    words: Vec<Vec<(usize, f64)>>,
    /// For every word the candidates that have it.
    having: Vec<Vec<(usize, f64)>>,
}

impl Pool {
    pub(super) fn new(texts: &[&str]) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let sets: Vec<BTreeSet<usize>> = texts
            .iter()
            .map(|text| {
                let words = tokens(text, Stemmer::English);
                words
                    .iter()
                    .map(|token| {
                        let next = numbers.len();
                        *numbers.entry(token.stem().to_owned()).or_insert(next)
                    })
                    .collect()
            })
            .collect();
        let mut counts = vec![0_u32; numbers.len()];
        sets.iter().flatten().for_each(|&word| counts[word] += 1);
        let rarity = |word: usize| (1.0 + texts.len() as f64 / f64::from(counts[word])).ln();
        let mut having = vec![Vec::new(); numbers.len()];
        let words = sets.into_iter().enumerate().map(|(candidate, set)| {
            let length = set.iter().map(|&word| rarity(word) * rarity(word)).sum::<f64>().sqrt();
            set.into_iter()
                .map(|word| {
                    let value = rarity(word) / length;
                    having[word].push((candidate, value));
                    (word, value)
                })
                .collect()
        });
        Self { words: words.collect(), having }
    }

    /// At most `count` candidates by maximal marginal relevance (Carbonell & Goldstein 1998): at each step the one with the
    /// most of (1 − diversity) × relevance − diversity × the largest cosine to one that is already chosen; of equals the first.
    /// After [`DIVERSE`] of them the others come by what they are worth then, so that the work is linear in the candidates.
    pub(super) fn choose(
        &self,
        relevance: &[f64],
        count: usize,
        diversity: f64,
        on_step: impl Fn(usize, usize),
    ) -> Chosen {
        let mut nearest = vec![0.0_f64; relevance.len()];
        let mut cosines = vec![0.0_f64; relevance.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut chosen = Chosen { places: Vec::new(), compared: 0 };
        let worth = |at: usize, nearest: &[f64]| (1.0 - diversity) * relevance[at] - diversity * nearest[at];
        // A candidate is never worth more than it was, so that what stands first and is up to date is the best.
        let mut open: BinaryHeap<Open> =
            (0..relevance.len()).map(|at| Open { worth: worth(at, &nearest), at }).collect();
        let count = count.min(relevance.len());
        while chosen.places.len() < count.min(DIVERSE) {
            on_step(chosen.places.len(), count.min(DIVERSE));
            let Some(Open { worth: then, at: best }) = open.pop() else { break };
            let now = worth(best, &nearest);
            if now.total_cmp(&then).is_ne() {
                open.push(Open { worth: now, at: best });
                continue;
            }
            chosen.places.push(best);
            for &(word, value) in &self.words[best] {
                chosen.compared += self.having[word].len();
                for &(other, of_other) in &self.having[word] {
                    if cosines[other] == 0.0 {
                        touched.push(other);
                    }
                    cosines[other] += value * of_other;
                }
            }
            for other in touched.drain(..) {
                nearest[other] = nearest[other].max(std::mem::take(&mut cosines[other]));
            }
        }
        let mut others: Vec<Open> =
            open.into_iter().map(|Open { at, .. }| Open { worth: worth(at, &nearest), at }).collect();
        others.sort_unstable_by(|a, b| b.cmp(a));
        let left = count - chosen.places.len();
        chosen.places.extend(others.into_iter().take(left).map(|open| open.at));
        chosen
    }
}

/// So many candidates are chosen one by one, each unlike those before; more than anybody labels in one go.
pub(super) const DIVERSE: usize = 2000;

/// What was chosen.
pub(super) struct Chosen {
    /// The places of the candidates, the first chosen first.
    pub(super) places: Vec<usize>,
    /// How many pairs of a word of one candidate and the same word of another were looked at.
    pub(super) compared: usize,
}

/// A candidate that is not chosen yet, and what it was worth when that was last looked at; of equals the first is the greatest.
struct Open {
    worth: f64,
    at: usize,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        self.worth.total_cmp(&other.worth).then_with(|| other.at.cmp(&self.at))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Open {}
