//! What the benches share: text that no training has seen, the shipped articles, and models of any size.

#![allow(dead_code, reason = "not every bench uses all of it")]

use geostance::{
    Dataset, StanceModel,
    model::{Stemmer, TermKind},
};
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

/// Sentences that no training has seen.
pub(crate) struct Unseen {
    /// Where they come from.
    pub(crate) source: String,
    sentences: Vec<String>,
    state: u64,
}

impl Unseen {
    /// The lines of the file that `GEOSTANCE_TEXT` names, or else what the crate ships and does not train on: the held-out sentences,
    /// the contrast items and the articles.
    pub(crate) fn read() -> Self {
        let named = std::env::var_os("GEOSTANCE_TEXT").map(PathBuf::from);
        let (source, sentences): (String, Vec<String>) = if let Some(path) = named {
            let text = fs::read_to_string(&path).expect("the file that GEOSTANCE_TEXT names");
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            (path.display().to_string(), lines.map(str::to_owned).collect())
        } else {
            let labelled =
                ["fixtures/test.csv", "fixtures/contrast.csv"].map(|path| Dataset::load(path).expect("a file"));
            let texts = labelled.iter().flat_map(Dataset::sentences).map(|sentence| sentence.text.clone());
            let articles = articles();
            let sentences = texts.chain(self::sentences(&articles).into_iter().map(str::to_owned)).collect();
            ("held-out sentences, contrast items and articles".to_owned(), sentences)
        };
        Self { source, sentences, state: 1 }
    }

    /// The bytes of a pass.
    pub(crate) fn bytes(&self) -> usize {
        self.sentences.iter().map(String::len).sum()
    }

    pub(crate) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// All sentences, once each, in an order that no earlier pass had.
    pub(crate) fn pass(&mut self) -> Vec<&str> {
        for end in (1..self.sentences.len()).rev() {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.sentences.swap(end, (self.state >> 33) as usize % (end + 1));
        }
        self.sentences.iter().map(String::as_str).collect()
    }

    /// All of them as one text, five a paragraph, in another order each time.
    pub(crate) fn article(&mut self) -> String {
        self.pass().chunks(5).map(|paragraph| paragraph.join(" ") + "\n\n").collect()
    }

    /// The words, their forms, and the share of the words that the training data do not have in this form.
    pub(crate) fn words(&self) -> (usize, usize, f64) {
        let mut trained = HashSet::new();
        for file in fs::read_dir("fixtures/train").expect("training data") {
            let data = Dataset::load(file.expect("entry").path()).expect("a file");
            trained.extend(data.sentences().iter().flat_map(|sentence| spellings(&sentence.text)));
        }
        let words: Vec<String> = self.sentences.iter().flat_map(|sentence| spellings(sentence)).collect();
        let unknown = words.iter().filter(|word| !trained.contains(*word)).count();
        let share = unknown as f64 / words.len().max(1) as f64;
        (words.len(), words.iter().collect::<HashSet<_>>().len(), share)
    }
}

/// The words of a text, lower-cased.
fn spellings(text: &str) -> Vec<String> {
    geostance::tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
}

/// The shipped articles, one after the other.
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
    StanceModel::from_bytes(&file_with_forms(StanceModel::pretrained(), &terms, 1)).expect("a model")
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

/// The bytes of a model of sorted terms, otherwise as another one, with as many forms for a term as that has; weights are those of
/// that model, over and over.
pub(crate) fn file_like(model: &StanceModel, terms: &[String]) -> Vec<u8> {
    file_with_forms(model, terms, model.terms().len().div_ceil(terms.len().max(1)))
}

/// The same with one in `every` of that model's forms.
fn file_with_forms(model: &StanceModel, terms: &[String], every: usize) -> Vec<u8> {
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
    let bytes_of =
        |name: &str| -> usize { if header.contains(name) { field(name).parse().expect("a number") } else { 0 } };
    let names_end = header_end + bytes_of("\"name_bytes\":");
    let terms_end = names_end + bytes_of("\"term_bytes\":");
    let forms_end = terms_end + bytes_of("\"form_bytes\":");
    let (forms, weights) = (&shipped[terms_end..forms_end], &shipped[forms_end..shipped.len() - 4]);
    let text = terms.join("\n") + if terms.is_empty() { "" } else { "\n" };
    let kept = forms.split_inclusive(|&byte| byte == b'\n').step_by(every.max(1));
    let kept: Vec<u8> = kept.flatten().copied().collect();
    let header = header
        .replace(&format!("\"terms\":{old_terms}"), &format!("\"terms\":{}", terms.len()))
        .replace(&format!("\"term_bytes\":{old_bytes}"), &format!("\"term_bytes\":{}", text.len()))
        .replace(&format!("\"form_bytes\":{}", forms.len()), &format!("\"form_bytes\":{}", kept.len()))
        .replace(",\"form_bytes\":0", "");
    let names = &shipped[header_end..names_end];
    let length = 32 + header.len() + names.len() + text.len() + kept.len() + 16 * terms.len() + 4;
    let mut file = shipped[..20].to_vec();
    file.extend((header.len() as u32).to_le_bytes());
    file.extend((length as u64).to_le_bytes());
    file.extend(header.as_bytes());
    file.extend(names);
    file.extend(text.as_bytes());
    file.extend(kept);
    file.extend(weights.iter().cycle().take(16 * terms.len()));
    file.extend(crc32fast::hash(&file).to_le_bytes());
    file
}
