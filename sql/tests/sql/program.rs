//! `stance-sql` on files: what it reads, what it writes, what it refuses.

use crate::harness::{Folder, SENTENCES, program, run};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// One query for every kind of file: texts by stance.
fn count(table: &str) -> String {
    format!("select stance(text) as stance, count(*) as n from '{table}' group by 1 order by 1")
}

const COUNTED: &str = "stance,n\nmulti-vector,1\npro-moscow,1\nwestern-leaning,1\n";

/// The first three sentences as a file of a kind.
fn file(folder: &Folder, name: &str) -> String {
    let lines = |begin: &str, end: &str| [0, 1, 2].map(|at| SENTENCES[at]).map(|text| format!("{begin}{text}{end}"));
    let content = match name.rsplit('.').next() {
        Some("csv") => format!("text,n\n{}", lines("\"", "\",1\n").concat()),
        Some("tsv") => format!("text\tn\n{}", lines("", "\t1\n").concat()),
        Some("json") => format!("[{}]\n", lines("{\"text\": \"", "\", \"n\": 1}").join(",\n")),
        _ => lines("{\"text\": \"", "\", \"n\": 1}\n").concat(),
    };
    folder.write(name, &content)
}

#[test]
fn a_query_over_the_shipped_fixture_is_a_table() {
    let sql = "select stance(text), count(*) as sentences from 'fixtures/test.csv' group by 1 order by 1";
    let printed = run(&[sql]).printed();
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(lines.len(), 7, "{printed}");
    assert!(lines[1].contains("stance(fixtures/test.csv.text)") && lines[1].contains("sentences"), "{printed}");
    assert!(lines[3].starts_with("| multi-vector") && lines[5].starts_with("| western-leaning"), "{printed}");
}

#[test]
fn files_of_every_kind_are_tables() {
    let folder = Folder::new();
    for name in ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.ndjson"] {
        let path = file(&folder, name);
        assert_eq!(run(&["--format", "csv", &count(&path)]).printed(), COUNTED, "{name}");
    }
    let path = folder.path("a.csv");
    for name in ["a.parquet", "b.csv", "b.json", "b.jsonl"] {
        let written = folder.path(name);
        assert_eq!(run(&[&format!("copy (select * from '{path}') to '{written}'")]).printed(), "");
        assert_eq!(run(&["--format", "csv", &count(&written)]).printed(), COUNTED, "{name}");
    }
    for (kind, ending) in [("gzip", "gz"), ("zstd", "zst"), ("bzip2", "bz2"), ("xz", "xz")] {
        let written = folder.path(&format!("c.csv.{ending}"));
        let copy = format!(
            "copy (select * from '{path}') to '{written}' stored as csv options ('format.compression' '{kind}')"
        );
        assert_eq!(run(&[&copy]).printed(), "");
        assert_eq!(run(&["--format", "csv", &count(&written)]).printed(), COUNTED, "{ending}");
    }
}

#[test]
fn folders_and_patterns_are_tables() {
    let folder = Folder::new();
    for name in ["archive/2023/a.jsonl", "archive/2024/b.jsonl", "archive/2024/deep/c.jsonl"] {
        file(&folder, name);
    }
    for (table, n) in [
        ("archive/", 9),
        ("archive", 9),
        ("archive/2024", 6),
        ("archive/2024/b*.jsonl", 3),
        ("archive/*/deep/*.jsonl", 3),
        ("archive/*.jsonl", 9),
    ] {
        let sql = format!("select count(*) as n from '{}'", folder.path(table));
        assert_eq!(run(&["--format", "csv", &sql]).printed(), format!("n\n{n}\n"), "{table}");
    }
}

#[test]
fn articles_with_line_breaks_stay_whole() {
    let folder = Folder::new();
    let article = "Talks in Astana\n\nRussia remains the main ally. Trade, with \"\"China\"\", doubled.";
    let path = folder.write("articles.csv", &format!("id,article\n1,\"{article}\"\n2,\"Snow.\"\n"));
    let sql = format!(
        "select id, s['sentence'] as sentence from (select id, unnest(stance_sentences(article)) as s from '{path}') order by 1, s['start']"
    );
    let expected = "id,sentence\n1,Talks in Astana\n1,Russia remains the main ally.\n1,\"Trade, with \"\"China\"\", doubled.\"\n2,Snow.\n";
    assert_eq!(run(&["--format", "csv", &sql]).printed(), expected);
}

