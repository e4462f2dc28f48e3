//! A few words without which the verdict would be another.

use super::Explanation;
use crate::model::{Prediction, StanceModel};
use crate::stance::{Outcome, Stance};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most words that a [`Flip`] takes out of a sentence.
pub const MOST_FLIPPED: usize = 5;

/// A few words of a sentence without which the verdict is another; from [`StanceModel::flip`].
///
/// ```
/// let model = geostance::StanceModel::pretrained();
/// let sentence = "Yerevan froze its membership of the CSTO and turned to Brussels.";
/// let flip = model.flip(sentence, 0.6).unwrap();
/// assert_ne!(flip.prediction().decided(0.6), model.classify(sentence).decided(0.6));
/// assert_eq!(*flip.prediction(), model.classify(flip.rest()));
/// assert!(flip.spans().iter().all(|span| flip.words().contains(&&sentence[span.clone()])));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Flip<'a> {
    words: Vec<&'a str>,
    spans: Vec<Range<usize>>,
    rest: String,
    prediction: Prediction,
}

impl<'a> Flip<'a> {
    /// The words, 1 to [`MOST_FLIPPED`], each as it first stands in the sentence; the weightiest first.
    #[must_use]
    pub fn words(&self) -> &[&'a str] {
        &self.words
    }

    /// Where they stand, every occurrence, as byte ranges of the sentence in order.
    ///
    /// ```
    /// let sentence = "Russia is our ally.";
    /// let flip = geostance::StanceModel::pretrained().flip(sentence, 0.6).unwrap();
    /// assert!(flip.spans().len() >= flip.words().len());
    /// ```
    #[must_use]
    pub fn spans(&self) -> &[Range<usize>] {
        &self.spans
    }

    /// The sentence without them, a space in place of each.
    ///
    /// ```
    /// let flip = geostance::StanceModel::pretrained().flip("Russia is our ally.", 0.6).unwrap();
    /// assert!(flip.words().iter().all(|word| !flip.rest().contains(word)));
    /// ```
    #[must_use]
    pub fn rest(&self) -> &str {
        &self.rest
    }

    /// What the model says of the sentence without them.
    #[must_use]
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }
}

/// The words of a sentence, the same ones together whatever their capitals, and which of them are taken out.
struct Words<'a> {
    sentence: &'a str,
    spans: BTreeMap<String, Vec<Range<usize>>>,
}

impl<'a> Words<'a> {
    fn of(sentence: &'a str, explanation: &Explanation) -> Self {
        let mut spans: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
        for word in explanation.words() {
            spans.entry(sentence[word.span()].to_lowercase()).or_default().push(word.span());
        }
        Self { sentence, spans }
    }

    /// Every occurrence of some words, in order.
    fn spans_of(&self, words: &[String]) -> Vec<Range<usize>> {
        let mut spans: Vec<_> = words.iter().filter_map(|word| self.spans.get(word)).flatten().cloned().collect();
        spans.sort_by_key(|span| span.start);
        spans
    }

    fn without(&self, words: &[String]) -> String {
        let (mut rest, mut at) = (String::with_capacity(self.sentence.len()), 0);
        for span in self.spans_of(words) {
            // A word may lie within another, as in a hashtag.
            if span.start >= at {
                rest.push_str(&self.sentence[at..span.start]);
                rest.push(' ');
            }
            at = at.max(span.end);
        }
        rest + &self.sentence[at..]
    }

    /// The word of a rest that weighs most for what is to change, if any does.
    fn weightiest(&self, rest: &str, explanation: &Explanation, weight: impl Fn(usize) -> f64) -> Option<String> {
        let mut weights: BTreeMap<String, f64> = BTreeMap::new();
        for (place, word) in explanation.words().iter().enumerate() {
            *weights.entry(rest[word.span()].to_lowercase()).or_default() += weight(place);
        }
        let known: BTreeSet<&String> = self.spans.keys().collect();
        let candidates = weights.into_iter().filter(|(word, weight)| *weight > 0.0 && known.contains(word));
        // Of equal ones the first in the alphabet.
        candidates.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(word, _)| word)
    }
}

