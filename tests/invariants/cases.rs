//! Bytes as a little labelled data and any training parameters.

use arbitrary::{Result, Unstructured};
use geostance::{
    Dataset, Stance, StanceModel, StanceParams,
    dataset::LabelledSentence,
    model::{Counts, Stemmer},
    training::ClassWeights,
};

/// Data and the parameters of a training.
pub(crate) struct Case {
    pub(crate) data: Dataset,
    pub(crate) params: StanceParams,
    /// What the rows are shuffled by.
    pub(crate) seed: u64,
}

/// What sentences are made of, so that words occur more than once.
const WORDS: [&str; 24] = [
    "Astana",
    "Minsk",
    "trades",
    "with",
    "Russia",
    "China's",
    "the",
    "European",
    "Union",
    "not",
    "joins",
    "U.S.",
    "NATO",
    "sanctions",
    "snow",
    "fell",
    "sooo",
    "#NoWar",
    "@minsk",
    "👍🏽",
    "!!",
    "Россия",
    "of",
    "TALKS",
];

const TEAMS: &str = "group,name\neast,Russia\n-,New Russia\nwest,European Union\nwest,NATO\nsouth,China\n";

/// The case that bytes stand for; where they end, zeros go on.
pub(crate) fn case(data: &[u8]) -> Option<Case> {
    read(&mut Unstructured::new(data)).ok()
}

fn read(u: &mut Unstructured<'_>) -> Result<Case> {
    let params = params(u)?;
    let seed = u.arbitrary()?;
    let mut data = Dataset::new();
    for _ in 0..u.int_in_range(0..=14)? {
        // What breaks a rule is refused, and the others stay.
        let _refused = data.push(sentence(u)?);
    }
    Ok(Case { data, params, seed })
}

fn sentence(u: &mut Unstructured<'_>) -> Result<LabelledSentence> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=7)? {
        let word = if u.ratio(1, 12)? { u.arbitrary()? } else { *u.choose(&WORDS)? };
        text = text + word + " ";
    }
    let stance = Stance::ALL.get(u.int_in_range(0..=3)?).copied();
    let mut sentence = LabelledSentence::new(stance, text);
    if u.ratio(1, 6)? {
        let [a, b, c]: [u8; 3] = u.arbitrary()?;
        sentence = sentence.soft([a, b, c].map(|share| f64::from(share) / 255.0));
    }
    if u.ratio(1, 4)? {
        sentence = sentence.weight(*u.choose(&[0.0, 0.5, 3.0, 1e-30, 1e30, f32::MIN_POSITIVE, f32::MAX])?);
    }
    if u.ratio(1, 3)? {
        sentence = sentence.group(u.int_in_range(0..=3)?.to_string());
    }
    if u.ratio(1, 3)? {
        sentence = sentence.metadata("register", u.int_in_range(0..=2)?.to_string());
    }
    Ok(sentence)
}

/// A number above zero as a rule, and now and then any.
fn number(u: &mut Unstructured<'_>, usual: &[f64]) -> Result<f64> {
    if u.ratio(1, 8)? { u.arbitrary() } else { u.choose(usual).copied() }
}

fn params(u: &mut Unstructured<'_>) -> Result<StanceParams> {
    let mut params = if u.ratio(1, 4)? { StanceParams::social() } else { StanceModel::params() };
    params = params.min_df(number(u, &[1.0, 0.5, 2.0, 1e-9])?).max_iterations(u.int_in_range(0..=40)?);
    if u.arbitrary()? {
        params = params.ngrams(u.int_in_range(0..=9)?);
        params = params.prefixes(u.choose(&[&[][..], &[5], &[1, 16], &[2, 2], &[0], &[17]])?.iter().copied());
        params = params.stemmer(*u.choose(Stemmer::ALL)?);
    }
    if u.arbitrary()? {
        let counts = if u.arbitrary()? { Counts::Sublinear } else { Counts::Binary };
        params = params.counts(counts).normalize(u.arbitrary()?).informal(u.arbitrary()?);
        params = params.characters(*u.choose(&[None, Some((1, 3)), Some((2, 8)), Some((3, 2)), Some((0, 9))])?);
    }
    if u.arbitrary()? {
        let teams = u.ratio(3, 4)?.then(|| TEAMS.parse().expect("a gazetteer"));
        params = params.actors(teams).groups(u.arbitrary()?);
        params =
            params.crossed(u.choose(&[&[][..], &["east"], &["west", "south", "east"], &["nobody"]])?.iter().copied());
    }
    if u.arbitrary()? {
        let strengths = [1e-6, 1e-3, 1.0, 1e3, 1e-300, 1e300];
        let strength = number(u, &strengths)?;
        params = if u.arbitrary()? { params.c(strength) } else { params.l2(strength) };
        params = params.prior_strength(if u.arbitrary()? { Some(number(u, &strengths)?) } else { None });
    }
    if u.arbitrary()? {
        params = params.naive_bayes(if u.arbitrary()? { Some(number(u, &[0.3, 1.0, 1e-200, 1e200])?) } else { None });
        params = params.tolerance(number(u, &[1e-4, 1e-12, 0.5])?).prune(number(u, &[0.0, 0.3, 0.99])?);
    }
    if u.arbitrary()? {
        params = params.class_weights(match u.int_in_range(0..=2)? {
            0 => ClassWeights::Uniform,
            1 => ClassWeights::Balanced,
            _ => ClassWeights::Each([number(u, &[1.0])?, number(u, &[1e-3, 1e3])?, 1.0, 0.5].into()),
        });
    }
    if u.arbitrary()? {
        params = params.calibration_folds(*u.choose(&[0, 0, 1, 2, 5, usize::MAX])?);
        params = params.calibrate_by(if u.arbitrary()? { Some("register") } else { None }).seed(u.arbitrary()?);
    }
    Ok(params)
}

/// The same sentences in another order.
pub(crate) fn shuffled(data: &Dataset, seed: u64) -> Dataset {
    let mut sentences = data.sentences().to_vec();
    let mut state = seed;
    for end in (1..sentences.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sentences.swap(end, (state >> 33) as usize % (end + 1));
    }
    sentences.into_iter().collect()
}
