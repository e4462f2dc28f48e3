//! Sixty-four bytes of a text at once: which of them are in words, and how they are written in them.
//!
//! Nothing here is decided byte by byte: a compiler makes of each loop a few instructions for sixteen bytes. So a short ASCII word
//! costs the same whatever its length.

use super::{KEY_BYTES, Key};

/// The highest bit of each of eight bytes.
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes a block has.
pub(super) const BLOCK: usize = 64;

/// The first bytes of sixteen, by their number.
const FIRST: [Key; KEY_BYTES + 1] = {
    let mut masks = [[0; 2]; KEY_BYTES + 1];
    let mut length = 1;
    while length <= KEY_BYTES {
        masks[length] = masks[length - 1];
        masks[length][(length - 1) / 8] |= 0xff << ((length - 1) % 8 * 8);
        length += 1;
    }
    masks
};

/// Sixty-four bytes of a text, or what is left of it with zeros after it.
pub(super) struct Block {
    raw: [u8; BLOCK],
    /// ASCII letters lower-cased, digits as `0`; of other bytes, nothing that means anything but that they are no ASCII.
    folded: [u8; BLOCK + KEY_BYTES],
    /// A bit for every ASCII letter and digit, and for every byte that is not ASCII.
    pub(super) no_separator: u64,
}

impl Block {
    /// The block that begins at `at`.
    #[inline]
    pub(super) fn new(bytes: &[u8], at: usize) -> Self {
        let mut raw = [0; BLOCK];
        match bytes[at..].first_chunk() {
            Some(whole) => raw = *whole,
            None => raw[..bytes.len() - at].copy_from_slice(&bytes[at..]),
        }
        let mut folded = [0; BLOCK + KEY_BYTES];
        let mut high = [0; BLOCK];
        for ((&byte, folded), high) in raw.iter().zip(&mut folded).zip(&mut high) {
            let lower = byte | 0x20;
            let letter = all_bits(lower.wrapping_sub(b'a') < 26);
            let digit = all_bits(byte.wrapping_sub(b'0') < 10);
            *folded = lower & !digit | b'0' & digit;
            *high = letter | digit | byte;
        }
        Self { raw, folded, no_separator: highest_bits(&high) }
    }

    /// The word of `length` bytes at `start`, in lower case, if it is one as it stands: at most sixteen ASCII letters and digits that
    /// are not the two capitals of a name and that nothing joins on to.
    #[inline]
    pub(super) fn word(&self, start: usize, length: usize) -> Option<Key> {
        let first = FIRST.get(length)?;
        let sixteen: &[u8; KEY_BYTES] = self.folded[start % BLOCK..].first_chunk()?;
        let (halves, _) = sixteen.as_chunks();
        let key: Key = std::array::from_fn(|half| u64::from_le_bytes(halves[half]) & first[half]);
        let byte = |at: usize| self.raw[at % BLOCK];
        let behind = byte(start + length);
        let initial = (length ^ 1) | usize::from(behind ^ b'.') == 0;
        let two_capitals = (length ^ 2) | usize::from((byte(start) | byte(start + 1)) & 0x20) == 0;
        let wide = (key[0] | key[1]) & HIGH != 0;
        let stands = !(initial || two_capitals || wide || behind == b'\'');
        stands.then_some(key)
    }

    /// Whether the byte at a place is ASCII.
    #[inline]
    pub(super) fn is_ascii(&self, at: usize) -> bool {
        self.raw[at % BLOCK].is_ascii()
    }
}

/// All bits of a byte, or none.
#[inline]
fn all_bits(set: bool) -> u8 {
    u8::from(set).wrapping_neg()
}

/// The highest bit of each byte.
#[inline]
fn highest_bits(bytes: &[u8; BLOCK]) -> u64 {
    let (eights, _) = bytes.as_chunks();
    let mut bits = 0;
    for (place, eight) in eights.iter().enumerate() {
        // Multiplied so, bit 7 of the first byte comes to lie at bit 56, that of the second at bit 57 …
        let high = (u64::from_le_bytes(*eight) & HIGH) >> 7;
        bits |= (high.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_classified() {
        for at in [0, 7, 63] {
            for byte in 0..=u8::MAX {
                let mut text = [b' '; BLOCK];
                text[at] = byte;
                let block = Block::new(&text, 0);
                let expected = byte.is_ascii_alphanumeric() || !byte.is_ascii();
                assert_eq!(block.no_separator, u64::from(expected) << at, "{byte}");
            }
        }
    }

    #[test]
    fn words_are_spelled_where_they_stand() {
        let key = |word: &str| {
            let mut bytes = [0; KEY_BYTES];
            bytes[..word.len()].copy_from_slice(word.as_bytes());
            let number = u128::from_le_bytes(bytes);
            [number as u64, (number >> 64) as u64]
        };
        for at in [0, 1, 30, 46] {
            for (text, word) in [
                ("Astana ", Some("astana")),
                ("2024, ", Some("0000")),
                ("G7", Some("g0")),
                ("a ", Some("a")),
                ("abcdefghijklmnop;", Some("abcdefghijklmnop")),
                ("abcdefghijklmnopq ", None),
                ("U.S. ", None),
                ("EU ", None),
                ("eu.", Some("eu")),
                ("Eu ", Some("eu")),
                ("state's", None),
                ("café ", None),
            ] {
                let whole = " ".repeat(at) + text;
                let block = Block::new(whole.as_bytes(), 0);
                let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count();
                assert_eq!(block.word(at, length), word.map(key), "{text:?} at {at}");
            }
        }
    }
}
