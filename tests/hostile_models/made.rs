//! Small models that have between them every kind of term and every optional field of the header.

use super::model_parts::Parts;
use geostance::{Dataset, Stance, StanceModel, StanceParams, dataset::LabelledSentence, model::Counts};

const TEAMS: &str = "group,name\neast,Russia\n-,New Russia\nwest,Europe\n";

fn data(with_none: bool) -> Dataset {
    let mut data = Dataset::new();
    for (i, word) in ["Russia", "China", "Europe"].into_iter().enumerate() {
        for verb in ["trades with", "turns to", "sooo sells gas to"] {
            let text = format!("Astana {verb} {word}");
            data.push(LabelledSentence::new(Some(Stance::ALL[i]), text).metadata("kind", verb)).unwrap();
        }
    }
    if with_none {
        for (kind, text) in [("a", "Snow fell in Astana"), ("b", "Rain fell in Astana"), ("c", "It hailed in Astana")] {
            data.push(LabelledSentence::new(None, text).metadata("kind", kind)).unwrap();
        }
    }
    data
}

fn base() -> StanceParams {
    StanceModel::params().actors(None).calibration_folds(0).min_df(1.0).max_iterations(30)
}

/// Words, pairs of words and beginnings, with `none`.
pub(super) fn plain() -> StanceModel {
    base().fit(&data(true)).unwrap().into_model()
}

/// Words crossed with names and sets of names, of three outcomes, with labels of its own.
pub(super) fn named() -> StanceModel {
    let params =
        base().actors(Some(TEAMS.parse().unwrap())).crossed(["east", "west"]).prune(0.1).calibrate_by(Some("kind"));
    let labels = "pro=pro-moscow,multi=multi-vector,for=western-leaning".parse().unwrap();
    params.fit(&data(false).with_labels(labels)).unwrap().into_model()
}

/// What informal text has, and character n-grams.
pub(super) fn informal() -> StanceModel {
    base()
        .informal(true)
        .characters(Some((2, 3)))
        .ngrams(3)
        .counts(Counts::Sublinear)
        .fit(&data(true))
        .unwrap()
        .into_model()
}

/// One adapted to data.
fn adapted() -> StanceModel {
    let data = data(true);
    StanceModel::params()
        .calibration_folds(0)
        .min_df(1.0)
        .prior_strength(Some(1e-3))
        .fit_with(&plain(), &data)
        .unwrap()
        .into_model()
}

pub(super) fn models() -> [StanceModel; 4] {
    [plain(), named(), informal(), adapted()]
}

/// The parts of a model.
pub(super) fn parts(model: &StanceModel) -> Parts {
    Parts::of(&model.to_bytes().unwrap())
}
