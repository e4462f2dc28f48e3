//! The audit of the labelled fixtures, and the tables of `fixtures/README.md`.
//!
//! `GEOSTANCE_UPDATE=1 cargo test --test fixtures` writes the tables anew; without it they are compared.

mod audit;

use audit::{Row, grams, skeleton, words};
use geostance::{Dataset, Stance, model::Stemmer};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const REGISTERS: [&str; 11] = [
    "readout",
    "headline",
    "wire",
    "un",
    "claim",
    "west-official",
    "analysis",
    "interview",
    "opinion",
    "local",
    "russian-official",
];
const PERIODS: [&str; 5] = ["1992-1999", "2000-2007", "2008-2013", "2014-2021", "2022-2026"];

fn train() -> Vec<Row> {
    REGISTERS.iter().flat_map(|register| audit::read(&format!("fixtures/train/{register}.csv"))).collect()
}

fn test() -> Vec<Row> {
    audit::read("fixtures/test.csv")
}

fn contrast() -> Vec<Row> {
    audit::read("fixtures/contrast.csv")
}

fn counts(rows: &[Row]) -> [usize; 4] {
    rows.iter().fold([0; 4], |mut counts, row| {
        counts[row.class()] += 1;
        counts
    })
}

#[test]
fn there_are_enough_sentences_of_every_kind() {
    let all: Vec<Row> = train().into_iter().chain(test()).collect();
    let counts = counts(&all);
    assert!(counts[..3].iter().all(|&count| count >= 4500) && counts[3] >= 6500, "{counts:?}");
    for register in REGISTERS {
        let share = all.iter().filter(|row| row.register == register).count() as f64 / all.len() as f64;
        assert!(share >= 0.04, "{register}: {share:.3}");
    }
    let distinct = |of: fn(&Row) -> &str| all.iter().map(of).collect::<BTreeSet<_>>().len();
    assert!(distinct(|row| &row.topic) >= 45 && distinct(|row| &row.state) >= 18);
    let kazakhstan = all.iter().filter(|row| row.state == "kazakhstan").count() as f64 / all.len() as f64;
    assert!((0.28..=0.42).contains(&kazakhstan), "{kazakhstan:.3}");
    for period in PERIODS {
        let share = all.iter().filter(|row| row.period == period).count() as f64 / all.len() as f64;
        assert!(share >= 0.06, "{period}: {share:.3}");
    }
    assert!(all.iter().all(|row| PERIODS.contains(&row.period.as_str()) && matches!(row.hard.as_str(), "0" | "1")));
}

#[test]
fn lengths_spread_as_in_real_text() {
    let all: Vec<usize> = train().iter().chain(&test()).map(|row| words(&row.text).len()).collect();
    let mean = all.iter().sum::<usize>() as f64 / all.len() as f64;
    assert!((20.0..=26.0).contains(&mean), "{mean:.1}");
    let share = |range: std::ops::RangeInclusive<usize>| {
        all.iter().filter(|length| range.contains(length)).count() as f64 / all.len() as f64
    };
    assert!(share(0..=12) >= 0.10 && share(35..=99) >= 0.08, "{:.3} {:.3}", share(0..=12), share(35..=99));
    assert!(share(0..=3) == 0.0 && share(70..=999) == 0.0);
}

#[test]
fn groups_are_batches_that_stay_together() {
    let (train, test) = (train(), test());
    let groups = |rows: &[Row]| rows.iter().map(|row| row.group.clone()).collect::<BTreeSet<_>>();
    assert!(groups(&train).is_disjoint(&groups(&test)));
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in train.iter().chain(&test) {
        *sizes.entry(&row.group).or_default() += 1;
        assert!(row.group.starts_with(&row.register), "{}", row.group);
    }
    assert!(sizes.values().all(|&size| size <= 40));
    let share = test.len() as f64 / (train.len() + test.len()) as f64;
    assert!((0.15..=0.18).contains(&share), "{share:.3}");
    for register in REGISTERS {
        let of = test.iter().filter(|row| row.register == register).count() as f64 / test.len() as f64;
        assert!((0.05..=0.14).contains(&of), "{register}: {of:.3}");
    }
}

