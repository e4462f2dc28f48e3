//! `suggest`, there and back.

use crate::harness::{Folder, THINGS, VERBS, draw, rows, run, run_on, write_rows};
use geostance::{Dataset, StanceModel, dataset::LabelledReader};
use std::fmt::Write;
use std::path::Path;

#[test]
fn suggestions_come_back_as_training_data() {
    let folder = Folder::new("suggest");
    // Sentences that a spreadsheet would take for formulas, repeated ones and blank lines among them.
    let mut article = String::from("=They sold the army!\n'+They shut the port\n\nTHEY SHUT THE PORT\n-5\n");
    for verb in VERBS {
        for (_, thing) in THINGS {
            writeln!(article, "They {verb} the {thing}, \"{verb}\".").unwrap();
        }
    }
    let article = folder.write("article.txt", &article);
    let sheet = folder.path("sheet.csv");
    let said = run(&["suggest", "--lines", "--top", "0", "--output", &sheet, &article]).said();
    assert_eq!(said, "27 of 27 sentences suggested; 1 left out as repeated or already labelled\n");
    let mut suggested = rows(&folder.read("sheet.csv"));
    assert_eq!(suggested[0], ["stance", "text", "group", "suggested", "confidence", "evidence", "doubt"]);
    let texts: Vec<&str> = suggested[1..].iter().map(|row| row[1].as_str()).collect();
    assert!(texts.contains(&"'=They sold the army!") && texts.contains(&"''+They shut the port"), "{texts:?}");
    assert!(texts.contains(&"-5") && texts.contains(&"They saw the port, \"saw\"."));
    assert!(suggested[1..].iter().all(|row| row[0].is_empty() && row[2] == article));

    // Nothing is read as training data before it is labelled, nor without being asked.
    let said = run(&["train", "--output", &folder.path("m.gst"), &sheet]).error();
    assert!(said.contains("sheet.csv, line 2: unknown stance ``"), "{said}");
    for row in &mut suggested[1..] {
        let thing = THINGS.iter().find(|(_, thing)| row[1].contains(thing));
        row[0] = thing.map_or("", |(label, _)| label).to_owned();
    }
    let (filled, data) = (folder.path("filled.csv"), folder.path("data.csv"));
    write_rows(&filled, &suggested);
    let said = run(&["suggest", "--labelled", &filled, "--output", &data]).said();
    assert_eq!(said, "26 labelled sentences; 1 rows without a label left out\n");
    let read = Dataset::load(&data).unwrap();
    assert_eq!(read.counts(), [9, 9, 8, 0]);
    let texts: Vec<&str> = read.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
    assert!(texts.contains(&"=They sold the army!") && texts.contains(&"'+They shut the port"), "{texts:?}");
    let model = folder.path("m.gst");
    run(&["train", "--output", &model, &data]).printed();
    assert!(Path::new(&model).exists());

    // What is labelled is not suggested again.
    let again = rows(&run(&["suggest", "--lines", "--blind", "--known", &data, &article]).stdout);
    assert_eq!(again, [vec!["stance", "text", "group"], vec!["", "-5", article.as_str()]]);
    assert_eq!(folder.names(), ["article.txt", "data.csv", "filled.csv", "m.gst", "sheet.csv"]);
}

#[test]
fn it_reads_standard_input() {
    for arguments in [&["suggest", "--blind"][..], &["suggest", "--blind", "-"]] {
        let ran = run_on(arguments, b"Minsk signed. Baku waited.");
        let mut rows = rows(&ran.stdout);
        rows[1..].sort();
        assert_eq!(rows[1..], [["", "Baku waited.", "'-"], ["", "Minsk signed.", "'-"]]);
    }
}

#[test]
fn it_spreads_over_topics() {
    let folder = Folder::new("suggest-spread");
    let mut csv = String::from("id,text\n");
    for verb in VERBS {
        writeln!(csv, "1,They {verb} a quaint gazebo beside the old orchard wall").unwrap();
    }
    csv.push_str("2,Eleven zebras yawned\n");
    let pool = folder.write("pool.csv", &csv);
    let rows = rows(&run(&["suggest", "--top", "2", "--diversity", "0.9", &pool]).stdout);
    assert!(rows[1..].iter().any(|row| row[1].contains("zebras")), "{rows:?}");
    let said = run(&["suggest", "fixtures/broken/field-count.csv"]).error();
    assert!(said.contains("line 2: 3 fields where the header has 2"), "{said}");
}

