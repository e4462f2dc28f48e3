//! Labelled tables as people and spreadsheets write them: each is read, or refused with what to do.

mod folder;

use folder::{Folder, utf16};
use geostance::dataset::ReadOptions;
use geostance::{
    Dataset, Labels, Stance,
    dataset::{DataFormat, LabelledSentence},
};

/// What every good file of these tests says.
fn expected() -> Dataset {
    [
        LabelledSentence::new(Some(Stance::ProMoscow), "Minsk signed; the pact, too."),
        LabelledSentence::new(None, "It rained."),
    ]
    .into_iter()
    .collect()
}

#[test]
fn what_spreadsheets_write_is_read() {
    let folder = Folder::new("messy-good");
    let good = "stance,text\npro-moscow,\"Minsk signed; the pact, too.\"\nnone,It rained.\n";
    let semicolons = "stance;text\r\npro-moscow;\"Minsk signed; the pact, too.\"\r\nnone;It rained.\r\n";
    let tabs = "stance\ttext\npro-moscow\tMinsk signed; the pact, too.\nnone\tIt rained.\n";
    let marked = format!("\u{feff}{semicolons}");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("plain.csv", good.into()),
        ("crlf.csv", good.replace('\n', "\r\n").into()),
        ("CAPITALS.CSV", good.into()),
        ("semicolons.csv", semicolons.into()),
        ("mark-and-semicolons.csv", marked.into()),
        ("tabs.csv", tabs.into()),
        ("tabs-quoted.csv", tabs.replace("It rained.", "\"It rained.\"").into()),
        ("tabs.tsv", tabs.into()),
        ("tabs.tab", tabs.into()),
        ("said.csv", format!("sep=;\r\n{semicolons}").into()),
        ("said-with-mark.csv", format!("\u{feff}sep=;\n{semicolons}").into()),
        ("utf16-le.csv", utf16(semicolons, false)),
        ("utf16-be.csv", utf16(good, true)),
        ("utf16.tsv", utf16(tabs, false)),
        ("header-capitals.csv", good.replace("stance,text", "STANCE,Text").into()),
        ("header-padded.csv", good.replace("stance,text", " stance , text ").into()),
        ("header-quoted.csv", semicolons.replace("stance;text", "\"Stance\";\"Text\"").into()),
        ("other-names.csv", good.replace("stance,text", "label,sentence").into()),
        ("other-names-too.csv", semicolons.replace("stance;text", "Label;Sentence").into()),
        ("labels-capitals.csv", good.replace("pro-moscow", "PRO-MOSCOW").replace("none", "None").into()),
        ("labels-spaces.csv", good.replace("pro-moscow", " Pro Moscow ").replace("none", "NONE ").into()),
        ("labels-underscores.tsv", tabs.replace("pro-moscow", "Pro_Moscow").into()),
        ("labels-dashes.csv", good.replace("pro-moscow", "pro–moscow").into()),
        ("blank-end.csv", format!("{good}\n\r\n  \n").into()),
        ("empty-rows.csv", format!("{good},\n,\n , \n").into()),
        ("empty-rows.tsv", format!("{tabs}\t\n\t\n").into()),
        ("empty-columns.csv", "stance;text;;;\npro-moscow;\"Minsk signed; the pact, too.\";;;\nnone;It rained.;\n;;;;\n".into()),
        ("empty-column-before.csv", ",stance,text\n,pro-moscow,\"Minsk signed; the pact, too.\"\n ,none,It rained.\n".into()),
        ("no-end.csv", good.trim_end().into()),
        ("objects.jsonl", "{\"Stance\":\"Pro_Moscow\",\" Text\":\"Minsk signed; the pact, too.\"}\n{\"label\":\"None\",\"sentence\":\"It rained.\"}\n\n  \n".into()),
        ("objects.ndjson", utf16("{\"stance\":\"pro-moscow\",\"text\":\"Minsk signed; the pact, too.\"}\r\n{\"stance\":\"none\",\"text\":\"It rained.\"}", false)),
    ];
    let count = cases.len();
    for (name, bytes) in cases {
        let path = folder.write(name, bytes);
        let data = Dataset::load(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(data, expected(), "{name}");
        assert_eq!((data.files().len(), data.files()[0].unlabelled()), (1, 0), "{name}");
    }
    let all: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let data = Dataset::load_all(&all).unwrap();
    assert_eq!((data.len(), data.files().len()), (2 * count, count));
    assert_eq!(data.duplicates().repeated(), 2 * count - 2);
}