impl StanceModel {
    /// Looks for at most [`MOST_FLIPPED`] words without which the verdict on a sentence would be another: the stance that is
    /// decided at a confidence of `threshold`, or that none is. `None` where it finds none.
    ///
    /// Words are taken out one after the other, every occurrence of each: of a decided sentence the one that pushes most
    /// towards its stance and away from the other outcomes, of an undecided one the one that pushes most the other way. After
    /// each the rest is classified. In the end a word without which the others suffice is put back. So the verdict did change,
    /// but other and smaller sets may exist. Linear in the length of the sentence.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// let flip = model.flip("Russia is our ally.", 0.6).unwrap();
    /// assert!(flip.words().contains(&"Russia"));
    /// assert_eq!(model.flip("☃", 0.6), None);
    /// ```
    #[must_use]
    pub fn flip<'a>(&self, sentence: &'a str, threshold: f64) -> Option<Flip<'a>> {
        let whole = self.explain(sentence);
        let verdict = whole.prediction().decided(threshold);
        let words = Words::of(sentence, &whole);
        let (mut explanation, mut rest) = (whole, sentence.to_owned());
        let mut taken: Vec<String> = Vec::new();
        while explanation.prediction().decided(threshold) == verdict {
            if taken.len() == MOST_FLIPPED {
                return None;
            }
            let stance = verdict.unwrap_or(explanation.prediction().stance());
            let side = if verdict.is_some() { 1.0 } else { -1.0 };
            let weight = |place| side * self.support(&explanation, place, stance);
            taken.push(words.weightiest(&rest, &explanation, weight)?);
            rest = words.without(&taken);
            explanation = self.explain(&rest);
        }
        let mut place = 0;
        while taken.len() > 1 && place < taken.len() {
            let mut fewer = taken.clone();
            fewer.remove(place);
            if self.classify(&words.without(&fewer)).decided(threshold) == verdict {
                place += 1;
            } else {
                taken = fewer;
            }
        }
        let rest = words.without(&taken);
        let first = |word: &String| words.spans.get(word)?.first().map(|span| &sentence[span.clone()]);
        Some(Flip {
            words: taken.iter().filter_map(first).collect(),
            spans: words.spans_of(&taken),
            prediction: self.classify(&rest),
            rest,
        })
    }

    /// What a word adds to the score of a stance, less what it adds to the other outcomes on average.
    fn support(&self, explanation: &Explanation, place: usize, stance: Stance) -> f64 {
        let word = &explanation.words()[place];
        let known = |outcome: &Outcome| self.knows_none() || *outcome != Outcome::None;
        let others = Outcome::ALL.into_iter().filter(known).filter(|&outcome| outcome != stance.into());
        let (sum, count) = others.fold((0.0, 0), |(sum, count), outcome| (sum + word.to(outcome), count + 1));
        word.to(stance) - sum / f64::from(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> StanceModel {
        StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst")).unwrap()
    }

    #[test]
    fn what_is_taken_out_changes_the_verdict_and_all_of_it_is_needed() {
        let (model, mut flipped) = (model(), 0);
        for sentence in [
            "Russia is our ally, and Russia stays our ally.",
            "Kazakhstan will keep working with Russia, China and the European Union alike.",
            "Chisinau opened accession talks with Brussels.",
            "Moscow–Minsk: the Union State's budget.",
            "The CSTO, the EAEU, the Union State: Russia's allies signed in Moscow with Russia and for Russia.",
            "Snow fell in Almaty on Sunday.",
        ] {
            for threshold in [0.0, 0.3, 0.6, 0.9] {
                let verdict = model.classify(sentence).decided(threshold);
                let Some(flip) = model.flip(sentence, threshold) else { continue };
                flipped += 1;
                assert!((1..=MOST_FLIPPED).contains(&flip.words().len()), "{sentence}: {flip:?}");
                assert_ne!(flip.prediction().decided(threshold), verdict, "{sentence}: {flip:?}");
                assert_eq!(*flip.prediction(), model.classify(flip.rest()));
                let mut rest = sentence.to_owned();
                for span in flip.spans().iter().rev() {
                    let word = sentence[span.clone()].to_lowercase();
                    assert!(flip.words().iter().any(|known| known.to_lowercase() == word));
                    rest.replace_range(span.clone(), " ");
                }
                assert_eq!(rest, flip.rest());
            }
        }
        assert!(flipped > 12, "{flipped}");
    }

    #[test]
    fn every_occurrence_goes() {
        let flip = model().flip("Russia, Russia and RUSSIA: our ally.", 0.6).map(|flip| flip.rest().to_lowercase());
        assert!(flip.is_some_and(|rest| !rest.contains("russia")));
    }

    #[test]
    fn a_prior_has_no_words() {
        for text in ["", " ", "☃", "Снег идёт."] {
            assert_eq!(model().flip(text, 0.6), None, "{text}");
        }
    }

    #[test]
    fn the_number_of_readings_is_bounded() {
        let model = model();
        let long = "Russia and Belarus, allied, signed a pact with China and the West, ".repeat(5_000);
        let once = crate::work::of(|| drop(model.explain(&long))).bytes;
        let flips = crate::work::of(|| drop(model.flip(&long, 0.6))).bytes;
        assert!(flips <= 12 * once, "{flips} for {once}");
    }
}