#[test]
fn the_way_back_takes_no_articles() {
    for also in [["--known", "labels.csv"], ["--model", "mine.gst"]] {
        let said = run(&["suggest", "--labelled", "sheet.csv", "--output", "labels.csv", also[0], also[1]]).usage();
        assert!(said.contains("cannot be used with"), "{said}");
    }
    assert!(run(&["suggest", "--labelled", "sheet.csv"]).usage().contains("--output"));
}

#[test]
fn soft_sheets_come_back_soft() {
    let folder = Folder::new("suggest-soft");
    let sheet =
        "p_pro_moscow,p_multi_vector,p_western_leaning,text\n0.5,0.25,0,Minsk signed.\n,,,Not yet.\n1,0,0,Pact.\n";
    let (sheet, data) = (folder.write("sheet.csv", sheet), folder.path("data.csv"));
    let said = run(&["suggest", "--labelled", &sheet, "--output", &data]).said();
    assert_eq!(said, "2 labelled sentences; 1 rows without a label left out\n");
    let sentences: Vec<_> = LabelledReader::open(&data).unwrap().map(Result::unwrap).collect();
    assert!(sentences[0].distribution().iter().eq(&[0.5, 0.25, 0.0, 0.25]));
    assert!(sentences[1].distribution().iter().eq(&[1.0, 0.0, 0.0, 0.0]));
}

#[test]
fn suggestions_teach_more_than_chance() {
    let folder = Folder::new("suggest-teach");
    let paths = ["headline", "wire", "analysis", "un"].map(|register| format!("fixtures/train/{register}.csv"));
    let all = Dataset::load_all(&paths).unwrap();
    let labels = all.labels().clone();
    let label = |text: &str| {
        let sentence = all.sentences().iter().find(|sentence| sentence.text == text).unwrap();
        labels.name(sentence.stance)
    };
    let write = |path: &str, sentences: &mut dyn Iterator<Item = (&str, &str)>| {
        let header = ["stance", "text"].map(str::to_owned).to_vec();
        let rows = sentences.map(|(stance, text)| vec![stance.to_owned(), text.to_owned()]);
        write_rows(path, &std::iter::once(header).chain(rows).collect::<Vec<_>>());
    };
    let test = Dataset::load("fixtures/test.csv").unwrap();
    let score = |texts: &[&str]| {
        let path = folder.path("labels.csv");
        write(&path, &mut texts.iter().map(|&text| (label(text), text)));
        let data = Dataset::load(&path).unwrap();
        let model = StanceModel::params().calibration_folds(0).fit(&data).unwrap().into_model();
        let score = model.evaluate(&test).unwrap().macro_f1().unwrap();
        model.save(folder.path("model.gst")).unwrap();
        score
    };
    let (mut by_chance, mut suggested) = (0.0, 0.0);
    for mut seed in 1..=3 {
        let mut order: Vec<&str> = all.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
        (1..order.len()).rev().for_each(|at| order.swap(at, draw(&mut seed, at + 1)));
        let (known, pool) = order.split_at(200);
        by_chance += score(&order[..400]);
        score(known);
        let (model, pool_path) = (folder.path("model.gst"), folder.path("pool.csv"));
        write(&pool_path, &mut pool.iter().map(|&text| ("", text)));
        let ran = run(&["suggest", "--model", &model, "--top", "200", "--blind", &pool_path]);
        let rows = rows(&ran.stdout);
        let mut texts = known.to_vec();
        texts.extend(rows[1..].iter().map(|row| {
            let shown = |text: &&&str| row[1] == **text || row[1].strip_prefix('\'') == Some(**text);
            *pool.iter().find(shown).unwrap()
        }));
        suggested += score(&texts);
    }
    assert!(suggested > by_chance, "{} by suggestion, {} by chance", suggested / 3.0, by_chance / 3.0);
}
