//! What the commands of the table read.

use crate::harness::{Folder, VERBS, labelled, run_in};
use std::fmt::Write as _;

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];

/// Sixty different texts of a corpus, of two sources.
fn corpus() -> String {
    let mut csv = String::from("date,source,text\n");
    for number in 0..60 {
        let source = if number % 2 == 0 { "North" } else { "South" };
        let date = if number == 7 { "last spring" } else { "2026-03-14" };
        writeln!(csv, "{date},{source},{}", text(number)).unwrap();
    }
    csv
}

fn text(number: usize) -> String {
    let things = ["army", "port", "court", "bridge", "harvest", "school"];
    format!("They {} the {} in week {number}.", VERBS[number % VERBS.len()], things[number % things.len()])
}

/// A labelled sample of the corpus.
fn sample(rows: impl Iterator<Item = usize>, probability: &str) -> String {
    let mut csv = String::from("stance,text,source,probability\n");
    for number in rows {
        let source = if number % 2 == 0 { "North" } else { "South" };
        writeln!(csv, "{},{},{source},{probability}", THREE[number % 3], text(number)).unwrap();
    }
    csv
}

/// Labelled sentences, all of one group.
fn one_group(labels: &str) -> String {
    let fields = |line: &str| line.split_once(',').map(|(_, rest)| format!("g0,{rest}\n"));
    "group,stance,text\n".to_owned() + &labels.lines().skip(1).filter_map(fields).collect::<String>()
}

/// Sentences of which every so many-th has a word that tells its label.
fn noisy(step: usize) -> String {
    let mut csv = String::from("stance,text\n");
    for number in 0..240_usize {
        // Letters in no order that means anything.
        let mixed = number.wrapping_mul(2_654_435_761) >> 7;
        let word = |place: usize| ["ba", "de", "fi", "go", "hu", "ka", "le", "mi"][(mixed >> (3 * place)) % 8];
        let telling = if number % step == 0 { ["army", "port", "court"][number % 3] } else { "town" };
        writeln!(csv, "{},They saw the {}{} of the {telling}{}.", THREE[number % 3], word(0), word(1), word(2))
            .unwrap();
    }
    csv
}

/// Writes all files into a folder.
pub(super) fn write(folder: &Folder) {
    let labels = labelled(THREE);
    let own = labelled(["against", "none", "favor"]);
    let first = "g0,pro-moscow,They sold the army.\n";
    let rows = |keep: &dyn Fn(&str) -> bool| -> String {
        labels
            .lines()
            .filter(|line| line.starts_with("group,") || keep(line))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    for (name, contents) in [
        ("article.txt", "Russia is our ally. It rained in Astana.\n".to_owned()),
        ("other.txt", "Astana joined neither the sanctions nor the war.\n".to_owned()),
        ("empty.txt", String::new()),
        ("russian.txt", "Снег идёт. Дождь тоже.\n".to_owned()),
        ("russian.csv", format!("id,text\n{}", "1,Снег идёт.\n".repeat(7))),
        ("tab.txt", "Russia\tis our ally.\n".to_owned()),
        ("bad-rows.csv", format!("id,text\n{}", "1\n".repeat(22))),
        ("notes.txt", "My own notes.\n".to_owned()),
        ("notes.html", "<p>My own page.\n".to_owned()),
        ("labels.csv", labels.clone()),
        ("own.csv", own),
        ("two.csv", rows(&|line| !line.contains(",multi-vector,"))),
        ("none.csv", "stance,text\nnone,It rained.\nnone,Snow fell.\n".to_owned()),
        ("few.csv", rows(&|line| line.starts_with("g0,") || line.starts_with("g1,"))),
        ("kinds.csv", labels.replace("group,", "kind,group,").replace("\ng", "\nnews,g")),
        ("tail.csv", rows(&|line| line.starts_with("g6,") || line.starts_with("g7,"))),
        ("head.csv", rows(&|line| !line.starts_with("g7,"))),
        ("one-group.csv", one_group(&labels)),
        ("repeated.csv", labels.clone() + first),
        ("repeated-twice.csv", labels.clone() + first + first),
        (
            "contradictory-all.csv",
            labels.lines().skip(1).fold(labels.clone(), |all, line| {
                let (group, text) = (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap());
                all + &format!("{group},none,{text}\n")
            }),
        ),
        ("noise.csv", noisy(1)),
        ("fifth-noise.csv", noisy(5)),
        ("contradictory.csv", labels.clone() + first + "g0,none,They sold the army.\ng0,none,They sold the port.\n"),
        ("unlabelled.csv", labels.clone() + "g8,,They kept the army.\n"),
        ("misspelt.csv", "stance,text\npro-russia,Russia is our ally.\n".to_owned()),
        ("no-columns.csv", "id,body\n1,Russia is our ally.\n".to_owned()),
        ("no-text.csv", "stance,body\nnone,Russia is our ally.\n".to_owned()),
        ("no-stance.csv", "id,text\n1,Russia is our ally.\n".to_owned()),
        ("filled.csv", "stance,text,group\npro-moscow,Russia is our ally.,a\n,It rained.,a\n".to_owned()),
        ("corpus.csv", corpus()),
        ("sample.csv", sample(0..40, "0.5")),
        ("sample-with-gaps.csv", sample(0..40, "0.5") + ",They kept the army in week 41.,South,0.5\n"),
        ("sample-elsewhere.csv", sample(30..70, "0.5")),
        ("sample-twice.csv", sample(0..40, "0.5") + &format!("none,{},North,0.5\n", text(0))),
        ("sample-small.csv", sample(0..12, "0.5")),
        ("sample-uneven.csv", sample((0..60).filter(|number| number % 2 == 0 || *number < 9), "0.5")),
        ("sample-broken.csv", sample(0..40, "often")),
        ("journal.jsonl", "{\"candidate\":\"x\",\"reached\":1}\n".to_owned()),
    ] {
        folder.write(name, &contents);
    }
    std::fs::create_dir(folder.0.join("pages")).unwrap();
    folder.write("pages/mine.txt", "My own notes.\n");
    std::fs::write(folder.0.join("windows.txt"), b"T\xfcrkiye \x93signed\x94.\n").unwrap();
    for (model, data) in
        [("model.gst", &["labels.csv"][..]), ("own.gst", &["--labels", crate::harness::MAPPING, "own.csv"])]
    {
        let arguments = ["train", "--calibration-folds", "0", "--actors", "none", "--output", model];
        let ran = run_in(&folder.0, &[&arguments[..], data].concat(), b"");
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
}
