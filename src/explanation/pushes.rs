//! What each term and word of a sentence adds, in time that is linear in the sentence.

use super::parts::{Contribution, Explanation, Push, TermPush, WordPush, strongest};
use crate::features::{Reading, Scratch, readable};
use crate::model::{Prediction, StanceModel};
use crate::stance::{Outcome, PerOutcome};
use crate::vocabulary::TermKind;
use crate::work;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

impl StanceModel {
    /// Explains what the model says of a sentence, term by term and word by word.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let text = "Neither bloc will dictate our choice.";
    /// for word in StanceModel::pretrained().explain(text).words() {
    ///     println!("{:10} {:+.2}", &text[word.span()], word.push(Stance::MultiVector));
    /// }
    /// ```
    ///
    /// # Bounds
    ///
    /// Time is linear in the sentence, whatever its words are. Memory is at most 300 times the sentence with the features of the
    /// shipped model, and at most 1,200 times with all that there are.
    #[must_use]
    pub fn explain(&self, sentence: &str) -> Explanation {
        let mut contributions: Vec<Contribution> = Vec::new();
        // For every distinct column its term, and the last contribution.
        let mut terms: Vec<Option<(Arc<TermPush>, usize)>> = Vec::new();
        let Pushes { prediction, scores, words } = self.pushes(sentence, |node, place, span, added| {
            if terms.len() <= place {
                terms.resize(place + 1, None);
            }
            let (of, last) = terms[place].get_or_insert_with(|| {
                let spelled = self.vocabulary.term(node);
                let term = readable(spelled, &self.features().crossed);
                (Arc::new(TermPush { term, kind: TermKind::of(spelled), scores: (*added).into() }), usize::MAX)
            });
            if let Some(same) = contributions.get_mut(*last).filter(|contribution| contribution.span == *span) {
                same.times += 1;
            } else {
                *last = contributions.len();
                contributions.push(Contribution { of: Arc::clone(of), times: 1, span: span.clone() });
            }
        });
        Explanation { prediction, scores: scores.into(), bias: self.bias.into(), contributions, words }
    }

    /// The words of a sentence that push most towards what is predicted, as they stand in it, each once whatever its case; without
    /// the terms, which take the most memory of an explanation.
    pub(crate) fn strongest_words<'a>(&self, sentence: &'a str, count: usize) -> Vec<&'a str> {
        let Pushes { prediction, words, .. } = self.pushes(sentence, |_, _, _, _| ());
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        for word in strongest(&words, prediction.stance()) {
            let word = &sentence[word.span()];
            if found.len() == count {
                break;
            }
            if seen.insert(word.to_ascii_lowercase()) {
                found.push(word);
            }
        }
        found
    }

    /// What every word adds. `on_term` hears of every occurrence of a known term: its column, the place of that among the distinct
    /// ones of the sentence, where it stands and what it adds.
    fn pushes(
        &self,
        sentence: &str,
        mut on_term: impl FnMut(u32, usize, &Range<usize>, &[f64; Outcome::COUNT]),
    ) -> Pushes {
        let mut scratch = Scratch::default();
        let (scores, known_features) = self.scores(sentence, &mut scratch);
        let mut counts = Vec::new();
        let factor = self.extractor.weigh(scratch.found.counts(), |column, value| {
            counts.push((column, value));
        });
        counts.sort_unstable_by_key(|&(column, _)| column);
        // How often each column occurs, which is not counted where that is no matter for its value. The sentence is read twice, for a
        // list of all occurrences would take more memory than all the rest.
        let mut times = vec![0_u32; counts.len()];
        let mut reading = Reading::default();
        self.extractor.visit(sentence, &mut reading, &mut &self.vocabulary, |node, _, _| {
            if let Ok(place) = counts.binary_search_by_key(&node, |&(column, _)| column) {
                times[place] += 1;
            }
        });
        // What one occurrence of a column adds.
        for ((_, value), times) in counts.iter_mut().zip(times) {
            *value = factor * *value / f64::from(times.max(1));
        }

        let mut words = Words::new(self.extractor.spans(sentence));
        self.extractor.visit(sentence, &mut reading, &mut &self.vocabulary, |node, first, last| {
            let Ok(place) = counts.binary_search_by_key(&node, |&(column, _)| column) else { return };
            let span = words.span(first, last);
            let value = counts[place].1;
            let added = self.weights[node as usize].map(|weight| value * f64::from(weight));
            words.add(&span, &added);
            on_term(node, place, &span, &added);
        });
        Pushes { prediction: self.prediction(&scores, known_features), scores, words: words.finish() }
    }
}

/// What is said of a sentence, and what each word adds to it.
struct Pushes {
    prediction: Prediction,
    scores: [f64; Outcome::COUNT],
    words: Vec<WordPush>,
}

/// The words of a sentence, to which terms are added.
struct Words {
    words: Vec<WordPush>,
    /// Where terms of many words begin, or have ended: how many begin there less those that have ended, and what they add to each
    /// word from there on, or no longer add.
    wide: BTreeMap<usize, (i64, [f64; Outcome::COUNT])>,
}

