//! Articles, tables and folders of them: each text comes with its columns, each bad file is an error of its own.

mod folder;

use folder::{Folder, utf16};
use geostance::corpus::{Content, Input, Item, TextOptions, files, read};
use geostance::dataset::DataFormat;
use std::io::Read;

/// What a file gives: its text, its rows with the line, or what is said of it.
fn outcome(input: &Input, options: &TextOptions) -> Result<Vec<String>, String> {
    match input.read(options).map_err(|error| error.to_string())? {
        Content::Article(article) => {
            assert_eq!(article.path(), input.path());
            Ok(vec![article.into_text()])
        }
        Content::Table(table) => Ok(table
            .map(|row| match row {
                Ok(row) => {
                    assert_eq!(row.path(), input.path());
                    let columns = row.columns().map(|(name, value)| format!("|{name}={value}"));
                    format!("{}:{}{}", row.line(), row.text(), columns.collect::<String>())
                }
                Err(error) => format!("! {}", error.to_string().rsplit_once('/').unwrap().1),
            })
            .collect()),
    }
}

#[test]
fn every_file_gives_its_texts() {
    let folder = Folder::new("corpus-good");
    let good: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("article.txt", "Astana hosts talks\n\nIt rained.".into(), &["Astana hosts talks\n\nIt rained."]),
        ("no-ending", "It rained.".into(), &["It rained."]),
        ("empty.txt", b"".to_vec(), &[""]),
        ("mark.txt", "\u{feff}It rained.".into(), &["It rained."]),
        ("notepad.txt", utf16("It rained.\r\nҚар жауды.", false), &["It rained.\r\nҚар жауды."]),
        ("big.txt", utf16("It rained.", true), &["It rained."]),
        ("talks-of-html.txt", "The tag <html> begins a page.".into(), &["The tag <html> begins a page."]),
        ("reference.txt", "[1] {sic} A reference.".into(), &["[1] {sic} A reference."]),
        ("table.csv", "id,Text,date\n7,It rained.,2025\n8,,\n".into(), &["2:It rained.|id=7|date=2025", "3:|id=8|date="]),
        ("wide.csv", "b,a,,text,c,\n1,2,,\"two\nlines\",3\n4,5,,x,6,\n".into(), &["2:two\nlines|b=1|a=2|c=3", "4:x|b=4|a=5|c=6"]),
        ("semicolons.csv", utf16("id;sentence\n7;\"It rained; again.\"\n", false), &["2:It rained; again.|id=7"]),
        ("plain.tsv", "text\t\"id\nIt \"rained\".\t7\n\n".into(), &["2:It \"rained\".|\"id=7"]),
        (
            "objects.jsonl",
            "{\"id\":7,\"text\":\"It \\u0072ained.\",\"gone\":null,\"meta\":{\"a\": [1]}}\n{\"text\":\"b\",\"id\":\"8\"}\n".into(),
            &["1:It rained.|id=7|meta={\"a\": [1]}", "2:b|id=8"],
        ),
        ("header.csv", "text\n".into(), &[]),
        ("nothing.jsonl", b"".to_vec(), &[]),
        (
            "some-bad.csv",
            "id,text\n1,a\n2\n\n3,b\n4,\"c\"d\n5,e\n".into(),
            &[
                "2:a|id=1",
                "! some-bad.csv, line 3: 1 field where the header has 2",
                "! some-bad.csv, line 4: a blank line; remove it, nothing is skipped",
                "5:b|id=3",
                "! some-bad.csv, line 6: text after the closing quote of a field that was opened in line 6; is a quote missing there, or to be written twice here? (character 6)",
            ],
        ),
        (
            "some-bad.jsonl",
            "{\"id\":1}\n{\"text\":5}\n{\"text\":\"a\"\n{\"text\":\"b\"}\n".into(),
            &[
                "! some-bad.jsonl, line 1: there is no column `text` or `sentence`; found `id`",
                "! some-bad.jsonl, line 2: expected a string, found 5 (key `text`)",
                "! some-bad.jsonl, line 3: no valid JSON object: the line ends within the object; is a brace or bracket missing? (character 11)",
                "4:b",
            ],
        ),
    ];
    for (name, bytes, expected) in good {
        let found = outcome(&Input::new(folder.write(name, bytes)), &TextOptions::new());
        assert_eq!(
            found.as_deref(),
            Ok(&expected.iter().map(|&text| text.to_owned()).collect::<Vec<_>>()[..]),
            "{name}"
        );
    }
}

