//! Names, terms, forms and weights.

use super::model_parts::{Parts, lines};
use super::{Reason, made, reason};
use geostance::StanceModel;

/// The parts with other terms, a weight of zero for each, and no forms.
fn with_terms(model: &StanceModel, terms: &[u8]) -> Parts {
    let good = made::parts(model);
    let width = if good.header.contains(",\"none\"]") { 4 } else { 3 };
    let count = lines(terms);
    Parts { terms: terms.to_vec(), forms: Vec::new(), weights: vec![0; 4 * width * count], ..good }.counted()
}

fn term_reason(model: &StanceModel, terms: &[u8]) -> Reason {
    reason(&with_terms(model, terms).file())
}

#[test]
fn every_rule_of_terms_is_checked_of_every_kind() {
    let (plain, named, informal) = (made::plain(), made::named(), made::informal());
    let wide = format!("{}\n", "wort ".repeat(3).trim_end());
    for (model, terms, column, rule) in [
        (&plain, "\n", 0, "it is empty"),
        (&plain, "a\n\n", 1, "it is empty"),
        (&plain, "b\na\n", 1, "it does not come after its predecessor in byte order"),
        (&plain, "a\na\n", 1, "it does not come after its predecessor in byte order"),
        (&plain, "é\nz\n", 1, "it does not come after its predecessor in byte order"),
        (&plain, "a b c\n", 0, "it has more words than the model's n-grams"),
        (&plain, &wide, 0, "it has more words than the model's n-grams"),
        (&plain, "a  b\n", 0, "it is not made of words and single spaces"),
        (&plain, " a\n", 0, "it is not made of words and single spaces"),
        (&plain, "a \n", 0, "it is not made of words and single spaces"),
        (&plain, "a\u{a0}b\n", 0, "it is not made of visible characters"),
        (&plain, "a\u{85}b\n", 0, "it is not made of visible characters"),
        (&plain, "a\u{0}\n", 0, "it is not made of visible characters"),
        (&plain, "a\tb\n", 0, "it is not made of visible characters"),
        (&plain, "\u{1b}[2J\n", 0, "it is not made of visible characters"),
        (&plain, "a\r\n", 0, "it is not made of visible characters"),
        (&plain, "a{b\n", 0, "it is not made of visible characters"),
        (&plain, "abcd*\n", 0, "its length is not among those that the model has of its kind"),
        (&plain, "abcdef*\n", 0, "its length is not among those that the model has of its kind"),
        (&plain, "|ab|\n", 0, "its length is not among those that the model has of its kind"),
        (&plain, "{east}\n", 0, "its length is not among those that the model has of its kind"),
        (&plain, "long:soo\n", 0, "its mark is not among the model's"),
        (&plain, "1:soo\n", 0, "its mark is not among the model's"),
        (&named, "4:astana\n", 0, "its mark is not among the model's"),
        (&named, "1:\n", 0, "it is not a mark and a word"),
        (&named, "1:a b\n", 0, "it is not a mark and a word"),
        (&named, "1:1:a\n", 0, "it is not a mark and a word"),
        (&informal, "|abcd|\n", 0, "its length is not among those that the model has of its kind"),
        (&informal, "|a b|\n", 0, "it is not made of visible characters"),
        (&informal, "||\n", 0, "it is not made of visible characters"),
        (&informal, "long:\n", 0, "it is not a mark and a word"),
    ] {
        let found = term_reason(model, terms.as_bytes());
        assert_eq!(found, Reason::Term { column, rule }, "{terms:?}");
        assert_eq!(found.to_string(), format!("term {column} of the model file is invalid: {rule}"));
    }
}

