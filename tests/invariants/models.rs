//! The models that texts are held against: the shipped one, and small ones that have every other kind of feature.

use super::reference::plain::Plain;
use geostance::{
    Dataset, StanceModel, StanceParams,
    dataset::{DataFormat, ReadOptions},
    model::{Counts, Stemmer},
};
use std::sync::OnceLock;

const DATA: &[u8] = include_bytes!("../../fixtures/informal.csv");
const LABELS: &str = "against=pro-moscow,none=multi-vector,favor=western-leaning";
const TEAMS: &str =
    "group,name\nnorth,Minsk\nnorth,Russia\n-,Minsk Group\nsouth,Central Asia\nsouth,union\neast,NATO\n";

/// The data of the small models; its labels have no word for sentences without a stance.
pub(crate) fn data() -> Dataset {
    let options = ReadOptions::new().labels(LABELS.parse().expect("labels"));
    Dataset::from_reader_with(DATA, DataFormat::Csv, &options).expect("the fixture is valid")
}

/// How the small models are trained.
fn small() -> Vec<StanceParams> {
    let plain = StanceParams::new().actors(None).calibration_folds(0).max_iterations(20).min_df(1.0);
    let teams = plain.clone().actors(Some(TEAMS.parse().expect("a gazetteer")));
    vec![
        StanceParams::social().calibration_folds(0).max_iterations(20),
        plain.clone().ngrams(8).prefixes([1, 3, 7, 16]).counts(Counts::Sublinear).normalize(false),
        plain.stemmer(Stemmer::Russian).characters(Some((1, 8))).ngrams(1),
        teams.clone().crossed(["north", "south", "east"]).stemmer(Stemmer::None),
        teams.crossed(["south"]).groups(false).informal(true).counts(Counts::Sublinear).characters(Some((3, 3))),
    ]
}

/// All models, the shipped one first.
pub(crate) fn models() -> &'static [StanceModel] {
    static MODELS: OnceLock<Vec<StanceModel>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let data = data();
        let fitted = small().into_iter().map(|params| params.fit(&data).expect("a model").into_model());
        std::iter::once(StanceModel::pretrained().clone()).chain(fitted).collect()
    })
}

/// The model that a byte chooses.
pub(crate) fn chosen(choice: u8) -> &'static StanceModel {
    let models = models();
    &models[usize::from(choice) % models.len()]
}

/// The plain form of the model that a byte chooses.
pub(crate) fn plain(choice: u8) -> &'static Plain<'static> {
    static PLAIN: OnceLock<Vec<Plain<'static>>> = OnceLock::new();
    let plain = PLAIN.get_or_init(|| models().iter().map(Plain::new).collect());
    &plain[usize::from(choice) % plain.len()]
}
