//! The examples that help with labelling, as a user runs them.

use geostance::{Dataset, LabelledReader};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs an example's program; `cargo test` builds it beside the tests.
fn run(name: &str, arguments: &[&str]) -> Output {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    Command::new(program).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The words of an error, with the exit code 1 and nothing on standard output.
fn error(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    stderr(output)
}

/// A folder of a test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("geostance-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, contents: &str) -> String {
        std::fs::write(self.0.join(name), contents).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The rows of a CSV file, the header first.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

const THINGS: [(&str, &str); 3] = [("pro-moscow", "army"), ("multi-vector", "port"), ("western-leaning", "court")];
const VERBS: [&str; 8] = ["sold", "built", "shut", "moved", "lost", "found", "saw", "named"];

/// Sentences of which one, in line 5, has a label that all others contradict.
fn mislabelled(labels: [&str; 3]) -> String {
    let mut csv = String::from("group,stance,text\n");
    for (number, verb) in VERBS.iter().enumerate() {
        for (place, (_, thing)) in THINGS.iter().enumerate() {
            let label = if (number, place) == (1, 0) { labels[2] } else { labels[place] };
            writeln!(csv, "g{number},{label},They {verb} the {thing}.").unwrap();
        }
    }
    csv
}

#[test]
fn suspects_lists_the_label_that_the_others_contradict() {
    let folder = Folder::new("suspects");
    let data = folder.write("labels.csv", &mislabelled(THINGS.map(|(label, _)| label)));
    let output = run("suspects", &["--folds", "4", &data]);
    assert_eq!(stderr(&output), "1 of 24 sentences are predicted otherwise than labelled, 1 of them confidently\n");
    let rows = rows(&stdout(&output));
    assert_eq!(rows[0], ["file", "line", "label", "predicted", "confidence", "p_label", "confident", "words", "text"]);
    assert_eq!(rows.len(), 2);
    let [file, line, label, predicted, confidence, p_label, confident, words, text] = &rows[1][..] else { panic!() };
    assert_eq!((file.as_str(), line.as_str(), text.as_str()), (data.as_str(), "5", "They built the army."));
    assert_eq!((label.as_str(), predicted.as_str(), confident.as_str()), ("western-leaning", "pro-moscow", "true"));
    assert!(words.starts_with("army"), "{words}");
    assert!(confidence.parse::<f64>().unwrap() > p_label.parse::<f64>().unwrap());
}

#[test]
fn suspects_speaks_the_files_labels_and_writes_whole_files() {
    let folder = Folder::new("suspects-labels");
    let data = folder.write("labels.csv", &mislabelled(["against", "none", "favor"]));
    let (out, mapping) = (folder.path("out.csv"), "against=pro-moscow,none=multi-vector,favor=western-leaning");
    let output = run("suspects", &["--labels", mapping, "--output", &out, "--top", "1", &data]);
    assert_eq!(stdout(&output), "");
    let rows = rows(&std::fs::read_to_string(&out).unwrap());
    assert_eq!(rows[1][2..4], ["favor", "against"]);
    assert_eq!(folder.names(), ["labels.csv", "out.csv"]);
    let said = error(&run("suspects", &["--output", &folder.path("no/such/folder.csv"), "fixtures/broken/empty.csv"]));
    assert!(said.contains("fixtures/broken/empty.csv: the file is empty"), "{said}");
    let said = error(&run("suspects", &["--folds", "1", "--labels", mapping, &data]));
    assert!(said.contains("1 folds are not possible"), "{said}");
    let folder_as_file = folder.path("");
    let said = error(&run("suspects", &["--labels", mapping, "--output", &folder_as_file, &data]));
    assert!(said.contains("cannot write"), "{said}");
}

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
    let output = run("suggest", &["--lines", "--top", "0", "--output", &sheet, &article]);
    assert_eq!(stderr(&output), "27 of 27 sentences suggested; 1 left out as repeated or already labelled\n");
    let suggested = std::fs::read_to_string(&sheet).unwrap();
    let suggested = rows(&suggested);
    assert_eq!(suggested[0], ["stance", "text", "group", "suggested", "confidence", "evidence", "doubt"]);
    let texts: Vec<&str> = suggested[1..].iter().map(|row| row[1].as_str()).collect();
    assert!(texts.contains(&"'=They sold the army!") && texts.contains(&"''+They shut the port"), "{texts:?}");
    assert!(texts.contains(&"-5") && texts.contains(&"They saw the port, \"saw\"."));
    assert!(suggested[1..].iter().all(|row| row[0].is_empty() && row[2] == article));

    // Nothing is read as training data before it is labelled.
    let said = error(&run("train", &["--output", &folder.path("m.gst"), &sheet]));
    assert!(said.contains("none; 27 without a label left out\nerror: there is no labelled sentence"), "{said}");
    let mut filled = csv::Writer::from_path(folder.path("filled.csv")).unwrap();
    for (number, mut row) in suggested.into_iter().enumerate() {
        if number > 0 {
            let thing = THINGS.iter().find(|(_, thing)| row[1].contains(thing));
            row[0] = thing.map_or("", |(label, _)| label).to_owned();
        }
        filled.write_record(row).unwrap();
    }
    filled.flush().unwrap();
    drop(filled);
    let (filled, data) = (folder.path("filled.csv"), folder.path("data.csv"));
    let output = run("suggest", &["--labelled", &filled, "--output", &data]);
    assert_eq!(stderr(&output), "26 labelled sentences; 1 rows without a label left out\n");
    let read = Dataset::load(&data).unwrap();
    assert_eq!(read.counts().into_array(), [9, 9, 8, 0]);
    let texts: Vec<&str> = read.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
    assert!(texts.contains(&"=They sold the army!") && texts.contains(&"'+They shut the port"), "{texts:?}");
    let model = folder.path("m.gst");
    assert!(run("train", &["--output", &model, &data]).status.success());
    assert!(Path::new(&model).exists());

    // What is labelled is not suggested again.
    let output = run("suggest", &["--lines", "--blind", "--known", &data, &article]);
    let rows = rows(&stdout(&output));
    assert_eq!(rows, [vec!["stance", "text", "group"], vec!["", "-5", article.as_str()]]);
    assert_eq!(folder.names(), ["article.txt", "data.csv", "filled.csv", "m.gst", "sheet.csv"]);
}

