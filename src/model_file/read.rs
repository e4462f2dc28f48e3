//! Reading: every rule of the format is checked before its bytes are used.

use super::{FIXED, Header, MAX_FILE, MAX_HEADER, OLDEST, SIGNATURE, TRAILER, VERSION, outcomes};
use crate::actors::{Gazetteer, MAX_GAZETTEER_BYTES};
use crate::error::{Error, GazetteerError, IoError, ModelFileError, ModelFileReason};
use crate::features::{Extractor, Forms};
use crate::model::{MAX_BIAS, StanceModel};
use crate::stance::Outcome;
use crate::vocabulary::Vocabulary;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

impl StanceModel {
    /// Loads a model file.
    ///
    /// # Bounds
    ///
    /// No more is read than the file says that it has, at most 2 GiB; memory is 4 times the file for models of words, pairs of
    /// words and word beginnings, and at most 28 times the file whatever its terms are, which those of eight words take, no two of
    /// which have a word in common.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read, [`Error::ModelFile`] where it breaks a rule of the format: no
    /// signature, another version, cut off, too long, damaged, or with contents that are no valid model.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let model = StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst"))?;
    /// assert_eq!(model.classify("Fog."), StanceModel::pretrained().classify("Fog."));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = read_file(path).map_err(|source| IoError::reading(path, source))?;
        parse(&bytes).map_err(|reason| ModelFileError::new(reason).in_file(path).into())
    }

    /// Reads a model from the bytes of a model file.
    ///
    /// # Errors
    ///
    /// [`Error::ModelFile`], as for [`StanceModel::load`].
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let mut bytes = StanceModel::pretrained().to_bytes()?;
    /// bytes[5000] ^= 1;
    /// assert!(StanceModel::from_bytes(&bytes).unwrap_err().to_string().starts_with("the model file is damaged"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        parse(bytes).map_err(|reason| ModelFileError::new(reason).into())
    }
}

/// The bytes of a file, and one more than it says that it has, if there are as many; of one that does not begin as a model of
/// a version that is read, or says that it is longer than any, only the beginning.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    read_model(File::open(path)?)
}