#[test]
fn results_have_the_form_that_is_asked_for() {
    let sql = "select 1 as n, named_struct('a', 'x') as s, null as e union all select 2, named_struct('a', 'y'), null order by 1";
    let json = "{\"n\":1,\"s\":{\"a\":\"x\"},\"e\":null}";
    let other = "{\"n\":2,\"s\":{\"a\":\"y\"},\"e\":null}";
    assert_eq!(run(&["--format", "jsonl", sql]).printed(), format!("{json}\n{other}\n"));
    assert_eq!(run(&["--format", "json", sql]).printed(), format!("[{json},{other}]\n"));
    let error = run(&["--format", "csv", sql]).stderr;
    assert!(error.starts_with("error: cannot write CSV: ") && error.contains("choose its parts by name"), "{error}");

    let folder = Folder::new();
    for (name, form) in [("r.csv", "csv"), ("r.json", "json"), ("r.jsonl", "jsonl"), ("r.txt", "table")] {
        let path = folder.path(name);
        let sql = "select 1 as n";
        assert_eq!(run(&["--output", &path, sql]).printed(), "");
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), run(&["--format", form, sql]).printed());
    }
    let path = folder.path("r.parquet");
    assert_eq!(run(&["--output", &path, sql]).printed(), "");
    let again = format!("select * from '{path}' order by 1");
    assert_eq!(run(&["--format", "jsonl", &again]).printed(), format!("{json}\n{other}\n"));
    assert_eq!(folder.names(), ["r.csv", "r.json", "r.jsonl", "r.parquet", "r.txt"]);
}

#[test]
fn results_without_rows_keep_their_columns() {
    let sql = "select 1 as n, 'x' as s where false";
    assert_eq!(run(&["--format", "csv", sql]).printed(), "n,s\n");
    assert_eq!(run(&["--format", "json", sql]).printed(), "[]\n");
    assert_eq!(run(&["--format", "jsonl", sql]).printed(), "");
    assert!(run(&[sql]).printed().contains("| n | s |"));
    let folder = Folder::new();
    let path = folder.path("empty.parquet");
    assert_eq!(run(&[&format!("copy ({sql}) to '{path}'")]).printed(), "");
    assert_eq!(run(&["--format", "csv", &format!("select n, s from '{path}'")]).printed(), "n,s\n");
}

#[test]
fn tables_are_cut_and_say_so() {
    let sql = "select id from generated_sentences(2500)";
    let cut = run(&["--rows", "10", sql]);
    assert_eq!((cut.code, cut.stdout.lines().count()), (Some(0), 14));
    assert_eq!(
        cut.stderr,
        "only the first 10 rows are shown: --rows 0 shows all, --format csv and --output write all\n"
    );
    assert_eq!(run(&["--rows", "2500", sql]).printed().lines().count(), 2504);
    assert_eq!(run(&["--rows", "0", sql]).printed().lines().count(), 2504);
    assert_eq!(run(&["--format", "csv", sql]).printed().lines().count(), 2501);
}

#[test]
fn several_statements_are_carried_out_in_order() {
    let folder = Folder::new();
    let path = folder.write("q.sql", "create table t as values (1), (2);\nset datafusion.execution.batch_size = 100;\nselect sum(column1) as n from t; select 5 as m");
    assert_eq!(run(&["--format", "csv", "--file", &path]).printed(), "n\n3\nm\n5\n");
    let error = run(&["--output", &folder.path("x.csv"), "--file", &path]).error(2);
    assert_eq!(error, "error: --output takes the result of one query\n");
}

#[test]
fn models_are_named_once_for_all() {
    let folder = Folder::new();
    let path = folder.path("mine.gst");
    let calibration = geostance::model::Calibration::default();
    let model = geostance::StanceModel::pretrained().clone().with_calibration(calibration).expect("a calibration");
    model.save(&path).expect("a model file");
    let sql = format!("select stance_confidence('{}') as c", SENTENCES[0]);
    let of = |arguments: &[&str]| run(arguments).printed();
    let mine = of(&["--format", "csv", "--model", &path, &sql]);
    assert_ne!(mine, of(&["--format", "csv", &sql]));
    assert_eq!(mine, of(&["--format", "csv", &format!("set stance.model = '{path}'; {sql}")]));
    let missing = run(&["--model", "missing.gst", "select 1"]).error(1);
    assert!(missing.starts_with("error: cannot read missing.gst: "), "{missing}");
}

