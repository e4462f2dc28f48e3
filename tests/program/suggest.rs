//! `suggest`, there and back.

use crate::draws::draw;
use crate::harness::{Folder, THINGS, VERBS, rows, run, run_on, write_rows};
use geostance::{
    Dataset, StanceModel,
    dataset::{LabelledReader, LabelledSentence},
};
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
    assert!(
        said.contains("sheet.csv: 0 pro-moscow, 0 multi-vector, 0 western-leaning, 0 none; 27 without a label"),
        "{said}"
    );
    assert!(said.contains("error: there is no labelled sentence with a weight above zero; read were\n"), "{said}");
    for row in &mut suggested[1..] {
        let thing = THINGS.iter().find(|(_, thing)| row[1].contains(thing));
        row[0] = thing.map_or("", |(label, _)| label).to_owned();
    }
    let (filled, data) = (folder.path("filled.csv"), folder.path("data.csv"));
    write_rows(&filled, &suggested);
    let said = run(&["suggest", "--labelled", &filled, "--output", &data]).said();
    assert_eq!(said, "26 labelled sentences; 1 row without a label left out\n");
    let read = Dataset::load(&data).unwrap();
    assert_eq!(read.counts(), [9, 9, 8, 0].into());
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
        assert_eq!(rows[1..], [["", "Baku waited.", "-"], ["", "Minsk signed.", "-"]]);
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
    assert_eq!(said, "2 labelled sentences; 1 row without a label left out\n");
    let sentences: Vec<_> = LabelledReader::load(&data).unwrap().map(Result::unwrap).collect();
    assert!(sentences[0].distribution() == [0.5, 0.25, 0.0, 0.25].into());
    assert!(sentences[1].distribution() == [1.0, 0.0, 0.0, 0.0].into());
}

#[test]
fn suggestions_are_what_the_model_gets_wrong() {
    let folder = Folder::new("suggest-doubt");
    let paths = ["headline", "wire", "analysis", "un"].map(|register| format!("fixtures/train/{register}.csv"));
    let all = Dataset::load_all(&paths).unwrap();
    let mut order: Vec<&LabelledSentence> = all.sentences().iter().collect();
    let mut seed = 1;
    (1..order.len()).rev().for_each(|at| order.swap(at, draw(&mut seed, at + 1)));
    let (known, pool) = order.split_at(200);
    let mut data = Dataset::new();
    for sentence in known {
        data.push((*sentence).clone()).unwrap();
    }
    let model = StanceModel::params().calibration_folds(0).fit(&data).unwrap().into_model();
    let (model_file, pool_file) = (folder.path("model.gst"), folder.path("pool.csv"));
    model.save(&model_file).unwrap();
    let header = vec!["text".to_owned()];
    let texts = pool.iter().map(|sentence| vec![sentence.text.clone()]);
    write_rows(&pool_file, &std::iter::once(header).chain(texts).collect::<Vec<_>>());

    let suggest = ["suggest", "--model", &model_file, "--top", "200", "--blind", &pool_file];
    let sheet = rows(&run(&suggest).stdout);
    let suggested: Vec<&LabelledSentence> = sheet[1..]
        .iter()
        .map(|row| {
            let shown = |text: &str| row[1] == text || row[1].strip_prefix('\'') == Some(text);
            *pool.iter().find(|sentence| shown(&sentence.text)).unwrap()
        })
        .collect();
    let wrong = |sentences: &[&LabelledSentence]| {
        let says = |text: &str| Some(model.classify(text)).filter(|p| p.evidence() >= 0.5).map(|p| p.stance());
        sentences.iter().filter(|sentence| says(&sentence.text) != sentence.stance).count()
    };
    let (of_suggested, of_random) = (wrong(&suggested), wrong(&pool[..200]));
    assert!(of_suggested > of_random + 30, "{of_suggested} of 200 suggested, {of_random} of 200 random");
}

#[test]
fn the_way_back_keeps_every_column() {
    let folder = Folder::new("suggest-columns");
    let sheet = "id,stance,Note,text,outlet\n7,none,'=1+1,It rained.,A\n8,,,Not yet.,B\n9,pro-moscow,,Pact.,B\n";
    let (sheet, data) = (folder.write("sheet.csv", sheet), folder.path("data.csv"));
    run(&["suggest", "--labelled", &sheet, "--output", &data]).said();
    let expected =
        ["text,group,weight,stance,id,Note,outlet", "It rained.,,1,none,7,=1+1,A", "Pact.,,1,pro-moscow,9,,B"];
    assert_eq!(folder.read("data.csv").lines().collect::<Vec<_>>(), expected);
    // Other names of the columns, here and among those to choose from.
    let own = folder.write("own.csv", "code,body\nnone,It rained.\n");
    let columns = ["--text-column", "body", "--stance-column", "code"];
    let back = folder.path("back.csv");
    run(&[&["suggest", "--labelled", &own, "--output", &back][..], &columns].concat()).said();
    assert_eq!(folder.read("back.csv").lines().last(), Some("It rained.,,1,none"));
    let pool = folder.write("pool.csv", "body\nIt rained.\nIt snowed.\n");
    let ran = run(&["suggest", "--blind", "--text-column", "body", "--known", &back, &pool]);
    assert_eq!(rows(&ran.stdout)[1..], [["", "It snowed.", pool.as_str()]]);
}
