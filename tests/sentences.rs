//! The sentence splitter against cases written for this project, with sentencex as the yardstick.
//!
//! `sentences/cases.tsv` has a kind and a JSON string a line; in it `|` marks where a sentence ends, but for the last one,
//! and is no part of the text. Cases of the kind `limit` are known not to be split so. The other files are whole texts:
//! those called `unwrapped` must keep their lines, the others are wrapped at many widths and must keep their sentences.

use geostance::sentences;
use std::collections::BTreeMap;
use std::fs;

/// A case: its kind, the text, and where its sentences end, in bytes.
struct Case {
    kind: String,
    text: String,
    ends: Vec<usize>,
}

fn cases() -> Vec<Case> {
    let table = fs::read_to_string("tests/sentences/cases.tsv").unwrap();
    table.lines().skip(1).map(|line| case(line.split_once('\t').unwrap())).collect()
}

fn case((kind, marked): (&str, &str)) -> Case {
    let marked: String = serde_json::from_str(marked).unwrap();
    let (mut text, mut ends) = (String::new(), Vec::new());
    for part in marked.split('|') {
        text.push_str(part);
        ends.push(text.trim_end().len());
    }
    Case { kind: kind.to_owned(), text, ends }
}

fn ends(text: &str) -> Vec<usize> {
    sentences(text).map(|span| span.end).collect()
}

fn split(text: &str) -> Vec<&str> {
    sentences(text).map(|span| &text[span]).collect()
}

