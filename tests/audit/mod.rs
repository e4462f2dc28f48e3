//! What the audit counts.

use geostance::{Dataset, Stance, model::Stemmer, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A row of a labelled fixture.
pub(crate) struct Row {
    pub(crate) file: &'static str,
    pub(crate) stance: Option<Stance>,
    pub(crate) text: String,
    pub(crate) group: String,
    pub(crate) register: String,
    pub(crate) topic: String,
    pub(crate) state: String,
    pub(crate) period: String,
    pub(crate) hard: String,
}

impl Row {
    pub(crate) fn class(&self) -> usize {
        self.stance.map_or(3, Stance::index)
    }

    pub(crate) fn is_contrast(&self) -> bool {
        self.group.len() == 4 && self.group.starts_with(['t', 'n'])
    }
}

pub(crate) fn read(path: &str) -> Vec<Row> {
    let file = if path.contains("/train/") {
        "train/"
    } else if path.ends_with("/test.csv") {
        "test.csv"
    } else {
        "contrast.csv"
    };
    let data = Dataset::load(path).unwrap_or_else(|error| panic!("{error}"));
    let rows = data.sentences().iter().map(|sentence| {
        let column = |name: &str| sentence.metadata.get(name).expect("a column").to_owned();
        Row {
            file,
            stance: sentence.stance,
            text: sentence.text.clone(),
            group: sentence.group.clone().expect("a group"),
            register: column("register"),
            topic: column("topic"),
            state: column("state"),
            period: column("period"),
            hard: column("hard"),
        }
    });
    rows.collect()
}

/// The words of a text, lower-cased.
pub(crate) fn words(text: &str) -> Vec<String> {
    tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
}

/// The distinct runs of `order` words.
pub(crate) fn grams(text: &str, order: usize) -> BTreeSet<Vec<String>> {
    words(text).windows(order).map(<[String]>::to_vec).collect()
}

/// The text with names and numbers (words with a capital or a digit) masked, runs of them as one.
pub(crate) fn skeleton(text: &str) -> String {
    let mut skeleton: Vec<String> = Vec::new();
    for token in tokens(text, Stemmer::None) {
        let masked = text[token.span()].contains(|c: char| c.is_uppercase() || c.is_numeric());
        let word = if masked { "_".to_owned() } else { token.word().to_owned() };
        if !(masked && skeleton.last().is_some_and(|last| last == "_")) {
            skeleton.push(word);
        }
    }
    skeleton.join(" ")
}

/// Distinct stems per 1,000 tokens, the mean over consecutive thousands.
pub(crate) fn breadth(rows: &[Row], stemmer: Stemmer) -> f64 {
    let stems: Vec<String> = rows
        .iter()
        .flat_map(|row| tokens(&row.text, stemmer).into_iter().map(|token| token.stem().to_owned()).collect::<Vec<_>>())
        .collect();
    let thousands = stems.chunks_exact(1000);
    let count = thousands.len() as f64;
    thousands.map(|chunk| chunk.iter().collect::<BTreeSet<_>>().len() as f64).sum::<f64>() / count
}

const CLASSES: [&str; 4] = ["pro-moscow", "multi-vector", "western-leaning", "none"];

/// A table of counts by two columns, with sums.
fn cross(
    title: &str,
    rows: &[&Row],
    of: impl Fn(&Row) -> String,
    names: &[&str],
    by: impl Fn(&Row) -> usize,
) -> String {
    let mut cells: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in rows {
        cells.entry(of(row)).or_insert_with(|| vec![0; names.len()])[by(row)] += 1;
    }
    let mut sums = vec![0; names.len()];
    let mut table = format!("| {title} | {} | all |\n|{}\n", names.join(" | "), " --- |".repeat(names.len() + 2));
    for (name, counts) in &cells {
        let _ = write!(table, "| {name} |");
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
            let _ = write!(table, " {count} |");
        }
        let _ = writeln!(table, " {} |", counts.iter().sum::<usize>());
    }
    let _ = write!(table, "| all |");
    for sum in &sums {
        let _ = write!(table, " {sum} |");
    }
    let _ = writeln!(table, " {} |\n", sums.iter().sum::<usize>());
    table
}

