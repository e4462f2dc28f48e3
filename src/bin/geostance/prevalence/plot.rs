//! Shares with their intervals as a picture.

use super::cells::Found;
use crate::ending::Result;
use crate::units::{Columns, is_time, next_month};
use geostance::plots::{Share, Shares, shares};
use geostance::{Labels, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// The most times on an axis, empty ones among them.
const MOST: usize = 600;

/// Over time where one column divides the corpus and is one of times; else by parts.
pub(super) fn draw(found: &Found, columns: &Columns, labels: &Labels, level: f64) -> Result<String> {
    let by = columns.by();
    let over_time = by.len() == 1 && is_time(&by[0]);
    let cells: BTreeMap<String, usize> =
        found.estimates.iter().enumerate().map(|(place, cell)| (label(&cell.by.values), place)).collect();
    let refused = found.refused.iter().map(|refused| label(&refused.by.values));
    let mut axis: BTreeSet<String> = cells.keys().cloned().chain(refused).collect();
    if over_time && by[0] == "month" {
        axis.retain(|month| next_month(month).is_some());
        fill(&mut axis);
    }
    let point = |outcome: Outcome, label: &String| {
        let share = found.estimates[*cells.get(label)?].shares.share(outcome);
        Some(Share { estimate: share.estimate, low: share.interval[0], high: share.interval[1] })
    };
    let percent = (level * 1e5).round() / 1e3;
    let mut picture = Shares::new(&by.join(" and "), axis.iter().cloned()).interval(&format!("{percent} % interval"));
    if over_time {
        picture = picture.over_time();
    }
    for outcome in Outcome::ALL {
        picture = picture.series(outcome, labels.name(outcome), axis.iter().map(|label| point(outcome, label)));
    }
    Ok(shares(&picture)?)
}

fn label(values: &[String]) -> String {
    let named = values.iter().map(|value| if value.is_empty() { "(empty)" } else { value });
    named.collect::<Vec<_>>().join(", ")
}

/// Adds the months between the first and the last.
fn fill(axis: &mut BTreeSet<String>) {
    let (Some(first), Some(last)) = (axis.first().cloned(), axis.last().cloned()) else { return };
    let mut month = first;
    while month < last && axis.len() < MOST {
        let Some(next) = next_month(&month) else { return };
        axis.insert(next.clone());
        month = next;
    }
}
