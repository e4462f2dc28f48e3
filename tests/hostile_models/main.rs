//! Models made to do harm: each breaks one rule of the format under a checksum that fits, and gets a typed error that names the
//! offence, in memory by the bytes at hand.
//!
//! - `made`: the good models that are broken. `header`: every field of the header. `contents`: names, terms and weights.
//!   `sizes`: what is cut off, and what is claimed.

mod contents;
mod header;
mod made;
#[path = "../invariants/memory.rs"]
mod memory;
#[path = "../model_parts/mod.rs"]
mod model_parts;
mod sizes;

use geostance::{Error, StanceModel, error::ModelFileReason as Reason};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

/// What reading a small model may take beside a multiple of its bytes.
const BESIDE: usize = 1 << 20;

/// Reads bytes, in memory that they account for.
fn read(bytes: &[u8]) -> Result<StanceModel, Reason> {
    let mut read = None;
    let taken = memory::peak(|| read = Some(StanceModel::from_bytes(bytes)));
    assert!(taken <= 32 * bytes.len() + BESIDE, "{taken} bytes for {}", bytes.len());
    read.expect("it was read").map_err(|error| match error {
        Error::ModelFile(error) => {
            assert_eq!(error.to_string(), error.reason().to_string());
            error.reason().clone()
        }
        other => panic!("{other:?}"),
    })
}

/// The rule that bytes break.
fn reason(bytes: &[u8]) -> Reason {
    read(bytes).err().unwrap_or_else(|| panic!("{:?} is read", String::from_utf8_lossy(&bytes[..bytes.len().min(400)])))
}

#[test]
fn the_parts_of_a_model_make_the_model() {
    for model in made::models() {
        let bytes = model.to_bytes().unwrap();
        let parts = model_parts::Parts::of(&bytes);
        assert!(parts.file() == bytes && parts.clone().counted() == parts);
        assert!(model_parts::resealed(&bytes) == bytes);
        assert_eq!(read(&bytes).unwrap().to_bytes().unwrap(), bytes);
    }
}
