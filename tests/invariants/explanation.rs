//! What holds of an explanation.

use geostance::{Outcome, StanceModel, explanation::MOST_FLIPPED};

/// Contributions and words both sum to the scores, their spans are in the sentence, and the prediction is the model's; what would flip the verdict does.
pub(crate) fn holds(model: &StanceModel, text: &str) {
    let explanation = model.explain(text);
    assert_eq!(*explanation.prediction(), model.classify(text));
    // The words of a hashtag lie within it.
    assert!(explanation.words().is_sorted_by_key(|word| word.span().start), "{text:?}");
    assert!(explanation.words().iter().all(|word| !text[word.span()].is_empty()), "{text:?}");
    for part in explanation.contributions() {
        assert!(text.get(part.span()).is_some() && !part.term().is_empty(), "{text:?}");
    }
    for outcome in Outcome::ALL {
        let (bias, score) = (explanation.bias(outcome), explanation.score(outcome));
        let by_term = explanation.contributions().iter().map(|part| part.to(outcome));
        // What a sentence does not name is no word's.
        let of_words = explanation.contributions().iter().filter(|part| !part.span().is_empty());
        let of_words: f64 = of_words.map(|part| part.to(outcome)).sum();
        let size: f64 = by_term.clone().map(f64::abs).sum::<f64>() + bias.abs() + 1.0;
        let by_word: f64 = explanation.words().iter().map(|word| word.to(outcome)).sum();
        assert!((bias + by_term.sum::<f64>() - score).abs() <= 1e-9 * size, "{outcome} of {text:?}");
        assert!((by_word - of_words).abs() <= 1e-9 * size, "{outcome} of {text:?}");
    }
    if let Some(flip) = model.flip(text, 0.6) {
        assert!((1..=MOST_FLIPPED).contains(&flip.words().len()), "{text:?}");
        assert!(flip.spans().iter().all(|span| !text[span.clone()].is_empty()), "{text:?}");
        assert_eq!(*flip.prediction(), model.classify(flip.rest()));
        assert_ne!(flip.prediction().decided(0.6), explanation.prediction().decided(0.6), "{text:?}");
    }
    let stance = explanation.prediction().stance();
    let strongest = explanation.strongest_words(3);
    assert!(strongest.len() <= 3 && strongest.is_sorted_by(|a, b| a.push(stance) >= b.push(stance)));
    assert!(strongest.iter().all(|word| word.push(stance) > 0.0));
}
