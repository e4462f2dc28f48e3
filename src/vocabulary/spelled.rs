//! How the terms of a vocabulary, and the words that are parts of them, are spelled.

use super::kind::Text;
use crate::tokens::Piece;
use std::ops::Range;

/// How nodes are spelled.
#[derive(Clone, Copy)]
pub(super) struct Spelled<'a> {
    pub(super) text: &'a [u8],
    pub(super) ends: &'a [u32],
}

impl<'a> Spelled<'a> {
    /// The term of a column.
    #[inline]
    pub(super) fn term(self, column: u32) -> Piece<'a> {
        let column = column as usize;
        let start = if column == 0 { 0 } else { self.ends[column - 1] as usize + 1 };
        Piece::new(self.text, start, self.ends[column] as usize)
    }

    /// The text of a column whose term is one.
    #[inline]
    pub(super) fn text(self, text: Text, column: u32) -> Piece<'a> {
        let term = self.term(column);
        term.part(text.before().len(), term.len() - text.after().len())
    }

    /// The word of a node, a term or a part of terms.
    #[inline]
    pub(super) fn word(self, node: u32, parts: &[Range<u32>]) -> Piece<'a> {
        match (node as usize).checked_sub(self.ends.len()) {
            None => self.term(node),
            Some(part) => Piece::new(self.text, parts[part].start as usize, parts[part].end as usize),
        }
    }
}
