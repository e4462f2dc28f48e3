//! The invariants of the fuzz targets on inputs that are drawn for them and shrunk: what the crate promises of any text, table,
//! model, mapping of labels, file of names, and training.

#[path = "invariants/mod.rs"]
mod invariants;

use geostance::dataset::DataFormat;
use invariants::memory::Counting;
use invariants::model_file::model_parts::Parts;
use invariants::{actors, labels, model_file, models, prevalence, reports, stored, tables, text, training};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// So many cases, the same at every run; what fails is shrunk and printed, not kept.
fn cases(count: u32) -> Config {
    Config {
        cases: count,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        rng_seed: proptest::test_runner::RngSeed::Fixed(2025),
        ..Config::default()
    }
}

/// What texts are made of: what news has, and what it has not.
fn piece() -> impl Strategy<Value = String> {
    let usual = [
        "Astana",
        "Minsk",
        "Russia’s",
        "the",
        "EU",
        "U.S.",
        "Mr.",
        "NATO",
        "not",
        "union",
        "“",
        "”",
        "\"",
        "(",
        ")",
        ". ",
        "? ",
        "!",
        " ",
        " ",
        " ",
        "\n",
        "\r\n\r\n",
        "\t",
        ", ",
        " – ",
        "said ",
        "1. ",
        "• ",
        "> ",
        "Nov. ",
        "ASTANA. 28 November – ",
    ];
    let odd = [
        "\0",
        "\u{feff}",
        "\u{202e}",
        "\u{200d}",
        "\u{301}",
        "\u{1b}[2J",
        "İ",
        "ﬁ",
        "ß",
        "Ж",
        "中",
        "👍🏽",
        "#Tag",
        "@x",
        "sooo",
        "<b>",
        "</p>",
        "&lt;",
        "]]>",
        "=1+1",
        "'",
        "’s",
        "https://a.b",
        "\u{2028}",
        "\u{85}",
        "E.A.E.U.",
        "yyyyyyy",
        "９",
        "\u{2e3b}",
    ];
    prop_oneof![
        6 => proptest::sample::select(usual.to_vec()).prop_map(str::to_owned),
        2 => proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z]{1,9}",
    ]
}

fn article() -> impl Strategy<Value = String> {
    vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// A field of a table.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(vec!["stance", "text", "none", "pro-moscow", "Multi_Vector", "weight", "group", "p_none", "0.5", "1e-50", "label"])
            .prop_map(str::to_owned),
        2 => article(),
        1 => proptest::sample::select(vec!["", "\"", "\"\"", "a\"b", "\"a,b\"", "\"a\nb\"", "{\"a\":1}", "null", "\u{feff}"]).prop_map(str::to_owned),
    ]
}

/// Lines of fields with a separator, ended in one way or another.
fn table() -> impl Strategy<Value = Vec<u8>> {
    let end = proptest::sample::select(vec!["\n", "\r\n", "\r", "\n\n", ""]);
    let separator = proptest::sample::select(vec![",", "\t", ";", "|"]);
    (vec((vec(field(), 1..6), end), 0..8), separator, any::<bool>()).prop_map(|(rows, separator, headed)| {
        let header = if headed { ["stance", "text", "weight"].join(separator) + "\n" } else { String::new() };
        let rows = rows.into_iter().map(|(fields, end)| fields.join(separator) + end);
        (header + &rows.collect::<String>()).into_bytes()
    })
}

/// Objects of lines, sound and unsound.
fn objects() -> impl Strategy<Value = Vec<u8>> {
    let key = proptest::sample::select(vec![
        "stance",
        "text",
        "weight",
        "group",
        "p_pro_moscow",
        "p_multi_vector",
        "p_western_leaning",
        "x",
        "",
    ]);
    let value = prop_oneof![
        field().prop_map(|field| serde_json::Value::from(field).to_string()),
        any::<f64>().prop_map(|number| number.to_string()),
        proptest::sample::select(vec![
            "null",
            "true",
            "[1,[2]]",
            "{\"a\":{}}",
            "\"none\"",
            "\"\\ud800\"",
            "0.25",
            "-0",
            ""
        ])
        .prop_map(str::to_owned),
    ];
    vec(vec((key, value), 0..5), 0..6).prop_map(|rows| {
        let row = |fields: Vec<(&str, String)>| {
            let fields = fields.into_iter().map(|(key, value)| format!("\"{key}\":{value}"));
            format!("{{{}}}\n", fields.collect::<Vec<_>>().join(","))
        };
        rows.into_iter().map(row).collect::<String>().into_bytes()
    })
}

