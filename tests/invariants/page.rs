//! What holds of a page: whatever text and names are in it, its tags are those of any page, and it shows every sentence.

use geostance::{
    StanceModel,
    report::{ReportFormat, ReportOptions},
};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::OnceLock;

/// What a reader of HTML finds.
#[derive(Default)]
struct Found {
    /// Tags with their attributes.
    tags: BTreeSet<String>,
    /// How many scripts there are.
    scripts: usize,
    /// Letters and digits of all that is shown.
    shown: String,
}

/// That a page of a text is one as any page.
pub(crate) fn holds(model: &StanceModel, text: &str, page: &str) {
    let found = read(page);
    let usual = usual();
    assert!(found.tags.is_subset(&usual.tags), "{:?}", found.tags.difference(&usual.tags).collect::<Vec<_>>());
    assert_eq!(found.scripts, usual.scripts);
    let mut rest = found.shown.as_str();
    for sentence in model.classify_article(text).sentences() {
        let letters = seen(sentence.text());
        let at = rest.find(&letters).unwrap_or_else(|| panic!("{letters:?} is not shown in {page:?}"));
        rest = &rest[at + letters.len()..];
    }
}

/// Letters and digits alone: space and marks are the layout's.
fn seen(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn read(page: &str) -> Found {
    let mut found = Found::default();
    for token in Tokenizer::new(page) {
        let token: Result<_, Infallible> = token;
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                found.scripts += usize::from(name == "script");
                for attribute in tag.attributes.keys() {
                    found.tags.insert(format!("{name} {}", String::from_utf8_lossy(attribute)));
                }
                found.tags.insert(name);
            }
            Token::String(text) => found.shown += &seen(&String::from_utf8_lossy(&text)),
            Token::EndTag(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    found
}

/// What pages of harmless articles have, whichever of the options they are written with.
fn usual() -> &'static Found {
    static USUAL: OnceLock<Found> = OnceLock::new();
    USUAL.get_or_init(|| {
        let article = include_str!("../../fixtures/articles/aktau-port.txt");
        let mut usual = Found::default();
        for text in ["", "Astana\n\nEU\nMinsk", article] {
            for threshold in [0.0, 0.6, 1.0] {
                let plain = ReportOptions::default().threshold(threshold);
                for options in [plain.clone(), plain.model("m").columns([("date", "2025")])] {
                    let mut page = Vec::new();
                    let report = StanceModel::pretrained().classify_article(text);
                    report.write(&mut page, ReportFormat::Html, &options).expect("memory takes all");
                    let found = read(std::str::from_utf8(&page).expect("UTF-8"));
                    usual.tags.extend(found.tags);
                    usual.scripts = found.scripts;
                }
            }
        }
        usual
    })
}