#[test]
fn contrast_items_are_whole() {
    let mut items: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in contrast() {
        items.entry(row.group.clone()).or_default().push(row);
    }
    let stances = |rows: &[Row]| rows.iter().filter_map(|row| row.stance).collect::<BTreeSet<Stance>>().len();
    let of_kind = |kind: char| items.iter().filter(move |(item, _)| item.starts_with(kind));
    for (item, rows) in of_kind('t') {
        assert_eq!((rows.len(), stances(rows)), (3, 3), "{item}");
    }
    for (item, rows) in of_kind('n') {
        assert_eq!((rows.len(), stances(rows)), (2, 2), "{item}");
    }
    let found = (of_kind('t').count(), of_kind('n').count());
    assert_eq!(found.0 + found.1, items.len());
    assert_eq!(found, (300, 150));
}

#[test]
fn no_two_sentences_are_near_duplicates() {
    let rows: Vec<Row> = train().into_iter().chain(test()).chain(contrast()).collect();
    let grams: Vec<_> = rows.iter().map(|row| grams(&row.text, 4)).collect();
    let mut places: HashMap<&[String], Vec<usize>> = HashMap::new();
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (row, grams) in grams.iter().enumerate() {
        for gram in grams {
            let earlier = places.entry(gram).or_default();
            for &other in earlier.iter() {
                *shared.entry((other, row)).or_default() += 1;
            }
            earlier.push(row);
        }
    }
    let mut pairs: Vec<_> = shared
        .into_iter()
        .filter(|&((a, b), count)| 2 * count > grams[a].len().min(grams[b].len()))
        .filter(|&((a, b), _)| rows[a].group != rows[b].group || !rows[a].is_contrast())
        .map(|((a, b), _)| format!("{}: {}\n{}: {}", rows[a].group, rows[a].text, rows[b].group, rows[b].text))
        .collect();
    pairs.sort();
    assert!(pairs.is_empty(), "{} pairs share over half of their word 4-grams:\n{}", pairs.len(), pairs.join("\n\n"));
    let texts: BTreeSet<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts.len(), rows.len(), "a text occurs twice");
}

#[test]
fn no_skeleton_occurs_often() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in train().into_iter().chain(test()) {
        let skeleton = skeleton(&row.text);
        if skeleton.split(' ').filter(|word| *word != "_").count() >= 5 {
            found.entry(skeleton).or_default().push(row.text);
        }
    }
    let often: Vec<_> = found.into_iter().filter(|(_, texts)| texts.len() > 3).collect();
    assert!(often.is_empty(), "{often:#?}");
}

#[test]
fn no_opening_occurs_often() {
    let rows: Vec<Row> = train().into_iter().chain(test()).collect();
    let mut openings: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        *openings.entry(words(&row.text).into_iter().take(4).collect::<Vec<_>>().join(" ")).or_default() += 1;
    }
    let most = openings.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(*most.1 * 200 < rows.len(), "{most:?}");
}

#[test]
fn texts_are_clean() {
    for row in train().iter().chain(&test()).chain(&contrast()) {
        let text = &row.text;
        assert_eq!(text.trim(), text);
        assert!(!text.contains("  ") && !text.chars().any(|c| c.is_control() || c == '\u{fffd}'), "{text}");
        assert!(text.chars().any(char::is_lowercase), "{text}");
        let curly = text.matches('“').count() == text.matches('”').count();
        assert!(curly && text.matches('"').count() % 2 == 0, "unbalanced quotes: {text}");
    }
    assert!(Dataset::load("fixtures/contrast.csv").is_ok());
}

#[test]
fn the_vocabulary_is_broad() {
    let breadth = audit::breadth(&train(), Stemmer::English);
    assert!(breadth >= 480.0, "{breadth:.0} distinct stems per 1,000 tokens");
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_data() {
    let tables = audit::tables(&train(), &test(), &contrast(), &REGISTERS, &PERIODS);
    let path = "fixtures/README.md";
    let readme = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- tables: GEOSTANCE_UPDATE=1 cargo test --test fixtures -->\n", "<!-- end of tables -->");
    let from = readme.find(begin).unwrap() + begin.len();
    let to = readme.find(end).unwrap();
    if std::env::var_os("GEOSTANCE_UPDATE").is_some() {
        std::fs::write(path, format!("{}{tables}{}", &readme[..from], &readme[to..])).unwrap();
    } else {
        assert!(readme[from..to] == tables, "run GEOSTANCE_UPDATE=1 cargo test --test fixtures");
    }
}
