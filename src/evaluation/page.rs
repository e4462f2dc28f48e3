//! Two models beside each other as a page: their figures, and the sentences on which they differ.

use super::{Bootstrap, Comparison, Difference, Disagreement, Evaluation, Metric, figure};
use crate::dataset::Dataset;
use crate::error::Error;
use crate::model::StanceModel;
use crate::numeric;
use crate::report::ReportOptions;
use crate::report::html::{
    class, count, figure as two_decimals, label, marked, of_model, page, pushes, shown, source, verdict,
};
use crate::report::words::{marks, pushes as weighed};
use crate::stance::{Labels, Outcome};
use maud::{Markup, html};
use std::io::{self, Write};

/// The most sentences that the page shows; of more those on which the models are furthest apart.
const MOST: usize = 1_000;

/// Two models measured on the same sentences, to be shown beside each other.
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, ModelPair}, model::Calibration, report::ReportOptions};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/contrast.csv"))?;
/// let model = StanceModel::pretrained();
/// let uncalibrated = model.clone().with_calibration(Calibration::default())?;
/// let pair = ModelPair::new(&data, [("shipped", model), ("uncalibrated", &uncalibrated)], &Bootstrap::new().resamples(20))?;
/// let mut page = Vec::new();
/// pair.write_html(&mut page, &ReportOptions::default().file("contrast.csv"))?;
/// assert!(String::from_utf8(page).unwrap().contains("uncalibrated"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ModelPair<'a> {
    data: &'a Dataset,
    names: [&'a str; 2],
    models: [&'a StanceModel; 2],
    evaluations: [Evaluation; 2],
    comparison: Comparison,
    labels: Labels,
}

impl<'a> ModelPair<'a> {
    /// Measures two models, each with its name, on labelled sentences.
    ///
    /// # Errors
    ///
    /// [`Error::Evaluation`] for a dataset without sentences, [`Error::Params`] for a parameter of the bootstrap that is out of
    /// its range.
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, ModelPair}};
    ///
    /// let model = StanceModel::pretrained();
    /// assert!(ModelPair::new(&Dataset::new(), [("a", model), ("b", model)], &Bootstrap::new()).is_err());
    /// ```
    pub fn new(
        data: &'a Dataset,
        models: [(&'a str, &'a StanceModel); 2],
        bootstrap: &Bootstrap,
    ) -> Result<Self, Error> {
        let [first, second] = models;
        let labels = first.1.labels().clone();
        let evaluations = [first.1.evaluate(data)?.with_labels(&labels), second.1.evaluate(data)?.with_labels(&labels)];
        let comparison = Comparison::paired(&evaluations[0], &evaluations[1], bootstrap)?;
        Ok(Self { data, names: [first.0, second.0], models: [first.1, second.1], evaluations, comparison, labels })
    }

    /// The same with stances spelled as these labels; those of the first model by default.
    ///
    /// ```
    /// # use geostance::{Dataset, Labels, StanceModel, evaluation::{Bootstrap, ModelPair}, report::ReportOptions};
    /// let data = Dataset::from_reader("stance,text\nnone,It rained.\n".as_bytes(), geostance::dataset::DataFormat::Csv)?;
    /// let model = StanceModel::pretrained();
    /// let labels: Labels = "against=pro-moscow".parse()?;
    /// let pair = ModelPair::new(&data, [("a", model), ("b", model)], &Bootstrap::new().resamples(10))?.with_labels(&labels);
    /// let mut page = Vec::new();
    /// pair.write_html(&mut page, &ReportOptions::default())?;
    /// assert!(String::from_utf8(page).unwrap().contains("against"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_labels(mut self, labels: &Labels) -> Self {
        self.labels = labels.clone();
        self.evaluations = self.evaluations.map(|evaluation| evaluation.with_labels(labels));
        self.comparison = self.comparison.with_labels(labels);
        self
    }

    /// The figures of both and their differences.
    ///
    /// ```
    /// # use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, Metric, ModelPair}};
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/contrast.csv"))?;
    /// let model = StanceModel::pretrained();
    /// let pair = ModelPair::new(&data, [("a", model), ("b", model)], &Bootstrap::new().resamples(10))?;
    /// assert_eq!(pair.comparison().of(Metric::Accuracy).difference.estimate, Some(0.0));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// Writes the page: the figures on top, then the sentences on which the verdicts differ at the threshold of `options`, each
    /// with the words that pushed in either model. `options` name the file and the threshold, and how many words are listed.
    ///
    /// # Errors
    ///
    /// Where the writer fails.
    pub fn write_html(&self, mut out: impl Write, options: &ReportOptions) -> io::Result<()> {
        let found = self.evaluations[0].disagreements(&self.evaluations[1], options.threshold_of());
        let found = found.map_err(io::Error::other)?;
        let title = format!("{} and {} – where they differ", self.names[0], self.names[1]);
        out.write_all(page(&title, &self.body(&found, options), None).into_string().as_bytes())
    }

    fn body(&self, found: &[Disagreement], options: &ReportOptions) -> Markup {
        let mut shown_ones: Vec<&Disagreement> = found.iter().collect();
        shown_ones.sort_by(|a, b| b.distance().total_cmp(&a.distance()).then(a.row().cmp(&b.row())));
        shown_ones.truncate(MOST);
        let kinds: [(&str, [bool; 2]); 3] = [
            ("Only the first is right", [true, false]),
            ("Only the second is right", [false, true]),
            ("Neither is right", [false, false]),
        ];
        html! {
            header.top { p.file { bdi { (shown(source(options))) } } }
            main {
                h1.plain { bdi { (shown(self.names[0])) } " and " bdi { (shown(self.names[1])) } ": where they differ" }
                section.summary aria-labelledby="numbers" {
                    h2 #numbers { "In numbers" }
                    (in_short(found, self.data.len(), options))
                    (self.metrics())
                }
                @for (place, (name, right)) in kinds.iter().enumerate() {
                    @let of_kind: Vec<&Disagreement> = shown_ones.iter().copied().filter(|one| one.right() == *right).collect();
                    @let all = found.iter().filter(|one| one.right() == *right).count();
                    @if all > 0 {
                        section aria-labelledby={ "kind" (place) } {
                            h2 id={ "kind" (place) } { (name) ": " (count(all)) }
                            @if of_kind.len() < all { p.aside { "Shown are the " (count(of_kind.len())) " on which they are furthest apart." } }
                            ol.differs { @for one in of_kind { li { (self.sentence(one, options)) } } }
                        }
                    }
                }
            }
            footer {
                section aria-labelledby="reading" { h2 #reading { "How to read it" } (reading(options)) }
                section aria-labelledby="source" {
                    h2 #source { "Where it comes from" }
                    dl {
                        div { dt { "sentences" } dd { bdi { (shown(source(options))) } } }
                        (of_model(self.models[0], Some(self.names[0]), "first"))
                        (of_model(self.models[1], Some(self.names[1]), "second"))
                        div { dt { "threshold" } dd { (options.threshold_of()) } }
                    }
                }
            }
        }
    }

    fn metrics(&self) -> Markup {
        html! {
            div.scroll role="region" aria-label="Figures of both models" tabindex="0" {
                table.words {
                    thead {
                        tr {
                            @for name in ["figure", "first", "second", "first − second", "p"] { th scope="col" { (name) } }
                        }
                    }
                    tbody {
                        @for &metric in Metric::ALL {
                            @let Difference { first, second, difference, p_value } = self.comparison.of(metric);
                            tr {
                                th scope="row" { bdi { (shown(&metric.name_with(&self.labels))) } }
                                td { (figure(*first)) }
                                td { (figure(*second)) }
                                td { (signed(difference)) }
                                td { (figure(*p_value)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn sentence(&self, one: &Disagreement, options: &ReportOptions) -> Markup {
        let labelled = &self.data.sentences()[one.row()];
        let right = one.right();
        html! {
            p.meta {
                span { "labelled " (label(&self.labels, Outcome::from(one.label()))) }
                span { "row " (count(one.row() + 1)) }
                @if let Some(group) = &labelled.group { span { "group " bdi { (shown(group)) } } }
            }
            div.both {
                @for (place, prediction) in one.predictions().into_iter().enumerate() {
                    @let explanation = self.models[place].explain(&labelled.text);
                    @let stance = prediction.stance();
                    @let [towards, against] = weighed(&explanation, &labelled.text, stance, options.words_of());
                    div.(class(stance)) {
                        p.head {
                            bdi { (shown(self.names[place])) }
                            (verdict(&self.labels, prediction, options.threshold_of()))
                            span.of { (two_decimals(prediction.confidence())) }
                            @if prediction.decided(options.threshold_of()).is_none() { span.of { "in " (label(&self.labels, stance)) } }
                            @if right[place] { span.right { "✓ right" } } @else { span.wrong { "✗ wrong" } }
                        }
                        q dir="auto" { (marked(&labelled.text, &marks(&explanation, stance))) }
                        (pushes("for", &towards))
                        (pushes("against", &against))
                    }
                }
            }
        }
    }
}

/// A difference with its interval.
fn signed(interval: &super::Interval) -> String {
    let text = match (interval.estimate, interval.low, interval.high) {
        (Some(estimate), Some(low), Some(high)) => {
            format!("{} [{}, {}]", numeric::signed(estimate, 3), numeric::signed(low, 3), numeric::signed(high, 3))
        }
        (Some(estimate), ..) => numeric::signed(estimate, 3),
        (None, ..) => return figure(None),
    };
    text.replace('-', "−")
}

fn in_short(found: &[Disagreement], all: usize, options: &ReportOptions) -> Markup {
    let of = |right: [bool; 2]| found.iter().filter(|one| one.right() == right).count();
    html! {
        p.short {
            b { (count(found.len())) } " of " (count(all)) " verdicts differ"
            span.aside { ", decided at a confidence of " (options.threshold_of()) " or more" } ". In "
            (count(of([true, false]))) " only the first is right, in " (count(of([false, true]))) " only the second, in "
            (count(of([false, false]))) " neither."
        }
    }
}

fn reading(options: &ReportOptions) -> Markup {
    html! {
        p {
            "A verdict is the course that is decided at a confidence of " (options.threshold_of()) " or more, or that none is. It is right where it \
            is the label; undecided is right where the label is that no course is taken. Underlined words pushed towards the course that the \
            model finds most probable, the thicker the line the more."
        }
        p {
            "The figures are those of " code { "evaluate" } ": over sentences with a label of a course, by the most probable course, whether \
            decided or not. In brackets is the interval of the difference by a paired bootstrap; of the calibration error, log-loss, Brier \
            score and area under the risk–coverage curve less is better."
        }
    }
}
