//! Words with marks: for each word that has any, a row of the nodes of all of them, so that none is looked up by a hash.

use super::{Mark, NONE};

/// The nodes of words with marks.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    /// The row of each word, by its node; it ends with the last word that has a mark.
    places: Vec<u32>,
    /// The nodes of a word with each mark; first those of a word without one.
    rows: Vec<[u32; Mark::COUNT]>,
}

/// The row of words without a mark.
pub(crate) const NO_MARKS: u32 = 0;

impl Default for Marked {
    fn default() -> Self {
        Self { places: Vec::new(), rows: vec![[NONE; Mark::COUNT]] }
    }
}

impl Marked {
    /// The row of a word.
    #[inline]
    pub(super) fn row(&self, word: u32) -> u32 {
        self.places.get(word as usize).copied().unwrap_or(NO_MARKS)
    }

    /// The node of a mark in a row.
    #[inline]
    pub(super) fn node(&self, row: u32, mark: Mark) -> u32 {
        self.rows[row as usize][mark.index()]
    }

    /// Enters the node of a word with a mark.
    pub(super) fn enter(&mut self, word: u32, mark: Mark, node: u32) {
        let word = word as usize;
        if word >= self.places.len() {
            self.places.resize(word + 1, NO_MARKS);
        }
        if self.places[word] == NO_MARKS {
            self.places[word] = self.rows.len() as u32;
            self.rows.push([NONE; Mark::COUNT]);
        }
        self.rows[self.places[word] as usize][mark.index()] = node;
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.places.shrink_to_fit();
        self.rows.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_in_the_rows_of_their_words() {
        let mut marked = Marked::default();
        marked.enter(7, Mark::crossed(2), 40);
        marked.enter(3, Mark::ELONGATED, 41);
        marked.enter(7, Mark::ELONGATED, 42);
        let node = |word, mark| marked.node(marked.row(word), mark);
        assert_eq!((node(7, Mark::crossed(2)), node(7, Mark::ELONGATED)), (40, 42));
        assert_eq!((node(3, Mark::ELONGATED), node(3, Mark::crossed(2))), (41, NONE));
        assert_eq!((node(5, Mark::ELONGATED), node(NONE, Mark::ELONGATED)), (NONE, NONE));
    }
}
