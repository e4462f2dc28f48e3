//! Pictures: what they refuse, and that what they draw can be read by a parser, in grey, with long words, and again.

use geostance::dataset::LabelledSentence;
use geostance::plots::{self, Curve, CurvePoint, Share, Shares};
use geostance::{
    Dataset, Error, Evaluation, Labels, Outcome, Prediction, Stance, StanceModel, error::PlotError, model::Calibration,
};
use roxmltree::{Document, Node};

/// Labels as long as they come, and names with what must be escaped.
const LONG: [&str; 4] = [
    "speaks for Moscow & its <close> allies!!",
    "balances between several great powers...",
    "speaks for the West, its norms and rules",
    "neutral, off topic or no course is taken",
];

fn share(estimate: f64) -> Share {
    Share { estimate, low: (estimate - 0.1).max(0.0), high: (estimate + 0.1).min(1.0) }
}

/// Shares of all outcomes at so many labels.
fn all_outcomes(names: [&str; 4], labels: usize) -> Shares {
    let words = "Ministry of Foreign Affairs of the Republic";
    let start = Shares::new("source", (0..labels).map(|number| format!("{words} {number}")));
    let value = |place: usize, label: usize| ((place * 31 + label * 17) % 60) as f64 / 60.0;
    Outcome::ALL.into_iter().zip(names).enumerate().fold(start, |shares, (place, (outcome, name))| {
        let points = (0..labels).map(|label| if label == 3 { None } else { Some(share(value(place, label))) });
        shares.series(outcome, name, points)
    })
}

/// Units of a picture in a pixel.
const UNITS: f64 = 8.0;

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
        Words { text, sides: sides.map(|side| side / UNITS) }
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
    assert_eq!((number(ground, "width"), number(ground, "height")), (UNITS * width, UNITS * height), "{name}");
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
    let shares = shares.series(Stance::ProMoscow, "pro", [Some(share(0.25)), None]).series(
        Outcome::None,
        "none",
        [Some(share(0.5)); 2],
    );
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
            start().series(Outcome::None, "a\nb", [Some(share(0.5))]),
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

fn labels(names: [&str; 4]) -> Labels {
    let of = |outcome: Outcome| format!("{}={outcome}", names[outcome.index()].replace(',', ""));
    Outcome::ALL.map(of).join(",").parse().unwrap()
}

/// Sentences in which a word tells the label, and a model of them.
fn small(names: [&str; 4]) -> (Dataset, StanceModel) {
    let mut data = Dataset::new().with_labels(labels(names));
    for (number, verb) in ["sold", "built", "shut", "moved", "lost", "found"].into_iter().enumerate() {
        for (outcome, thing) in Outcome::ALL.into_iter().zip(["army", "port", "court", "weather"]) {
            let mut sentence = LabelledSentence::new(outcome.stance(), format!("They {verb} the {thing}."));
            sentence.group = Some(number.to_string());
            data.push(sentence).unwrap();
        }
    }
    let model = StanceModel::params().actors(None).min_df(1.0).calibration_folds(3).fit(&data).unwrap();
    (data, model.into_model())
}

#[test]
fn an_evaluation_is_drawn_with_labels_of_any_length() {
    for names in [Outcome::ALL.map(Outcome::name), LONG] {
        let (data, model) = small(names);
        let evaluation = model.evaluate(&data).unwrap();
        let before = model.clone().with_calibration(Calibration::default()).unwrap().evaluate(&data).unwrap();
        let curve = evaluation.risk_coverage();
        for (name, svg, has) in [
            ("confusion", plots::confusion(&evaluation), "accuracy 1.000"),
            ("reliability", plots::reliability(&before, &evaluation), "A stance at all"),
            ("risk-coverage", plots::risk_coverage(&[(names[0], &curve), (names[1], &curve)]), "coverage: share"),
            ("terms", plots::terms(&model, 20), "port"),
        ] {
            let svg = svg.unwrap();
            check(&format!("{name} of {}", names[0]), &svg);
            assert!(svg.contains(has), "{name}: {svg}");
        }
    }
}

#[test]
fn every_count_and_every_share_of_the_matrix_is_there() {
    let pro = Prediction::new([1.0, 0.0, 0.0], 1.0).unwrap();
    let west = Prediction::new([0.0, 0.0, 1.0], 1.0).unwrap();
    let rows =
        [(Stance::ProMoscow, pro), (Stance::ProMoscow, west), (Stance::ProMoscow, pro), (Stance::MultiVector, pro)];
    let evaluation = Evaluation::from_predictions(rows.map(|(label, said)| (Some(label), said)));
    let svg = plots::confusion(&evaluation).unwrap();
    check("matrix", &svg);
    let document = Document::parse(&svg).unwrap();
    let found: Vec<&str> = words(&document).into_iter().map(|words| words.text).collect();
    for (word, times) in [("2", 1), ("67 %", 1), ("33 %", 1), ("100 %", 1), ("0 %", 3), ("0.667", 2), ("–", 2)] {
        assert_eq!(found.iter().filter(|found| **found == word).count(), times, "{word} in {found:?}");
    }
}