#[test]
fn suggest_spreads_over_topics() {
    let folder = Folder::new("suggest-spread");
    let mut csv = String::from("id,text\n");
    for verb in VERBS {
        writeln!(csv, "1,They {verb} a quaint gazebo beside the old orchard wall").unwrap();
    }
    csv.push_str("2,Eleven zebras yawned\n");
    let pool = folder.write("pool.csv", &csv);
    let texts = |diversity: &str| -> Vec<String> {
        let output = run("suggest", &["--top", "2", "--diversity", diversity, &pool]);
        rows(&stdout(&output)).into_iter().skip(1).map(|row| row[1].clone()).collect()
    };
    assert!(texts("0.9").iter().any(|text| text.contains("zebras")), "{:?}", texts("0.9"));
    let said = error(&run("suggest", &["fixtures/broken/field-count.csv"]));
    assert!(said.contains("line 2: 3 fields where the header has 2"), "{said}");
}

#[test]
fn soft_sheets_come_back_soft() {
    let folder = Folder::new("suggest-soft");
    let sheet =
        "p_pro_moscow,p_multi_vector,p_western_leaning,text\n0.5,0.25,0,Minsk signed.\n,,,Not yet.\n1,0,0,Pact.\n";
    let (sheet, data) = (folder.write("sheet.csv", sheet), folder.path("data.csv"));
    let output = run("suggest", &["--labelled", &sheet, "--output", &data]);
    assert_eq!(stderr(&output), "2 labelled sentences; 1 rows without a label left out\n");
    let sentences: Vec<_> = LabelledReader::load(&data).unwrap().map(Result::unwrap).collect();
    assert!(sentences[0].distribution().into_array().iter().eq(&[0.5, 0.25, 0.0, 0.25]));
    assert!(sentences[1].distribution().into_array().iter().eq(&[1.0, 0.0, 0.0, 0.0]));
}

