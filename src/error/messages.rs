//! The table of every message: one example a variant, held against `MESSAGES.md`.

#![cfg(all(test, feature = "train"))]

use super::{
    Column, DataError, DataErrors, DataReason, EvaluationError, FileKind, GazetteerError, GazetteerReason, IoError,
    LabelsError, ModelFileError, ModelFileReason, ParamsError, ParseError, PrevalenceError, QuotingRule, TrainingError,
};
use crate::logistic::LogisticError;
use crate::stance::Stance;
use crate::tokens::Stemmer;
use std::fmt::{Display, Write};
use std::path::Path;

/// One kind of error: its name and its examples.
struct Kind(&'static str, Vec<(&'static str, String)>);

/// Examples of an enum. The match has every variant, so that a new one does not compile without an example.
macro_rules! examples {
    ($kind:ident: $($variant:ident => [$($example:expr),+ $(,)?]),+ $(,)?) => {{
        fn name(value: &$kind) -> &'static str {
            match value {
                $($kind::$variant { .. } => stringify!($variant),)+
            }
        }
        let examples: Vec<$kind> = vec![$($($example),+),+];
        Kind(stringify!($kind), examples.iter().map(|example| (name(example), example.to_string())).collect())
    }};
}

/// What is said of an error that has no variants.
fn plain(kind: &'static str, examples: Vec<(&'static str, &dyn Display)>) -> Kind {
    Kind(kind, examples.into_iter().map(|(name, example)| (name, example.to_string())).collect())
}

fn data_reasons() -> Kind {
    examples!(DataReason:
        UnknownFormat => [DataReason::UnknownFormat],
        FileKind => [DataReason::FileKind(FileKind::Pdf)],
        EmptyFolder => [DataReason::EmptyFolder],
        ArticleTooLong => [DataReason::ArticleTooLong { limit: 1 << 28 }],
        NoHeader => [DataReason::NoHeader],
        MissingColumn => [
            DataReason::MissingColumn { name: "text".into(), found: vec!["id".into(), "body".into()] },
            DataReason::MissingColumn { name: "summary".into(), found: vec!["id".into(), "body".into()] },
        ],
        DuplicateColumn => [DataReason::DuplicateColumn("text".into())],
        TooManyColumns => [DataReason::TooManyColumns { limit: 1 << 14 }],
        UnnamedColumn => [DataReason::UnnamedColumn],
        FieldCount => [DataReason::FieldCount { expected: 2, found: 3 }],
        BlankLine => [DataReason::BlankLine],
        EmptyRow => [DataReason::EmptyRow],
        UnknownStance => [DataReason::UnknownStance {
            found: "pro-russia".into(),
            expected: Stance::ALL.map(|stance| stance.as_str().to_owned()).into(),
        }],
        NoLabel => [DataReason::NoLabel],
        BothLabels => [DataReason::BothLabels("p_pro_moscow".into())],
        PartialLabels => [
            DataReason::PartialLabels { missing: "p_multi_vector".into(), found: "p_pro_moscow".into() },
        ],
        MixedLabels => [DataReason::MixedLabels],
        Probability => [DataReason::Probability("1.5".into())],
        ProbabilitySum => [DataReason::ProbabilitySum(1.2)],
        EmptyText => [DataReason::EmptyText],
        NulInText => [DataReason::NulInText],
        TextTooLong => [DataReason::TextTooLong { bytes: 70_000, limit: 65_536 }],
        RowTooLong => [DataReason::RowTooLong { limit: 1 << 24 }],
        InvalidUtf8 => [
            DataReason::InvalidUtf8 { offset: 27, encoding: None },
            DataReason::InvalidUtf8 { offset: 27, encoding: Some("Windows-1252") },
        ],
        InvalidUtf16 => [DataReason::InvalidUtf16 { offset: 28 }],
        Quoting => [DataReason::Quoting(QuotingRule::NeverClosed)],
        Weight => [DataReason::Weight("-1".into())],
        TinyWeight => [DataReason::TinyWeight("1e-50".into())],
        Json => [DataReason::Json("expected a string, found 3".into())],
        ReservedColumn => [DataReason::ReservedColumn("text".into())],
        NotInTsv => [DataReason::NotInTsv],
    )
}

