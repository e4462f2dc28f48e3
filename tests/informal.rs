//! Short informal text, with labels of its own.

use geostance::dataset::ReadOptions;
use geostance::{Dataset, Labels, Stance, StanceParams, evaluation::CrossValidation, model::TermKind};

fn posts() -> Dataset {
    let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse().unwrap();
    Dataset::load_with("fixtures/informal.csv", &ReadOptions::new().labels(labels)).unwrap()
}

#[test]
fn hashtags_names_and_elongated_words_are_terms_that_speak() {
    let model = StanceParams::social().calibration_folds(0).fit(&posts()).unwrap().into_model();
    let weight =
        |term: &str, stance| model.terms().find(|found| found.text() == term).map(|found| found.weight(stance));
    assert!(weight("#tramyes", Stance::WesternLeaning).unwrap() > 0.0);
    assert!(weight("#notram", Stance::ProMoscow).unwrap() > 0.0);
    for term in ["@citytransit", "//", "😡", "!!", "long:soo", "|tram|"] {
        assert!(weight(term, Stance::ProMoscow).is_some(), "{term}");
    }
    assert!(model.terms().any(|term| term.kind() == TermKind::Elongated));
    let prediction = model.classify("#NoTram and nooo parking, thanks for nothing");
    assert_eq!(model.labels().name(prediction.stance()), "against");
}

#[test]
fn a_few_posts_teach_more_than_chance() {
    let params = StanceParams::social().calibration_folds(0);
    let validation = CrossValidation::run(&params, &posts(), 5, 0).unwrap();
    let f1 = validation.pooled().macro_f1().unwrap();
    // The same posts with labels that are another's teach nothing.
    let posts = posts();
    let labels: Vec<_> = posts.sentences().iter().map(|post| post.stance).collect();
    let mut shifted = Dataset::new();
    for (number, post) in posts.sentences().iter().enumerate() {
        let mut post = post.clone();
        post.stance = labels[(number + 7) % labels.len()];
        shifted.push(post).unwrap();
    }
    let chance = CrossValidation::run(&params, &shifted, 5, 0).unwrap().pooled().macro_f1().unwrap();
    assert!(f1 > chance + 0.1, "{f1} against {chance}");
}

#[test]
fn a_model_of_posts_survives_its_file() {
    let model = StanceParams::social().calibration_folds(0).fit(&posts()).unwrap().into_model();
    let again = geostance::StanceModel::from_bytes(&model.to_bytes().unwrap()).unwrap();
    for post in posts().sentences() {
        assert_eq!(model.classify(&post.text), again.classify(&post.text));
        let explanation = model.explain(&post.text);
        let added: f64 = explanation.contributions().iter().map(|part| part.to(Stance::ProMoscow)).sum();
        let expected = explanation.score(Stance::ProMoscow) - explanation.bias(Stance::ProMoscow);
        assert!((added - expected).abs() < 1e-9, "{}", post.text);
    }
}
