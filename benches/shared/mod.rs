//! What the benches share: the articles and their sentences, and models of any size.

#![allow(dead_code, reason = "not every bench uses all of it")]

use geostance::{StanceModel, model::TermKind};
use std::fs;

/// The shipped articles, one behind the other.
pub(crate) fn articles() -> String {
    let mut paths: Vec<_> =
        fs::read_dir("fixtures/articles").expect("articles").map(|e| e.expect("entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("article") + "\n\n").collect()
}

/// The sentences of the shipped articles.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    geostance::sentences(text).map(|span| &text[span]).collect()
}

/// The shipped model with only those of its terms that are of some kinds.
pub(crate) fn model_of_kinds(kinds: &[TermKind]) -> StanceModel {
    let terms = StanceModel::pretrained().terms().map(|term| term.text().to_owned());
    let terms: Vec<String> = terms.filter(|term| kinds.contains(&TermKind::of(term))).collect();
    StanceModel::from_bytes(&file_of(&terms)).expect("a model")
}

/// The bytes of a model with a number of terms: of the shipped model's terms as many as that, spread evenly, or all of them and
/// invented ones, in the same proportion of words, pairs of words and word beginnings.
pub(crate) fn file_with_terms(count: usize) -> Vec<u8> {
    let shipped: Vec<String> = StanceModel::pretrained().terms().map(|term| term.text().to_owned()).collect();
    if count <= shipped.len() {
        let spread: Vec<String> = (0..count).map(|i| shipped[i * shipped.len() / count].clone()).collect();
        return file_of(&spread);
    }
    // Invented words begin with "zq", as no English word does.
    let invented = |number: usize| -> String {
        let letters = (0..5).map(|place| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8));
        "zq".chars().chain(letters).collect()
    };
    let more = count - shipped.len();
    let mut terms = shipped;
    let (words, beginnings) = (more * 13 / 100, more * 18 / 100);
    let mut state = 1_usize;
    for i in 0..more {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        terms.push(if i < words {
            invented(i)
        } else if i < words + beginnings {
            // Five characters, as the shipped model's beginnings may have.
            let letters = (0..4).map(|place| char::from(b'a' + ((i - words) / 26_usize.pow(place) % 26) as u8));
            format!("{}*", "z".chars().chain(letters).collect::<String>())
        } else {
            format!("{} {}", invented(i % words.max(1)), invented((state >> 33) % words.max(1)))
        });
    }
    terms.sort_unstable();
    terms.dedup();
    file_of(&terms)
}

/// The bytes of a model of sorted terms, otherwise as the shipped one; weights are those of the shipped model, over and over.
fn file_of(terms: &[String]) -> Vec<u8> {
    file_like(StanceModel::pretrained(), terms)
}

/// The bytes of a model of sorted terms, otherwise as another one; weights are those of that model, over and over.
pub(crate) fn file_like(model: &StanceModel, terms: &[String]) -> Vec<u8> {
    let shipped = model.to_bytes().expect("a model");
    let number = |at: usize| u32::from_le_bytes(shipped[at..at + 4].try_into().expect("four bytes")) as usize;
    let header_end = 32 + number(20);
    let header = std::str::from_utf8(&shipped[32..header_end]).expect("a header");
    let field = |name: &str| -> &str {
        let from = header.find(name).expect("a field") + name.len();
        let digits = header[from..].bytes().take_while(u8::is_ascii_digit).count();
        &header[from..from + digits]
    };
    let (old_terms, old_bytes) = (field("\"terms\":"), field("\"term_bytes\":"));
    let name_bytes = if header.contains("\"name_bytes\":") { field("\"name_bytes\":") } else { "0" };
    let names_end = header_end + name_bytes.parse::<usize>().expect("a number");
    let weights = &shipped[names_end + old_bytes.parse::<usize>().expect("a number")..shipped.len() - 4];
    let text = terms.join("\n") + if terms.is_empty() { "" } else { "\n" };
    let header = header
        .replace(&format!("\"terms\":{old_terms}"), &format!("\"terms\":{}", terms.len()))
        .replace(&format!("\"term_bytes\":{old_bytes}"), &format!("\"term_bytes\":{}", text.len()));
    let names = &shipped[header_end..names_end];
    let length = 32 + header.len() + names.len() + text.len() + 16 * terms.len() + 4;
    let mut file = shipped[..20].to_vec();
    file.extend((header.len() as u32).to_le_bytes());
    file.extend((length as u64).to_le_bytes());
    file.extend(header.as_bytes());
    file.extend(names);
    file.extend(text.as_bytes());
    file.extend(weights.iter().cycle().take(16 * terms.len()));
    file.extend(crc32fast::hash(&file).to_le_bytes());
    file
}
