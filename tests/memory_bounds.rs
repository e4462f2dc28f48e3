//! What loading, explaining and reporting take is bounded by a multiple of what they are given, whatever that is.

mod counting;
#[path = "../benches/shared/mod.rs"]
mod shared;

use counting::{alone, peak};
use geostance::{
    Dataset, Stance, StanceModel, StanceParams,
    dataset::LabelledSentence,
    report::{ReportFormat, ReportOptions},
};
use std::fmt::Write;

/// What anything takes: buffers, tables of a thread.
const BUFFERS: usize = 1 << 20;

/// A model with features of all kinds, trained on hardly anything.
fn all_features(longest: usize) -> StanceModel {
    let sentence = |i: usize| {
        let letters = ["a b c", "d e f", "g h i"][i % 3];
        LabelledSentence::new(Stance::ALL.get(i % 4).copied(), format!("#AbCd {letters} {letters} {letters} w{i}"))
    };
    let data: Dataset = (0..30).map(sentence).collect();
    let params = StanceParams::social().characters(Some((1, 8))).ngrams(longest).prefixes([1, 2, 3, 4]).min_df(1.0);
    params.calibration_folds(0).fit(&data).unwrap().into_model()
}

/// Terms of eight words, of which no two have a word in common: what takes the most nodes for its bytes.
fn unlike_terms(count: usize) -> Vec<String> {
    let word = |number: usize| -> String {
        let letters = (0..4).map(|place| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8));
        letters.collect()
    };
    let mut terms: Vec<String> =
        (0..count).map(|term| (0..8).map(|place| word(8 * term + place)).collect::<Vec<_>>().join(" ")).collect();
    terms.sort_unstable();
    terms
}

#[test]
fn a_model_of_any_terms_takes_a_bounded_multiple_of_its_file() {
    let _alone = alone();
    let model = all_features(8);
    for (name, terms, times) in
        [("unlike terms of eight words", unlike_terms(40_000), 28), ("no terms", Vec::new(), 28)]
    {
        let file = shared::file_like(&model, &terms);
        let taken = peak(|| drop(StanceModel::from_bytes(&file).unwrap()));
        assert!(taken <= times * file.len() + BUFFERS, "{name}: {taken} bytes for a file of {}", file.len());
    }
}

#[test]
fn an_explanation_takes_a_bounded_multiple_of_its_sentence() {
    let _alone = alone();
    let (all, shipped) = (all_features(8), StanceModel::pretrained());
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let mut one_letter = String::new();
    (0..30_000).for_each(|i| write!(one_letter, "{} ", letters[i / 2 % 9]).unwrap());
    let sentences = shared::articles();
    for (name, text) in [
        ("a hashtag", format!("#{}", "AbCd".repeat(20_000))),
        ("words of one letter", one_letter),
        ("news", sentences),
        ("one word", "russia".repeat(10_000)),
        ("marks", "!? ".repeat(20_000)),
    ] {
        for (model, times) in [(&all, 1200), (shipped, 300)] {
            let taken = peak(|| drop(model.explain(&text)));
            assert!(taken <= times * text.len() + BUFFERS, "{name}: {taken} bytes for {}", text.len());
            for format in [ReportFormat::Table, ReportFormat::Html, ReportFormat::Csv, ReportFormat::Jsonl] {
                let report = model.classify_lines(&text);
                let taken = peak(|| report.write(Vec::new(), format, &ReportOptions::default()).unwrap());
                assert!(
                    taken <= times.max(400) * text.len() + BUFFERS,
                    "{name}, {format}: {taken} bytes for {}",
                    text.len()
                );
            }
        }
    }
}
