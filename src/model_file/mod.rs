//! The versioned model file: write, and bounded, validated read.
//!
//! Layout of version 3; all integers are little-endian:
//!
//! | bytes | what |
//! | --- | --- |
//! | 16 | signature: `geostance model` and a line feed |
//! | 4 | format version, u32 |
//! | 4 | length H of the header, u32 |
//! | 8 | length of the whole file, u64 |
//! | H | header: one JSON object (features, calibration, bias, provenance, bytes of names, number and bytes of terms, bytes of forms; labels that are not the crate's own) |
//! | A | groups of names as a file of names has them (`group,name`), UTF-8; nothing where the model builds on no names |
//! | T | terms, UTF-8, each followed by a line feed, strictly ascending in byte order |
//! | F | forms: words as the training text spells them, of at most 16 bytes, UTF-8, each followed by a line feed, strictly ascending in byte order |
//! | 4·K·N | weights, f32, for each of N terms the K outcomes side by side |
//! | 4 | CRC-32 (IEEE) of everything before it, u32 |
//!
//! Version 2 is the same without forms, and is read for ever; what is written is version 3.
//!
//! The header has exactly one spelling: reading writes it again and compares. Nothing is allocated by a length from
//! the file before that length is known to fit the bytes at hand.

mod read;
mod write;

use crate::calibration::Calibration;
use crate::features::FeatureParams;
use crate::model::Provenance;
use crate::stance::{Labels, Outcome};
use serde::{Deserialize, Serialize};

const SIGNATURE: &[u8; 16] = b"geostance model\n";
const VERSION: u32 = 3;
/// The oldest version that is read; it has no forms.
const OLDEST: u32 = 2;
/// Signature, version, header length, file length.
const FIXED: usize = 32;
/// The checksum at the end.
const TRAILER: usize = 4;
const MAX_HEADER: usize = 1 << 16;
const MAX_FILE: u64 = 1 << 31;

/// The header of a model file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    outcomes: Vec<String>,
    #[serde(default, skip_serializing_if = "Labels::is_default")]
    labels: Labels,
    #[serde(default, skip_serializing_if = "is_zero")]
    name_bytes: usize,
    terms: usize,
    term_bytes: usize,
    #[serde(default, skip_serializing_if = "is_zero")]
    form_bytes: usize,
    features: FeatureParams,
    calibration: Calibration,
    bias: Vec<f64>,
    provenance: Provenance,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(bytes: &usize) -> bool {
    *bytes == 0
}

/// The names of the outcomes, with or without `none`.
fn outcomes(has_none: bool) -> Vec<String> {
    let width = Outcome::COUNT - usize::from(!has_none);
    Outcome::ALL[..width].iter().map(|outcome| outcome.name().to_owned()).collect()
}
