//! UTF-16 as UTF-8; and which encoding a file that is no UTF-8 is likely to have.

use std::fmt;
use std::io::{self, Read};

/// How many bytes of UTF-16 are turned at a time.
const CHUNK: usize = 1 << 13;

/// Half a character, at this offset in the input.
#[derive(Debug)]
pub(super) struct HalfCharacter {
    pub(super) offset: u64,
}

impl std::error::Error for HalfCharacter {}

impl fmt::Display for HalfCharacter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "half a character of UTF-16 at byte {}", self.offset)
    }
}

/// A stream of UTF-16, read as UTF-8, its mark too.
pub(super) struct Utf16<R> {
    inner: R,
    big: bool,
    /// Bytes that came last and belong to a character that is not whole yet.
    rest: Vec<u8>,
    /// Where `rest` begins in the input.
    offset: u64,
    text: String,
    given: usize,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(inner: R, big: bool) -> Self {
        Self { inner, big, rest: Vec::new(), offset: 0, text: String::new(), given: 0 }
    }

    fn unit(&self, at: usize) -> Option<u16> {
        let bytes = [*self.rest.get(at)?, *self.rest.get(at + 1)?];
        Some(if self.big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    /// Turns the next bytes into text; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() {
            let more = self.inner.by_ref().take(CHUNK as u64).read_to_end(&mut self.rest)?;
            let half = |offset| Err(io::Error::new(io::ErrorKind::InvalidData, HalfCharacter { offset }));
            let mut at = 0;
            while let Some(unit) = self.unit(at) {
                let high = (0xD800..0xDC00).contains(&unit);
                let second = self.unit(at + 2).filter(|_| high);
                if high && second.is_none() && more > 0 {
                    break;
                }
                match char::decode_utf16([unit].into_iter().chain(second)).next() {
                    Some(Ok(c)) => self.text.push(c),
                    _ => return half(self.offset + at as u64),
                }
                at += if high { 4 } else { 2 };
            }
            self.rest.drain(..at);
            self.offset += at as u64;
            if more == 0 {
                return if self.rest.is_empty() { Ok(!self.text.is_empty()) } else { half(self.offset) };
            }
        }
        Ok(true)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() && !self.refill()? {
            return Ok(0);
        }
        let next = &self.text.as_bytes()[self.given..];
        let length = next.len().min(buffer.len());
        buffer[..length].copy_from_slice(&next[..length]);
        self.given += length;
        Ok(length)
    }
}

/// The encoding that bytes are likely to have which are no UTF-8 from `at` on: that of Russian where letters beyond ASCII
/// stand side by side, that of Western Europe otherwise; none for what is no text, or was UTF-8 before.
pub(super) fn likely(bytes: &[u8], at: usize) -> Option<&'static str> {
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C');
    if !bytes.get(..at)?.is_ascii() || bytes.iter().any(control) {
        return None;
    }
    let rest = bytes[at..].iter().take(1 << 12);
    let (mut run, mut longest, mut ascii) = (0, 0, at > 0);
    for &byte in rest {
        run = if byte >= 0xC0 { run + 1 } else { 0 };
        longest = longest.max(run);
        ascii |= byte.is_ascii();
    }
    ascii.then_some(if longest >= 3 { "Windows-1251" } else { "Windows-1252" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    /// A reader that gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(buffer.len()).min(self.0.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn utf16_comes_out_as_it_is() {
        for text in
            ["", "a", "\u{feff}stance\ttext\r\n", "Қазақстан 👍🏽 naïve", &"👍".repeat(5_000), &"a👍".repeat(5_000)]
        {
            for (big, step) in [(false, 1), (true, 3), (false, 1 << 20)] {
                let mut read = String::new();
                let bytes = utf16(text, big);
                Utf16::new(Slow(&bytes, step), big).read_to_string(&mut read).unwrap();
                assert_eq!(read, text);
            }
        }
    }

    #[test]
    fn half_characters_are_refused_with_their_place() {
        for (units, odd, offset) in [
            (&[0x61, 0xD83D][..], false, 2),
            (&[0x61, 0xDC4D], false, 2),
            (&[0xD83D, 0x61], false, 0),
            (&[0x61], true, 2),
        ] {
            let mut bytes: Vec<u8> = units.iter().flat_map(|unit: &u16| unit.to_le_bytes()).collect();
            bytes.extend(odd.then_some(b'b'));
            let error = Utf16::new(&bytes[..], false).read_to_end(&mut Vec::new()).unwrap_err();
            let half = error.get_ref().unwrap().downcast_ref::<HalfCharacter>().unwrap();
            assert_eq!(half.offset, offset, "{units:x?}");
            assert_eq!(error.to_string(), format!("half a character of UTF-16 at byte {offset}"));
        }
    }

    #[test]
    fn the_likely_encoding_is_named() {
        for (bytes, expected) in [
            (&b"none,Caf\xE9 talk"[..], Some("Windows-1252")),
            (b"none,Kiev\x92s gas \x96 again", Some("Windows-1252")),
            (b"none,\xD0\xEE\xF1\xF1\xE8\xFF", Some("Windows-1251")),
            (b"\xE9t\xE9", Some("Windows-1252")),
            (b"a\0\xE9", None),
            ("é".as_bytes(), None),
            (b"\xC3\xA9 and \xE9", None),
            (b"\xFF\xFF\xFF\xFF", None),
        ] {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            assert_eq!(likely(bytes, at), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
