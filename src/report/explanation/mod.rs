//! One sentence explained: as text, as JSON, as a page.
//!
//! | file | what it does |
//! | --- | --- |
//! | `explained` | the report, its forms |
//! | `text`, `json` | as text for people; as a JSON object |

mod explained;
mod json;
mod text;

#[cfg(feature = "html")]
pub(super) use explained::towards_a_course;
pub use explained::{ExplanationFormat, ExplanationReport};
