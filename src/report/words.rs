//! The words of a sentence that weighed most, for tables and pages.

use crate::explanation::Explanation;
use crate::stance::Stance;
#[cfg(feature = "html")]
use std::collections::BTreeMap;
use std::ops::Range;

/// How strongly a word pushed, against the strongest of its sentence; below the first nothing is marked.
const LEVELS: [f64; 3] = [0.2, 0.4, 0.7];

/// A stretch of a sentence that pushed towards its stance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Bytes of the sentence.
    pub(crate) span: Range<usize>,
    /// 1 to 3.
    pub(crate) level: usize,
}

/// The words that pushed towards a stance, in order, by strength; a word within another, as in a hashtag, is marked with it.
pub(crate) fn marks(explanation: &Explanation, stance: Stance) -> Vec<Mark> {
    let pushes = || explanation.words().iter().map(|word| word.push(stance));
    let most = pushes().fold(0.0, f64::max);
    let level = |push: f64| LEVELS.iter().filter(|&&level| push > 0.0 && push >= level * most).count();
    let marked =
        explanation.words().iter().zip(pushes()).map(|(word, push)| Mark { span: word.span(), level: level(push) });
    let mut marks: Vec<Mark> = Vec::new();
    for mark in marked.filter(|mark| mark.level > 0) {
        match marks.last_mut().filter(|last| mark.span.start < last.span.end) {
            Some(last) => {
                last.level = last.level.max(mark.level);
                last.span.end = last.span.end.max(mark.span.end);
            }
            None => marks.push(mark),
        }
    }
    marks
}

/// The words of a sentence with what all occurrences of each push towards a stance: at most `count` for it and as many against
/// it, the strongest first, each as it first stands in the sentence.
#[cfg(feature = "html")]
pub(crate) fn pushes<'a>(
    explanation: &Explanation,
    sentence: &'a str,
    stance: Stance,
    count: usize,
) -> [Vec<(&'a str, f64)>; 2] {
    let mut of_word: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    for (place, word) in explanation.words().iter().enumerate() {
        of_word.entry(sentence[word.span()].to_lowercase()).or_insert((place, 0.0)).1 += word.push(stance);
    }
    let mut all: Vec<(usize, f64)> = of_word.into_values().collect();
    // Equal pushes in the order of the sentence.
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let shown = |&(place, push): &(usize, f64)| (&sentence[explanation.words()[place].span()], push);
    // What rounds to nothing is nothing.
    let towards = all.iter().take_while(|(_, push)| *push >= 0.005).take(count).map(shown).collect();
    let against = all.iter().rev().take_while(|(_, push)| *push <= -0.005).take(count).map(shown).collect();
    [towards, against]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StanceModel;

    #[test]
    fn words_are_counted_once_and_marked_wherever_they_stand() {
        let model = StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst")).unwrap();
        let sentence = "Russia is our ally, said Minsk, and RUSSIA answered.";
        let explanation = model.explain(sentence);
        let stance = explanation.prediction().stance();
        let marked: Vec<&str> = marks(&explanation, stance).iter().map(|mark| &sentence[mark.span.clone()]).collect();
        assert!(marked.contains(&"Russia") && marked.contains(&"RUSSIA"), "{marked:?}");
        assert!(marks(&explanation, stance).iter().any(|mark| mark.level == 3));
        assert_eq!(marks(&model.explain(""), stance), []);
    }

    #[cfg(feature = "html")]
    #[test]
    fn pushes_of_one_word_are_one() {
        let model = StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst")).unwrap();
        let sentence = "Russia is our ally, said Minsk, and RUSSIA answered.";
        let explanation = model.explain(sentence);
        let [towards, against] = pushes(&explanation, sentence, explanation.prediction().stance(), 3);
        assert_eq!(towards.iter().filter(|(word, _)| word.eq_ignore_ascii_case("russia")).count(), 1);
        assert!(towards.len() <= 3 && towards.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{towards:?}");
        assert!(against.iter().all(|(_, push)| *push < 0.0), "{against:?}");
    }
}
