//! Which words pushed which way, as byte spans.
//!
//! | file | what it does |
//! | --- | --- |
//! | `parts` | what an explanation consists of |
//! | `pushes` | what each term and word of a sentence adds |
//! | `flip` | a few words without which the verdict would be another |

mod flip;
mod parts;
mod pushes;

pub use flip::{Flip, MOST_FLIPPED};
pub use parts::{Contribution, Explanation, WordPush};
