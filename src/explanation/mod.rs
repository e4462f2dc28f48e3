//! Which words pushed which way, as byte spans.
//!
//! | file | what it does |
//! | --- | --- |
//! | `words` | what each term, and each word, adds to the scores |
//! | `flip` | a few words without which the verdict would be another |

mod flip;
mod words;

pub use flip::{Flip, MOST_FLIPPED};
pub use words::{Contribution, Explanation, WordPush};
