//! What a classifier must beat: simple models, trained on the same sentences and measured the same way.

use super::{naive_bayes, names};
use crate::ending::Result;
use crate::labelled::explained;
use crate::progress::ProgressLine;
use geostance::{
    Dataset, Evaluation, Prediction, StanceModel, StanceParams, dataset::LabelledSentence, model::Stemmer,
};

/// Classes inside a model: the three stances in their order, then none.
pub(super) const CLASSES: usize = 4;

/// A trained classifier of sentences.
pub(crate) struct Baseline {
    pub(crate) name: String,
    classify: Box<dyn Fn(&str) -> Prediction>,
}

impl Baseline {
    pub(super) fn new(name: impl Into<String>, classify: impl Fn(&str) -> Prediction + 'static) -> Self {
        Self { name: name.into(), classify: Box::new(classify) }
    }

    pub(crate) fn evaluate(&self, data: &Dataset) -> Evaluation {
        Evaluation::from_sentences(data.sentences().iter().map(|row| (row, (self.classify)(&row.text))))
    }
}

/// How many baselines there are.
const STEPS: usize = 6;

/// All baselines, trained.
pub(crate) fn train(data: &Dataset, line: &ProgressLine) -> Result<Vec<Baseline>> {
    let mut baselines = vec![majority(data)?];
    line.step(1, STEPS);
    baselines.push(reduced("names of states and institutions only", data, names::only_names, line)?);
    line.step(2, STEPS);
    baselines.push(reduced("sentence length only", data, length_as_word, line)?);
    line.step(3, STEPS);
    baselines.push(naive_bayes::train(data));
    line.step(4, STEPS);
    let unigrams = plain_logistic().stemmer(Stemmer::English).min_df(2.0);
    let fitted = unigrams.fit_with_progress(data, |progress| line.fit("unigrams: ", progress));
    let unigrams = explained(fitted, data)?.into_model();
    baselines.push(Baseline::new("logistic regression on unigrams", move |text| unigrams.classify(text)));
    line.step(5, STEPS);
    let nameless = StanceModel::params().actors(None);
    let fitted = nameless.fit_with_progress(data, |progress| line.fit("without names: ", progress));
    let nameless = explained(fitted, data)?.into_model();
    baselines.push(Baseline::new("the default features without names", move |text| nameless.classify(text)));
    Ok(baselines)
}

/// Says of every sentence how frequent each class is.
fn majority(data: &Dataset) -> Result<Baseline> {
    let counts = data.counts().map(|count| count as f64).into_array();
    let prediction =
        from_classes(counts).ok_or("no sentence of --train has a stance; give it files with labelled ones")?;
    Ok(Baseline::new("majority class", move |_| prediction))
}

/// Logistic regression on single words as they are.
fn plain_logistic() -> StanceParams {
    StanceModel::params().actors(None).stemmer(Stemmer::None).ngrams(1).prefixes([]).naive_bayes(None).min_df(1.0)
}

/// Logistic regression on what `reduce` leaves of each sentence.
fn reduced(name: &str, data: &Dataset, reduce: fn(&str) -> String, line: &ProgressLine) -> Result<Baseline> {
    let mut rest = Dataset::new();
    for row in data.sentences() {
        // Equal remains of different sentences are not one group.
        let group = row.group.as_ref().unwrap_or(&row.text);
        rest.push(LabelledSentence::new(row.stance, reduce(&row.text)).group(group).weight(row.weight))?;
    }
    let before = format!("{name}: ");
    let fitted = plain_logistic().fit_with_progress(&rest, |progress| line.fit(&before, progress));
    let model = explained(fitted, data)?.into_model();
    Ok(Baseline::new(name, move |text| model.classify(&reduce(text))))
}

/// The number of words, up to sixty, as a word of two letters, for the tokenizer sees digits as one.
fn length_as_word(text: &str) -> String {
    let words = text.split_whitespace().count().min(60);
    let letter = |number: usize| char::from(b'a' + number as u8);
    format!("{}{}", letter(words / 8), letter(words % 8))
}

/// A prediction from numbers proportional to the probabilities of the classes; `None` where no stance has any.
pub(super) fn from_classes(classes: [f64; CLASSES]) -> Option<Prediction> {
    let [first, second, third, none] = classes;
    let course = first + second + third;
    Prediction::new([first / course, second / course, third / course], course / (course + none))
}