/// A term of more words than this, as a hashtag with all the words in it, is added to them in one go at the end.
const WIDE: usize = 16;

impl Words {
    fn new(spans: Vec<Range<usize>>) -> Self {
        let word = |span| WordPush(Push { span, scores: PerOutcome::default() });
        Self { words: spans.into_iter().map(word).collect(), wide: BTreeMap::new() }
    }

    /// The bytes from one token to another.
    fn span(&self, first: usize, last: usize) -> Range<usize> {
        self.words[first].span().start..self.words[last].span().end
    }

    /// Shares what a term adds equally among its words.
    fn add(&mut self, span: &Range<usize>, added: &[f64; Outcome::COUNT]) {
        let first = self.words.partition_point(|word| word.0.span.start < span.start);
        let after = self.words.partition_point(|word| word.0.span.start < span.end);
        let sharing = (after - first) as f64;
        if after - first > WIDE {
            for (place, sign) in [(first, 1), (after, -1)] {
                work::slot();
                let (terms, sum) = self.wide.entry(place).or_default();
                *terms += i64::from(sign);
                for (sum, added) in sum.iter_mut().zip(added) {
                    *sum += f64::from(sign) * added / sharing;
                }
            }
            return;
        }
        for word in &mut self.words[first..after] {
            work::slot();
            word.0.add(added, sharing);
        }
    }

    /// The words with all that was added to them.
    fn finish(mut self) -> Vec<WordPush> {
        if self.wide.is_empty() {
            return self.words;
        }
        let (mut sum, mut open) = ([0.0; Outcome::COUNT], 0);
        for (place, word) in self.words.iter_mut().enumerate() {
            work::slot();
            if let Some((terms, change)) = self.wide.get(&place) {
                open += terms;
                for (sum, change) in sum.iter_mut().zip(change) {
                    *sum += change;
                }
            }
            // What rounding leaves after the last of them is nobody's.
            if open == 0 {
                sum = [0.0; Outcome::COUNT];
            } else {
                word.0.add(&sum, 1.0);
            }
        }
        self.words
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use crate::dataset::{Dataset, LabelledSentence};
    use crate::stance::{Outcome, Stance};
    use crate::{StanceModel, work};

    /// A model with all kinds of features of words, trained on hashtags.
    fn social() -> StanceModel {
        let word = |i: usize| ["AbCdEf", "GhIjKl", "MnOpQr"][i % 3];
        let sentence = |i: usize| LabelledSentence::new(Some(Stance::ALL[i % 3]), format!("#{0}{0} {0} a{i}", word(i)));
        let data: Dataset = (0..30).map(sentence).collect();
        let params = crate::StanceParams::social().characters(Some((1, 8))).ngrams(3).min_df(1.0).calibration_folds(0);
        params.fit(&data).unwrap().into_model()
    }

    #[test]
    fn a_hashtag_of_many_words_costs_its_length() {
        let model = social();
        for words in [10, 1_000, 4_000] {
            let text = format!("so #{} it is", "AbCdEf".repeat(words));
            let mut explanation = None;
            let work = work::of(|| explanation = Some(model.explain(&text)));
            assert!(work.slots <= 600 * text.len() as u64, "{} slots for {} bytes", work.slots, text.len());
            let explanation = explanation.unwrap();
            // Within one word the occurrences of a term are taken together.
            let most = 40 * explanation.words().len();
            assert!(explanation.contributions().len() <= most, "{} of {most}", explanation.contributions().len());
            for outcome in Outcome::ALL {
                let sums = [
                    explanation.contributions().iter().map(|term| term.to(outcome)).sum::<f64>(),
                    explanation.words().iter().map(|word| word.to(outcome)).sum::<f64>(),
                ];
                let score = explanation.score(outcome) - explanation.bias(outcome);
                for sum in sums {
                    assert!((sum - score).abs() < 1e-9 * (1.0 + score.abs()), "{words}: {sum} of {score}");
                }
            }
            assert_eq!(model.strongest_words(&text, usize::MAX).len(), {
                let mut all: Vec<String> = explanation
                    .strongest_words(usize::MAX)
                    .iter()
                    .map(|word| text[word.span()].to_ascii_lowercase())
                    .collect();
                all.sort();
                all.dedup();
                all.len()
            });
        }
    }

    #[test]
    fn words_beside_a_long_hashtag_have_nothing_of_it() {
        let model = social();
        let text = format!("#{} zzz", "AbCdEf".repeat(100));
        let alone = model.explain("zzz");
        let explanation = model.explain(&text);
        let last = explanation.words().last().unwrap();
        assert_eq!(&text[last.span()], "zzz");
        if alone.contributions().is_empty() {
            assert!(Stance::ALL.into_iter().all(|stance| last.to(stance).abs() < f64::EPSILON));
        }
    }
}
