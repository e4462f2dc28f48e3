//! Text in Markdown, and arguments as a shell takes them: the program's own files, tested here.

#[path = "../../src/bin/geostance/shell.rs"]
mod shell;
#[path = "../../src/bin/geostance/markdown.rs"]
mod words;

use pulldown_cmark::{Event, Options, Parser, TagEnd};
use std::path::Path;
use std::process::Command;

/// What pages of repositories understand beyond plain Markdown.
pub(crate) const GITHUB: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// What a page shows of a line, and whether it is anything but a paragraph of text.
fn shown(line: &str) -> (String, bool) {
    let (mut text, mut is_text) = (String::new(), true);
    for event in Parser::new_ext(line, GITHUB) {
        match event {
            Event::Text(words) => text += &words,
            Event::Start(tag) => is_text &= matches!(tag, pulldown_cmark::Tag::Paragraph),
            Event::End(TagEnd::Paragraph) => {}
            _ => is_text = false,
        }
    }
    (text, is_text)
}

#[test]
fn words_show_as_they_are() {
    for words in [
        "plain words, and more: 1.5 % (of 20) – done.",
        "<script>alert(1)</script> a < b > c &lt; &#60;",
        "*a* **b** _c_ __d__ ~e~ ~~f~~ `g` ``h`` $i$ $$j$$",
        "[a](b) ![a](b) [a][b] [a]: b [^a] [[a]] [a] ]( ][",
        "http://a.b https://a.b/c_d www.a.b WWW.a.b x@y.z",
        "a | b || c \\| d",
        "\\ \\\\ \\* \\a end \\",
        "# a ## b #",
        "{a} ^b^ H~2~O ==c==",
        "\u{65e5}\u{672c} e\u{301} \u{1f600}",
    ] {
        let written = words::text(words);
        let (text, is_text) = shown(&format!("See {written} here"));
        assert_eq!((text.as_str(), is_text), (format!("See {words} here").as_str(), true), "{written}");
        let row = format!("| a |\n| --- |\n| {written} |\n");
        let cells = Parser::new_ext(&row, GITHUB).filter(|event| *event == Event::End(TagEnd::TableCell));
        assert_eq!(cells.count(), 2, "{row}");
    }
    for (words, written) in [
        ("a\nb\r\n\tc\u{2028}d", "a b   c d"),
        ("\u{1b}[1m\u{0}\u{202e}\u{200b}", "\\u{1b}[1m\\0\\u{202e}"),
        ("0.9 [0.8, 1.0]", "0.9 [0.8, 1.0]"),
        ("", ""),
    ] {
        assert_eq!(words::text(words), written, "{words:?}");
    }
}

#[test]
fn nothing_ends_a_block_but_its_end() {
    for lines in ["geostance card", "a\n```\n# b", "````` x", "\u{1b}c", ""] {
        let page = format!("{}\n\nafter", words::block("sh", lines));
        let ends = Parser::new(&page).filter(|event| matches!(event, Event::End(TagEnd::CodeBlock))).count();
        assert!(ends == 1 && page.starts_with("```") && !page.contains('\u{1b}'), "{page}");
        assert_eq!(Parser::new(&page).filter(|event| *event == Event::Text("after".into())).count(), 1, "{page}");
    }
    assert_eq!(words::picture("a ] b", "p q/(r).svg"), "![a ] b](p%20q/%28r%29.svg)");
}

#[cfg(unix)]
#[test]
fn a_shell_takes_arguments_as_they_are() {
    for word in ["plain", "a b", "it's", "", "$HOME `x` \\ \"y\" *?", "line\nbreak", "ключ=знач", "~", "#a", "-"]
    {
        let script = format!("printf %s {}", shell::quoted(word));
        let output = Command::new("sh").args(["-c", &script]).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), word, "{script}");
    }
    assert_eq!(shell::path(Path::new("-a.csv")), "./-a.csv");
    assert_eq!(shell::path(Path::new("fixtures/test.csv")), "fixtures/test.csv");
}
