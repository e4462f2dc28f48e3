//! What comes from strangers: names, texts and fields that would steer a terminal or run in a spreadsheet, and tables that are none.

use crate::harness::{Folder, MAPPING, Ran, labelled, rows, run, run_on};
use geostance::StanceModel;
use std::fmt::Write;

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];

/// What a terminal obeys: colours, its title, a line of C1, directions.
const STEERING: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{2066}\r";

/// Whether a text has nothing that a terminal obeys, but for the ends of its lines.
fn is_safe(text: &str) -> bool {
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.chars().any(|c| (c.is_control() && c != '\n') || turns(c))
}

/// The shipped model with a field in its header that there is not.
fn strange_model() -> Vec<u8> {
    let shipped = StanceModel::pretrained().to_bytes().unwrap();
    let length = u32::from_le_bytes(shipped[20..24].try_into().unwrap()) as usize;
    let header = String::from_utf8(shipped[32..32 + length].to_vec()).unwrap();
    let header = header.replacen('{', "{\"\\u001b[2J\\u202e\":1,", 1);
    let rest = &shipped[32 + length..shipped.len() - 4];
    let mut file = shipped[..20].to_vec();
    file.extend((header.len() as u32).to_le_bytes());
    file.extend(((32 + header.len() + rest.len() + 4) as u64).to_le_bytes());
    file.extend([header.as_bytes(), rest].concat());
    file.extend(crc32fast::hash(&file).to_le_bytes());
    file
}

#[cfg(unix)]
#[test]
fn nothing_from_outside_steers_a_terminal() {
    let folder = Folder::new("steering");
    let named = |ending: &str| format!("a{STEERING}\nerror: all is well{ending}");
    let article = folder.write(&named(".txt"), &format!("Russia {STEERING}is our ally.\nSo{STEERING}it is."));
    // In CSV a carriage return needs quotes.
    let mut rows = format!("group,stance,text,\"kind{STEERING}\nof\"\n");
    for (number, row) in labelled(THREE).lines().skip(1).enumerate() {
        writeln!(rows, "{row},\"k{STEERING}{}\"", number % 2).unwrap();
    }
    let data = folder.write(&named(".csv"), &rows);
    let wrong = folder.write(&format!("w{STEERING}.csv"), &format!("stance,text\n\"x{STEERING}\",It rained.\n"));
    let actors = folder.write(&format!("n{STEERING}.csv"), &format!("group,name\na{STEERING}b,c\na,Minsk\n"));
    let model = folder.path(&format!("m{STEERING}.gst"));
    std::fs::write(&model, strange_model()).unwrap();
    let (column, sentence) = (format!("kind{STEERING}\nof"), format!("Russia{STEERING} is our{STEERING}ally"));
    let (missing, page) = (folder.path(&named("-none.txt")), folder.path(&format!("no{STEERING}/page.csv")));
    for arguments in [
        &["classify", &article][..],
        &["classify", &data],
        &["classify", "--text-column", &column, &data],
        &["classify", &missing],
        &["classify", &wrong],
        &["classify", "--model", &model, &article],
        &["classify", "--format", &sentence, &article],
        &["classify", &format!("--{sentence}")],
        &["explain", &sentence],
        &["evaluate", &wrong],
        &["evaluate", "--by", &column, &data],
        &["evaluate", "--by", &sentence, &data],
        &["train", "--folds", "2", "--by", &column, &data],
        &["train", "--output", &page, &data],
        &["train", "--output", &folder.path("m.gst"), "--calibrate-by", &sentence, &data],
        &["train", "--output", &folder.path("m.gst"), "--actors", &actors, &data],
        &["train", "--output", &folder.path("m.gst"), "--labels", &sentence, &data],
        &["select", "--journal", &missing, "--by", &sentence, &data],
        &["select", "--journal", &article, &data],
        &["suggest", "--output", &page, &article],
        &["suspects", "--folds", "2", "--output", &folder.path(&format!("s{STEERING}.csv")), &data],
        &[
            "learning-curve",
            "--runs",
            "1",
            "--doublings",
            "1",
            "--test",
            &data,
            "--output",
            &folder.path("c.csv"),
            &data,
        ],
    ] {
        let Ran { code, stdout, stderr } = run(arguments);
        assert!(code.is_some_and(|code| code <= 2), "{arguments:?}: {code:?} {stderr}");
        assert!(is_safe(&stdout) && is_safe(&stderr), "{arguments:?}: {stdout:?} {stderr:?}");
        assert!(!stderr.lines().any(|line| line.starts_with("error: all is well")), "{arguments:?}: {stderr}");
    }
}