/// Whether each file is refused, and in these words after its path.
fn refused(folder: &Folder, cases: Vec<(&str, Vec<u8>, String)>) {
    for (name, bytes, words) in cases {
        let path = folder.write(name, bytes);
        let error = Dataset::load(&path).map(|data| panic!("{name}: {data:?}")).unwrap_err().to_string();
        assert_eq!(error, format!("{}{words}", path.display()));
    }
}

#[test]
fn what_is_no_table_in_utf8_is_named_with_the_remedy() {
    let folder = Folder::new("messy-kinds");
    let utf8 = "; save it as UTF-8 (a spreadsheet: as CSV UTF-8)";
    let latin = |text: &str| text.chars().map(|c| u32::from(c) as u8).collect::<Vec<u8>>();
    let cases: Vec<(&str, Vec<u8>, String)> = vec![
        (
            "excel.csv",
            latin("stance,text\nnone,Caf\u{e9} talk.\n"),
            format!(", line 2: invalid UTF-8 at byte 20, as in a file saved as Windows-1252{utf8}"),
        ),
        (
            "excel.jsonl",
            latin("{\"stance\":\"none\",\"text\":\"Kiev\u{92}s gas\"}\n"),
            format!(", line 1: invalid UTF-8 at byte 29, as in a file saved as Windows-1252{utf8}"),
        ),
        (
            "russian.csv",
            [b"stance;text\nnone;", &b"\xCC\xE8\xED\xF1\xEA\n"[..]].concat(),
            format!(", line 2: invalid UTF-8 at byte 17, as in a file saved as Windows-1251{utf8}"),
        ),
        (
            "mixed.csv",
            [b"stance,text\nnone,\xC3\xA9 and \xE9\n".to_vec()].concat(),
            ", line 2: invalid UTF-8 at byte 24; save the file as UTF-8".into(),
        ),
        (
            "half.csv",
            [utf16("stance,text\nnone,It rained.\n", false), vec![b'x']].concat(),
            ", line 3: half a character of UTF-16 at byte 58; save the file as UTF-8".into(),
        ),
        (
            "unmarked.csv",
            utf16("stance,text\n", false)[2..].to_vec(),
            ": UTF-16 without its byte-order mark; save the file as UTF-8".into(),
        ),
        ("utf32.csv", b"\xFF\xFE\0\0s\0\0\0".to_vec(), ": UTF-32; save the file as UTF-8".into()),
        (
            "sheet.xlsx",
            b"PK\x03\x04\x14\0\x06\0[Content_Types].xml".to_vec(),
            ": a spreadsheet, not text; save the sheet as CSV UTF-8".into(),
        ),
        (
            "renamed.csv",
            b"PK\x03\x04\x14\0\x06\0[Content_Types].xmlxl/workbook.xml".to_vec(),
            ": a spreadsheet, not text; save the sheet as CSV UTF-8".into(),
        ),
        (
            "sheet.ods",
            b"PK\x03\x04\x14\0\x06\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet".to_vec(),
            ": a spreadsheet, not text; save the sheet as CSV UTF-8".into(),
        ),
        (
            "old.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            ": a file of an old Office (.xls, .doc), not text; save a sheet as CSV UTF-8, a document as plain text"
                .into(),
        ),
        (
            "labels.csv.zst",
            b"\x28\xB5\x2F\xFD\x04\0".to_vec(),
            ": compressed with Zstandard; decompress it first, as with zstd -d".into(),
        ),
        ("labels.csv.bz2", b"BZh91AY".to_vec(), ": compressed with bzip2; decompress it first, as with bunzip2".into()),
        (
            "report.pdf",
            b"%PDF-1.7\n".to_vec(),
            ": a PDF document, not text; take its text out of it first, as with pdftotext".into(),
        ),
        (
            "page.csv",
            b"\n <!DOCTYPE html><title>404".to_vec(),
            ": a page of HTML, not text; save its text alone".into(),
        ),
        (
            "feed.csv",
            b"<?xml version=\"1.0\"?><rss>".to_vec(),
            ": XML, not text; take the texts out of it first".into(),
        ),
        (
            "array.jsonl",
            b"[{\"stance\":\"none\",\"text\":\"It rained.\"}]".to_vec(),
            ": JSON, but not one object a line in a file whose name ends in .jsonl; write it so first".into(),
        ),
        (
            "labels.json",
            b"[{\"stance\":\"none\",\"text\":\"It rained.\"}]".to_vec(),
            ": JSON, but not one object a line in a file whose name ends in .jsonl; write it so first".into(),
        ),
        (
            "labels.txt",
            b"stance,text\n".to_vec(),
            ": unknown kind of file; the name must end in .csv, .tsv or .jsonl, or so and in .gz".into(),
        ),
    ];
    refused(&folder, cases);
}

