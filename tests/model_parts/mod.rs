//! A model file taken apart and put together again: the one place in the tests that knows how its parts lie.

#![allow(dead_code, reason = "not every test uses all of it")]

use serde_json::{Map, Value};

const SIGNATURE: &[u8] = b"geostance model\n";
/// Signature, version, length of the header, length of the file.
const FIXED: usize = 32;
const TRAILER: usize = 4;

/// The parts of a model file, each to be changed on its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parts {
    pub(crate) version: u32,
    /// One JSON object, in the spelling of the file.
    pub(crate) header: String,
    /// Groups of names.
    pub(crate) names: Vec<u8>,
    /// Terms, each with a line feed after it.
    pub(crate) terms: Vec<u8>,
    /// Words as the training text spells them, each with a line feed after it; none before version 3.
    pub(crate) forms: Vec<u8>,
    /// Weights, little-endian, the outcomes of a term side by side.
    pub(crate) weights: Vec<u8>,
}

impl Parts {
    /// The parts of a file that is whole.
    pub(crate) fn of(file: &[u8]) -> Self {
        let header_end = FIXED + u32_at(file, 20) as usize;
        let header = std::str::from_utf8(&file[FIXED..header_end]).expect("a header is UTF-8").to_owned();
        let fields = fields(&header);
        let length = |field: &str| fields.get(field).and_then(Value::as_u64).unwrap_or(0) as usize;
        let names_end = header_end + length("name_bytes");
        let terms_end = names_end + length("term_bytes");
        let forms_end = terms_end + length("form_bytes");
        Self {
            version: u32_at(file, 16),
            names: file[header_end..names_end].to_vec(),
            terms: file[names_end..terms_end].to_vec(),
            forms: file[terms_end..forms_end].to_vec(),
            weights: file[forms_end..file.len() - TRAILER].to_vec(),
            header,
        }
    }

    /// The file, with lengths and checksum that fit; what the header says is left as it is.
    pub(crate) fn file(&self) -> Vec<u8> {
        let body = [self.header.as_bytes(), &self.names, &self.terms, &self.forms, &self.weights].concat();
        let mut file = SIGNATURE.to_vec();
        file.extend(self.version.to_le_bytes());
        file.extend((self.header.len() as u32).to_le_bytes());
        file.extend(((FIXED + body.len() + TRAILER) as u64).to_le_bytes());
        file.extend(body);
        sealed(file)
    }

    /// Sets what stands in the header after a key, up to the next comma or bracket at the same depth.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        let start = self.header.find(key).unwrap_or_else(|| panic!("{key} in {}", self.header)) + key.len();
        let end = start + value_length(&self.header[start..]);
        self.header.replace_range(start..end, value);
    }

    /// The parts with the header's counts of names, terms and forms made to fit them.
    pub(crate) fn counted(mut self) -> Self {
        let terms = lines(&self.terms);
        self.set("\"terms\":", &terms.to_string());
        self.set("\"term_bytes\":", &self.terms.len().to_string());
        if self.header.contains("\"name_bytes\":") {
            self.set("\"name_bytes\":", &self.names.len().to_string());
        }
        // What is none is not stated.
        if let Some(start) = self.header.find(",\"form_bytes\":") {
            let end = start + 1 + self.header[start + 1..].find(',').expect("further fields");
            self.header.replace_range(start..end, "");
        }
        if !self.forms.is_empty() {
            let after = self.header.find(",\"features\":").expect("features");
            self.header.insert_str(after, &format!(",\"form_bytes\":{}", self.forms.len()));
        }
        self
    }
}

/// A file with its signature, lengths and checksum made anew, whatever else is in it: what lies under these can then be reached
/// by bytes drawn at random. What is too short for a file stays as it is.
pub(crate) fn resealed(bytes: &[u8]) -> Vec<u8> {
    if bytes.len() < FIXED + TRAILER {
        return bytes.to_vec();
    }
    let mut file = bytes[..bytes.len() - TRAILER].to_vec();
    file[..SIGNATURE.len()].copy_from_slice(SIGNATURE);
    file[24..FIXED].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    sealed(file)
}

/// The fields of a header.
pub(crate) fn fields(header: &str) -> Map<String, Value> {
    serde_json::from_str(header).expect("a header is one JSON object")
}

/// A file with its checksum after it.
pub(crate) fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    let checksum = crc32fast::hash(&file);
    file.extend(checksum.to_le_bytes());
    file
}

/// How many lines are ended.
pub(crate) fn lines(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}

/// Four bytes at a place, little-endian.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// The length of the JSON value with which a text begins.
fn value_length(json: &str) -> usize {
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    values.next().expect("a value").expect("JSON");
    values.byte_offset()
}