#[test]
fn a_spreadsheet_runs_nothing_that_was_classified() {
    let folder = Folder::new("formulas");
    let texts = ["=HYPERLINK(\"http://x\")", "@SUM(1)", "+1+1", "-1+1", "\u{ff1d}1+1", "A treaty."];
    let article = folder.write("=cmd.txt", &texts.join("\n"));
    let table = folder.write("t.csv", "id,=note,text\n=1+1,-2,\"=2+2\"\n-7,'=x,-\n");
    let place = folder.0.to_str().unwrap();
    let run_there = |arguments: &[&str]| {
        let arguments: Vec<String> =
            arguments.iter().map(|argument| argument.replace(&format!("{place}/"), "")).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = crate::harness::program(&arguments).current_dir(&folder.0).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let safe = run_there(&["classify", "--lines", "--format", "csv", &article, &table]);
    for row in rows(&safe) {
        for cell in row {
            let is_run = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}']);
            assert!(!is_run || cell == "-" || cell.parse::<f64>().is_ok(), "{cell:?}");
        }
    }
    let columns = |csv: &str| rows(csv).into_iter().map(|row| [row[0].clone(), row[12].clone()]).collect::<Vec<_>>();
    let expected: Vec<String> = texts.iter().map(|text| geostance::corpus::guarded(text).into_owned()).collect();
    assert!(columns(&safe)[1..7].iter().map(|[_, text]| text).eq(&expected), "{safe}");
    let raw = run_there(&["classify", "--raw", "--lines", "--format", "csv", &article, &table]);
    let as_they_are = columns(&raw);
    assert!(as_they_are[1..7].iter().all(|[file, _]| file == "=cmd.txt"), "{raw}");
    assert!(as_they_are[1..7].iter().map(|[_, text]| text).eq(&texts), "{raw}");
    // What was guarded on the way out is what it was on the way back.
    let unguarded = rows(&safe)
        .into_iter()
        .map(|row| row.iter().map(|cell| geostance::corpus::unguarded(cell).to_owned()).collect());
    assert_eq!(unguarded.collect::<Vec<Vec<String>>>()[1..], rows(&raw)[1..]);
}

#[test]
fn tables_that_are_none_are_said_to_be() {
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let wide = |columns: usize| ",".repeat(columns);
    for (format, bytes, words) in [
        ("csv", b"".to_vec(), "the file is empty"),
        ("csv", b"\n\n\n".to_vec(), "the file is empty"),
        ("csv", b"id,text\n1,\"".to_vec(), "a quoted field is opened here and never closed"),
        ("csv", b"id,text\n1,\"a\"b\"\n".to_vec(), "text after the closing quote"),
        ("csv", b"id,text\r1,a\r".to_vec(), "a carriage return without a line feed"),
        ("csv", format!("text{}\n", wide(1_000_000)).into_bytes(), "more than 16384 columns"),
        ("csv", format!("text\n{}\n", wide(1_000_000)).into_bytes(), "more than 16384 columns"),
        ("csv", [&b"text\n"[..], &vec![b'x'; 20 << 20]].concat(), "a row of more than 16777216 bytes"),
        ("tsv", vec![b'\t'; 20 << 20], "a row of more than 16777216 bytes"),
        ("jsonl", [&b"{\"text\":\""[..], &vec![b'x'; 20 << 20]].concat(), "a row of more than 16777216 bytes"),
        ("csv", utf16("\u{feff}a", false)[..3].to_vec(), "half a character of UTF-16"),
        ("csv", utf16("text\na\n", true), "UTF-16 without its byte-order mark"),
        ("csv", b"text\n\xff\xfe\n".to_vec(), "invalid UTF-8 at byte 5"),
        ("csv", b"\0\0\0\0".to_vec(), "there is no column `text`"),
        ("jsonl", b"nonsense\n".to_vec(), "a bare word"),
        ("jsonl", b"[{\"text\":\"a\"}]\n".to_vec(), "JSON, but not one object a line"),
        ("jsonl", b"{\"text\":1}\n".to_vec(), "expected a string, found 1"),
        ("csv", b"PK\x03\x04 xl/workbook.xml".to_vec(), "a spreadsheet, not text"),
    ] {
        let ran = run_on(&["classify", "--format", "jsonl", "--input-format", format], &bytes);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains("standard input: ") && ran.stderr.contains(words), "{words}: {}", ran.stderr);
        assert!(is_safe(&ran.stderr) && ran.stderr.len() < 2000, "{words}: {} bytes", ran.stderr.len());
    }
}