#[test]
fn a_file_that_is_not_read_says_what_it_is() {
    let folder = Folder::new("corpus-bad");
    let page = "<!doctype html><p>It rained.";
    let bad: Vec<(&str, Vec<u8>, &str)> = vec![
        ("page.html", page.into(), ": a page of HTML, not text; save its text alone"),
        ("page.txt", format!("\u{feff} {page}").into(), ": a page of HTML, not text; save its text alone"),
        ("feed.xml", "<?xml version='1.0'?><rss>".into(), ": XML, not text; take the texts out of it first"),
        (
            "paper.pdf",
            b"%PDF-1.4\n".to_vec(),
            ": a PDF document, not text; take its text out of it first, as with pdftotext",
        ),
        ("book.xlsx", b"PK\x03\x04 xl/workbook.xml".to_vec(), ": a spreadsheet, not text; save the sheet as CSV UTF-8"),
        (
            "letter.docx",
            b"PK\x03\x04 word/document.xml".to_vec(),
            ": a document of a word processor, not text; save it as plain text",
        ),
        ("letter.rtf", b"{\\rtf1\\ansi".to_vec(), ": a document of a word processor, not text; save it as plain text"),
        (
            "data.json",
            "[\n {\"text\": \"It rained.\"}]".into(),
            ": JSON, but not one object a line in a file whose name ends in .jsonl; write it so first",
        ),
        (
            "latin.txt",
            b"It rained.\nCaf\xE9.".to_vec(),
            ", line 2: invalid UTF-8 at byte 14, as in a file saved as Windows-1252; save it as UTF-8 (a spreadsheet: as CSV UTF-8)",
        ),
        ("program", b"\x7FELF\x02\x01".to_vec(), ": not a text file"),
        ("bytes.bin", b"\x01\x02\xFF\xFE\x80".to_vec(), ", line 1: invalid UTF-8 at byte 2; save the file as UTF-8"),
        (
            "half.txt",
            [utf16("It rained.", true), vec![0]].concat(),
            ": half a character of UTF-16 at byte 22; save the file as UTF-8",
        ),
        (
            "no-text.csv",
            "id,body\n1,a\n".into(),
            ", line 1: there is no column `text` or `sentence`; found `id`, `body`",
        ),
        ("empty.csv", b"".to_vec(), ": the file is empty; a first line with the names of the columns is needed"),
    ];
    for (name, bytes, words) in bad {
        let path = folder.write(name, bytes);
        let found = outcome(&Input::new(&path), &TextOptions::new());
        assert_eq!(found, Err(format!("{}{words}", path.display())));
    }
    let options = TextOptions::new().text_column("BODY");
    let found = outcome(&Input::new(folder.path().join("no-text.csv")), &options);
    assert_eq!(found.unwrap(), ["2:a|id=1"]);
    assert!(
        outcome(&Input::new("no/such/file.txt"), &options).unwrap_err().starts_with("cannot read no/such/file.txt: ")
    );
}

