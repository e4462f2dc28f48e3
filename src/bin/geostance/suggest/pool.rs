//! Choosing sentences that teach much and are not all alike.

use geostance::{model::Stemmer, tokens};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    pub(super) fn choose(
        &self,
        relevance: &[f64],
        count: usize,
        diversity: f64,
        on_step: impl Fn(usize, usize),
    ) -> Vec<usize> {
        let mut nearest = vec![0.0_f64; relevance.len()];
        let mut open = vec![true; relevance.len()];
        let mut chosen = Vec::new();
        let mut cosines: HashMap<usize, f64> = HashMap::new();
        let count = count.min(relevance.len());
        while chosen.len() < count {
            on_step(chosen.len(), count);
            let worth = |at: usize| (1.0 - diversity) * relevance[at] - diversity * nearest[at];
            let candidates = (0..relevance.len()).filter(|&at| open[at]);
            let Some(best) = candidates.min_by(|&a, &b| worth(b).total_cmp(&worth(a))) else { break };
            open[best] = false;
            chosen.push(best);
            cosines.clear();
            for &(word, value) in &self.words[best] {
                for &(other, of_other) in &self.having[word] {
                    *cosines.entry(other).or_default() += value * of_other;
                }
            }
            for (&other, &cosine) in &cosines {
                nearest[other] = nearest[other].max(cosine);
            }
        }
        chosen
    }
}