#[test]
fn tables_that_are_odd_are_read() {
    let utf16: Vec<u8> = "\u{feff}id,text\n7,Снег\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (format, bytes, expected) in [
        ("csv", utf16, 1),
        ("csv", b"text\n\"a\0b\"\n\0\n".to_vec(), 2),
        ("csv", b"sep=;\nid;text\n1;a\n\n\n\n".to_vec(), 1),
        ("tsv", b"text\n\"\n\"\n".to_vec(), 2),
        ("jsonl", format!("{{\"text\":\"a\",\"x\":{}{}}}\n", "[".repeat(1 << 16), "]".repeat(1 << 16)).into_bytes(), 1),
    ] {
        let printed = run_on(&["classify", "--lines", "--format", "jsonl", "--input-format", format], &bytes);
        assert_eq!(printed.code, Some(0), "{printed:?}");
        assert_eq!(printed.stdout.lines().count(), expected, "{format}: {}", printed.stdout);
    }
    // As many columns as there may be, in time that is linear in them.
    let mut wide = String::from("text");
    (1..16_384).for_each(|column| write!(wide, ",c{column}").unwrap());
    (0..10).for_each(|row| write!(wide, "\nRow {row}.{}", ",x".repeat(16_383)).unwrap());
    let printed = run_on(&["classify", "--format", "csv", "--input-format", "csv"], wide.as_bytes());
    let found = rows(&printed.stdout);
    assert!(found.len() == 11 && found.iter().all(|row| row.len() == 14 + 16_383), "{}", printed.stderr);
}

#[test]
fn tables_come_on_standard_input_with_their_columns() {
    let csv = "id,date,text\n7,2025-10-09,It rained.\n8\n9,,It snowed.\n";
    let ran = run_on(&["classify", "--format", "csv", "--input-format", "csv"], csv.as_bytes());
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("standard input: line 3: 1 field where the header has 3"), "{}", ran.stderr);
    let found: Vec<Vec<String>> = rows(&ran.stdout).into_iter().map(|row| row[12..].to_vec()).collect();
    assert_eq!(found[0], ["text", "model", "id", "date"]);
    assert_eq!([&found[1][0], &found[1][2], &found[1][3], &found[2][2]], ["It rained.", "7", "2025-10-09", "9"]);
    let tsv = csv.replace(',', "\t").replace("8\n", "");
    let suggested = run_on(&["suggest", "--blind", "--input-format", "tsv"], tsv.as_bytes());
    assert_eq!(rows(&suggested.stdout).len(), 3, "{suggested:?}");
    assert!(run(&["classify", "--format", "html", "--input-format", "csv"]).usage().contains("takes one article"));
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read_once_and_whole() {
    let folder = Folder::new("fifo");
    let script = "mkfifo t.csv; printf 'id,text\\n7,It rained.\\n8,It snowed.\\n' > t.csv & geostance classify --format csv t.csv";
    let script = script.replace("geostance", env!("CARGO_BIN_EXE_geostance"));
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(&folder.0).output().unwrap();
    let found = rows(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(found.iter().map(|row| row[14].as_str()).collect::<Vec<_>>(), ["id", "7", "8"]);
}

#[test]
fn values_of_json_keep_their_kind() {
    let lines =
        "{\"id\":7,\"no\":\"8\",\"text\":\"Snow fell.\",\"tags\":[\"a\",{\"b\":null}],\"none\":null,\"big\":1e400}\n";
    let printed = run_on(&["classify", "--format", "jsonl", "--input-format", "jsonl"], lines.as_bytes()).printed();
    assert!(printed.contains(r#""row":{"id":7,"no":"8","tags":["a",{"b":null}],"big":1e400}"#), "{printed}");
    let folder = Folder::new("kinds");
    let csv = folder.write("a.csv", "id,text\n7,Snow fell.\n");
    assert!(run(&["classify", "--format", "jsonl", &csv]).printed().contains(r#""row":{"id":"7"}"#));
}

#[test]
fn numbers_out_of_range_are_said_to_be() {
    for (arguments, words) in [
        (&["train", "--l2", "-1", "--output", "m.gst", "fixtures/informal.csv"][..], "parameter l2 is -1"),
        (&["train", "--c", "-0.5", "--output", "m.gst", "fixtures/informal.csv"], "parameter c is -0.5"),
        (&["classify", "--threshold", "-1"], "expected a number from 0 to 1"),
        (&["suggest", "--top", "-3"], "invalid value '-3' for '--top <N>'"),
    ] {
        let said = run(arguments).usage();
        assert!(said.contains(words) && !said.contains("tip:"), "{said}");
    }
    assert!(run(&["explain", "-5", "degrees"]).printed().starts_with("-5 degrees\n"));
}

#[test]
fn a_model_that_is_adapted_to_little_says_so() {
    let folder = Folder::new("adapted");
    let one = folder.write("one.csv", "stance,text\npro-moscow,Russia is our ally.\n");
    let model = folder.path("m.gst");
    let printed = run(&["train", "--from", "models/stance-en.gst", "--output", &model, &one]).printed();
    assert!(printed.contains("no sentence is labelled multi-vector or western-leaning"), "{printed}");
    assert!(printed.contains("1 sentence is very few to adapt a model to"), "{printed}");
    let printed = run(&[
        "train",
        "--from",
        "models/stance-en.gst",
        "--labels",
        MAPPING,
        "--output",
        &model,
        "fixtures/informal.csv",
    ]);
    assert!(!printed.stdout.contains("very few to adapt"), "{printed:?}");
}