fn kinds_of_files() -> Kind {
    examples!(FileKind:
        Spreadsheet => [FileKind::Spreadsheet],
        Document => [FileKind::Document],
        OldOffice => [FileKind::OldOffice],
        Zip => [FileKind::Zip],
        Gzip => [FileKind::Gzip],
        Zstandard => [FileKind::Zstandard],
        Bzip2 => [FileKind::Bzip2],
        Xz => [FileKind::Xz],
        Pdf => [FileKind::Pdf],
        Html => [FileKind::Html],
        Xml => [FileKind::Xml],
        Json => [FileKind::Json],
        Parquet => [FileKind::Parquet],
        Sqlite => [FileKind::Sqlite],
        UnmarkedUtf16 => [FileKind::UnmarkedUtf16],
        Utf32 => [FileKind::Utf32],
        Binary => [FileKind::Binary],
    )
}

fn quoting_rules() -> Kind {
    examples!(QuotingRule:
        InsideUnquoted => [QuotingRule::InsideUnquoted],
        AfterClosing => [QuotingRule::AfterClosing { opened_line: 3 }],
        NeverClosed => [QuotingRule::NeverClosed],
        BareCarriageReturn => [QuotingRule::BareCarriageReturn],
    )
}

fn model_file_reasons() -> Kind {
    examples!(ModelFileReason:
        Signature => [ModelFileReason::Signature],
        Version => [ModelFileReason::Version { found: 9, supported: 2 }],
        Truncated => [ModelFileReason::Truncated { expected: 1_368_296, found: 65_536 }],
        Padded => [ModelFileReason::Padded { expected: 1_368_296, found: 1_368_297 }],
        TooLarge => [ModelFileReason::TooLarge { found: (1 << 31) + 1, limit: 1 << 31 }],
        Checksum => [ModelFileReason::Checksum { stored: 0x6381_1e87, computed: 0x0bad_cafe }],
        Header => [ModelFileReason::Header("unknown outcomes".into())],
        Names => [ModelFileReason::Names("they are not UTF-8".into())],
        Term => [
            ModelFileReason::Term { column: 7, rule: "it does not come after its predecessor in byte order" },
        ],
        TermsUtf8 => [ModelFileReason::TermsUtf8 { offset: 1_234 }],
        Weight => [ModelFileReason::Weight { column: 7 }],
        Unwritable => [ModelFileReason::Unwritable("it is larger than 2 GiB")],
    )
}

fn gazetteer_reasons() -> Kind {
    examples!(GazetteerReason:
        Header => [GazetteerReason::Header],
        Row => [GazetteerReason::Row],
        Words => [GazetteerReason::Words { limit: 8 }],
        Twice => [GazetteerReason::Twice { name: "Moscow".into(), earlier: 2 }],
        Groups => [GazetteerReason::Groups { limit: 16 }],
        Empty => [GazetteerReason::Empty],
        TooLarge => [GazetteerReason::TooLarge { limit: 1 << 22 }],
    )
}

fn labels() -> Kind {
    examples!(LabelsError:
        NoPair => [LabelsError::NoPair("favor".into())],
        UnknownOutcome => [LabelsError::UnknownOutcome("pro-russia".into())],
        LabelTwice => [LabelsError::LabelTwice("favor".into())],
        Spelling => [LabelsError::Spelling(" favor".into())],
        Unknown => [LabelsError::Unknown {
            label: "neutral".into(),
            expected: vec!["favor".into(), "against".into(), "none".into()],
        }],
    )
}

fn training() -> Kind {
    examples!(TrainingError:
        NoSentences => [TrainingError::NoSentences],
        MissingClass => [TrainingError::MissingClass("multi-vector".into())],
        EmptyVocabulary => [TrainingError::EmptyVocabulary { min_df: 2.0 }],
        Solver => [
            TrainingError::Solver("the solver found no finite solution: a parameter is not finite; use a larger l2".into()),
        ],
        NoKinds => [TrainingError::NoKinds { column: "register".into(), found: 1 }],
        TooFewGroups => [TrainingError::TooFewGroups { folds: 5 }],
    )
}

fn evaluation() -> Kind {
    examples!(EvaluationError:
        NoSentences => [EvaluationError::NoSentences],
        OtherCount => [EvaluationError::OtherCount { expected: 2_304, found: 2_300 }],
        OtherSentence => [EvaluationError::OtherSentence { row: 4 }],
    )
}

