//! What the public face promises of predictions, explanations and article reports, on any text.

use geostance::{
    Outcome, Stance, StanceModel,
    model::TermKind,
    report::{ReportFormat, ReportOptions},
};

fn model() -> &'static StanceModel {
    StanceModel::pretrained()
}

fn articles() -> Vec<String> {
    let paths = std::fs::read_dir("fixtures/articles").unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn odd_texts() -> Vec<String> {
    vec![
        String::new(),
        " \t\r\n".into(),
        "… — !?".into(),
        "\0".into(),
        "Россия и Казахстан развивают союзнические отношения".into(),
        "哈萨克斯坦与中国加强合作".into(),
        "👍🏽 🇰🇿🇷🇺 Astana".into(),
        "e\u{301}\u{301}\u{301} U.S. ’’’ ''' a'b'c".into(),
        "y".repeat(100_000),
        "Russia ".repeat(1_500_000),
        "no ".repeat(1_000),
        "((((((((((\"\"\"\"".repeat(1_000),
        "\u{202e}\u{200d}\u{feff}NATO\u{200b}".into(),
    ]
}

#[test]
fn every_text_gets_probabilities() {
    for text in odd_texts() {
        let p = model().classify(&text);
        assert!((p.probabilities().as_array().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(p.probabilities().as_array().iter().all(|probability| (0.0..=1.0).contains(probability)));
        assert!((0.0..=1.0).contains(&p.evidence()) && (0.0..=1.0).contains(&p.confidence()));
        assert!(p.confidence() <= p.probability(p.stance()));
        // A thread that has read nothing else says the same.
        let elsewhere = std::thread::scope(|scope| scope.spawn(|| model().classify(&text)).join().unwrap());
        assert_eq!(p, elsewhere);
    }
}

#[test]
fn without_a_known_feature_the_prior_is_said() {
    let prior = model().classify("");
    assert_eq!(prior.known_features(), 0);
    for text in ["☃", "哈萨克斯坦", " "] {
        assert_eq!(model().classify(text), prior);
    }
    assert!(model().classify("Moscow").known_features() > 0);
}

#[test]
fn batches_are_in_order() {
    let texts: Vec<String> = articles().concat().lines().map(str::to_owned).chain(odd_texts()).collect();
    let one_by_one: Vec<_> = texts.iter().map(|text| model().classify(text)).collect();
    assert_eq!(model().classify_batch(&texts), one_by_one);
    assert_eq!(model().classify_batch::<&str>(&[]), []);
    let streamed: Vec<_> = model().classify_stream(&texts).collect();
    assert_eq!(streamed.iter().map(|(text, _)| *text).collect::<Vec<_>>(), texts.iter().collect::<Vec<_>>());
    assert_eq!(streamed.iter().map(|(_, prediction)| *prediction).collect::<Vec<_>>(), one_by_one);
    assert_eq!(model().classify_stream::<&str>([]).count(), 0);
}

#[test]
fn a_stream_is_read_in_blocks() {
    let read = std::cell::Cell::new(0);
    let endless = std::iter::repeat_with(|| {
        read.set(read.get() + 1);
        "Minsk signed."
    });
    let mut stream = model().classify_stream(endless);
    let expected = model().classify("Minsk signed.");
    for _ in 0..10_000 {
        assert_eq!(stream.next(), Some(("Minsk signed.", expected)));
    }
    assert!(read.get() <= 20_000, "{} read", read.get());
    drop(stream);
    read.set(0);
    let long = "word ".repeat(100_000);
    let mut stream = model().classify_stream(std::iter::repeat_with(|| {
        read.set(read.get() + 1);
        &long
    }));
    assert!(stream.next().is_some());
    assert_eq!(read.get(), 3, "half a megabyte each");
}

#[test]
fn a_model_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(model());
}

#[test]
fn contributions_and_words_sum_to_the_scores() {
    for text in articles().iter().flat_map(|text| text.lines()).chain(["Russia, Russia and RUSSIA", ""]) {
        let explanation = model().explain(text);
        assert_eq!(*explanation.prediction(), model().classify(text));
        for stance in Stance::ALL {
            let by_term: f64 = explanation.contributions().iter().map(|part| part.to(stance)).sum();
            let by_word: f64 = explanation.words().iter().map(|word| word.to(stance)).sum();
            for sum in [by_term, by_word] {
                assert!((explanation.bias(stance) + sum - explanation.score(stance)).abs() < 1e-9, "{text}");
            }
        }
        let none: f64 = explanation.contributions().iter().map(|part| part.to(Outcome::None)).sum();
        let score = explanation.score(Outcome::None) - explanation.bias(Outcome::None);
        assert!((none - score).abs() < 1e-9, "{text}");
    }
}

#[test]
fn contributions_point_at_their_words() {
    let text = "The «Eurasian Union» – allies of Moscow";
    let explanation = model().explain(text);
    let mut found: Vec<(TermKind, &str, &str)> =
        explanation.contributions().iter().map(|part| (part.kind(), part.term(), &text[part.span()])).collect();
    found.sort();
    for expected in [
        (TermKind::Word, "alli", "allies"),
        (TermKind::Word, "moscow", "Moscow"),
        (TermKind::Ngram, "eurasian union", "Eurasian Union"),
        (TermKind::Prefix, "euras*", "Eurasian"),
    ] {
        assert!(found.binary_search(&expected).is_ok(), "{expected:?} among {found:#?}");
    }
    assert!(found.iter().any(|(kind, term, _)| *kind == TermKind::Crossed && term.starts_with("russia only × ")));
}

#[test]
fn an_article_is_its_sentences() {
    for text in articles() {
        let report = model().classify_article(&text);
        assert!(report.sentences().len() >= 20);
        for sentence in report.sentences() {
            assert_eq!(&text[sentence.span()], sentence.text());
            assert_eq!(*sentence.prediction(), model().classify(sentence.text()));
        }
        let shares = report.shares(0.5).unwrap();
        assert!((shares.decided().as_array().iter().sum::<f64>() + shares.undecided() - 1.0).abs() < 1e-12);
        assert!((shares.mean_probabilities().as_array().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

fn written(text: &str, format: ReportFormat, options: &ReportOptions) -> String {
    let mut out = Vec::new();
    model().classify_article(text).write(&mut out, format, options).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_lines_have_the_fields_and_unrounded_numbers() {
    let text = "Snow fell. “Minsk and Moscow,” he said, “signed.”";
    let lines = written(text, ReportFormat::Jsonl, &ReportOptions::default().file("a.txt").threshold(0.25));
    for (index, line) in lines.lines().enumerate() {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = [
            "file",
            "index",
            "start",
            "end",
            "text",
            "stance",
            "confidence",
            "evidence",
            "decided",
            "probabilities",
            "known_features",
        ];
        expected.sort_unstable();
        assert_eq!(keys, expected);
        let (start, end) = (json["start"].as_u64().unwrap() as usize, json["end"].as_u64().unwrap() as usize);
        assert_eq!(json["text"], text[start..end]);
        assert_eq!(json["index"], index);
        let p = model().classify(&text[start..end]);
        assert_eq!(json["stance"], p.stance().as_str());
        assert_eq!(json["confidence"].as_f64().unwrap().to_bits(), p.confidence().to_bits());
        assert_eq!(json["decided"], p.decided(0.25).is_some());
        for stance in Stance::ALL {
            let probability = json["probabilities"][stance.as_str()].as_f64().unwrap();
            assert_eq!(probability.to_bits(), p.probability(stance).to_bits());
        }
    }
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn csv_reports_are_valid_csv() {
    let text = "He said: \"yes, no\".\n\nA wrapped,\nlong line.";
    let out = written(text, ReportFormat::Csv, &ReportOptions::default().file("a,b.txt"));
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][0], &rows[0][12]), ("a,b.txt", "He said: \"yes, no\"."));
    assert_eq!(&rows[1][12], "A wrapped,\nlong line.");
    assert_eq!(rows[0][5].parse::<f64>().unwrap().to_bits(), model().classify(&rows[0][12]).confidence().to_bits());
}

#[test]
fn an_empty_article_has_an_empty_report() {
    let options = ReportOptions::default();
    for text in ["", " \n "] {
        assert_eq!(written(text, ReportFormat::Table, &options), "-: no sentences\n");
        assert_eq!(written(text, ReportFormat::Jsonl, &options), "");
        assert_eq!(written(text, ReportFormat::Csv, &options).lines().count(), 1);
    }
}

#[test]
fn words_of_any_length_are_shown_cut() {
    let text = format!("Russia and {} {}", "russia".repeat(20_000), "allied".repeat(20_000));
    for &format in ReportFormat::ALL {
        let options = ReportOptions::default().words(usize::MAX);
        assert!(!written(&text, format, &options).is_empty());
    }
    let table = written(&text, ReportFormat::Table, &ReportOptions::default());
    assert!(table.lines().nth(1).unwrap().len() < 120);
}

#[test]
fn tables_stay_on_one_line_a_sentence() {
    let out = written("One,\ntwo.\u{2029}Three\tfour.", ReportFormat::Table, &ReportOptions::default());
    assert!(out.contains("One, two.") && out.contains("Three four."), "{out}");
}
