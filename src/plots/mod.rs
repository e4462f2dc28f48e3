//! Evaluations and shares as pictures: SVG of one file each, for papers, pages and the model card.
//!
//! - [`confusion()`]: which stances were taken for which. [`reliability()`]: what was said against what came true, before and after
//!   calibration. [`risk_coverage()`]: what deciding costs. [`terms()`]: the strongest terms of each stance.
//! - [`learning_curve()`]: scores against the number of training sentences. [`shares()`]: shares over time or by categories, with
//!   their intervals.
//!
//! Every picture has a title, a description for screen readers, axes with units and a white ground, so that it can be read on
//! any page; outcomes differ in shade, dashes and marks as well as in colour, so that it can be printed in grey. Text is text in the
//! reader's sans-serif font. The same figures give the same bytes on every machine.
//!
//! ```
//! use geostance::{Stance, plots};
//!
//! let share = |estimate| Some(plots::Share { estimate, low: estimate - 0.05, high: estimate + 0.05 });
//! let over_time = plots::Shares::new("month", ["2026-01", "2026-02"])
//!     .over_time()
//!     .series(Stance::MultiVector, "multi-vector", [share(0.4), share(0.5)]);
//! let svg = plots::shares(&over_time)?;
//! assert!(svg.starts_with("<svg ") && svg.contains("multi-vector"));
//! # Ok::<(), geostance::Error>(())
//! ```
//!
//! Files: `canvas` (the picture, on the SVG backend of the crate `plotters`), `chart` (axes), `head` (title, key), `style` (colours, dashes, marks),
//! `wording` (how wide words are, and how they wrap); one for each kind of picture.

#![expect(clippy::cast_sign_loss, reason = "places and lengths in a picture are at least 0")]

mod canvas;
mod chart;
mod confusion;
mod head;
mod learning_curve;
mod reliability;
mod risk_coverage;
mod shares;
mod style;
mod terms;
mod wording;

pub use canvas::is_plot;
pub use confusion::confusion;
pub use learning_curve::{Curve, CurvePoint, learning_curve};
pub use reliability::reliability;
pub use risk_coverage::risk_coverage;
pub use shares::{Share, Shares, shares};
pub use terms::terms;
