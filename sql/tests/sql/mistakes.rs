//! What `stance-sql` says of mistakes: in a query, in the name of a file, in what a file holds.

use crate::harness::{Folder, run};

#[test]
fn mistakes_in_a_query_are_said_with_what_to_do() {
    let in_quotes = "; files and folders are named in quotes, as in from 'archive/*.parquet'\n";
    for (sql, code, said) in [
        ("selec 1", 1, "error: sql parser error: ".to_owned()),
        (" ; ", 2, "error: the query is empty\n".to_owned()),
        ("select * from nothing", 1, format!("error: table 'datafusion.public.nothing' not found{in_quotes}")),
        ("select * from fixtures/test.csv", 1, in_quotes.to_owned()),
        ("select * from fixtures/*.csv group by 1", 1, in_quotes.to_owned()),
        ("select stanc('x')", 1, "Did you mean 'stance'?".to_owned()),
        ("select stance(txt) from 'fixtures/test.csv'", 1, "error: no field named txt. Did you mean ".to_owned()),
        (
            "select stance(1)",
            1,
            "error: the text is of type Int64; expected stance(text[, model]) with a string as text and the path of a \
             model file\n"
                .to_owned(),
        ),
        (
            "select stance_decided('x', 60)",
            1,
            "error: stance_decided: the threshold is 60; expected a number from 0 to 1\n".to_owned(),
        ),
        ("select stance('x', 'missing.gst')", 1, "error: stance: cannot read missing.gst: ".to_owned()),
        ("select stance('x', 'fixtures/test.csv')", 1, "fixtures/test.csv: not a geostance model".to_owned()),
        ("select * from generated_sentences('x')", 1, "expected generated_sentences(rows[, seed])".to_owned()),
    ] {
        let error = run(&[sql]).error(code);
        assert!(error.starts_with("error: ") && error.contains(&said), "{sql}: {error}");
    }
}

#[test]
fn names_of_files_that_lead_nowhere_say_why() {
    let folder = Folder::new();
    folder.write("x.docx", "?");
    folder.write("empty.csv", "");
    folder.write("folder/.hidden.csv", "");
    std::fs::create_dir(folder.path("bare")).expect("a folder");
    for (name, why) in [
        ("missing.parquet", "no such file or folder"),
        ("missing/", "no such file or folder"),
        ("missing*.csv", "no file has such a name"),
        ("empty.csv", "the file is empty"),
        ("folder", "no file has something in it"),
        ("bare", "no file is in this folder"),
        ("x.docx", "of what kind x.docx is cannot be told by its name; expected .parquet"),
    ] {
        let path = folder.path(name);
        let error = run(&[&format!("select * from '{path}'")]).error(1);
        assert!(error.starts_with(&format!("error: {path}: {why}")), "{name}: {error}");
    }
    let error = run(&["select * from 's3://bucket/x.parquet'"]).error(1);
    assert!(error.contains("files at s3 cannot be read"), "{error}");
}

#[test]
fn broken_files_of_an_archive_are_named() {
    let folder = Folder::new();
    // Found where the columns are looked up, and where only reading all of it brings it to light.
    let late = |good: &str, broken: &str| format!("{}{broken}", good.repeat(20_000));
    for (name, content) in [
        ("parquet/b.parquet", "no Parquet at all".to_owned()),
        ("csv/b.csv", "text,n\nSnow.,1\nRain.\n".to_owned()),
        ("jsonl/b.jsonl", "{\"text\": \"Snow.\", \"n\": 1}\n{\"text\":\n".to_owned()),
        ("late_csv/b.csv", format!("text,n\n{}", late("Snow.,1\n", "Rain.,2,3\n"))),
        ("late_jsonl/b.jsonl", late("{\"text\": \"Snow.\", \"n\": 1}\n", "{\"text\": 5x}\n")),
    ] {
        let kind = name.rsplit('.').next().expect("an ending");
        let broken = folder.write(name, &content);
        let archive = broken.strip_suffix(&format!("b.{kind}")).expect("its folder").to_owned();
        for good in ["a", "c"] {
            let good = format!("{archive}{good}.{kind}");
            let options = if kind == "jsonl" { "stored as json" } else { "" };
            assert_eq!(run(&[&format!("copy (select 'Snow.' as text, 1 as n) to '{good}' {options}")]).printed(), "");
        }
        for table in [archive.clone(), format!("{archive}*.{kind}"), broken.clone()] {
            let error =
                run(&["--format", "csv", &format!("select count(stance(text)), sum(n) from '{table}'")]).error(1);
            assert!(error.starts_with(&format!("error: {broken}: ")), "{table}: {error}");
        }
    }
}

#[test]
fn files_are_not_changed() {
    let folder = Folder::new();
    let file = folder.write("archive/a.csv", "n\n1\n");
    let archive = folder.path("archive/");
    let said = "error: files are not changed; write the rows of a query to a new one with copy (…) to 'FILE'\n";
    assert_eq!(run(&[&format!("insert into '{archive}' values (2)")]).error(1), said);
    let external = format!("create external table t stored as csv location '{archive}'; insert into t values (2)");
    assert_eq!(run(&[&external]).error(1), said);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "n\n1\n");
    assert_eq!(std::fs::read_dir(&archive).expect("a folder").count(), 1);
    // Tables in memory are.
    let sql = "create table t (n int); insert into t values (2), (3); select sum(n) as n from t";
    assert!(run(&["--format", "csv", sql]).printed().ends_with("n\n5\n"));
}