#[test]
fn rows_that_break_a_rule_are_named_with_the_remedy() {
    let folder = Folder::new("messy-rows");
    let pro = "stance,text\npro-moscow,";
    let cases: Vec<(&str, Vec<u8>, String)> = vec![
        ("picture.csv", b"\x89PNG\r\n\x1A\n".to_vec(), ": not a text file".into()),
        (
            "between.csv",
            format!("{pro}a\n,\nnone,b\n").into(),
            ", line 3: a row of empty cells; remove it, nothing is skipped".into(),
        ),
        (
            "between.jsonl",
            "{\"stance\":\"none\",\"text\":\"a\"}\n \n{\"stance\":\"none\",\"text\":\"b\"}".into(),
            ", line 2: a blank line; remove it, nothing is skipped".into(),
        ),
        (
            "unnamed.csv",
            "stance,text,\nnone,It rained,and snowed\n".into(),
            ", line 2: a value in a column without a name; name it in the first line (column 3)".into(),
        ),
        ("comma.csv", "stance,text\nnone,It rained,\n".into(), ", line 2: 3 fields where the header has 2".into()),
        ("capitals.csv", "stance,Text,TEXT\nnone,a,b\n".into(), ", line 1: `TEXT` occurs twice".into()),
        (
            "nothing.csv",
            "\n\n,\n".into(),
            ": the file is empty; a first line with the names of the columns is needed".into(),
        ),
        (
            "said.csv",
            "sep=;\n".into(),
            ": the file is empty; a first line with the names of the columns is needed".into(),
        ),
        (
            "no-key.jsonl",
            "{\"text\":\"a\",\"code\":1}\n{\"text\":\"b\"}\n".into(),
            ": there is no column `stance` or `label`; found `text`, `code`".into(),
        ),
        (
            "tiny.csv",
            "stance,text,weight\nnone,a,7e-46\n".into(),
            ", line 2: weight `7e-46` is too small to count; write 0, or at least 1e-45 (column 3, `weight`)".into(),
        ),
        (
            "tiny.jsonl",
            "{\"stance\":\"none\",\"text\":\"a\",\"weight\":1e-60}".into(),
            ", line 1: weight `1e-60` is too small to count; write 0, or at least 1e-45 (key `weight`)".into(),
        ),
        (
            "huge.jsonl",
            "{\"stance\":\"none\",\"text\":\"a\",\"weight\":1e39}".into(),
            ", line 1: weight `inf`; expected a finite number of at least zero (key `weight`)".into(),
        ),
        (
            "half.jsonl",
            "{\"stance\":\"none\",\"text\":\"\\ud83d\"}".into(),
            ", line 1: no valid string: unexpected end of hex escape (key `text`)".into(),
        ),
        (
            "wide.csv",
            [",".repeat(1_000_000).into_bytes(), b"\n".to_vec()].concat(),
            ", line 1: more than 16384 columns; are the rows separated by line breaks?".into(),
        ),
        (
            "wide.tsv",
            ["\t".repeat(1_000_000).into_bytes(), b"x\n".to_vec()].concat(),
            ", line 1: more than 16384 columns; are the rows separated by line breaks?".into(),
        ),
    ];
    refused(&folder, cases);
}