/// The parts of a small model with some bytes of one of them changed.
fn changed_model() -> impl Strategy<Value = Vec<u8>> {
    let places = vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    (1..6_u8, 0..4_usize, places, any::<bool>()).prop_map(|(model, part, places, counted)| {
        let mut parts = Parts::of(&models::chosen(model).to_bytes().unwrap());
        let mut header = parts.header.clone().into_bytes();
        let changed =
            [&mut header, &mut parts.names, &mut parts.terms, &mut parts.weights].into_iter().nth(part).unwrap();
        for (at, byte) in places.iter().filter(|_| !changed.is_empty()).collect::<Vec<_>>() {
            let at = at.index(changed.len());
            changed[at] = *byte;
        }
        parts.header = String::from_utf8_lossy(&header).into_owned();
        let sound =
            serde_json::from_str::<serde_json::Value>(&parts.header).is_ok_and(|header| header["terms"].is_u64());
        if counted && sound && part != 0 { parts.counted().file() } else { parts.file() }
    })
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn texts(choice: u8, text in article()) {
        text::holds(choice, &text);
    }

    #[test]
    fn reports_of_texts(choice: u8, text in article()) {
        reports::holds(choice, &text);
    }

    #[test]
    fn tables_of_fields(choice: u8, file in table()) {
        tables::holds(choice, &file);
    }

    #[test]
    fn lines_of_objects(choice in (0..27_u8).prop_map(|options| 3 * options + 2), file in objects()) {
        tables::holds(choice, &file);
    }

    #[test]
    fn names(rows in vec(("[a-z+{]{0,3}", "[A-Z]?[a-zé'’. ]{0,12}"), 0..12)) {
        let rows = rows.into_iter().map(|(group, name)| format!("{group},{name}\n"));
        actors::of_bytes(format!("group,name\n{}", rows.collect::<String>()).as_bytes());
    }

    #[test]
    fn mappings(pairs in vec(("[a-z\u{ad} .é-]{0,6}", proptest::sample::select(vec!["pro-moscow", "multi-vector", "western-leaning", "none", "x"])), 0..6)) {
        let pairs: Vec<String> = pairs.into_iter().map(|(label, outcome)| format!("{label}={outcome}")).collect();
        labels::of_bytes(pairs.join(",").as_bytes());
    }

    #[test]
    fn stored_json(probabilities: [f64; 3], evidence: f64, known: usize) {
        let [a, b, c] = probabilities;
        let json = format!("{{\"evidence\":{evidence},\"probabilities\":{{\"pro-moscow\":{a},\"multi-vector\":{b},\"western-leaning\":{c}}},\"known_features\":{known}}}");
        stored::of_bytes(json.as_bytes());
        stored::of_bytes(format!("{{\"temperature\":{a},\"evidence_slope\":{b},\"evidence_offset\":{c}}}").as_bytes());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn models_with_changed_bytes(file in changed_model()) {
        model_file::of_bytes(&file);
        model_file::of_bytes_sealed(&file[..file.len() - 1]);
    }

    #[test]
    fn trainings(data in vec(any::<u8>(), 0..500)) {
        training::of_bytes(&data);
    }

    #[test]
    fn shares(data in vec(any::<u8>(), 0..500)) {
        prevalence::of_bytes(&data);
    }

    #[test]
    fn adaptations(data in vec(any::<u8>(), 0..500)) {
        training::of_bytes_adapted(&data);
    }
}

#[test]
fn drawn_trainings_are_not_all_refused() {
    let mut state = 7_u64;
    let mut byte = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let drawn = (0..400).filter_map(|_| invariants::cases::case(&(0..400).map(&mut byte).collect::<Vec<u8>>()));
    let fitted = drawn.filter(|case| case.params.fit(&case.data).is_ok()).count();
    assert!(fitted >= 40, "{fitted} of 400");
}

#[test]
fn drawn_tables_are_not_all_refused() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::new(cases(1));
    let (mut read, all) = (0, 1_000);
    for _ in 0..all {
        let file = objects().new_tree(&mut runner).unwrap().current();
        read += usize::from(geostance::Dataset::from_reader(&file[..], DataFormat::Jsonl).is_ok());
        let file = table().new_tree(&mut runner).unwrap().current();
        read += usize::from(geostance::Dataset::from_reader(&file[..], DataFormat::Csv).is_ok());
    }
    assert!(read >= 20, "{read} of {}", 2 * all);
}
