//! Pictures: what they refuse, and that what they draw can be read by a parser, in grey, with long words, and again.

use geostance::plots::{self, Share, Shares};
use geostance::{Error, Outcome, Stance, error::PlotError};
use roxmltree::{Document, Node};

/// Labels as long as they come, and names with what must be escaped.
const LONG: [&str; 4] = [
    "speaks for Moscow & its <close> allies!!",
    "balances between several great powers...",
    "speaks for the West, its norms and rules",
    "neutral, off topic or no course is taken",
];

fn share(estimate: f64) -> Option<Share> {
    Some(Share { estimate, low: (estimate - 0.1).max(0.0), high: (estimate + 0.1).min(1.0) })
}

/// Shares of all outcomes at so many labels.
fn all_outcomes(names: [&str; 4], labels: usize) -> Shares {
    let words = "Ministry of Foreign Affairs of the Republic";
    let start = Shares::new("source", (0..labels).map(|number| format!("{words} {number}")));
    let value = |place: usize, label: usize| ((place * 31 + label * 17) % 60) as f64 / 60.0;
    Outcome::ALL.into_iter().zip(names).enumerate().fold(start, |shares, (place, (outcome, name))| {
        let points = (0..labels).map(|label| if label == 3 { None } else { share(value(place, label)) });
        shares.series(outcome, name, points)
    })
}

/// A box that words take at most: left, top, right, bottom, in pixels.
struct Words<'a> {
    text: &'a str,
    sides: [f64; 4],
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or_else(|| panic!("{name} of {node:?}")).parse().unwrap()
}

/// The places of all words in a picture, by the width of wide fonts.
fn words<'a>(document: &'a Document<'a>) -> Vec<Words<'a>> {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let place = |node: Node<'a, 'a>| {
        let text = node.text().unwrap_or_default().trim();
        let size = number(node, "font-size");
        let wide = text.chars().count() as f64 * size * 0.6;
        let before = match node.attribute("text-anchor") {
            Some("start") => 0.0,
            Some("middle") => wide / 2.0,
            _ => wide,
        };
        let (x, y) = (number(node, "x"), number(node, "y"));
        // Beside, over or under its place.
        let middle = match node.attribute("dy") {
            Some("0.76em") => y + 0.4 * size,
            Some("-0.5ex") => y - 0.5 * size,
            _ => y,
        };
        let sides = if node.attribute("transform").is_some_and(|turn| turn.starts_with("rotate(270")) {
            let middle = x + if node.attribute("dy") == Some("0.76em") { 0.4 * size } else { 0.0 };
            [middle - size / 2.0, y - wide / 2.0, middle + size / 2.0, y + wide / 2.0]
        } else {
            [x - before, middle - size / 2.0, x - before + wide, middle + size / 2.0]
        };
        Words { text, sides: sides.map(|side| side / 10.0) }
    };
    texts.map(place).collect()
}

/// What every picture must be.
fn check(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")), "{name}");
    let mut elements = root.children().filter(Node::is_element);
    for tag in ["title", "desc"] {
        let element = elements.next().unwrap();
        assert_eq!(element.tag_name().name(), tag, "{name}");
        assert!(element.text().is_some_and(|text| text.len() > 10), "{name}: {tag}");
    }
    let ground = elements.next().unwrap();
    assert_eq!((ground.tag_name().name(), ground.attribute("fill")), ("rect", Some("#FFFFFF")), "{name}");
    let (width, height) = (number(root, "width"), number(root, "height"));
    assert_eq!((number(ground, "width"), number(ground, "height")), (10.0 * width, 10.0 * height), "{name}");
    // Nothing from elsewhere, nothing that runs.
    for word in ["href", "url(", "script", "style", "font-face"] {
        assert!(!svg.contains(word) || LONG.concat().contains(word), "{name}: {word}");
    }
    let words = words(&document);
    assert!(!words.is_empty(), "{name}");
    for (number, own) in words.iter().enumerate() {
        let [left, top, right, bottom] = own.sides;
        let is_inside = left >= 0.0 && top >= 0.0 && right <= width && bottom <= height;
        assert!(is_inside, "{name}: `{}` is cut: {:?} of {width} × {height}", own.text, own.sides);
        for other in &words[..number] {
            let [their_left, their_top, their_right, their_bottom] = other.sides;
            let is_apart = right <= their_left || left >= their_right || bottom <= their_top || top >= their_bottom;
            assert!(is_apart, "{name}: `{}` lies on `{}`", own.text, other.text);
        }
    }
}