#[test]
fn all_that_is_wrong_in_the_files_is_reported_together() {
    let folder = Folder::new("messy-together");
    let first = folder.write(
        "first.csv",
        "stance,text,weight\npro-russia,a,1\nnone,b,1\nnone,,1\nnone,c\n\nnone,d,x\nnone,e,-1\nnone,\"f\"g,1\npro-russia,h,1\n",
    );
    let missing = folder.write("second.csv", "body,code\nx,y\n");
    let rows = "{\"stance\":5,\"text\":\"a\"}\n".repeat(30);
    let third = folder.write("third.jsonl", rows);
    let fourth = folder.write("fourth.tsv", "stance\ttext\nnone\tgood\n");
    let page = folder.write("fifth.csv", "<html>");
    let error = Dataset::load_all([&first, &missing, &third, &fourth, &page]).unwrap_err().to_string();
    let expected = "first.csv, line 2: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none (column 1, `stance`)
first.csv, line 4: the text is empty (column 2, `text`)
first.csv, line 5: 2 fields where the header has 3
first.csv, line 6: a blank line; remove it, nothing is skipped
first.csv, line 7: weight `x`; expected a finite number of at least zero (column 3, `weight`)
first.csv, line 8: weight `-1`; expected a finite number of at least zero (column 3, `weight`)
first.csv, line 9: text after the closing quote of a field that was opened in line 9; is a quote missing there, or to be written twice here? (character 9)
second.csv, line 1: there is no column `stance` or `label`; found `body`, `code`
second.csv, line 1: there is no column `text` or `sentence`; found `body`, `code`";
    let mut lines = error.lines();
    assert_eq!(lines.next(), Some("40 errors in the data"));
    for line in expected.lines() {
        assert_eq!(lines.next(), Some(format!("  {}/{line}", folder.path().display()).as_str()));
    }
    for line in 1..=11 {
        let words = format!("  {}, line {line}: expected a string, found 5 (key `stance`)", third.display());
        assert_eq!(lines.next(), Some(words.as_str()));
    }
    assert_eq!((lines.next(), lines.next()), (Some("  and 20 more"), None));
}

#[test]
fn columns_may_be_named_by_the_caller() {
    let options = ReadOptions::new().text_column("Body").stance_column("code");
    for (text, format) in [
        ("text;code;body;stance\nx;None;It rained.;y\n", DataFormat::Csv),
        ("code\tBODY\tp_pro_moscow\nnone\tIt rained.\t1\n", DataFormat::Tsv),
        ("{\"text\":\"x\",\"Code\":\"none\",\"body\":\"It rained.\"}", DataFormat::Jsonl),
    ] {
        let data = Dataset::from_reader_with(text.as_bytes(), format, &options).unwrap();
        assert_eq!(
            (data.len(), data.sentences()[0].text.as_str(), data.sentences()[0].stance),
            (1, "It rained.", None)
        );
    }
    let error = Dataset::from_reader_with("a,b\n".as_bytes(), DataFormat::Csv, &options).unwrap_err().to_string();
    assert_eq!(
        error,
        "2 errors in the data\n  line 1: there is no column `code`; found `a`, `b`\n  line 1: there is no column `Body`; found \
         `a`, `b`"
    );
}

