//! A sentence of an article: tinted, with its words marked, and beside it what the model says of it.

use super::parts::{class, figures, marked, pushes, sign, tint, verdict};
use super::text::{figure, shown};
use crate::article::SentenceReport;
use crate::model::StanceModel;
use crate::report::ReportOptions;
use crate::report::words::{marks, pushes as weighed};
use maud::{Markup, html};

/// A sentence as a link to its detail, which a browser shows while the sentence is pointed at, focused or chosen.
///
/// All of it is allowed within a paragraph or a headline.
pub(super) fn sentence(
    model: &StanceModel,
    sentence: &SentenceReport<'_>,
    number: usize,
    options: &ReportOptions,
) -> Markup {
    let (text, prediction, labels) = (sentence.text(), sentence.prediction(), model.labels());
    let explanation = model.explain(text);
    let stance = prediction.stance();
    let decided = prediction.decided(options.threshold);
    let classes = match decided {
        Some(stance) => format!("s {} t{}", class(stance), tint(prediction.confidence(), options.threshold)),
        None => "s".to_owned(),
    };
    let words = marked(text, &marks(&explanation, stance));
    let [towards, against] = weighed(&explanation, text, stance, options.words);
    let (of_sentence, of_detail) = (format!("s{number}"), format!("d{number}"));
    let name = labels.name(stance);
    html! {
        a class=(classes) id=(of_sentence) href={ "#" (of_detail) } aria-describedby=(of_detail) {
            @if decided.is_some() { span.sign role="img" aria-label=(shown(name)) { (sign(stance.into())) } }
            (words)
        }
        span.d id=(of_detail) role="note" {
            span.head {
                (verdict(labels, prediction, options.threshold)) " "
                span.of { "sentence " (number) }
                a.close href="#closed" aria-label={ "Close sentence " (number) } { "×" }
            }
            (figures(labels, prediction, model.knows_none()))
            @if decided.is_none() {
                span.say { "Its confidence, " (figure(prediction.confidence())) ", is below " (options.threshold) "." }
            }
            @if prediction.known_features() == 0 {
                span.say { "The model knows no word of it: this is what it says of any such text." }
            } @else {
                (pushes("for", &towards))
                (pushes("against", &against))
            }
        }
    }
}
