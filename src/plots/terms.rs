//! The strongest terms of each stance, as bars.

use super::canvas::{Canvas, Done, Side, Text, picture};
use super::chart::{Axis, BELOW, Chart};
use super::head::{Head, MARGIN};
use super::style::{TEXT, TITLE, of_outcome};
use super::wording::{columns, cut, plain, width};
use crate::error::{Error, PlotError};
use crate::model::{StanceModel, Term};
use crate::stance::Stance;

/// The field of the bars.
const BARS: f64 = 470.0;
/// The height of a bar with the gap after it, and of a panel's heading.
const ROW: f64 = 18.0;
const HEADING: f64 = 40.0;
/// The most columns of a term.
const LONGEST: usize = 40;
/// The most terms of a stance.
const MOST: usize = 100;

/// A term with what it adds to a stance.
type Strength<'a> = (Term<'a>, f64);

/// The terms that speak most for each stance, as SVG: for so many terms (1 to 100) the weight for the stance above the mean of its
/// weights for the other two, in log-odds.
///
/// Terms of equal strength stand in byte order; of several with the same weights the first stands for all. A stance of which no term speaks has no bars.
///
/// # Errors
///
/// [`Error::Plot`] for a model without a term that speaks for a stance.
///
/// ```
/// use geostance::{StanceModel, plots};
///
/// let svg = plots::terms(StanceModel::pretrained(), 10)?;
/// assert!(svg.contains("Strongest terms"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn terms(model: &StanceModel, count: usize) -> Result<String, Error> {
    let panels = Stance::ALL.map(|stance| strongest(model, stance, count.clamp(1, MOST)));
    if panels.iter().all(Vec::is_empty) {
        return Err(PlotError::Nothing("no term of the model speaks for a stance").into());
    }
    Ok(draw(model, &panels)?)
}

fn strongest(model: &StanceModel, stance: Stance, count: usize) -> Vec<Strength<'_>> {
    let above = |term: Term<'_>| {
        let all: f64 = Stance::ALL.into_iter().map(|other| term.weight(other)).sum();
        let own = term.weight(stance);
        own - (all - own) / 2.0
    };
    let mut terms: Vec<Strength<'_>> =
        model.terms().map(|term| (term, above(term))).filter(|(_, strength)| *strength > 0.0).collect();
    // Stable: terms come in byte order.
    terms.sort_by(|a, b| b.1.total_cmp(&a.1));
    // What always occurs together, as a word and its beginning may, has the same weights: one of them tells all.
    terms.dedup_by(|next, term| next.0.weights() == term.0.weights());
    terms.truncate(count);
    terms
}

/// From 0 to the longest bar, with room for its figure.
fn strengths(most: f64) -> Axis {
    let most = most.max(1e-6) * 1.12;
    // The step of 1, 2 or 5 times a power of ten that makes at most eight of them.
    let mut step = 1e-6;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if most / step <= 8.0 {
            break;
        }
        step *= factor;
    }
    let decimals =
        [(1.0, 0), (0.1, 1), (0.01, 2)].into_iter().find(|(least, _)| step >= least * 0.99).map_or(6, |found| found.1);
    let ticks = (0..=8).map(|number| f64::from(number) * step).take_while(|tick| *tick <= most);
    Axis {
        range: 0.0..most,
        ticks: ticks.map(|tick| (tick, format!("{tick:.decimals$}"))).collect(),
        name: "weight for the stance above the mean of the other two (log-odds)".to_owned(),
    }
}

fn draw(model: &StanceModel, panels: &[Vec<Strength<'_>>; 3]) -> Done<String> {
    let words = |term: &Term<'_>| cut(&plain(&term.to_string()), LONGEST);
    let widest = panels.iter().flatten().map(|(term, _)| width(&words(term), TEXT)).fold(60.0, f64::max);
    let left = widest + 10.0;
    let full = 2.0 * MARGIN + left + BARS + 8.0;
    let head = Head {
        title: "Strongest terms of each stance",
        key: Vec::new(),
        note: "Stems, beginnings (*) and runs of words; × joins a stem to whom its sentence names.".to_owned(),
        width: full,
    };
    let top = head.height();
    let high = |panel: &Vec<Strength<'_>>| HEADING + ROW * panel.len().max(1) as f64;
    let bottom = top + panels.iter().map(high).sum::<f64>() + 10.0;
    let most = panels.iter().flatten().map(|(_, strength)| *strength).fold(0.0, f64::max);
    picture((full, bottom + BELOW + MARGIN), head.title, &description(model, panels), |canvas| {
        head.draw(canvas)?;
        let corners = [(MARGIN, top + HEADING - 6.0), (full - MARGIN - 8.0, bottom + BELOW)];
        let chart = Chart::new(canvas, corners, (left, BELOW), [strengths(most), Axis::places(1, "")])?;
        let mut y = top;
        for (stance, panel) in Stance::ALL.into_iter().zip(panels) {
            let name = model.labels().name(stance);
            heading(canvas, y + HEADING / 2.0, &cut(name, columns(full - 4.0 * MARGIN, TITLE)), stance)?;
            for (number, (term, strength)) in panel.iter().enumerate() {
                let middle = y + HEADING + ROW * (number as f64 + 0.5);
                let (from, to) = (chart.at(0.0, 0.0).0, chart.at(*strength, 0.0).0);
                canvas.text((from - 8.0, middle), &words(term), Text::new(Side::Right))?;
                let bar = [(from, middle - 6.0), (to.max(from + 1.0), middle + 6.0)];
                canvas.rectangle(bar, of_outcome(stance.into()).colour)?;
                canvas.text((to + 5.0, middle), &format!("{strength:.2}"), Text::new(Side::Left).size(TEXT - 1.0))?;
            }
            y += high(panel);
        }
        Ok(())
    })
}

fn heading(canvas: &Canvas<'_>, y: f64, name: &str, stance: Stance) -> Done {
    let style = of_outcome(stance.into());
    // The grid ends under the heading.
    canvas.mark((MARGIN + 6.0, y), style.mark, style.colour, 5.0)?;
    canvas.text((MARGIN + 18.0, y), name, Text::new(Side::Left).size(TITLE - 2.0).bold())
}

fn description(model: &StanceModel, panels: &[Vec<Strength<'_>>; 3]) -> String {
    let of = |(stance, panel): (Stance, &Vec<Strength<'_>>)| {
        let terms: Vec<String> = panel.iter().map(|(term, strength)| format!("{term} {strength:.2}")).collect();
        format!("{}: {}.", model.labels().name(stance), terms.join(", "))
    };
    Stance::ALL.into_iter().zip(panels).map(of).collect::<Vec<_>>().join(" ")
}
