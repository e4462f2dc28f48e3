//! The order and the digest of rows, which depend on nothing but what they say.

use super::{Dataset, LabelledSentence};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

impl Dataset {
    /// The same sentences in an order of their own: by text, label, group and weight.
    pub(crate) fn canonical_order(&self) -> Vec<&LabelledSentence> {
        self.canonical_places().into_iter().map(|place| &self.sentences[place]).collect()
    }

    /// Where each sentence of that order stands among the sentences.
    pub(crate) fn canonical_places(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.sentences.len()).collect();
        places.sort_by(|&a, &b| {
            let (a, b) = (&self.sentences[a], &self.sentences[b]);
            a.text
                .cmp(&b.text)
                .then_with(|| a.stance.cmp(&b.stance))
                .then_with(|| by_distribution(a, b))
                .then_with(|| a.group.cmp(&b.group))
                .then_with(|| a.weight.total_cmp(&b.weight))
        });
        places
    }
}

fn by_distribution(a: &LabelledSentence, b: &LabelledSentence) -> Ordering {
    let pairs = a.distribution().into_array().into_iter().zip(b.distribution().into_array());
    pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// What stands for the label of a soft row, after the places of the four outcomes.
const SOFT: u8 = 4;

/// SHA-256 over rows in the order given: label, text, group and weight of each, lengths before texts.
pub(crate) fn digest(rows: &[&LabelledSentence]) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        let label = if row.is_soft() { SOFT } else { row.class() as u8 };
        hash.update([label, u8::from(row.group.is_some())]);
        if row.is_soft() {
            for probability in row.distribution().into_array() {
                hash.update(probability.to_bits().to_le_bytes());
            }
        }
        for text in [row.text.as_str(), row.group.as_deref().unwrap_or("")] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hash.update(row.weight.to_bits().to_le_bytes());
    }
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_labels_have_a_place_and_a_digest() {
        let soft = |probabilities| LabelledSentence::new(None, "Snow.").soft(probabilities);
        let rows = [soft([0.5, 0.25, 0.0]), soft([0.5, 0.0, 0.25]), soft([0.75, 0.25, 0.0]), soft([1.0, 0.0, 0.0])];
        let mut data = Dataset::new();
        for row in &rows {
            data.push(row.clone()).unwrap();
        }
        let mut reversed = Dataset::new();
        for row in rows.iter().rev() {
            reversed.push(row.clone()).unwrap();
        }
        assert_eq!(data.canonical_order(), reversed.canonical_order());
        let digests: std::collections::BTreeSet<String> = rows.iter().map(|row| digest(&[row])).collect();
        assert_eq!(digests.len(), rows.len());
    }
}
