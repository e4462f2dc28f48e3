//! `classify`.

use crate::harness::{Folder, program, rows, run, run_on};
use serde_json::Value;

const ARTICLE: &str = "fixtures/articles/aktau-port.txt";

#[test]
fn it_reads_files_and_standard_input() {
    let from_file = run(&["classify", "--format", "csv", ARTICLE]).printed();
    for arguments in [&["classify", "--format", "csv"][..], &["classify", "--format", "csv", "-"]] {
        let from_input = run_on(arguments, &std::fs::read(ARTICLE).unwrap()).printed();
        assert_eq!(from_file.replace(ARTICLE, "-"), from_input);
    }
    assert!(from_file.lines().count() > 20);
    let table = run(&["classify", ARTICLE, ARTICLE]).printed();
    assert_eq!(table.matches("decided at a confidence of 0.6").count(), 2);
    let two = run(&["classify", "--format", "csv", ARTICLE, ARTICLE]).printed();
    assert_eq!(two.lines().filter(|line| line.starts_with("file,index")).count(), 1);
}

#[test]
fn it_takes_lines_as_they_are() {
    let printed = run_on(&["classify", "--lines", "--format", "jsonl"], b"One. Two.\n\nThree.\r\n").printed();
    let rows: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["One. Two.", "", "Three."]);
    assert_eq!((&rows[1]["known_features"], &rows[2]["start"]), (&0.into(), &11.into()));
}

#[test]
fn of_nothing_the_report_is_empty() {
    for input in [&b""[..], b"\n \n"] {
        assert_eq!(run_on(&["classify"], input).printed(), "-: no sentences\n");
        assert_eq!(run_on(&["classify", "--format", "jsonl"], input).printed(), "");
    }
}

#[test]
fn nul_separates_words() {
    let confidence = |text: &[u8]| {
        let printed = run_on(&["classify", "--format", "jsonl"], text).printed();
        serde_json::from_str::<Value>(&printed).unwrap()["confidence"].clone()
    };
    assert_eq!(confidence(b"Russia\0ally"), confidence(b"Russia ally"));
}

#[test]
fn it_says_what_is_wrong() {
    let said = run_on(&["classify"], b"Astana \xff").error();
    assert!(
        said.starts_with("error: standard input: line 1: invalid UTF-8 at byte 7, as in a file saved as Windows-1252;")
    );
    assert!(run(&["classify", "no-such.txt"]).error().starts_with("error: cannot read no-such.txt: "));
    let said = run(&["classify", "--model", "README.md"]).error();
    assert!(said.starts_with("error: README.md: not a geostance model"), "{said}");
    let said = run(&["classify", "--format", "html", "-", "-"]).usage();
    assert!(said.contains("takes one article"), "{said}");
    let said = run(&["classify", "--format", "html", "fixtures/test.csv"]).usage();
    assert!(said.contains("takes one article"), "{said}");
    assert!(run(&["classify", "--per", "article", ARTICLE]).usage().contains("goes with --format csv and jsonl"));
    assert!(run(&["classify", "--model", "-", ARTICLE]).usage().contains("not read from standard input"));
    for arguments in [["--threshold", "2"], ["--threshold", "NaN"], ["--format", "pdf"]] {
        run(&["classify", arguments[0], arguments[1]]).usage();
    }
}

#[test]
fn the_threshold_decides() {
    let decided = |threshold| {
        let arguments = ["classify", "--format", "jsonl", "--threshold", threshold];
        let printed = run_on(&arguments, b"Russia is our ally.").printed();
        serde_json::from_str::<Value>(&printed).unwrap()["decided"].clone()
    };
    assert_eq!((decided("0"), decided("1")), (true.into(), false.into()));
}

#[test]
fn tables_keep_their_other_columns() {
    let folder = Folder::new("classify-tables");
    let csv = folder.write("a.csv", "id;date;Text\n7;2025-10-09;\"Russia is our ally. It rained.\"\n8;;It snowed.\n");
    let jsonl =
        folder.write("b.jsonl", "{\"id\":9,\"text\":\"Snow fell.\"}\n{\"text\":\"Rain fell.\",\"stance\":\"none\"}\n");
    let printed = run(&["classify", "--format", "csv", &csv, &jsonl, ARTICLE]).printed();
    let rows = rows(&printed);
    assert_eq!(rows[0][12..], ["text", "model", "id", "date", "row.stance"]);
    assert!(rows.iter().all(|row| row.len() == 17));
    let answered: Vec<_> = rows[1..6].iter().map(|row| [&row[1], &row[12], &row[14], &row[15], &row[16]]).collect();
    assert_eq!(
        answered,
        [
            ["0", "Russia is our ally.", "7", "2025-10-09", ""],
            ["1", "It rained.", "7", "2025-10-09", ""],
            ["0", "It snowed.", "8", "", ""],
            ["0", "Snow fell.", "9", "", ""],
            ["0", "Rain fell.", "", "", "none"],
        ]
    );
    assert_eq!((rows[6][0].as_str(), rows[6][14].as_str()), (ARTICLE, ""));
    let printed = run(&["classify", "--format", "jsonl", &csv]).printed();
    let first: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!(first["row"], serde_json::json!({"id": "7", "date": "2025-10-09"}));
    assert!(first["model"].as_str().unwrap().starts_with("shipped ("));
    let table = run(&["classify", &csv]).printed();
    assert!(table.starts_with(&format!("{csv}, line 2, id 7\n")) && table.contains(", line 3, id 8\n"), "{table}");
    // Rows without any other column are told apart by their lines.
    let bare = folder.write("c.tsv", "body\nIt rained.\nIt snowed.\n");
    let printed = run(&["classify", "--text-column", "BODY", "--format", "jsonl", &bare]).printed();
    assert!(printed.lines().last().unwrap().contains("\"row\":{\"line\":3}"), "{printed}");
    assert!(run(&["classify", &bare]).error().contains("c.tsv, line 1: there is no column `text` or `sentence`"));
}