#[test]
fn files_that_are_there_are_kept() {
    let folder = Folder::new();
    let path = folder.write("kept.csv", "mine\n");
    let kept =
        format!("error: cannot write {path}: it is there already; choose another name, or replace it with --force\n");
    let copy = format!("copy (select 1 as n) to '{path}'");
    assert_eq!(run(&[&copy]).error(1), kept);
    assert_eq!(run(&["--output", &path, "select 1 as n"]).error(1), kept);
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "mine\n");
    assert_eq!(run(&["--force", &copy]).printed(), "");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "n\n1\n");
    assert_eq!(run(&["--force", "--output", &path, "select 2 as n"]).printed(), "");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "n\n2\n");
    let nowhere = folder.path("no/x.csv");
    let error = run(&[&format!("copy (select 1) to '{nowhere}'")]).error(1);
    assert_eq!(error, format!("error: cannot write {nowhere}: its folder is missing\n"));
    // A query that fails midway leaves what was there.
    let error =
        run(&["--force", "--output", &path, "select stance('x', c) from (values ('a'), ('b')) as t(c)"]).error(1);
    assert!(error.contains("stance: the model must be the same for all rows"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), "n\n2\n");
    assert_eq!(folder.names(), ["kept.csv"]);
}

#[test]
fn copies_into_folders_are_sorted_into_parts() {
    let folder = Folder::new();
    let path = folder.path("parts");
    let sql = format!(
        "copy (select id, source, text from generated_sentences(2000)) to '{path}' stored as parquet partitioned by (source)"
    );
    assert_eq!(run(&[&sql]).printed(), "");
    assert_eq!(std::fs::read_dir(&path).expect("a folder").count(), 12);
    let sql = format!("select count(distinct source) as sources, count(*) as n from '{path}/'");
    assert_eq!(run(&["--format", "csv", &sql]).printed(), "sources,n\n12,2000\n");
    assert_eq!(folder.names(), ["parts"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_query_leaves_nothing() {
    let folder = Folder::new();
    let endless = "select stance(text) as stance, id from generated_sentences(1000000000)";
    for (name, arguments) in [
        ("copy", vec![format!("copy ({endless}) to '{}'", folder.path("x.parquet"))]),
        ("output", vec!["--output".to_owned(), folder.path("x.csv"), endless.to_owned()]),
        ("parts", vec![format!("copy ({endless}) to '{}' stored as csv", folder.path("parts/"))]),
    ] {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let mut child =
            program(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let begun = Instant::now();
        while folder.names().is_empty() && begun.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(folder.names().len(), 1, "{name}: something is written beside");
        std::thread::sleep(Duration::from_millis(300));
        let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(interrupted.expect("kill runs").success());
        let begun = Instant::now();
        let status = child.wait().expect("an end");
        assert_eq!(status.code(), Some(130), "{name}");
        assert!(begun.elapsed() < Duration::from_secs(15), "{name}: {:?}", begun.elapsed());
        assert_eq!(folder.names(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn memory_is_bounded_and_what_is_too_much_goes_to_disk() {
    // Sorting that many sentences takes more than is given.
    let sorted = "select id, row_number() over (order by text) as place from generated_sentences(400000)";
    let sql = format!("select count(*) as n, max(place) as last from ({sorted}) where id % 2 = 0");
    let found = run(&["--memory", "48M", "--threads", "1", "--format", "csv", &sql]).printed();
    let (n, last) = found.lines().last().and_then(|line| line.split_once(',')).expect("two columns");
    assert_eq!(n, "200000");
    assert!(last.parse::<u64>().is_ok_and(|last| (399_000..=400_000).contains(&last)), "{last}");
    // What cannot go to disk says so.
    let sql = "select id from generated_sentences(500000) order by text limit 400000";
    let error = run(&["--memory", "8M", "--format", "jsonl", sql]).error(1);
    assert!(
        error.contains("give the query more with --memory, or divide it into fewer parts with --threads"),
        "{error}"
    );
    let error = run(&["--memory", "much", "select 1"]).error(2);
    assert!(error.contains("expected a number of bytes such as 1073741824, 512M or 16G"), "{error}");
}

#[test]
fn a_pipe_that_closes_is_no_error() {
    let mut child = program(&["--format", "csv", "select * from generated_sentences(200000)"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
