//! `card`.

use crate::harness::{Folder, MAPPING, program, rows, run, write_rows};
use crate::markdown::GITHUB;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

const ARGUMENTS: [&str; 7] =
    ["card", "--test", "fixtures/test.csv", "--contrast", "fixtures/contrast.csv", "--train", "fixtures/contrast.csv"];

/// The rows of a file in two files by turns, so that one is held out from the other.
fn halves(folder: &Folder, file: &str) -> [String; 2] {
    let all = rows(&std::fs::read_to_string(file).unwrap());
    [0, 1].map(|half| {
        let path = folder.path(if half == 0 { "held-out.csv" } else { "mine.csv" });
        let of_half = all[1..].iter().enumerate().filter(|(number, _)| number % 2 == half).map(|(_, row)| row);
        write_rows(&path, &std::iter::once(&all[0]).chain(of_half).cloned().collect::<Vec<_>>());
        path
    })
}

#[test]
fn the_card_has_every_section_and_is_the_same_again() {
    let ran = run(&ARGUMENTS);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (
            Some(0),
            "warning: 1200 of 1200 sentences of the contrast files are among those trained on\n\
             warning: the model was trained on other files than those of --train\n"
        )
    );
    let card = ran.stdout;
    for section in [
        "# Model card",
        "## Model details",
        "## Intended use",
        "## Out-of-scope uses",
        "## Factors",
        "## Metrics",
        "## Disaggregated results",
        "## Reliability",
        "## Risk and coverage",
        "## Baselines",
        "## What the model cannot do",
        "## Training and evaluation data",
        "## Ethical considerations",
        "## Caveats and recommendations",
    ] {
        assert!(card.contains(&format!("{section}\n")) || card.starts_with(section), "{section}");
    }
    assert!(card.contains(&format!("```sh\ngeostance {}\n```", ARGUMENTS.join(" "))));
    assert!(card.contains("**The model was trained on other files**"), "the contrast items are not");
    assert!(card.contains("1200 sentences measured on occur among them"));
    assert!(card.contains(" (default) |"));
    let on_one_thread = program(&ARGUMENTS).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(on_one_thread.stdout == card.as_bytes());
}

#[test]
fn a_card_speaks_the_labels_of_the_files() {
    let folder = Folder::new("card-labels");
    let model = folder.path("posts.gst");
    let [held_out, posts] = halves(&folder, "fixtures/informal.csv");
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &model, &posts]).printed();
    let files = ["--test", &held_out, "--contrast", &held_out, "--train", &posts];
    let own = run(&[&["card", "--model", &model][..], &files].concat());
    assert_eq!(own.code, Some(0), "{own:?}");
    let no_items = "the contrast files have no group of two or three sentences, so that they have no contrast items";
    assert_eq!(own.stderr, format!("warning: {no_items}\n"));
    let own = own.stdout;
    assert!(own.contains(&format!("\n**Mind: {no_items}.**\n")), "{own}");
    let shipped = run(&[&["card", "--labels", MAPPING][..], &files].concat()).stdout;
    for card in [&own, &shipped] {
        assert!(card.contains("| F1 against |") && card.contains("| label \\ prediction | against | none | favor |"));
        assert!(card.contains("| files | against | none | favor | (none) |"), "{card}");
        assert!(!card.contains("F1 pro-moscow"));
    }
    assert!(shipped.contains(&format!("geostance card --labels {MAPPING} --test")), "{shipped}");
    assert!(own.contains(&format!("geostance card --model {model} --test")), "{own}");
}

#[test]
fn a_card_of_another_model_tells_nothing_of_our_data() {
    let folder = Folder::new("card-own");
    let model = folder.path("mine.gst");
    let [test, data] = halves(&folder, "fixtures/test.csv");
    run(&["train", "--calibration-folds", "0", "--output", &model, &data]).printed();
    let card = run(&["card", "--model", &model, "--test", &test, "--contrast", &test, "--train", &data]);
    assert_eq!(card.code, Some(0), "{card:?}");
    let card = card.stdout;
    for ours in [
        "fixtures",
        "CODEBOOK",
        "codebook",
        " hand",
        "Kazakhstan",
        "writing batch",
        "shipped",
        "one project",
        "invented",
    ] {
        assert!(!card.contains(ours), "{ours}");
    }
    assert!(card.starts_with("# Model card: mine.gst\n") && card.contains("| digest | "), "{card}");
    let shipped = run(&[&["card", "--model", "models/stance-en.gst"][..], &ARGUMENTS[1..]].concat()).stdout;
    assert!(shipped.contains("fixtures/CODEBOOK.md"));
}