#[test]
fn learning_curve_averages_runs_and_says_whether_more_is_worth_it() {
    let folder = Folder::new("curve");
    let mut csv = String::from("group,stance,text\n");
    for (number, verb) in
        VERBS.iter().flat_map(|verb| ["north", "south", "coast", "city"].map(|place| (verb, place))).enumerate()
    {
        for (label, thing) in THINGS {
            writeln!(csv, "g{number},{label},In the {} they {} the {thing}.", verb.1, verb.0).unwrap();
        }
    }
    let data = folder.write("labels.csv", &csv);
    let out = folder.path("curve.csv");
    for held_out in [&["--folds", "2"][..], &["--test", &data, "--singly"]] {
        let mut arguments = vec!["--doublings", "2", "--runs", "2", "--output", &out];
        arguments.extend(held_out);
        arguments.push(&data);
        let output = run("learning_curve", &arguments);
        assert_eq!(stdout(&output), "");
        let rows = rows(&std::fs::read_to_string(&out).unwrap());
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0][..4], ["sentences", "groups", "terms", "runs"]);
        let name = if held_out[0] == "--folds" { "cross-validation" } else { &data };
        assert_eq!(rows[0][4..6], [format!("macro_f1 {name}"), format!("macro_f1_sd {name}")]);
        let whole = if held_out[0] == "--folds" { ["48", "16"] } else { ["96", "96"] };
        assert_eq!(rows[3][..2], whole);
        assert_eq!((rows[3][3].as_str(), rows[3][4].as_str(), rows[3][5].as_str()), ("2", "1.000", "0.000"));
        assert!(stderr(&output).starts_with(&format!("{name}: ")), "{}", stderr(&output));
    }
    let said = error(&run("learning_curve", &["--folds", "1", &data]));
    assert!(said.contains("1 folds are not possible"), "{said}");
}

/// A generator for drawing; the same draws in every run.
fn draw(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below
}

fn write_labelled<'a>(path: &str, sentences: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut csv = csv::Writer::from_path(path).unwrap();
    csv.write_record(["stance", "text"]).unwrap();
    sentences.for_each(|(stance, text)| csv.write_record([stance, text]).unwrap());
    csv.flush().unwrap();
}

#[test]
fn suspects_finds_labels_that_were_changed() {
    let folder = Folder::new("suspects-changed");
    let mut rows = rows(&std::fs::read_to_string("fixtures/test.csv").unwrap());
    let (labels, mut state) = (["pro-moscow", "multi-vector", "western-leaning", "none"], 7);
    let mut changed = std::collections::BTreeSet::new();
    while changed.len() < rows.len() / 20 {
        let row = 1 + draw(&mut state, rows.len() - 1);
        if changed.insert(row) {
            let others: Vec<&str> = labels.into_iter().filter(|label| *label != rows[row][0]).collect();
            rows[row][0] = others[draw(&mut state, 3)].to_owned();
        }
    }
    let data = folder.path("changed.csv");
    let mut csv = csv::Writer::from_path(&data).unwrap();
    for row in &rows {
        csv.write_record(row).unwrap();
    }
    csv.flush().unwrap();
    let listed = self::rows(&stdout(&run("suspects", &["--top", "50", &data])));
    let found = listed[1..].iter().filter(|row| changed.contains(&(row[1].parse::<usize>().unwrap() - 1))).count();
    assert!(listed.len() == 51 && found >= 20, "{found} of the first 50 suspects were changed");
}

