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
//! Files: `canvas` (the picture, on the SVG backend of the crate `plotters`), `chart` (axes), `legend`, `style` (colours, dashes, marks),
//! `wording` (how wide words are, and how they wrap); one for each kind of picture.

mod canvas;
mod chart;
mod legend;
mod shares;
mod style;
mod wording;

pub use shares::{Share, Shares, shares};