#[test]
fn terms_of_any_size_are_refused_or_read() {
    let plain = made::plain();
    // A word may be long; it is one term all the same, and takes what it takes in the file.
    let long = "x".repeat(1 << 20) + "\n";
    assert!(super::read(&with_terms(&plain, long.as_bytes()).file()).is_ok());
    let beginning = "x".repeat(1 << 20) + "*\n";
    assert!(matches!(term_reason(&plain, beginning.as_bytes()), Reason::Term { column: 0, .. }));
    let spaces = "x ".repeat(1 << 19) + "x\n";
    assert!(matches!(term_reason(&plain, spaces.as_bytes()), Reason::Term { column: 0, .. }));
    assert!(matches!(term_reason(&plain, &[b'\n'; 1 << 12]), Reason::Term { column: 0, .. }));
}

#[test]
fn terms_are_utf8_and_as_many_as_is_said() {
    let plain = made::plain();
    for broken in [&b"a\n\xff\n"[..], b"a\n\xc3\n", b"\xed\xa0\x80\n", b"\xf4\x90\x80\x80\n", b"\xc0\x80\n"] {
        let parts = with_terms(&plain, broken);
        let start = 32 + parts.header.len();
        let offset = (start + broken.iter().position(|byte| !byte.is_ascii()).unwrap()) as u64;
        assert_eq!(reason(&parts.file()), Reason::TermsUtf8 { offset });
    }
    for (terms, count) in [(&b"a\nb"[..], "1"), (b"a\nb\n", "3"), (b"a\nb\n", "1"), (b"a", "0"), (b"a", "1")] {
        let mut parts = with_terms(&plain, terms);
        parts.set("\"terms\":", count);
        parts.weights = vec![0; 16 * count.parse::<usize>().unwrap()];
        let found = reason(&parts.file()).to_string();
        assert_eq!(found, format!("the header of the model file is invalid: the number of terms is not {count}"));
    }
}

#[test]
fn every_rule_of_forms_is_checked() {
    let good = made::parts(&made::plain());
    assert!(lines(&good.forms) > 5);
    let with = |forms: &[u8]| Parts { forms: forms.to_vec(), ..good.clone() }.counted();
    let (word, order) = ("it is not a word of 1 to 16 bytes", "it does not come after its predecessor in byte order");
    for (forms, line, rule) in [
        (&b"\n"[..], 0, word),
        (b"a\n\n", 1, word),
        (b"abcdefghijklmnopq\n", 0, word),
        ("a\nééééééééé\n".as_bytes(), 1, word),
        (b"a\tb\n", 0, word),
        (b"a\r\n", 0, word),
        (b"a\n\0\n", 1, word),
        (b"\x1b[2J\n", 0, word),
        (b"b\na\n", 1, order),
        (b"a\na\n", 1, order),
        ("é\nz\n".as_bytes(), 1, order),
    ] {
        let found = reason(&with(forms).file());
        assert_eq!(found, Reason::Form { line, rule }, "{forms:?}");
    }
    for broken in [&b"a\n\xff\n"[..], b"\xc3\n", b"\xed\xa0\x80\n"] {
        assert_eq!(reason(&with(broken).file()), Reason::FormsUtf8);
    }
    assert!(reason(&with(b"a\nb").file()).to_string().contains("the last form has no line feed"));
    // None, and those of words that no term knows, are models all the same; forms change nothing that is said.
    let said = made::plain().classify("Astana turns to Russia");
    for forms in [&b""[..], b"xyzzy\n", b"a b\n", "\u{7f}\n\u{202e}\n".as_bytes()] {
        let file = with(forms).file();
        let model = super::read(&file).unwrap();
        assert!(model.to_bytes().unwrap() == file && model.classify("Astana turns to Russia") == said, "{forms:?}");
    }
    // The version before has none.
    let former = Parts { version: 2, ..good.clone() };
    assert!(reason(&former.file()).to_string().contains("forms in a version that has none"));
}

