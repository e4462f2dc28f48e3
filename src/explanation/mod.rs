//! Which words pushed which way, as byte spans.
//!
//! | file | what it does |
//! | --- | --- |
//! | `parts` | what an explanation consists of |
//! | `pushes` | what each term and word of a sentence adds |

mod parts;
mod pushes;

pub use parts::{Contribution, Explanation, WordPush};