#[test]
fn an_article_is_one_row_with_its_shares() {
    let folder = Folder::new("classify-articles");
    let weather = folder.write("weather.txt", "Russia is our ally. It rained. Снег идёт.");
    let nothing = folder.write("nothing.txt", "");
    let arguments = ["classify", "--format", "csv", "--per", "article", &weather, &nothing, "fixtures/articles"];
    let printed = run(&arguments);
    assert_eq!(printed.code, Some(0));
    let rows = rows(&printed.stdout);
    assert_eq!(
        rows[0],
        [
            "file",
            "sentences",
            "courses",
            "unknown",
            "mean_pro_moscow",
            "mean_multi_vector",
            "mean_western_leaning",
            "decided_pro_moscow",
            "decided_multi_vector",
            "decided_western_leaning",
            "undecided",
            "threshold",
            "model"
        ]
    );
    let number = |row: usize, column: usize| rows[row][column].parse::<f64>().unwrap();
    assert_eq!((rows[1][1].as_str(), rows[1][3].as_str()), ("3", "1"));
    assert!(number(1, 2) > 0.9 && number(1, 2) < 2.0);
    assert!((number(1, 4) + number(1, 5) + number(1, 6) - 1.0).abs() < 1e-12 && number(1, 4) > 0.7);
    assert_eq!(rows[2][1..11], ["0", "0", "0", "", "", "", "", "", "", ""]);
    let names: Vec<&str> = rows[3..].iter().map(|row| row[0].rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["aktau-port.txt", "belgrade-census.txt", "bishkek-transfers.txt", "moldova-gas.txt"]);
    let printed = run(&["classify", "--format", "jsonl", "--per", "article", &nothing, ARTICLE]).printed();
    let of: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(of[0]["mean_probabilities"].is_null() && of[1]["decided"]["multi-vector"].is_f64());
}

#[test]
fn what_the_model_cannot_read_is_said_and_enters_no_mean() {
    let ran = run_on(&["classify"], "Снег идёт. Дождь тоже. Ветер.".as_bytes());
    let printed = ran.stdout.clone();
    assert_eq!(ran.said(), "standard input: 3 of 3 sentences have no known word: is this English?\n");
    assert!(printed.contains("0.0 of 3 sentences take a course") && printed.contains("pro-moscow –"), "{printed}");
    let means = |text: &str| {
        let ran = run_on(&["classify", "--format", "jsonl", "--per", "article"], text.as_bytes());
        let line: Value = serde_json::from_str(&ran.stdout).unwrap();
        line["mean_probabilities"].to_string()
    };
    assert_eq!(means("Russia is our ally. Снег идёт."), means("Russia is our ally."));
    // Blank lines are no sentences in another language.
    assert_eq!(run_on(&["classify", "--lines"], b"Russia is our ally.\n\n\n\n").said(), "");
}

#[test]
fn the_table_fits_its_terminal() {
    let at = |columns: &str| {
        let output = program(&["classify", ARTICLE]).env("COLUMNS", columns).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let whole = run(&["classify", ARTICLE]).printed();
    for columns in ["40", "80", "120", "200"] {
        let (printed, most) = (at(columns), columns.parse().unwrap());
        assert!(printed.lines().all(|line| line.chars().count() <= most), "{printed}");
        // Nothing of a sentence is lost.
        let words = |text: &str| text.split_whitespace().filter(|word| word.len() > 12).count();
        assert!(words(&printed) + 6 >= words(&whole), "{printed}");
        let longest = printed.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest * 10 >= most * 9, "{longest} of {columns} are used");
    }
    assert!(whole.lines().any(|line| line.chars().count() > 250) && !whole.contains('…'));
}

#[test]
fn many_files_come_in_their_order() {
    let folder = Folder::new("classify-many");
    for number in 0..300 {
        folder.write(&format!("{number:03}.txt"), &format!("Minsk signed pact {number}."));
    }
    let printed = run(&["classify", "--format", "csv", "--per", "article", folder.0.to_str().unwrap()]).printed();
    let rows = rows(&printed);
    assert!((0..300).all(|number| rows[number + 1][0].ends_with(&format!("/{number:03}.txt"))));
}

#[test]
fn means_are_weighted_by_evidence() {
    let folder = Folder::new("classify-evidence");
    let ally = "Russia is our ally and we stand with Moscow. ";
    let weather = "It rained in the morning. Snow fell at night. The wind was cold. ";
    let [alone, diluted] =
        [folder.write("a.txt", ally), folder.write("b.txt", &(ally.to_owned() + &weather.repeat(3)))];
    let printed = run(&["classify", "--format", "csv", "--per", "article", &alone, &diluted]).printed();
    let rows = rows(&printed);
    let number = |row: usize, column: usize| rows[row][column].parse::<f64>().unwrap();
    let plain = run(&["classify", "--format", "csv", &diluted]).printed();
    let plain = self::rows(&plain);
    let unweighted =
        plain[1..].iter().map(|row| row[8].parse::<f64>().unwrap()).sum::<f64>() / (plain.len() - 1) as f64;
    assert!(number(1, 4) >= number(2, 4) && number(2, 4) > unweighted, "{unweighted} {rows:?}");
    let evidence: f64 = plain[1..].iter().map(|row| row[6].parse::<f64>().unwrap()).sum();
    assert!((number(2, 2) - evidence).abs() < 1e-9);
}