#[test]
fn every_rule_of_names_is_checked() {
    let good = made::parts(&made::named());
    let names = |names: &[u8]| Parts { names: names.to_vec(), ..good.clone() }.counted();
    let many = (0..17).flat_map(|i| [format!("g{i},Name"), "x".repeat(i), "\n".to_owned()]).collect::<String>();
    let large = format!("group,name\neast,{}\n", "x".repeat(5 << 20));
    for (text, expected) in [
        (&b"group,name\n"[..], "line 1: there is no name in any group"),
        (b"group;name\neast,Russia\n", "line 1: the first line must be `group,name`"),
        (b"group,name\neast\n", "line 2: not a group and a name"),
        (b"group,name\neast,\"Russia\"\n", "line 2: not a group and a name"),
        (b"group,name\nea st,Russia\n", "line 2: not a group and a name"),
        (b"group,name\neast,Russia\nwest,RUSSIA\n", "line 3: `RUSSIA` stands in line 2 already"),
        (b"group,name\neast,\xff\n", "they are not UTF-8"),
        (b"group,name\r\neast,Russia\r\nwest,Europe\r\n", "they are not spelled as they are written"),
        (b"group,name\neast,Russia\nwest,Europe", "they are not spelled as they are written"),
        (b"group,name\n\neast,Russia\nwest,Europe\n", "they are not spelled as they are written"),
        (b"\xef\xbb\xbfgroup,name\neast,Russia\nwest,Europe\n", "they are not spelled as they are written"),
        (format!("group,name\n{many}").as_bytes(), "line 18: more than 16 groups"),
        (large.as_bytes(), "there are more than 4 MiB of them"),
    ] {
        let found = reason(&names(text).file());
        assert!(matches!(found, Reason::Names(_)) && found.to_string().contains(expected), "{found}");
    }
    // Names that the features do not go by.
    assert!(reason(&names(b"group,name\neast,Russia\n").file()).to_string().contains("parameter crossed"));
    let without = Parts { names: Vec::new(), ..good.clone() }.counted();
    assert!(matches!(reason(&without.file()), Reason::Header(_)));
}

#[test]
fn every_weight_is_finite() {
    for model in [made::plain(), made::named()] {
        let good = made::parts(&model);
        let width = if model.knows_none() { 4 } else { 3 };
        for at in 0..good.weights.len() / 4 {
            for value in
                [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::from_bits(0xffc0_0001), f32::from_bits(0x7f80_0001)]
            {
                let mut parts = good.clone();
                parts.weights[4 * at..4 * at + 4].copy_from_slice(&value.to_le_bytes());
                assert_eq!(reason(&parts.file()), Reason::Weight { column: at / width });
            }
        }
    }
}

#[test]
fn the_largest_weights_make_no_number_that_is_none() {
    for (weight, bias) in
        [(f32::MAX, "1000000.0"), (f32::MIN, "-1000000.0"), (f32::MIN_POSITIVE, "1e-300"), (1e-45, "-0.0")]
    {
        for mut parts in made::models().iter().map(made::parts) {
            for (place, value) in parts.weights.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                *value = (if place % 2 == 0 { weight } else { -weight }).to_le_bytes();
            }
            let width = if parts.header.contains(",\"none\"]") { 4 } else { 3 };
            parts.set("\"bias\":", &format!("[{}]", vec![bias; width].join(",")));
            for calibration in ["0.001", "1000.0"] {
                parts.set("\"temperature\":", calibration);
                parts.set("\"evidence_slope\":", calibration);
                let model = super::read(&parts.file()).unwrap();
                for text in
                    ["", "Astana turns to Russia", "Astana sooo sells gas to Europe and China trades with Russia"]
                {
                    let p = model.classify(text);
                    assert!((p.probabilities().as_array().iter().sum::<f64>() - 1.0).abs() < 1e-9, "{p:?}");
                    assert!((0.0..=1.0).contains(&p.evidence()) && (0.0..=1.0).contains(&p.confidence()), "{p:?}");
                }
            }
        }
    }
}
