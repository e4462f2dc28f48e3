//! A stream of bytes as text: decompressed and in UTF-8, or refused for what it is.

use super::DataFormat;
use super::encoding::{HalfCharacter, Utf16};
use super::kind::{Kind, kind};
use crate::error::{DataError, DataReason, Error, FileKind, IoError};
use std::io::{self, Read};

/// How many of the first bytes are looked at, unless a line ends before.
const FIRST: usize = 1 << 12;

/// A stream of which the first bytes are known.
pub(super) struct Peeked<R> {
    first: Vec<u8>,
    given: usize,
    rest: R,
}

impl<R: Read> Peeked<R> {
    /// Reads until the first bytes say what they can: to the end of a line, so that a terminal need not say more.
    fn new(mut rest: R) -> io::Result<Self> {
        let mut first = vec![0; FIRST];
        let mut length = 0;
        while length < FIRST {
            match rest.read(&mut first[length..]) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
            if length >= 4 && first[..length].trim_ascii_start().contains(&b'\n') {
                break;
            }
        }
        first.truncate(length);
        Ok(Self { first, given: 0, rest })
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let next = &self.first[self.given..];
        if next.is_empty() {
            return self.rest.read(buffer);
        }
        let length = next.len().min(buffer.len());
        buffer[..length].copy_from_slice(&next[..length]);
        self.given += length;
        Ok(length)
    }
}

/// The bytes of a stream, decompressed where they were compressed.
pub(super) enum Bytes<R> {
    Plain(Peeked<R>),
    #[cfg(feature = "gz")]
    Gzip(Box<Peeked<flate2::read::MultiGzDecoder<Peeked<R>>>>),
}

impl<R: Read> Read for Bytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(bytes) => bytes.read(buffer),
            #[cfg(feature = "gz")]
            Self::Gzip(bytes) => bytes.read(buffer),
        }
    }
}

/// The bytes of a stream as UTF-8, as far as they are valid.
pub(crate) struct Text<R>(Decoded<R>);

enum Decoded<R> {
    Utf8(Bytes<R>),
    Utf16(Utf16<Bytes<R>>),
}

impl<R: Read> Text<R> {
    /// Looks at the first bytes of a stream that is to have a form, none for a text.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] for a kind of file that is not read, [`Error::Io`] where the reader fails.
    pub(crate) fn open(reader: R, wanted: Option<DataFormat>) -> Result<Self, Error> {
        let peeked = Peeked::new(reader).map_err(|error| reading(error, None))?;
        let (bytes, kind) = match kind(&peeked.first, wanted) {
            Kind::Gzip => decompressed(peeked, wanted)?,
            kind => (Bytes::Plain(peeked), kind),
        };
        match kind {
            Kind::Text => Ok(Self(Decoded::Utf8(bytes))),
            Kind::Utf16 { big } => Ok(Self(Decoded::Utf16(Utf16::new(bytes, big)))),
            Kind::Gzip => Err(refused(FileKind::Gzip)),
            Kind::Other(kind) => Err(refused(kind)),
        }
    }
}

fn refused(kind: FileKind) -> Error {
    DataError::new(DataReason::FileKind(kind)).into()
}

/// What a compressed stream holds.
#[cfg(feature = "gz")]
fn decompressed<R: Read>(peeked: Peeked<R>, wanted: Option<DataFormat>) -> Result<(Bytes<R>, Kind), Error> {
    let inner = Peeked::new(flate2::read::MultiGzDecoder::new(peeked)).map_err(|error| reading(error, None))?;
    let kind = kind(&inner.first, wanted);
    Ok((Bytes::Gzip(Box::new(inner)), kind))
}

/// Nothing, for this build cannot decompress.
#[cfg(not(feature = "gz"))]
fn decompressed<R: Read>(_: Peeked<R>, _: Option<DataFormat>) -> Result<(Bytes<R>, Kind), Error> {
    Err(refused(FileKind::Gzip))
}

/// What became of reading, in the line in which it stopped.
pub(super) fn reading(error: io::Error, line: Option<u64>) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<HalfCharacter>()) {
        Some(half) => {
            let error = DataError::new(DataReason::InvalidUtf16 { offset: half.offset });
            line.map_or(error.clone(), |line| error.at(line)).into()
        }
        None => IoError { action: "read", path: None, source: error }.into(),
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Decoded::Utf8(bytes) => bytes.read(buffer),
            Decoded::Utf16(text) => text.read(buffer),
        }
    }
}
