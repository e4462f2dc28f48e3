//! Pieces of a text that are hashed and compared eight bytes at a time.

use super::eight_bytes;
use std::hash::{BuildHasher, RandomState};

/// A piece of a text. What stands behind it may be read, but changes nothing: so the end of a short word needs no loop.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'a> {
    text: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> From<&'a str> for Piece<'a> {
    fn from(text: &'a str) -> Self {
        Self { text: text.as_bytes(), start: 0, end: text.len() }
    }
}

impl<'a> Piece<'a> {
    /// The bytes from `start` to `end`, which is not below `start`.
    pub(crate) fn new(text: &'a [u8], start: usize, end: usize) -> Self {
        Self { text, start, end }
    }

    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// Where the piece ends in its text.
    pub(crate) fn end(self) -> usize {
        self.end
    }

    /// The part from the `start`th byte to the `end`th, both at most [`Self::len`].
    pub(crate) fn part(self, start: usize, end: usize) -> Self {
        Self { text: self.text, start: self.start + start, end: self.start + end }
    }

    /// The byte at a place; also of what stands behind the piece.
    pub(crate) fn byte(self, at: usize) -> Option<u8> {
        self.text.get(self.start + at).copied()
    }

    /// The `at`th byte and those behind it, of the piece and of what stands behind it, as a little-endian number.
    #[inline]
    fn eight(self, at: usize) -> u64 {
        eight_bytes(self.text, self.start + at)
    }

    /// Multiply-and-fold hash.
    #[inline]
    pub(crate) fn hash(self, seed: u64) -> u64 {
        let mut hash = seed ^ self.len() as u64;
        let mut at = 0;
        while self.len() - at > 8 {
            hash = fold(hash ^ self.eight(at));
            at += 8;
        }
        fold(hash ^ beginning(self.eight(at), self.len() - at))
    }

    /// A number that only this piece has among those of its length, if it has at most eight bytes.
    #[inline]
    pub(crate) fn number(self) -> Option<u64> {
        (self.len() <= 8).then(|| beginning(self.eight(0), self.len()))
    }

    /// Whether two pieces hold the same bytes.
    #[inline]
    pub(crate) fn is(self, other: Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut at = 0;
        while self.len() - at > 8 {
            if self.eight(at) != other.eight(at) {
                return false;
            }
            at += 8;
        }
        beginning(self.eight(at) ^ other.eight(at), self.len() - at) == 0
    }

    /// Whether this piece stands before another in byte order.
    #[inline]
    pub(crate) fn precedes(self, other: Self) -> bool {
        let shorter = self.len().min(other.len());
        let mut at = 0;
        while at < shorter {
            let (left, right) = (self.eight(at), other.eight(at));
            if left != right {
                if at + (left ^ right).trailing_zeros() as usize / 8 < shorter {
                    return left.swap_bytes() < right.swap_bytes();
                }
                break;
            }
            at += 8;
        }
        self.len() < other.len()
    }
}

/// The first of eight bytes, 0 to 8, without the others.
#[inline]
fn beginning(eight: u64, length: usize) -> u64 {
    if length == 0 { 0 } else { eight << (64 - 8 * length) }
}

/// A hash of a number.
#[inline]
pub(crate) fn fold(value: u64) -> u64 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    fold_both(value ^ MULTIPLIER, MULTIPLIER)
}

/// A hash of two numbers: the two halves of their 128-bit product, folded together.
#[inline]
pub(crate) fn fold_both(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ ((product >> 64) as u64)
}

/// A number that nobody outside the process can know, so that no file can be made whose words all collide. Hashes decide
/// nothing but places in tables, and no order of a table reaches an output.
pub(crate) fn random_seed() -> u64 {
    RandomState::new().hash_one(0_u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_changes_nothing() {
        let words = ["", "a", "b", "ab", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghj", "abcdefghabcdefgh", "éß"];
        for left in words {
            for right in words {
                let text = format!("{left} {right}\nbehind it more");
                let one = Piece::new(text.as_bytes(), 0, left.len());
                let other = Piece::new(text.as_bytes(), left.len() + 1, left.len() + 1 + right.len());
                assert_eq!(one.is(other), left == right, "{left} {right}");
                assert_eq!(one.precedes(other), left < right, "{left} {right}");
                assert_eq!(one.hash(7), Piece::from(left).hash(7));
                assert!(one.hash(7) != other.hash(7) || left == right, "{left} {right}");
            }
        }
    }

    #[test]
    fn hashes_spread_over_the_low_bits() {
        let mut used = [false; 1024];
        for i in 0..1024_u32 {
            used[Piece::from(format!("prefix{i}").as_str()).hash(5) as usize & 1023] = true;
        }
        let share = used.iter().filter(|&&used| used).count();
        assert!(share > 560, "{share} of 1024 slots used; chance gives 647");
    }
}
