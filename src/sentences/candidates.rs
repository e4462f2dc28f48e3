//! Where the end of a sentence or a line may stand, eight bytes at a time.

/// Bytes at which a candidate end may begin: ASCII terminators and line breaks, and lead bytes of the others.
const CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?\n\r\x0b\x0c\xc2\xd6\xd8\xdb\xe0\xe2\xe3\xef";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// The last bytes of the terminators and line breaks of General Punctuation, which is mostly quotes and dashes.
const GENERAL: [u8; 7] = [0xa6, 0xa8, 0xa9, 0xbc, 0x87, 0x88, 0x89];

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first candidate at `at` or later.
pub(super) fn next_candidate(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let found = notable(u64::from_le_bytes(*eight));
            if found != 0 {
                at += found.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        let byte = *bytes.get(at)?;
        let quote = byte == 0xe2 && bytes.get(at + 2).is_none_or(|last| !GENERAL.contains(last));
        if CANDIDATE[usize::from(byte)] && !quote {
            return Some(at);
        }
        at += if quote { 3 } else { 1 };
    }
}

/// The highest bit of every one of eight bytes that is an ASCII terminator or line break, or no ASCII.
fn notable(eight: u64) -> u64 {
    let ascii = eight & !HIGH;
    // Adding the distance from a bound to 128 carries into the highest bit of the bytes at or over it.
    let from = |bound: u8| ascii + (0x80 - u64::from(bound)) * 0x0101_0101_0101_0101;
    let within = |first: u8, last: u8| from(first) ^ from(last + 1);
    let found = within(b'\n', b'\r') | within(b'.', b'.') | within(b'!', b'!') | within(b'?', b'?');
    (found | eight) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_found_wherever_they_stand() {
        for text in ["Talks. failed", "a\u{2028}b…c“d”e–f", "ж. Ä!\r\nxyzxyzxyzxyz?", "", "é", "։।。", "abcdefgh.", "„"]
        {
            let bytes = text.as_bytes();
            let (mut at, mut found) = (0, Vec::new());
            while let Some(candidate) = next_candidate(bytes, at) {
                found.push(candidate);
                at = candidate + 1;
            }
            let general = |at: usize| bytes[at] != 0xe2 || GENERAL.contains(&bytes[at + 2]);
            let expected = (0..bytes.len()).filter(|&at| CANDIDATE[usize::from(bytes[at])] && general(at));
            assert_eq!(found, expected.collect::<Vec<_>>(), "{text:?}");
        }
    }
}