/// The words most tied to each class: by the weighted log-odds of occurring in it against the rest (smoothed by 1), among
/// words in at least 20 sentences.
fn tied_words(rows: &[&Row]) -> String {
    let mut counts: BTreeMap<String, [f64; 4]> = BTreeMap::new();
    let mut totals = [0.0; 4];
    for row in rows {
        totals[row.class()] += 1.0;
        for word in words(&row.text).into_iter().collect::<BTreeSet<_>>() {
            counts.entry(word).or_insert([0.0; 4])[row.class()] += 1.0;
        }
    }
    let all: f64 = totals.iter().sum();
    let mut lines = String::new();
    for (class, name) in CLASSES.iter().enumerate() {
        let mut scored: Vec<(f64, &String, [f64; 4])> = counts
            .iter()
            .filter(|(_, counts)| counts.iter().sum::<f64>() >= 20.0)
            .map(|(word, counts)| {
                let inside = (counts[class] + 1.0) / (totals[class] + 2.0);
                let outside = (counts.iter().sum::<f64>() - counts[class] + 1.0) / (all - totals[class] + 2.0);
                let log_odds = |share: f64| (share / (1.0 - share)).ln();
                (log_odds(inside) - log_odds(outside), word, *counts)
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let shown: Vec<String> = scored
            .iter()
            .take(20)
            .map(|(_, word, counts)| format!("{word} {}/{}", counts[class], counts.iter().sum::<f64>()))
            .collect();
        let _ = writeln!(lines, "- **{name}**: {}", shown.join(", "));
    }
    lines
}

/// All tables of the README.
pub(crate) fn tables(train: &[Row], test: &[Row], contrast: &[Row], registers: &[&str], periods: &[&str]) -> String {
    let all: Vec<&Row> = train.iter().chain(test).collect();
    let place = |names: &[&str], value: &str| names.iter().position(|name| *name == value).expect("a known name");
    let files: Vec<&Row> = train.iter().chain(test).chain(contrast).collect();
    let mut out = String::from("\nBy file and label:\n\n");
    out += &cross("file", &files, |row| row.file.to_owned(), &CLASSES, Row::class);
    out += "By register and label (train and test):\n\n";
    out += &cross("register", &all, |row| row.register.clone(), &CLASSES, Row::class);
    out += "By register and period:\n\n";
    out += &cross("register", &all, |row| row.register.clone(), periods, |row| place(periods, &row.period));
    out += "By state and label:\n\n";
    out += &cross("state", &all, |row| row.state.clone(), &CLASSES, Row::class);
    out += "By state and register:\n\n";
    out += &cross("state", &all, |row| row.state.clone(), registers, |row| place(registers, &row.register));
    out += "By topic and label:\n\n";
    out += &cross("topic", &all, |row| row.topic.clone(), &CLASSES, Row::class);
    out += "By topic and period:\n\n";
    out += &cross("topic", &all, |row| row.topic.clone(), periods, |row| place(periods, &row.period));
    let mut lengths: Vec<usize> = all.iter().map(|row| words(&row.text).len()).collect();
    lengths.sort_unstable();
    let mean = |lengths: &[usize]| lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
    let _ = write!(out, "Words a sentence: mean {:.1}, deciles", mean(&lengths));
    for tenth in 1..10 {
        let _ = write!(out, " {}", lengths[tenth * lengths.len() / 10]);
    }
    let _ = write!(out, ", longest {}; mean by label", lengths.last().expect("a sentence"));
    for (class, name) in CLASSES.iter().enumerate() {
        let of: Vec<usize> = all.iter().filter(|row| row.class() == class).map(|row| words(&row.text).len()).collect();
        let _ = write!(out, " {name} {:.1}", mean(&of));
    }
    let _ = writeln!(out, ".\n");
    let hard = all.iter().filter(|row| row.hard == "1").count();
    let _ = writeln!(out, "Marked hard: {hard} ({:.1} %).\n", 100.0 * hard as f64 / all.len() as f64);
    let _ = writeln!(
        out,
        "Distinct stems per 1,000 tokens of the training files: {:.0}.\n",
        breadth(train, Stemmer::English)
    );
    out += "Words most tied to a label (sentences of the label / sentences, among words in at least 20):\n\n";
    out += &tied_words(&all);
    out.push('\n');
    out
}
