//! Choosing sentences to label takes work that is linear in the sentences, and gives what plain comparing gives.

#[path = "../src/bin/geostance/suggest/pool.rs"]
mod pool;

use geostance::model::Stemmer;
use pool::{DIVERSE, Pool};
use std::collections::BTreeMap;

fn texts(count: usize) -> Vec<String> {
    let words = ["army", "port", "court", "road", "bank", "school", "mine", "farm"];
    (0..count).map(|i| format!("The {} and the {} of town {}.", words[i % 8], words[i / 8 % 8], i % 97)).collect()
}

/// For every text its stems, each weighed by how rare it is and all scaled to length 1.
fn vectors(texts: &[&str]) -> Vec<BTreeMap<usize, f64>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut sets: Vec<BTreeMap<usize, f64>> = Vec::new();
    for text in texts {
        let mut set = BTreeMap::new();
        for token in geostance::tokens(text, Stemmer::English) {
            let next = numbers.len();
            set.insert(*numbers.entry(token.stem().to_owned()).or_insert(next), 0.0);
        }
        sets.push(set);
    }
    let frequency = |word: usize| sets.iter().filter(|set| set.contains_key(&word)).count() as f64;
    let rarity: Vec<f64> = (0..numbers.len()).map(|word| (1.0 + texts.len() as f64 / frequency(word)).ln()).collect();
    for set in &mut sets {
        let length = set.keys().map(|&word| rarity[word] * rarity[word]).sum::<f64>().sqrt();
        for (&word, value) in set.iter_mut() {
            *value = rarity[word] / length;
        }
    }
    sets
}

/// Every candidate compared with every one that is chosen, as the definition says.
fn plainly(texts: &[&str], relevance: &[f64], count: usize, diversity: f64) -> Vec<usize> {
    let vectors = vectors(texts);
    let cosine = |a: usize, b: usize| -> f64 {
        vectors[a].iter().map(|(word, value)| value * vectors[b].get(word).copied().unwrap_or(0.0)).sum()
    };
    let mut nearest = vec![0.0_f64; relevance.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < count.min(relevance.len()) {
        let worth = |at: usize| (1.0 - diversity) * relevance[at] - diversity * nearest[at];
        let open = (0..relevance.len()).filter(|at| !chosen.contains(at));
        let best = open.min_by(|&a, &b| worth(b).total_cmp(&worth(a))).unwrap();
        chosen.push(best);
        for (other, nearest) in nearest.iter_mut().enumerate() {
            *nearest = nearest.max(cosine(best, other));
        }
    }
    chosen
}

#[test]
fn the_choice_is_that_of_the_definition() {
    let texts = texts(300);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let pool = Pool::new(&texts);
    let relevance: Vec<f64> = (0..texts.len()).map(|i| (i * 37 % 101) as f64 / 101.0).collect();
    for (count, diversity) in [(0, 0.3), (1, 0.3), (40, 0.3), (40, 0.9), (300, 0.0), (usize::MAX, 0.5), (300, 1.0)] {
        let chosen = pool.choose(&relevance, count, diversity, |_, _| ()).places;
        assert_eq!(chosen, plainly(&texts, &relevance, count, diversity), "{count} at {diversity}");
    }
}

#[test]
fn the_work_is_linear_in_the_sentences() {
    for count in [DIVERSE, 3 * DIVERSE] {
        let texts = texts(count);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let pool = Pool::new(&texts);
        let relevance = vec![0.5; count];
        let chosen = pool.choose(&relevance, usize::MAX, 0.3, |_, _| ());
        let mut places = chosen.places;
        places.sort_unstable();
        assert!(places.into_iter().eq(0..count), "each once");
        // Seven words a sentence.
        assert!(chosen.compared <= 7 * DIVERSE * count, "{} pairs for {count} sentences", chosen.compared);
    }
}
