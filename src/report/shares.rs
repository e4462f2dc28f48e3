//! The shares of an article in words, for tables and pages.

use super::ReportOptions;
use super::layout::{padded, width};
use super::style::Style;
use crate::article::{ArticleReport, Shares};
use crate::error::harmless;
use crate::stance::Stance;

/// The most columns of a bar, and what stands beside it.
const BAR: usize = 24;
const BESIDE: usize = "  0.00  mean 0.00".len();

/// How many sentences take a course, of how many.
pub(super) fn courses(shares: &Shares) -> String {
    let (courses, all) = (shares.courses(), shares.sentences());
    let sentences = if all == 1 { "sentence takes" } else { "sentences take" };
    let unknown = match shares.unknown() {
        0 => String::new(),
        unknown => format!("; the model knows no word of {unknown}"),
    };
    format!("{courses:.1} of {all} {sentences} a course, by the sum of the evidence{unknown}")
}

/// The mean of a stance, or a dash where nothing is known.
pub(super) fn mean(shares: &Shares, stance: Stance) -> String {
    if shares.courses() > 0.0 { format!("{:.2}", shares.mean_probabilities()[stance]) } else { "–".to_owned() }
}

/// The lines below a table.
pub(super) fn lines(report: &ArticleReport<'_>, shares: &Shares, options: &ReportOptions) -> Vec<String> {
    let listed = |figure: &dyn Fn(Stance) -> String| {
        let named = Stance::ALL.map(|stance| format!("{} {}", report.model().labels().name(stance), figure(stance)));
        named.join(", ")
    };
    let decided = listed(&|stance| format!("{:.2}", shares.of_stance(stance)));
    let mut lines = vec![
        courses(shares),
        format!(
            "decided at a confidence of {} or more: {decided}, undecided {:.2}",
            options.threshold,
            shares.undecided()
        ),
        format!("mean probabilities, weighted by evidence: {}", listed(&|stance| mean(shares, stance))),
    ];
    lines.extend(options.model.as_ref().map(|model| format!("model: {}", harmless(model))));
    lines
}

/// The same below a styled table, each share with a bar.
pub(super) fn bars(report: &ArticleReport<'_>, shares: &Shares, options: &ReportOptions) -> Vec<String> {
    let (style, labels) = (Style(options.styled), report.model().labels());
    let widest = Stance::ALL.map(|stance| width(labels.name(stance))).into_iter().fold("undecided".len(), usize::max);
    let room = options.width.map_or(BAR, |width| width.saturating_sub(widest + 2 + BESIDE).min(BAR));
    let row = |name: &str, stance: Option<Stance>, share: f64| {
        let name = padded(name, widest);
        let name = stance.map_or_else(|| style.dim(&name), |stance| style.stance(&name, stance, true));
        let mean = stance.map_or_else(String::new, |stance| format!("  mean {}", mean(shares, stance)));
        format!("{name}  {}  {share:.2}{mean}", style.bar(share, room, stance))
    };
    let mut lines = vec![
        courses(shares),
        format!(
            "decided at a confidence of {} or more, and mean probabilities, weighted by evidence:",
            options.threshold
        ),
    ];
    lines.extend(Stance::ALL.map(|stance| row(labels.name(stance), Some(stance), shares.of_stance(stance))));
    lines.push(row("undecided", None, shares.undecided()));
    lines.extend(options.model.as_ref().map(|model| format!("model: {}", harmless(model))));
    lines
}