fn prevalence() -> Kind {
    examples!(PrevalenceError:
        FewLabels => [PrevalenceError::FewLabels { found: 12, needed: 30 }],
        FewClusters => [PrevalenceError::FewClusters { found: 8, needed: 30 }],
        OutOfCorpus => [PrevalenceError::OutOfCorpus { row: 0, place: 7, sentences: 5 }],
        OutOfPart => [PrevalenceError::OutOfPart { place: 7, sentences: 5 }],
        Twice => [PrevalenceError::Twice { row: 3 }],
        Label => [PrevalenceError::Label { row: 3 }],
        Probability => [PrevalenceError::Probability { row: 1, found: 0.0 }],
        NoProbability => [PrevalenceError::NoProbability { row: 1 }],
        OtherCount => [PrevalenceError::OtherCount { expected: 400, found: 300 }],
        Level => [PrevalenceError::Level(1.5)],
        SmallSample => [PrevalenceError::SmallSample { size: 200, needed: 360, cells: 12 }],
        NoSentences => [PrevalenceError::NoSentences],
    )
}

fn logistic() -> Kind {
    let params = ParamsError::new("l2", -1, "a finite number above zero");
    examples!(LogisticError:
        Params => [LogisticError::Params(params.clone())],
        Shape => [LogisticError::Shape("3 rows and 4 targets".into())],
        Value => [LogisticError::Value { row: 2 }],
        SampleWeight => [LogisticError::SampleWeight { row: 2 }],
        NoRows => [LogisticError::NoRows],
        Solver => [LogisticError::Solver("the objective is not finite; use a larger l2".into())],
        Linfa => [LogisticError::Linfa("not enough samples".into())],
    )
}

/// The errors that name a place, around a reason of theirs.
fn places() -> Kind {
    let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
    let data = |line| {
        DataError::new(DataReason::EmptyText).at(line).column_at(Column::Field { number: 2, name: "text".into() })
    };
    let mut several = DataErrors::from(data(3).in_file(Path::new("labels.csv")));
    several.add(DataError::new(DataReason::BlankLine).at(4).in_file(Path::new("labels.csv")));
    let model = ModelFileError::new(ModelFileReason::Signature).in_file(Path::new("labels.csv"));
    plain(
        "Error",
        vec![
            ("IoError", &IoError::reading(Path::new("no/such.gst"), missing())),
            ("IoError", &IoError::writing(Path::new("no/such.gst"), missing())),
            ("IoError", &IoError { action: "write", path: None, source: missing() }),
            ("DataError", &data(3).in_file(Path::new("labels.csv"))),
            ("DataError", &data(3)),
            ("DataErrors", &several),
            ("ModelFileError", &model),
            ("GazetteerError", &GazetteerError::new(3, GazetteerReason::Row).in_file(Path::new("names.csv"))),
            ("ParamsError", &ParamsError::new("ngrams", 0, "1 to 8")),
            ("ParseError", &ParseError::new("stance", "pro-russia", Stance::ALL.map(Stance::as_str))),
            ("ParseStemmerError", &"klingon".parse::<Stemmer>().unwrap_err()),
        ],
    )
}

fn kinds() -> Vec<Kind> {
    vec![
        places(),
        data_reasons(),
        quoting_rules(),
        kinds_of_files(),
        model_file_reasons(),
        gazetteer_reasons(),
        labels(),
        training(),
        evaluation(),
        prevalence(),
        logistic(),
    ]
}

/// A message as a cell of a table.
fn cell(message: &str) -> String {
    message.replace('\n', "<br>").replace("  ", "&nbsp; ").replace('|', "\\|")
}

fn table() -> String {
    let mut table = "# Every message\n\nOne example of each; made and held by `cargo test --lib messages` \
                     (`UPDATE_MESSAGES=1` writes it anew).\n"
        .to_owned();
    for Kind(kind, examples) in kinds() {
        let _ = write!(table, "\n| {kind} | message |\n| --- | --- |\n");
        for (variant, message) in examples {
            let _ = writeln!(table, "| {variant} | {} |", cell(&message));
        }
    }
    table
}

#[test]
fn the_table_has_every_message() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/error/MESSAGES.md");
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        std::fs::write(path, table()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        table(),
        "run it with UPDATE_MESSAGES=1, and read what has changed"
    );
}

#[test]
fn messages_can_be_embedded() {
    // Names of formats and makers keep their capitals.
    let names = ["PDF ", "JSON", "UTF-", "XML", "ZIP ", "SQLite", "Parquet"];
    for Kind(kind, examples) in kinds() {
        for (variant, message) in examples {
            assert!(
                !message.ends_with(['.', ' ', '\n']) && !message.contains(['\t', '\u{1b}']),
                "{kind}::{variant}: {message}"
            );
            let lower = !message.starts_with(char::is_uppercase) || names.iter().any(|name| message.starts_with(name));
            assert!(lower, "{kind}::{variant}: {message}");
            assert!((8..400).contains(&message.len()), "{kind}::{variant}: {message}");
        }
    }
}
