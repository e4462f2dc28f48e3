//! Datasets that are written out are read again as they were; and go in and out like other collections.

mod draws;

use draws::draw;
use geostance::dataset::ReadOptions;
use geostance::{
    Dataset, Error, Labels, Stance, StanceModel,
    dataset::{DataFormat, LabelledSentence},
};

const FORMATS: [DataFormat; 3] = [DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl];

fn written(data: &Dataset, format: DataFormat) -> Result<String, Error> {
    let mut out = Vec::new();
    data.write(&mut out, format).map(|()| String::from_utf8(out).unwrap())
}

fn read(text: &str, format: DataFormat, data: &Dataset) -> Dataset {
    let options = ReadOptions::from(data.labels().clone());
    Dataset::from_reader_with(text.as_bytes(), format, &options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn sentence(state: &mut u64, breaks: bool) -> LabelledSentence {
    let pieces =
        ["a", " ", "\"", "'", ",", ";", "é", "\u{feff}", "=1", "{}", "\\", "\u{1b}", "none", "x", ".", "\u{2028}"];
    let breaking = ["\n", "\r", "\r\n", "\t", "\n\n"];
    let mut text = |least: usize| {
        let mut text = "t".repeat(least);
        for _ in 0..draw(state, 9) {
            let all = pieces.len() + if breaks { breaking.len() } else { 0 };
            let piece = draw(state, all);
            text.push_str(pieces.get(piece).copied().unwrap_or_else(|| breaking[piece - pieces.len()]));
        }
        text
    };
    let (words, group, note, topic) = (text(1), text(0), text(0), text(1));
    let mut sentence = LabelledSentence::new(Stance::ALL.get(draw(state, 4)).copied(), words).metadata("note", note);
    if draw(state, 2) == 0 {
        sentence = sentence.group(group);
    }
    if draw(state, 3) == 0 {
        sentence = sentence.weight([0.0, 0.1, 1e-45, 3e38, 2.5, 1.0 / 3.0][draw(state, 6)]);
    }
    if draw(state, 3) == 0 {
        let shares = [draw(state, 7) as f64, draw(state, 7) as f64, draw(state, 7) as f64];
        let sum = shares.iter().sum::<f64>() + draw(state, 2) as f64;
        if sum > 0.0 {
            sentence = sentence.soft(shares.map(|share| share / sum));
        }
    }
    sentence.metadata("topic; or, so", topic)
}

#[test]
fn what_is_written_is_read_again() {
    let mut state = 11;
    for round in 0..200 {
        for format in FORMATS {
            let breaks = format != DataFormat::Tsv;
            let data: Dataset = (0..draw(&mut state, 12)).map(|_| sentence(&mut state, breaks)).collect();
            data.check().unwrap();
            let again = read(&written(&data, format).unwrap(), format, &data);
            assert_eq!(again, data, "round {round}, {format:?}");
            assert_eq!(written(&again, format).unwrap(), written(&data, format).unwrap());
        }
    }
}

#[test]
fn the_fixtures_are_written_as_they_are() {
    let data = Dataset::load("fixtures/test.csv").unwrap();
    for format in FORMATS {
        assert_eq!(read(&written(&data, format).unwrap(), format, &data), data);
    }
}

#[test]
fn labels_without_a_word_for_none_are_written_as_probabilities() {
    let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse().unwrap();
    let mut data = Dataset::new().with_labels(labels);
    data.push(LabelledSentence::new(Some(Stance::MultiVector), "a")).unwrap();
    assert_eq!(written(&data, DataFormat::Csv).unwrap(), "stance,text\nnone,a\n");
    data.push(LabelledSentence::new(None, "b")).unwrap();
    assert_eq!(written(&data, DataFormat::Csv).unwrap(), "p_against,p_none,p_favor,text\n0,1,0,a\n0,0,0,b\n");
    for format in FORMATS {
        assert_eq!(read(&written(&data, format).unwrap(), format, &data), data);
    }
}

#[test]
fn what_would_be_read_otherwise_is_not_written() {
    let with = |column: &str, value: &str| -> Dataset {
        [LabelledSentence::new(None, "a").metadata(column, value)].into_iter().collect()
    };
    for column in ["text", "Stance", "GROUP", "weight", "p_pro_moscow", "", " note", "note "] {
        for format in FORMATS {
            let error = written(&with(column, "x"), format).unwrap_err().to_string();
            assert_eq!(error, format!("a further column `{column}` would be read as another one; rename it"));
        }
    }
    for column in ["label", "sentence", "note", "a;b;c;d", "a\nb"] {
        for format in [DataFormat::Csv, DataFormat::Jsonl] {
            let data = with(column, "x\r\ny");
            assert_eq!(read(&written(&data, format).unwrap(), format, &data), data, "{column}");
        }
    }
    let tabs = "a tab or a line break cannot be written as TSV; write CSV or JSON lines";
    for (data, place) in [
        (with("note", "a\tb"), "line 2: "),
        (with("note\n", "a"), ""),
        ([LabelledSentence::new(None, "a"), LabelledSentence::new(None, "b\nc")].into_iter().collect(), "line 3: "),
    ] {
        let error = written(&data, DataFormat::Tsv).unwrap_err().to_string();
        assert!(error.starts_with(place) && (place.is_empty() || error.contains(tabs)), "{error}");
    }
}

#[test]
fn a_file_is_not_touched_where_writing_is_refused() {
    let path = std::env::temp_dir().join(format!("geostance-written-{}.tsv", std::process::id()));
    std::fs::write(&path, "before").unwrap();
    let data: Dataset = [LabelledSentence::new(None, "a\nb")].into_iter().collect();
    assert!(data.save(&path).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "before");
    std::fs::remove_file(&path).unwrap();
    let words = |name: &str| data.save(name).unwrap_err().to_string();
    assert_eq!(
        words("labels.xlsx"),
        "labels.xlsx: unknown kind of file; the name must end in .csv, .tsv or .jsonl, or so and in .gz"
    );
    assert_eq!(words("labels.csv.gz"), "cannot write labels.csv.gz: compressed files are read, but not written");
    assert!(words("no/such/folder/labels.csv").starts_with("cannot write no/such/folder/labels.csv: "));
}

#[test]
fn sentences_that_break_a_rule_are_never_lost_in_silence() {
    let texts = ["It rained.", " ", "It snowed.", "a\0b"];
    let mut data: Dataset =
        texts.map(|text| LabelledSentence::new(Some(Stance::ProMoscow), text)).into_iter().collect();
    let words = "2 errors in the data\n  the text is empty\n  the text has a NUL character; remove it";
    assert_eq!((data.len(), data.check().unwrap_err().to_string()), (2, words.to_owned()));
    for data in [data.filter(|_| true), data.hold_out(0.5, 0).test, data.clone()] {
        assert_eq!(StanceModel::params().fit(&data).unwrap_err().to_string(), words);
        assert_eq!(StanceModel::pretrained().evaluate(&data).unwrap_err().to_string(), words);
    }
    data.extend([LabelledSentence::new(None, "It hailed.").weight(-1.0)]);
    let mut other = Dataset::new();
    other.append(data);
    assert!(other.check().unwrap_err().to_string().starts_with("3 errors in the data\n"));
}

#[test]
fn a_dataset_is_a_collection() {
    let data = Dataset::load("fixtures/test.csv").unwrap();
    let texts: Vec<&str> = (&data).into_iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(texts.len(), data.len());
    let none: Dataset = data.clone().into_iter().filter(|sentence| sentence.stance.is_none()).collect();
    assert_eq!(none, data.filter(|sentence| sentence.stance.is_none()));
    let grouped: Dataset = [LabelledSentence::new(None, "a").group("")].into_iter().collect();
    assert_eq!(grouped.sentences()[0].group, None, "a group without a name is none");
}

#[test]
fn folds_hold_out_each_sentence_once() {
    let data = Dataset::load("fixtures/test.csv").unwrap();
    let folds = data.folds(4, 9).unwrap();
    let held_out: usize = folds.splits().map(|split| split.test.len()).sum();
    assert_eq!((folds.count(), held_out, folds.splits().len()), (4, data.len(), 4));
    for (fold, split) in folds.splits().enumerate() {
        let of_fold = folds.of_sentences().iter().filter(|of| **of == fold).count();
        assert_eq!((split.test.len(), split.train.len()), (of_fold, data.len() - of_fold));
        assert_eq!(split, folds.split(fold));
    }
    assert!(folds.split(99).test.is_empty());
    assert!(data.folds(usize::MAX, 0).is_some_and(|folds| folds.count() <= 1000));
}