#[test]
fn suggestions_teach_more_than_chance() {
    let folder = Folder::new("suggest-teach");
    let paths = ["headline", "wire", "analysis", "un"].map(|register| format!("fixtures/train/{register}.csv"));
    let all = Dataset::load_all(&paths).unwrap();
    let labels = all.labels().clone();
    let label = |text: &str| {
        let sentence = all.sentences().iter().find(|sentence| sentence.text == text).unwrap();
        labels.outcome_name(sentence.stance)
    };
    let test = Dataset::load("fixtures/test.csv").unwrap();
    let score = |texts: &[&str]| {
        let path = folder.path("labels.csv");
        write_labelled(&path, texts.iter().map(|&text| (label(text), text)));
        let data = Dataset::load(&path).unwrap();
        let model = geostance::StanceModel::params().calibration_folds(0).fit(&data).unwrap().into_model();
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
        write_labelled(&pool_path, pool.iter().map(|&text| ("", text)));
        let output = run("suggest", &["--model", &model, "--top", "200", "--blind", &pool_path]);
        let rows = rows(&stdout(&output));
        let mut texts = known.to_vec();
        texts.extend(rows[1..].iter().map(|row| {
            let shown = |text: &&&str| row[1] == **text || row[1].strip_prefix('\'') == Some(**text);
            *pool.iter().find(shown).unwrap()
        }));
        suggested += score(&texts);
    }
    assert!(suggested > by_chance, "{} by suggestion, {} by chance", suggested / 3.0, by_chance / 3.0);
}

#[test]
fn an_adapted_model_speaks_as_the_model_it_is_made_of() {
    let folder = Folder::new("from");
    let (first, second) = (folder.path("first.gst"), folder.path("second.gst"));
    let mapping = "against=pro-moscow,none=multi-vector,favor=western-leaning";
    let posts = "fixtures/informal.csv";
    let trained = run("train", &["--preset", "social", "--labels", mapping, "--output", &first, posts]);
    assert!(trained.status.success(), "{trained:?}");
    let adapted = run("train", &["--from", &first, "--output", &second, posts]);
    assert!(adapted.status.success(), "{adapted:?}");
    assert!(stdout(&adapted).starts_with("sentences:   14 against, 14 none, 14 favor,"), "{}", stdout(&adapted));
}

/// Every shell line of the guide, run as it stands but for the program, which is built already.
#[cfg(unix)]
#[test]
fn the_commands_of_the_guide_work_when_pasted() {
    let folder = Folder::new("guide");
    let root = std::env::current_dir().unwrap();
    for name in ["fixtures", "models"] {
        std::os::unix::fs::symlink(root.join(name), folder.0.join(name)).unwrap();
    }
    let programs = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("examples");
    let guide = std::fs::read_to_string("examples/README.md").unwrap();
    let blocks = guide.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    let mut commands = 0;
    for line in blocks.flat_map(str::lines) {
        // What is large takes long in a test; a part of it shows that the line works.
        let line =
            line.replace("--doublings 8 --runs 5 fixtures/train/*.csv", "--doublings 1 --runs 1 fixtures/train/un.csv");
        let line = line.replace("fixtures/train/[!h]*.csv", "fixtures/train/un.csv");
        let line = line.replace("--doublings 5", "--folds 2 --doublings 1 --runs 1");
        let line =
            line.replace("cargo run --release --example ", &format!("{}/", programs.display())).replace(" -- ", " ");
        let output = Command::new("sh").args(["-c", &line]).current_dir(&folder.0).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        commands += 1;
    }
    assert_eq!(commands, 18);
    for name in
        ["sheet.csv", "labels.csv", "mine.gst", "adapted.gst", "posts.gst", "suspects.csv", "curve.csv", "next.csv"]
    {
        assert!(std::fs::metadata(folder.path(name)).unwrap().len() > 100, "{name}");
    }
}

#[test]
fn every_tool_has_help() {
    for name in ["suspects", "suggest", "learning_curve"] {
        assert!(stdout(&run(name, &["--help"])).contains("Usage:"), "{name}");
    }
}
