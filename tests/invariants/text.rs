//! What holds of any text.

use super::reference::{
    plain::assert_same,
    tokens::{is_unseen, plain_tokens},
};
use super::{chosen_text, models};
use geostance::{Prediction, StanceModel, article::SentenceReport, model::Stemmer, sentences, tokens};

/// Longer texts are left to the tests of work: the plain reading is quadratic.
const LONGEST: usize = 4096;

/// The first byte chooses the model, the rest is the text.
pub(crate) fn of_bytes(data: &[u8]) {
    let (choice, text) = chosen_text(data);
    holds(choice, &text);
}

/// All that holds of a text.
pub(crate) fn holds(choice: u8, text: &str) {
    let model = models::chosen(choice);
    spans_rebuild(text);
    stems_are_of_their_tokens(text);
    is_prediction(&model.classify(text));
    every_way_says_the_same(model, text);
    if text.len() <= LONGEST {
        tokens_are_plain(text);
        assert_same(model, models::plain(choice), text);
    }
}

/// Whether a character may stand between two sentences.
fn parts(c: char) -> bool {
    c.is_whitespace() || is_unseen(c) || c == '>'
}

/// Every byte that is seen lies in exactly one span, and spans are trimmed, in order and on boundaries of characters.
pub(crate) fn spans_rebuild(text: &str) {
    let mut end = 0;
    for span in sentences(text) {
        assert!(text[end..span.start].chars().all(parts), "{text:?}");
        assert!(!text[span.clone()].is_empty() && text[span.clone()].trim() == &text[span.clone()], "{text:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(parts), "{text:?}");
}

/// Tokens are in order, and none is without a word or a stem, whatever the stemmer.
fn stems_are_of_their_tokens(text: &str) {
    let unstemmed = tokens(text, Stemmer::None);
    let stemmer = Stemmer::ALL[text.len() % Stemmer::ALL.len()];
    let with_stems = tokens(text, stemmer);
    assert_eq!(unstemmed.len(), with_stems.len());
    let mut end = 0;
    for (token, other) in unstemmed.iter().zip(&with_stems) {
        assert!(end <= token.span().start && !text[token.span()].is_empty(), "{text:?}");
        assert!(!token.word().is_empty() && !other.stem().is_empty(), "{text:?}");
        assert_eq!((token.span(), token.word(), token.word()), (other.span(), other.word(), token.stem()));
        end = token.span().end;
    }
}

/// Tokens are those of the plain reading.
fn tokens_are_plain(text: &str) {
    let found = tokens(text, Stemmer::None).into_iter().map(|token| (token.span(), token.word().to_owned()));
    assert!(found.eq(plain_tokens(text)), "{text:?}");
}

/// Probabilities, evidence and confidence are finite and in their ranges, and belong together.
pub(crate) fn is_prediction(p: &Prediction) {
    let probabilities = p.probabilities();
    let probabilities = probabilities.as_array();
    assert!(probabilities.iter().chain([&p.evidence(), &p.confidence()]).all(|p| (0.0..=1.0).contains(p)), "{p:?}");
    assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{p:?}");
    assert!(probabilities.iter().all(|&other| other <= p.probability(p.stance())), "{p:?}");
    assert!(p.confidence() <= p.probability(p.stance()) && p.confidence() <= p.evidence(), "{p:?}");
    assert_eq!(p.decided(0.0), Some(p.stance()));
    assert_eq!(p.decided(p.confidence()), Some(p.stance()));
    assert_eq!(p.decided(p.confidence().next_up()), None);
}

/// Batch, stream, article, lines and another thread say of a sentence what it gets alone.
fn every_way_says_the_same(model: &StanceModel, text: &str) {
    let report = model.classify_article(text);
    let spans: Vec<_> = sentences(text).collect();
    assert!(report.sentences().iter().map(SentenceReport::span).eq(spans.iter().cloned()));
    let texts: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
    let alone: Vec<Prediction> = texts.iter().map(|sentence| model.classify(sentence)).collect();
    alone.iter().for_each(is_prediction);
    assert!(report.sentences().iter().map(|sentence| *sentence.prediction()).eq(alone.iter().copied()));
    assert!(report.sentences().iter().map(SentenceReport::text).eq(texts.iter().copied()));
    assert_eq!(model.classify_batch(&texts), alone);
    assert!(model.classify_stream(&texts).map(|(_, prediction)| prediction).eq(alone.iter().copied()));
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| model.classify(text)).join());
    assert_eq!(elsewhere.expect("no panic"), model.classify(text));
    for line in model.classify_lines(text).sentences() {
        assert_eq!(line.text(), &text[line.span()]);
        assert!(!line.text().contains('\n'));
        assert_eq!(*line.prediction(), model.classify(line.text()));
    }
    if let Some(shares) = report.shares(0.5) {
        let decided: f64 = shares.decided().as_array().iter().sum();
        assert!((decided + shares.undecided() - 1.0).abs() < 1e-9 && shares.sentences() == alone.len());
        let mean: f64 = shares.mean_probabilities().as_array().iter().sum();
        // Where the model knows nothing of any sentence there is no mean.
        let expected = if shares.courses() > 0.0 { 1.0 } else { 0.0 };
        assert!((mean - expected).abs() < 1e-9, "{mean}");
        assert_eq!(shares.courses() > 0.0, shares.unknown() < alone.len());
        assert!(shares.courses() >= 0.0 && shares.courses() <= alone.len() as f64 + 1e-9);
    } else {
        assert!(alone.is_empty());
    }
}