#[test]
fn bars_are_as_long_as_terms_are_strong() {
    let (_, model) = small(Outcome::ALL.map(Outcome::name));
    let svg = plots::terms(&model, 3).unwrap();
    let document = Document::parse(&svg).unwrap();
    let bars: Vec<f64> = document
        .descendants()
        .filter(|node| node.has_tag_name("rect") && node.attribute("height") == Some("96"))
        .map(|node| number(node, "width"))
        .collect();
    // The figures at the ends of the bars are smaller than other words.
    let strengths: Vec<f64> = document
        .descendants()
        .filter(|node| node.has_tag_name("text") && node.attribute("font-size") == Some("88"))
        .map(|node| node.text().unwrap().trim().parse().unwrap())
        .collect();
    assert!(bars.len() == strengths.len() && (3..=9).contains(&bars.len()), "{svg}");
    for (bar, strength) in bars.iter().zip(&strengths) {
        assert!((bar / bars[0] - strength / strengths[0]).abs() < 0.05, "{bars:?}, {strengths:?}");
    }
}

fn curve(name: &str, sizes: &[f64]) -> Curve {
    let point = |(number, &sentences): (usize, &f64)| CurvePoint {
        sentences,
        score: 0.5 + 0.03 * number as f64,
        spread: (number != 1).then_some(0.04),
    };
    Curve { name: name.to_owned(), points: sizes.iter().enumerate().map(point).collect() }
}

#[test]
fn learning_curves_are_drawn_whatever_their_sizes() {
    for sizes in [&[3.0][..], &[1.0, 2.0], &[10.0, 11.0, 12.0, 13.0], &[120.4, 240.8, 481.6, 963.2, 1e6]] {
        let curves = LONG.map(|name| curve(name, sizes));
        let svg = plots::learning_curve("macro-F1", &curves).unwrap();
        check(&format!("{sizes:?}"), &svg);
        let largest = format!("{:.0}", sizes[sizes.len() - 1]);
        let document = Document::parse(&svg).unwrap();
        assert!(words(&document).iter().any(|words| words.text == largest), "{largest}: {svg}");
    }
    let wrong = "expected rising numbers of sentences, scores and spreads from 0 to 1";
    for (curves, words) in [
        (vec![], "there is nothing to draw: no size has a score".to_owned()),
        (vec![curve("x", &[])], "there is nothing to draw: no size has a score".to_owned()),
        (vec![curve("x", &[5.0, 5.0])], format!("the series `x` cannot be drawn at point 2: {wrong}")),
        (vec![curve("x", &[0.0])], format!("the series `x` cannot be drawn at point 1: {wrong}")),
        (vec![curve("x", &[1.0, f64::NAN])], format!("the series `x` cannot be drawn at point 2: {wrong}")),
    ] {
        assert_eq!(plots::learning_curve("macro-F1", &curves).unwrap_err().to_string(), words);
    }
}

#[test]
fn what_has_nothing_to_show_is_refused() {
    let nothing = Evaluation::from_predictions([]);
    let sure = Prediction::new([1.0, 0.0, 0.0], 1.0).unwrap();
    let without = Evaluation::from_predictions([(None, sure)]);
    for (drawn, words) in [
        (plots::confusion(&nothing), "there is nothing to draw: no sentence has a stance"),
        (plots::confusion(&without), "there is nothing to draw: no sentence has a stance"),
        (plots::reliability(&without, &without), "there is nothing to draw: no sentence has a stance"),
        (plots::risk_coverage(&[]), "there is nothing to draw: no sentence was evaluated"),
        (
            plots::risk_coverage(&[("x", &nothing.risk_coverage())]),
            "there is nothing to draw: no sentence was evaluated",
        ),
    ] {
        assert_eq!(drawn.unwrap_err().to_string(), words);
    }
    check("only none", &plots::risk_coverage(&[("none", &without.risk_coverage())]).unwrap());
    // Without sentences of both kinds evidence has nothing to be measured against.
    let with = Evaluation::from_predictions([(Some(Stance::ProMoscow), sure)]);
    let svg = plots::reliability(&with, &with).unwrap();
    check("one panel", &svg);
    assert!(svg.contains("Which stance") && !svg.contains("A stance at all"));
}

#[test]
fn the_shipped_model_is_drawn() {
    for count in [0, 12, usize::MAX] {
        check("terms", &plots::terms(StanceModel::pretrained(), count).unwrap());
    }
}