#[test]
fn every_case_is_split_as_marked() {
    let (mut wrong, mut kinds) = (Vec::new(), BTreeMap::<String, usize>::new());
    for case in cases().into_iter().filter(|case| case.kind != "limit") {
        *kinds.entry(case.kind.clone()).or_default() += 1;
        if ends(&case.text) != case.ends {
            wrong.push(format!("{}: {:?}", case.kind, split(&case.text)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(kinds.len() >= 20 && kinds.values().sum::<usize>() >= 600, "{kinds:?}");
}

#[test]
fn limits_are_still_limits() {
    for case in cases().iter().filter(|case| case.kind == "limit") {
        assert_ne!(ends(&case.text), case.ends, "no limit any more, give it a kind: {:?}", case.text);
    }
}

#[test]
fn the_yardstick_gets_fewer_of_them_right() {
    let cases = cases();
    let right = |case: &&Case| {
        let mut end = 0;
        let parts = sentencex::segment("en", &case.text).into_iter().map(|part| {
            end += part.len();
            case.text[..end].trim_end().len()
        });
        let mut parts: Vec<usize> = parts.collect();
        parts.dedup();
        parts == case.ends
    };
    let count = cases.iter().filter(right).count();
    println!("sentencex: {count} of {} cases", cases.len());
    assert!(2 * count < 2 * cases.len() - cases.len() / 4, "sentencex now does {count} cases: use it");
}

/// Whether a character may stand between two sentences.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{200e}' | '>')
}

/// Every byte that is seen lies in exactly one span, and spans are trimmed and in order.
fn assert_spans_rebuild(text: &str) {
    let mut end = 0;
    for span in sentences(text) {
        assert!(text[end..span.start].chars().all(parts), "{text:?}");
        assert!(!text[span.clone()].is_empty() && text[span.clone()].trim() == &text[span.clone()], "{text:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(parts), "{text:?}");
}

fn texts() -> Vec<(String, String)> {
    let folders = ["fixtures/articles", "tests/sentences"];
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn spans_rebuild_the_text() {
    for case in cases() {
        assert_spans_rebuild(&case.text);
    }
    for (_, text) in texts() {
        assert_spans_rebuild(&text);
    }
}

#[test]
fn odd_texts_are_rebuilt_too() {
    let pieces = [
        "a", "Z", "9", ".", "!", "?", "…", " ", "\n", "\r\n", "\t", "\"", "”", "(", ")", "[1]", "Mr", "U.S", "。", "й",
        "\u{301}", "\u{0}", "👍", "\u{2028}", "-", " - ", "ASTANA", ",", "\u{feff}", "\u{200b}", "• ", "> ", "1) ",
        "said", "/TASS/", "Nov", "*", ":", "by ", "«", "the ", "Trend:", "p.m", ";\n",
    ];
    let mut state = 1_u64;
    for _ in 0..40_000 {
        let mut text = String::new();
        for _ in 0..state % 14 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        assert_spans_rebuild(&text);
    }
}

#[test]
fn blank_texts_have_no_sentence() {
    for text in ["", " ", "\n\n\n", "\u{a0}\t\r\n", "\u{feff}", " \u{200b}\n\u{2060} ", ">\n> \n"] {
        assert_eq!(sentences(text).count(), 0, "{text:?}");
    }
}

/// How a text is wrapped.
#[derive(Debug, Clone, Copy, Default)]
struct Wrapping {
    width: usize,
    /// Whether bytes are counted, not characters.
    bytes: bool,
    /// Whether words are broken after their hyphens.
    hyphens: bool,
    /// What stands before the first line of a paragraph and before the others.
    indents: [&'static str; 2],
    ending: &'static str,
}

impl Wrapping {
    /// A text with its paragraphs wrapped.
    fn wrap(self, text: &str) -> String {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = self.indents[0].to_owned();
            let mut empty = true;
            for (space, piece) in self.pieces(paragraph) {
                let more = self.measure(&line) + usize::from(space && !empty) + self.measure(piece);
                if more > self.width && !empty {
                    lines.push(std::mem::replace(&mut line, self.indents[1].to_owned()));
                    empty = true;
                }
                if space && !empty {
                    line.push(' ');
                }
                line.push_str(piece);
                empty = false;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join(self.ending)
    }

    /// The pieces of a paragraph that no line break parts, and whether a space stands before each.
    fn pieces(self, paragraph: &str) -> Vec<(bool, &str)> {
        let words = paragraph.split_whitespace();
        let cut =
            |word| -> Vec<&str> { if self.hyphens { str::split_inclusive(word, '-').collect() } else { vec![word] } };
        words.flat_map(|word| cut(word).into_iter().enumerate().map(|(i, piece)| (i == 0, piece))).collect()
    }

    fn measure(self, text: &str) -> usize {
        if self.bytes { text.len() } else { text.chars().count() }
    }
}

/// The sentences of a text, without how their lines are broken.
fn unwrapped(text: &str) -> Vec<String> {
    let whole = |sentence: &str| {
        let words: Vec<_> = sentence.split_whitespace().filter(|word| *word != ">").collect();
        words.join(" ").replace("- ", "-")
    };
    split(text).into_iter().map(whole).collect()
}

/// How many of the expected sentences are missing.
fn missing(expected: &[String], found: &[String]) -> usize {
    let mut counts = BTreeMap::<&str, usize>::new();
    for sentence in found {
        *counts.entry(sentence).or_default() += 1;
    }
    let mut found = |sentence: &&String| {
        counts.get_mut(sentence.as_str()).is_some_and(|count| std::mem::replace(count, count.saturating_sub(1)) > 0)
    };
    expected.iter().filter(|sentence| !found(sentence)).count()
}

#[test]
fn wrapped_texts_keep_their_sentences() {
    let plain = Wrapping { ending: "\n", ..Wrapping::default() };
    let ways = [
        plain,
        Wrapping { hyphens: true, ..plain },
        Wrapping { bytes: true, ..plain },
        Wrapping { ending: "\r\n", ..plain },
        Wrapping { indents: ["    ", "    "], ..plain },
        Wrapping { indents: ["    ", ""], ..plain },
        Wrapping { indents: ["", "  "], ..plain },
        Wrapping { indents: ["> ", "> "], ..plain },
    ];
    for (path, text) in texts().iter().filter(|(path, _)| !path.contains("unwrapped")) {
        let expected = unwrapped(text);
        for way in ways {
            let (mut wrong, mut all) = (0, 0);
            for width in 60..=90 {
                let wrapped = Wrapping { width, ..way }.wrap(text);
                for wrapped in [wrapped.clone(), wrapped.replace("\n\n", "\n").replace("\r\n\r\n", "\r\n")] {
                    wrong += missing(&expected, &unwrapped(&wrapped));
                    all += expected.len();
                }
            }
            assert!(wrong * 200 <= all, "{path}, {way:?}: {wrong} of {all} sentences differ");
        }
    }
}

#[test]
fn lines_that_are_not_wrapped_are_kept() {
    let mut read = 0;
    for (path, text) in texts().iter().filter(|(path, _)| path.contains("unwrapped")) {
        // A line in lower case goes on with the one before it.
        let expected = text.lines().filter(|line| line.starts_with(|c: char| !c.is_lowercase() && !c.is_whitespace()));
        let found = split(text);
        assert_eq!(found.len(), expected.clone().count(), "{path}: {found:#?}");
        assert!(expected.zip(&found).all(|(line, sentence)| sentence.starts_with(line)), "{path}: {found:#?}");
        read += 1;
    }
    assert_eq!(read, 3);
}