#[test]
fn decimal_commas_are_read_where_semicolons_separate() {
    let soft =
        "p_pro_moscow;p_multi_vector;p_western_leaning;text;weight\n0,25;0,5;0;Baku abstained.;1,5\n;;;Unread.;\n";
    let data = Dataset::from_reader(soft.as_bytes(), DataFormat::Csv).unwrap();
    assert!(data.sentences()[0].distribution().into_array().iter().eq(&[0.25, 0.5, 0.0, 0.25]));
    assert_eq!((data.sentences()[0].weight, data.summary().unlabelled()), (1.5, 1));
    let error = Dataset::from_reader("stance\ttext\tweight\nnone\ta\t1,5\n".as_bytes(), DataFormat::Csv).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: weight `1,5`; expected a finite number of at least zero (column 3, `weight`)"
    );
    let error = Dataset::from_reader("stance;text;weight\nnone;a;1,000,5\n".as_bytes(), DataFormat::Csv).unwrap_err();
    assert!(error.to_string().starts_with("line 2: weight `1,000,5`;"), "{error}");
}

#[test]
fn two_spellings_of_a_file_mean_one_stance() {
    let labels: Labels =
        "pro=pro-moscow,russia=pro-moscow,mv=multi-vector,west=western-leaning,off=none".parse().unwrap();
    let csv = "stance,text\nRussia,a\npro,b\nOFF,c\n";
    let data = Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &labels.into()).unwrap();
    assert_eq!(data.summary().to_string(), "3 sentences: 2 pro, 0 mv, 0 west, 1 off");
    let mut out = Vec::new();
    data.write(&mut out, DataFormat::Tsv).unwrap();
    assert_eq!(out, b"stance\ttext\npro\ta\npro\tb\noff\tc\n", "the first spelling is the one that is written");
}

#[cfg(feature = "gz")]
#[test]
fn compressed_files_are_read_whatever_their_name() {
    use folder::gzip;
    let folder = Folder::new("messy-gz");
    let csv = "stance;text\npro-moscow;\"Minsk signed; the pact, too.\"\nnone;It rained.\n";
    let half = csv.find("none").unwrap();
    for (name, bytes) in [
        ("a.csv.gz", gzip(csv.as_bytes())),
        ("a.CSV.GZ", gzip(&utf16(csv, true))),
        ("misnamed.csv", gzip(csv.as_bytes())),
        ("members.csv.gz", [gzip(&csv.as_bytes()[..half]), gzip(&csv.as_bytes()[half..])].concat()),
    ] {
        assert_eq!(Dataset::load(folder.write(name, bytes)).unwrap(), expected(), "{name}");
    }
    let whole = gzip(csv.as_bytes());
    for (name, bytes, words) in [
        ("twice.csv.gz", gzip(&gzip(csv.as_bytes())), ": compressed with gzip; decompress it first, as with gunzip"),
        ("sheet.csv.gz", gzip(b"PK\x03\x04 xl/"), ": a spreadsheet, not text; save the sheet as CSV UTF-8"),
        (
            "text.gz",
            gzip(csv.as_bytes()),
            ": unknown kind of file; the name must end in .csv, .tsv or .jsonl, or so and in .gz",
        ),
    ] {
        let path = folder.write(name, bytes);
        assert_eq!(Dataset::load(&path).unwrap_err().to_string(), format!("{}{words}", path.display()));
    }
    for cut in [11, whole.len() - 9, whole.len() - 1] {
        let path = folder.write("cut.csv.gz", &whole[..cut]);
        let error = Dataset::load(&path).unwrap_err().to_string();
        assert!(error.starts_with(&format!("cannot read {}: ", path.display())), "{cut}: {error}");
    }
}

#[cfg(not(feature = "gz"))]
#[test]
fn compressed_files_are_refused_without_the_feature() {
    let folder = Folder::new("messy-no-gz");
    let path = folder.write("labels.csv.gz", b"\x1F\x8B\x08\0");
    let words = "compressed with gzip; decompress it first, as with gunzip";
    assert_eq!(Dataset::load(&path).unwrap_err().to_string(), format!("{}: {words}", path.display()));
}