#[test]
fn shares_are_drawn_with_words_of_any_length() {
    let short = Outcome::ALL.map(Outcome::name);
    for names in [short, LONG] {
        for labels in [1, 2, 5, 24, 200] {
            let shares = all_outcomes(names, labels).title(LONG[0]).interval("95 % interval <of> \"it\"");
            for shares in [shares.clone(), shares.over_time()] {
                let svg = plots::shares(&shares).unwrap();
                check(&format!("{labels} labels, {}", names[0]), &svg);
                assert_eq!(svg, plots::shares(&shares).unwrap());
            }
        }
    }
}

#[test]
fn shares_are_told_in_words_as_well() {
    let shares = Shares::new("month", ["2026-01", "2026-02"]).over_time();
    let shares =
        shares.series(Stance::ProMoscow, "pro", [share(0.25), None]).series(Outcome::None, "none", [share(0.5); 2]);
    let svg = plots::shares(&shares).unwrap();
    let document = Document::parse(&svg).unwrap();
    let description = document.descendants().find(|node| node.has_tag_name("desc")).unwrap().text().unwrap();
    assert_eq!(
        description,
        "Shares of sentences with their 95 % interval, by month. 2026-01: pro 25.0 % (15.0 to 35.0), none 50.0 % (40.0 to \
         60.0). 2026-02: pro unknown, none 50.0 % (40.0 to 60.0)."
    );
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let start = || Shares::new("month", ["01", "02"]);
    let none: [Option<Share>; 0] = [];
    let of = |estimate, low, high| [None, Some(Share { estimate, low, high })];
    for (shares, words) in [
        (Shares::new("month", none.map(|_| "")), "there is nothing to draw: no labels for the axis"),
        (start(), "there is nothing to draw: no series of shares"),
        (start().series(Outcome::None, "x", [None; 2]), "there is nothing to draw: no label has a share"),
        (
            start().series(Outcome::None, "a\nb", [share(0.5)]),
            "the series `a\\nb` needs a point for each label under the axis: 1 for 2 labels; leave no point out, but give none for it",
        ),
        (
            start().series(Outcome::None, "x", of(0.5, 0.6, 0.7)),
            "the series `x` cannot be drawn at point 2: expected 0 ≤ low ≤ estimate ≤ high ≤ 1",
        ),
        (
            start().series(Outcome::None, "x", of(f64::NAN, 0.0, 1.0)),
            "the series `x` cannot be drawn at point 2: expected 0 ≤ low ≤ estimate ≤ high ≤ 1",
        ),
        (
            start().series(Outcome::None, "x", of(0.5, 0.4, f64::INFINITY)),
            "the series `x` cannot be drawn at point 2: expected 0 ≤ low ≤ estimate ≤ high ≤ 1",
        ),
        (
            start().series(Outcome::None, "x", of(0.5, -0.1, 0.6)),
            "the series `x` cannot be drawn at point 2: expected 0 ≤ low ≤ estimate ≤ high ≤ 1",
        ),
    ] {
        let error = plots::shares(&shares).unwrap_err();
        assert!(matches!(&error, Error::Plot(error) if !matches!(error, PlotError::Drawing(_))));
        assert_eq!(error.to_string(), words);
    }
}
