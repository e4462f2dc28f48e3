//! What is cut off, and what is claimed.

use super::model_parts::{Parts, resealed, sealed, u32_at};
use super::{Reason, made, read, reason};
use geostance::StanceModel;

#[test]
fn a_file_cut_anywhere_is_refused() {
    for model in made::models() {
        let good = model.to_bytes().unwrap();
        for length in 0..good.len() {
            let found = reason(&good[..length]);
            assert!(matches!(found, Reason::Truncated { .. } | Reason::Signature), "{length} bytes: {found:?}");
            // And where lengths and checksum are made to fit what is left.
            let refitted = resealed(&good[..length]);
            assert!(read(&refitted).is_err(), "{length} bytes, refitted");
        }
    }
}

#[test]
fn a_file_without_one_of_its_bytes_or_with_one_more_is_another_or_refused() {
    let good = made::named().to_bytes().unwrap();
    for at in 0..good.len() - 4 {
        let mut less = good.clone();
        less.remove(at);
        let mut more = good.clone();
        more.insert(at, good[at]);
        for changed in [resealed(&less), resealed(&more)] {
            if let Ok(model) = read(&changed) {
                assert!(model.to_bytes().unwrap() == changed, "byte {at}");
            }
        }
    }
}

/// A file of some bytes that says that it has so many, with a header of so many.
fn claims(length: u64, header: u32, bytes: usize) -> Vec<u8> {
    let good = made::plain().to_bytes().unwrap();
    let mut file = good[..bytes - 4].to_vec();
    file[20..24].copy_from_slice(&header.to_le_bytes());
    file[24..32].copy_from_slice(&length.to_le_bytes());
    sealed(file)
}

#[test]
fn a_claimed_length_is_not_believed() {
    let header = u32_at(&made::plain().to_bytes().unwrap(), 20);
    for length in [1025, 1 << 30, 1 << 31] {
        assert_eq!(reason(&claims(length, header, 1024)), Reason::Truncated { expected: length, found: 1024 });
    }
    for length in [(1 << 31) + 1, u64::from(u32::MAX), 1 << 32, 1 << 63, u64::MAX] {
        assert_eq!(reason(&claims(length, header, 1024)), Reason::TooLarge { found: length, limit: 1 << 31 });
    }
    for length in [0, 1, 35, 1023] {
        assert_eq!(reason(&claims(length, header, 1024)), Reason::Padded { expected: length, found: 1024 });
    }
    for header in [1024 - 35, 1 << 16 | 1, 1 << 30, 1 << 31, u32::MAX] {
        let found = reason(&claims(1024, header, 1024));
        assert!(found.to_string().contains("does not fit a file of 1024 bytes"), "{found}");
    }
}

#[test]
fn a_kilobyte_that_claims_a_gigabyte_takes_a_kilobyte() {
    let good = made::parts(&made::named());
    for (key, value) in [
        ("\"terms\":", "67108864"),
        ("\"terms\":", "9223372036854775808"),
        ("\"terms\":", "1152921504606846976"),
        ("\"terms\":", "4611686018427387904"),
        ("\"term_bytes\":", "1073741824"),
        ("\"term_bytes\":", "18446744073709551615"),
        ("\"form_bytes\":", "1073741824"),
        ("\"form_bytes\":", "18446744073709551615"),
        ("\"name_bytes\":", "1073741824"),
        ("\"name_bytes\":", "9223372036854775807"),
    ] {
        let mut parts = good.clone();
        parts.set(key, value);
        let file = parts.file();
        let mut read = None;
        let taken = super::memory::peak(|| read = Some(StanceModel::from_bytes(&file)));
        let error = read.unwrap().unwrap_err().to_string();
        assert!(error.contains("do not fill the file"), "{key}{value}: {error}");
        assert!(taken < 64 << 10, "{key}{value}: {taken} bytes");
    }
}

/// Terms of eight words of a letter or two each, all with other beginnings: the most nodes for the fewest bytes.
#[test]
fn a_model_of_long_ngrams_takes_a_bounded_multiple_of_its_file() {
    let mut good = made::parts(&made::plain());
    good.set("\"ngrams\":", "8");
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    let mut terms: Vec<String> = (0..40_000)
        .map(|i| {
            format!("{}{}{} a b c d e f g\n", letter(i), letter(i / 26), letter(i / 676))
                .replace(" a b", &format!(" {} b", letter(i / 17_576)))
        })
        .collect();
    terms.sort_unstable();
    terms.dedup();
    let weights = vec![0; 16 * terms.len()];
    let file = Parts { terms: terms.concat().into_bytes(), forms: Vec::new(), weights, ..good }.counted().file();
    let mut model = None;
    let taken = super::memory::peak(|| model = Some(StanceModel::from_bytes(&file)));
    assert!(model.unwrap().is_ok());
    assert!(taken <= 32 * file.len(), "{taken} bytes for {}: {} times", file.len(), taken / file.len());
    println!("{} times its file", taken / file.len());
}

#[test]
fn more_than_any_model_is_refused_unread() {
    // Pages that nobody touches take no memory.
    let found = reason_of_large(&vec![0; (1 << 31) + 1]);
    assert_eq!(found, Reason::TooLarge { found: (1 << 31) + 1, limit: 1 << 31 });
}

fn reason_of_large(bytes: &[u8]) -> Reason {
    let mut found = None;
    let taken = super::memory::peak(|| found = Some(reason(bytes)));
    assert!(taken < 4096, "{taken} bytes");
    found.unwrap()
}

#[test]
fn the_version_is_looked_at_before_all_else() {
    let good = made::parts(&made::plain());
    for version in [0, good.version + 1, 1 << 31, u32::MAX] {
        let found = reason(&Parts { version, header: "no header".into(), ..good.clone() }.file());
        assert!(matches!(found, Reason::Version { found, .. } if found == version), "{found:?}");
    }
}