#[test]
fn a_card_of_nothing_held_out_is_refused() {
    let folder = Folder::new("card-inputs");
    let [held_out, data] = halves(&folder, "fixtures/informal.csv");
    let card = |test: &[&str], train: &[&str]| {
        let arguments = ["card", "--labels", MAPPING, "--contrast", &held_out, "--test"];
        run(&[&arguments[..], test, &["--train"], train].concat())
    };
    let said = card(&[&data], &[&data]).error();
    assert_eq!(
        said,
        "error: every sentence of --test is among those of --train: nothing is held out, and a card would be wrong; give other \
         files to one of them\n"
    );
    let partly = card(&[&held_out, &data], &[&data]);
    assert!(partly.stderr.contains("warning: 21 of 42 held-out sentences are among those trained on"), "{partly:?}");
    let mind = "**Mind: 21 of 42 held-out sentences are among those trained on; figures are too good by these.**";
    assert!(partly.stdout.contains(mind), "{partly:?}");
}

/// What Markdown would take for something, in a text, a name or a label.
const ODD: &str = "<b onclick=x>*a* _b_ `c` [d](http://e.f) ![g](h) | i &amp; $j$ www.k.l m@n.o \\| \\* <!-- ~~p~~";

#[test]
fn texts_and_names_are_text_in_the_card() {
    let folder = Folder::new("card-markup");
    let header = ["stance", "text", "group", "register", "topic"].map(str::to_owned).to_vec();
    let labels = ["pro|<i>", "multi *v*", "west`s`"];
    let mapping = format!("{}=pro-moscow,{}=multi-vector,{}=western-leaning", labels[0], labels[1], labels[2]);
    let mut files = Vec::new();
    for (name, odd) in [("test.csv", "t"), ("train.csv", "n")] {
        let mut table = vec![header.clone()];
        for number in 0..120 {
            // Labels at odds with the words, so that there are mistakes to show.
            let (label, thing) = (labels[number % 3], ["army", "port", "court"][(number / 2) % 3]);
            let text = format!("{ODD} {odd}{number}\u{202e}\u{1b}[1m\n# head\n\n- the {thing}");
            let group = format!("g{} {ODD}\n{odd}", number / 2);
            table.push(vec![label.to_owned(), text, group, format!("r{} {ODD}\n", number % 2), String::new()]);
        }
        write_rows(&folder.path(name), &table);
        files.push(folder.path(name));
    }
    let (test, train) = (&files[0], &files[1]);
    let plots = folder.path("my `plots` (1)\n");
    let arguments = ["card", "--labels", &mapping, "--test", test, "--contrast", test, "--train", train];
    let card = run(&[&arguments[..], &["--by", "register", "--plots", &plots]].concat());
    assert_eq!(card.code, Some(0), "{card:?}");
    let card = card.stdout;
    assert!(!card.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{card}");
    let (mut shown, mut images, mut cells, mut columns) = (Vec::new(), Vec::new(), 0, 0);
    let mut cell_words = String::new();
    for event in Parser::new_ext(&card, GITHUB) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::InlineMath(_) => {
                panic!("{event:?} in {card}")
            }
            Event::Start(Tag::Link { .. } | Tag::Strikethrough) => panic!("{event:?} in {card}"),
            Event::Start(Tag::Image { dest_url, .. }) => images.push(dest_url.to_string()),
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableCell) => cell_words.clear(),
            Event::Text(words) | Event::Code(words) => cell_words += &words,
            Event::End(TagEnd::TableCell) => {
                cells += 1;
                shown.push(std::mem::take(&mut cell_words));
            }
            Event::End(TagEnd::TableRow) => {
                assert_eq!(cells, columns, "{shown:?}");
                cells = 0;
            }
            Event::End(TagEnd::TableHead) => cells = 0,
            _ => {}
        }
    }
    let address = |name: &str| format!("my%20%60plots%60%20%281%29%0A/{name}.svg");
    assert_eq!(images, ["terms", "confusion", "reliability", "risk-coverage"].map(address));
    // It reads as it was written, on one line.
    for label in labels {
        assert!(shown.iter().any(|cell| cell == label), "{label}: {shown:?}");
    }
    assert!(
        shown.iter().any(|cell| cell.starts_with(&format!("{ODD} t")) && cell.contains("# head  - the ")),
        "{shown:?}"
    );
    assert!(shown.iter().any(|cell| cell.trim_end() == format!("r1 {ODD}")), "{shown:?}");
    assert!(shown.iter().any(|cell| cell.starts_with('g') && cell.contains(ODD)), "{shown:?}");
}

#[test]
fn a_card_shows_its_plots() {
    let folder = Folder::new("card-plots");
    let plots = folder.path("plots");
    let card = run(&[&ARGUMENTS[..], &["--plots", &plots]].concat()).stdout;
    for name in ["confusion", "reliability", "risk-coverage", "terms"] {
        assert!(card.contains(&format!("](plots/{name}.svg)\n")), "{name}: {card}");
        assert!(folder.read(&format!("plots/{name}.svg")).starts_with("<svg "), "{name}");
    }
    assert!(card.contains(&format!("{} --plots {plots}\n", ARGUMENTS.join(" "))), "{card}");
    assert!(!run(&ARGUMENTS).stdout.contains(".svg"));
}
