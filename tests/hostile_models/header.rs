//! Every field of the header, one at a time.

use super::model_parts::{Parts, fields};
use super::{Reason, made, read, reason};
use serde_json::Value;

/// What no field expects, or few.
const ODD: [&str; 26] = [
    "null",
    "true",
    "-1",
    "0",
    "1",
    "2",
    "1.5",
    "-0.0",
    "1e308",
    "1e999",
    "-1e999",
    "NaN",
    "4294967296",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "\"\"",
    "\"x\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\u001b[2J\"",
    "[]",
    "{}",
    "[[[[[[[[[[0]]]]]]]]]]",
    "[18446744073709551615]",
    "",
];

/// The keys of an object and of those within it, each as it is spelled before its value.
fn keys(value: &Value, all: &mut Vec<String>) {
    if let Value::Object(fields) = value {
        for (key, value) in fields {
            all.push(format!("\"{key}\":"));
            keys(value, all);
        }
    }
}

fn keys_of(parts: &Parts) -> Vec<String> {
    let mut all = Vec::new();
    keys(&Value::Object(fields(&parts.header)), &mut all);
    all
}

/// A header of any contents is refused, or is that of another model, which is written as it was read.
fn refused_or_another(parts: &Parts, what: &str) -> Option<Reason> {
    let file = parts.file();
    match read(&file) {
        Ok(model) => {
            assert!(model.to_bytes().unwrap() == file, "{what}");
            let p = model.classify("Astana turns to Russia, sooo!");
            assert!((p.probabilities().as_array().iter().sum::<f64>() - 1.0).abs() < 1e-9, "{what}: {p:?}");
            assert!((0.0..=1.0).contains(&p.evidence()), "{what}: {p:?}");
            None
        }
        Err(reason) => Some(reason),
    }
}

#[test]
fn every_field_may_hold_anything() {
    let (mut tried, mut refused) = (0, 0);
    for model in made::models() {
        let good = made::parts(&model);
        for key in keys_of(&good) {
            for odd in ODD {
                let mut parts = good.clone();
                parts.set(&key, odd);
                let what = format!("{key}{odd}");
                tried += 1;
                if let Some(reason) = refused_or_another(&parts, &what) {
                    refused += 1;
                    let words = reason.to_string();
                    let named = ["header", "names", "term", "form"].iter().any(|part| words.contains(part));
                    assert!(named && !words.contains(char::is_control) && words.len() < 600, "{what}: {words:?}");
                }
            }
        }
    }
    assert!(tried > 2_000 && refused > tried * 3 / 4, "{refused} of {tried} were refused");
}

#[test]
fn every_field_is_needed_once_and_in_its_place() {
    for model in made::models() {
        let good = made::parts(&model);
        for key in keys_of(&good) {
            // Another name, another spelling, twice.
            let name = key.trim_matches(['"', ':']);
            for other in [
                format!("\"x{name}\":"),
                format!(" {key}"),
                format!("\"\\u{:04x}{}\":", name.as_bytes()[0], &name[1..]),
            ] {
                let header = good.header.replacen(&key, &other, 1);
                let broken = Parts { header, ..good.clone() };
                assert!(matches!(reason(&broken.file()), Reason::Header(_)), "{other}");
            }
            let header = good.header.replacen(&key, &format!("{key}0,{key}"), 1);
            assert!(matches!(reason(&Parts { header, ..good.clone() }.file()), Reason::Header(_)), "{key} twice");
        }
    }
}

#[test]
fn a_header_is_one_object_and_nothing_else() {
    let good = made::parts(&made::plain());
    let deep = "{\"a\":".repeat(10_000);
    for header in [
        String::new(),
        "null".into(),
        "[]".into(),
        "{}".into(),
        " ".repeat(1 << 16),
        deep,
        "[".repeat(1 << 16),
        good.header.clone() + " ",
        good.header.clone() + "{}",
        format!("\u{feff}{}", good.header),
        good.header.replace('"', "'"),
        good.header.replace(':', ": "),
    ] {
        let what = header.chars().take(40).collect::<String>();
        let reason = reason(&Parts { header, ..good.clone() }.file());
        assert!(matches!(reason, Reason::Header(_)), "{what}: {reason:?}");
    }
}

/// The words of a header's error.
fn words(model: fn() -> geostance::StanceModel, key: &str, value: &str) -> String {
    let mut parts = made::parts(&model());
    parts.set(key, value);
    reason(&parts.file()).to_string()
}

#[test]
fn errors_name_the_field() {
    let long = format!("\"{}\"", "é".repeat(33));
    for (model, key, value, expected) in [
        (made::plain as fn() -> _, "\"terms\":", "-1", "invalid value: integer `-1`, expected usize"),
        (made::plain, "\"terms\":", "9223372036854775808", "9223372036854775808 terms of"),
        (made::plain, "\"term_bytes\":", "18446744073709551615", "do not fill the file"),
        (made::named, "\"name_bytes\":", "18446744073709551615", "do not fill the file"),
        (made::plain, "\"outcomes\":", "[\"pro-moscow\"]", "unknown outcomes"),
        (made::plain, "\"outcomes\":", "[]", "unknown outcomes"),
        (made::plain, "\"bias\":", "[0.0,0.0,0.0]", "the bias is not one number per outcome"),
        (made::plain, "\"bias\":", "[0.0,0.0,0.0,1000001.0]", "within a million of 0"),
        (made::plain, "\"bias\":", "[0.0,0.0,0.0,1e999]", "number out of range"),
        (made::plain, "\"temperature\":", "0.0", "the calibration is out of range"),
        (made::plain, "\"evidence_slope\":", "1001.0", "the calibration is out of range"),
        (made::plain, "\"evidence_offset\":", "-1000.5", "the calibration is out of range"),
        (made::plain, "\"ngrams\":", "9", "parameter ngrams is 9; expected 1 to 8"),
        (made::plain, "\"ngrams\":", "18446744073709551615", "parameter ngrams is 18446744073709551615"),
        (made::plain, "\"prefixes\":", "[5,5]", "parameter prefixes"),
        (made::plain, "\"prefixes\":", "[1,2,3,4,5]", "parameter prefixes"),
        (made::plain, "\"prefixes\":", "[18446744073709551615]", "parameter prefixes"),
        (made::informal, "\"characters\":", "[3,2]", "parameter characters"),
        (made::informal, "\"characters\":", "[1,9]", "parameter characters"),
        (made::informal, "\"characters\":", "[2]", "invalid length 1"),
        (made::plain, "\"stemmer\":", "\"klingon\"", "unknown variant `klingon`"),
        (made::plain, "\"counts\":", "\"many\"", "unknown variant `many`"),
        (made::named, "\"crossed\":", "[\"nobody\"]", "parameter crossed"),
        (made::named, "\"crossed\":", "[\"east\",\"east\"]", "parameter crossed"),
        (made::named, "\"labels\":", "\"a=pro-moscow,a=none\"", "the label `a` stands for two"),
        (made::named, "\"labels\":", &long.replace('"', "\"x"), "no mapping"),
        (made::named, "\"sentences\":", "[3,3,3,3]", "sentences without a stance, but no such outcome"),
        (made::named, "\"sentences\":", "[3,3,3]", "invalid length 3"),
    ] {
        let found = words(model, key, value);
        assert!(found.starts_with("the header of the model file is invalid: ") && found.contains(expected), "{found}");
    }
}
