//! Distinct columns in order of their first occurrence.

/// The distinct columns of one text after the other, with their counts.
///
/// A small table by the hash of a column holds the places of those that were found. It is at most half full and grows with the
/// text, not with the vocabulary, so that it lies in the processor's first cache.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// The place of a column among those found, and 1; 0 where there is none.
    slots: Vec<u32>,
    found: Vec<(u32, u32)>,
}

/// The number of slots at first, as a power of two: enough for a sentence of thirty words.
const FEW: u32 = 8;

impl Distinct {
    /// Begins a text whose columns are below `width`.
    pub(super) fn begin(&mut self, width: usize) -> Counting<'_> {
        self.slots.clear();
        self.slots.resize(1 << FEW, 0);
        self.found.clear();
        Counting { width: width as u32, shift: u32::BITS - FEW, slots: &mut self.slots, found: &mut self.found }
    }

    /// The columns with their counts, in order of their first occurrence.
    pub(crate) fn counts(&self) -> &[(u32, u32)] {
        &self.found
    }
}

/// The distinct columns of a text that is being read.
pub(super) struct Counting<'a> {
    width: u32,
    shift: u32,
    slots: &'a mut Vec<u32>,
    found: &'a mut Vec<(u32, u32)>,
}

impl Counting<'_> {
    /// Counts one more occurrence of a column; a node that is none changes nothing.
    #[inline]
    pub(super) fn add(&mut self, node: u32) {
        if node >= self.width {
            return;
        }
        let at = self.slot(node);
        match self.slots[at].checked_sub(1) {
            Some(place) => self.found[place as usize].1 += 1,
            None => self.enter(at, node),
        }
    }

    /// The slot of a column, its own or the free one where it belongs.
    #[inline]
    fn slot(&self, column: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (column.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        loop {
            match self.slots[at & mask].checked_sub(1) {
                Some(place) if self.found[place as usize].0 != column => at += 1,
                _ => return at & mask,
            }
        }
    }

    #[inline]
    fn enter(&mut self, at: usize, column: u32) {
        self.found.push((column, 1));
        self.slots[at] = self.found.len() as u32;
        if 2 * self.found.len() >= self.slots.len() {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.shift -= 1;
        let slots = 2 * self.slots.len();
        self.slots.clear();
        self.slots.resize(slots, 0);
        for place in 0..self.found.len() {
            let at = self.slot(self.found[place].0);
            self.slots[at] = place as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_one_text() {
        let mut distinct = Distinct::default();
        for _ in 0..3 {
            let mut counting = distinct.begin(8);
            for node in [7, 0, 7, 8, 3, 7, u32::MAX] {
                counting.add(node);
            }
            assert_eq!(distinct.counts(), [(7, 3), (0, 1), (3, 1)]);
            distinct.begin(4);
            assert_eq!(distinct.counts(), []);
            distinct.begin(4).add(3);
            assert_eq!(distinct.counts(), [(3, 1)]);
        }
    }

    #[test]
    fn many_columns_are_told_apart() {
        let mut distinct = Distinct::default();
        for step in [1, 16, 4099] {
            let mut counting = distinct.begin(1 << 30);
            for turn in 0..2 {
                for column in (0..10_000_u32).step_by(1 + turn) {
                    counting.add(column * step);
                }
            }
            let expected: Vec<_> = (0..10_000).map(|column| (column * step, 2 - column % 2)).collect();
            assert_eq!(distinct.counts(), expected);
            distinct.begin(8);
            assert_eq!(distinct.slots.len(), 1 << FEW);
        }
    }
}