#[test]
fn folders_give_all_their_files_in_the_order_of_their_names() {
    let folder = Folder::new("corpus-folders");
    for name in ["b.txt", "a/2.txt", "a/1.csv", "c/d/e.txt", ".hidden/x.txt", "a/.DS_Store", "B.txt", "a.txt"] {
        folder.write(name, "text\nIt rained.\n");
    }
    std::fs::create_dir_all(folder.path().join("empty/also")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), folder.path().join("c/circle")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("b.txt"), folder.path().join("c/link.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("c/broken")).unwrap();
    }
    let names = |path: &std::path::Path| -> Vec<String> {
        let name = |input: Result<Input, geostance::Error>| match input {
            Ok(input) => input.path().unwrap().strip_prefix(folder.path()).unwrap().display().to_string(),
            Err(error) => format!("! {error}"),
        };
        files([path]).map(name).collect()
    };
    let mut expected = vec!["B.txt", "a/1.csv", "a/2.txt", "a.txt", "b.txt", "c/d/e.txt"];
    if cfg!(unix) {
        expected.push("c/link.txt");
    }
    assert_eq!(names(folder.path()), expected);
    let empty = folder.path().join("empty");
    assert_eq!(names(&empty), [format!("! {}: a folder without files", empty.display())]);
    let several: Vec<String> =
        files(["-", "no-such-file", "Cargo.toml"]).map(|input| input.unwrap().to_string()).collect();
    assert_eq!(several, ["standard input", "no-such-file", "Cargo.toml"]);
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new("corpus-rest");
    folder.write("a.txt", "It rained.");
    folder.write("b.pdf", "%PDF-1.4");
    folder.write("c.csv", "text\nIt snowed.\n\nIt hailed.\n");
    folder.write("d.csv", "body\nx\n");
    folder.write("e.txt", "It froze.");
    let items: Vec<_> = read([folder.path(), "no/such".as_ref()], &TextOptions::new()).collect();
    let texts: Vec<_> = items.iter().map(|item| item.as_ref().map_or("!", Item::text)).collect();
    assert_eq!(texts, ["It rained.", "!", "It snowed.", "!", "It hailed.", "!", "It froze.", "!"]);
    assert!(items[2].as_ref().unwrap().path().unwrap().ends_with("c.csv"));
}

#[test]
fn a_table_without_an_end_is_read_row_by_row() {
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (header, row) = (b"id;text\n", b"7;\"It rained;\nand rained.\"\n");
            for byte in &mut *buffer {
                *byte = *header.get(self.0).unwrap_or_else(|| &row[(self.0 - header.len()) % row.len()]);
                self.0 += 1;
            }
            Ok(buffer.len())
        }
    }
    let options = TextOptions::new().format(DataFormat::Csv);
    let Content::Table(mut table) = Input::read_from(Endless(0), &options).unwrap() else { panic!() };
    assert!(table.columns().eq(["id"]));
    let row = table.nth(999).unwrap().unwrap();
    assert_eq!(
        (row.text(), row.line(), row.get("id"), row.get("text")),
        ("It rained;\nand rained.", 2000, Some("7"), None)
    );
}

#[test]
fn a_reader_that_fails_says_so_once() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("the disk is gone"));
            }
            self.0 -= 1;
            let row = b"text\n";
            buffer[..row.len()].copy_from_slice(row);
            Ok(row.len())
        }
    }
    let words = "cannot read the data: the disk is gone";
    for format in [DataFormat::Csv, DataFormat::Tsv] {
        let options = TextOptions::new().format(format);
        assert_eq!(Input::read_from(Failing(0), &options).unwrap_err().to_string(), words);
        let Content::Table(table) = Input::read_from(Failing(3), &options).unwrap() else { panic!() };
        let found: Vec<_> =
            table.map(|row| row.map_or_else(|error| error.to_string(), |row| row.text().to_owned())).collect();
        assert_eq!(found, ["text", "text", words]);
    }
    assert_eq!(Input::read_from(Failing(1), &TextOptions::new()).unwrap_err().to_string(), words);
}

#[cfg(feature = "gz")]
#[test]
fn compressed_files_are_read() {
    let folder = Folder::new("corpus-gz");
    for (name, text, expected) in [
        ("a.txt.gz", "It rained.", "It rained."),
        ("b.csv.gz", "id;text\n7;It rained.\n", "2:It rained.|id=7"),
        ("c.jsonl.gz", "{\"text\":\"a\"}", "1:a"),
    ] {
        let path = folder.write(name, folder::gzip(text.as_bytes()));
        assert_eq!(outcome(&Input::new(path), &TextOptions::new()).unwrap(), [expected]);
    }
    let path = folder.write("d.txt.gz", folder::gzip(b"<html>"));
    let words = format!("{}: a page of HTML, not text; save its text alone", path.display());
    assert_eq!(outcome(&Input::new(path), &TextOptions::new()), Err(words));
}
