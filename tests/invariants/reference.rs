//! The plain implementation of the hot path, as the tests of the reference have it.

#[path = "../reference/actors.rs"]
pub(crate) mod actors;
#[path = "../reference/plain.rs"]
pub(crate) mod plain;
#[path = "../reference/posts.rs"]
pub(crate) mod posts;
#[path = "../reference/tokens.rs"]
pub(crate) mod tokens;