fn read_model(mut file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.by_ref().take(FIXED as u64).read_to_end(&mut bytes)?;
    if let Some(length) = stated_length(&bytes).filter(|&length| length <= MAX_FILE) {
        file.take(length.saturating_sub(FIXED as u64) + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// How long a file says that it is, if it begins as a model of a version that is read.
fn stated_length(bytes: &[u8]) -> Option<u64> {
    let begins =
        bytes.len() >= FIXED && bytes.starts_with(SIGNATURE) && (OLDEST..=VERSION).contains(&u32_at(bytes, 16));
    begins.then(|| u64::from(u32_at(bytes, 24)) | u64::from(u32_at(bytes, 28)) << 32)
}

/// Four bytes at `at`, little-endian.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut value = [0; 4];
    value.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(value)
}

fn parse(bytes: &[u8]) -> Result<StanceModel, ModelFileReason> {
    let body = checked_body(bytes)?;
    let header_end = FIXED + u32_at(bytes, 20) as usize;
    let mut header = header(&body[FIXED..header_end])?;
    let width = header.outcomes.len();
    let weights = header.terms.checked_mul(4 * width);
    let texts = [header.name_bytes, header.term_bytes, header.form_bytes];
    let parts = texts.into_iter().try_fold(weights, |all, bytes| Some(all?.checked_add(bytes))).flatten();
    if parts != Some(body.len() - header_end) {
        return invalid(format!(
            "{} terms of {} bytes with {width} weights each do not fill the file",
            header.terms, header.term_bytes
        ));
    }
    if header.form_bytes > 0 && u32_at(bytes, 16) == OLDEST {
        return invalid("forms in a version that has none");
    }
    let (names, rest) = body[header_end..].split_at(header.name_bytes);
    header.features.actors = read_names(names)?;
    header.features.check().map_err(|error| ModelFileReason::Header(error.to_string()))?;
    let (terms, rest) = rest.split_at(header.term_bytes);
    let (forms, weights) = rest.split_at(header.form_bytes);
    let terms_start = header_end + header.name_bytes;
    let terms = std::str::from_utf8(terms)
        .map_err(|error| ModelFileReason::TermsUtf8 { offset: (terms_start + error.valid_up_to()) as u64 })?;
    let vocabulary = Vocabulary::read(terms, &header.features.term_rules());
    let lines = match &vocabulary {
        Ok(vocabulary) => vocabulary.len(),
        Err(_) => terms.bytes().filter(|&byte| byte == b'\n').count(),
    };
    if lines != header.terms || !(terms.is_empty() || terms.ends_with('\n')) {
        return invalid(format!("the number of terms is not {}", header.terms));
    }
    let vocabulary = vocabulary.map_err(|(column, rule)| ModelFileReason::Term { column, rule })?;
    let extractor = Extractor::new(header.features);
    let forms = std::str::from_utf8(forms).map_err(|_| ModelFileReason::FormsUtf8)?;
    if !(forms.is_empty() || forms.ends_with('\n')) {
        return invalid("the last form has no line feed");
    }
    let forms = Forms::read(forms, extractor.reader(), &vocabulary)
        .map_err(|(line, rule)| ModelFileReason::Form { line, rule })?;
    let weights = read_weights(weights, width)?;
    let mut bias = [0.0; Outcome::COUNT];
    bias[..width].copy_from_slice(&header.bias);
    Ok(StanceModel {
        extractor,
        vocabulary,
        forms,
        weights,
        bias,
        has_none: width == Outcome::COUNT,
        calibration: header.calibration,
        provenance: header.provenance,
        labels: header.labels,
    })
}

/// The file without its checksum, once signature, version, lengths and checksum hold.
fn checked_body(bytes: &[u8]) -> Result<&[u8], ModelFileReason> {
    let found = bytes.len() as u64;
    if found > MAX_FILE {
        return Err(ModelFileReason::TooLarge { found, limit: MAX_FILE });
    }
    if !bytes.starts_with(SIGNATURE) {
        // A beginning of the signature is a file that was cut off early.
        return Err(if !bytes.is_empty() && SIGNATURE.starts_with(bytes) {
            ModelFileReason::Truncated { expected: (FIXED + TRAILER) as u64, found }
        } else {
            ModelFileReason::Signature
        });
    }
    if bytes.len() < FIXED + TRAILER {
        return Err(ModelFileReason::Truncated { expected: (FIXED + TRAILER) as u64, found });
    }
    let version = u32_at(bytes, 16);
    if !(OLDEST..=VERSION).contains(&version) {
        return Err(ModelFileReason::Version { found: version, oldest: OLDEST, newest: VERSION });
    }
    let expected = stated_length(bytes).unwrap_or(found);
    if expected > MAX_FILE {
        return Err(ModelFileReason::TooLarge { found: expected, limit: MAX_FILE });
    }
    if found < expected {
        return Err(ModelFileReason::Truncated { expected, found });
    }
    if found > expected {
        return Err(ModelFileReason::Padded { expected, found });
    }
    let body = &bytes[..bytes.len() - TRAILER];
    let (stored, computed) = (u32_at(bytes, body.len()), crc32fast::hash(body));
    if stored != computed {
        return Err(ModelFileReason::Checksum { stored, computed });
    }
    let header = u32_at(bytes, 20) as usize;
    if header > MAX_HEADER || header > body.len() - FIXED {
        return invalid(format!("its length {header} does not fit a file of {found} bytes"));
    }
    Ok(body)
}

/// The header, once every field that prediction uses is in its range and it is spelled as it would be written.
fn header(json: &[u8]) -> Result<Header, ModelFileReason> {
    let header: Header = serde_json::from_slice(json).map_err(|error| ModelFileReason::Header(error.to_string()))?;
    if serde_json::to_vec(&header).ok().as_deref() != Some(json) {
        return invalid("its fields are not in the order and spelling in which they are written");
    }
    if header.outcomes != outcomes(true) && header.outcomes != outcomes(false) {
        return invalid("unknown outcomes");
    }
    if header.bias.len() != header.outcomes.len()
        || header.bias.iter().any(|bias| bias.is_nan() || bias.abs() > MAX_BIAS)
    {
        return invalid("the bias is not one number per outcome within a million of 0");
    }
    if !header.calibration.is_valid() {
        return invalid("the calibration is out of range");
    }
    if header.outcomes.len() < Outcome::COUNT && header.provenance.sentences[Outcome::None] > 0 {
        return invalid("sentences without a stance, but no such outcome");
    }
    Ok(header)
}

/// The groups of names, if there are any, spelled as they would be written.
fn read_names(bytes: &[u8]) -> Result<Option<Gazetteer>, ModelFileReason> {
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() > MAX_GAZETTEER_BYTES {
        return Err(ModelFileReason::Names("there are more than 4 MiB of them".to_owned()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ModelFileReason::Names("they are not UTF-8".to_owned()))?;
    let names: Gazetteer = text.parse().map_err(|error: GazetteerError| ModelFileReason::Names(error.to_string()))?;
    if names.to_string() != text {
        return Err(ModelFileReason::Names("they are not spelled as they are written".to_owned()));
    }
    Ok(Some(names))
}

fn invalid<T>(reason: impl Into<String>) -> Result<T, ModelFileReason> {
    Err(ModelFileReason::Header(reason.into()))
}

/// The weights of every term, with 0 for an outcome that the model has not.
fn read_weights(bytes: &[u8], width: usize) -> Result<Vec<[f32; Outcome::COUNT]>, ModelFileReason> {
    let (values, _) = bytes.as_chunks::<4>();
    let all: Vec<[f32; Outcome::COUNT]> = if width == Outcome::COUNT {
        let (rows, _) = values.as_chunks::<{ Outcome::COUNT }>();
        rows.iter().map(|row| row.map(f32::from_le_bytes)).collect()
    } else {
        let row = |row: &[[u8; 4]]| std::array::from_fn(|i| row.get(i).map_or(0.0, |&value| f32::from_le_bytes(value)));
        values.chunks_exact(width).map(row).collect()
    };
    // A plain sum of answers is quick to compute; which column it was is looked for only where there is one.
    let finite = |weights: &[f32; Outcome::COUNT]| weights.iter().fold(true, |all, weight| all & weight.is_finite());
    if all.iter().fold(true, |all, weights| all & finite(weights)) {
        return Ok(all);
    }
    Err(ModelFileReason::Weight { column: all.iter().take_while(|weights| finite(weights)).count() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that never ends, and how much of it was read.
    struct Endless<'a>(&'a [u8], &'a mut u64);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let given = self.0.read(buffer)?;
            buffer[given..].fill(0);
            *self.1 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    #[test]
    fn no_more_is_read_than_a_model_says_that_it_has() {
        let head = |version: u32, length: u64| {
            [&SIGNATURE[..], &version.to_le_bytes(), &2_u32.to_le_bytes(), &length.to_le_bytes()].concat()
        };
        for (beginning, most) in [
            (b"no model".to_vec(), FIXED as u64),
            (head(VERSION, 0), FIXED as u64 + 1),
            (head(VERSION, 100_000), 100_001),
            (head(OLDEST, 100_000), 100_001),
            (head(OLDEST - 1, 100_000), FIXED as u64),
            (head(VERSION, MAX_FILE + 1), FIXED as u64),
            (head(VERSION, u64::MAX), FIXED as u64),
            (head(VERSION + 1, 100_000), FIXED as u64),
        ] {
            let mut read = 0;
            let bytes = read_model(Endless(&beginning, &mut read)).unwrap();
            assert!(bytes.len() as u64 <= most && read <= most, "{} of {most}", bytes.len());
            assert!(parse(&bytes).is_err());
        }
    }
}
