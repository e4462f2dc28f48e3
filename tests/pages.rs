//! Pages, read back by a parser: their structure, their figures, and hostile texts in every place of them.

mod markup;

use geostance::{
    Dataset, Labels, Stance, StanceModel,
    dataset::{DataFormat, ReadOptions},
    evaluation::{Bootstrap, ModelPair},
    report::{ExplanationFormat, ExplanationReport, IndexEntry, ReportFormat, ReportOptions, write_index},
};
use markup::{Element, check, words};
use std::fmt::Write as _;

const ARTICLE: &str = "fixtures/articles/aktau-port.txt";

/// Texts that mean something to a browser, a terminal or a reader of bytes.
const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></script><b>",
    "&lt;b&gt; &amp;amp; &#60;",
    "<!-- --> <![CDATA[ ]]>",
    "a\0b\u{1b}[31mc\u{7f}\u{9b}d",
    "\u{202e}drowkcab\u{2066}\u{feff}\u{fffe}",
    "javascript:alert(1)",
    "]]></svg><svg onload=alert(1)>",
];

/// What a page shows of a text: what it must not hold is replaced.
fn replaced(text: &str) -> String {
    let wrong = |c: char| (c.is_control() && !c.is_whitespace()) || c == '\u{fffe}';
    text.chars().map(|c| if wrong(c) { '\u{fffd}' } else { c }).collect()
}

fn model() -> &'static StanceModel {
    StanceModel::pretrained()
}

fn page_of(model: &StanceModel, text: &str, options: &ReportOptions) -> Element {
    let mut out = Vec::new();
    model.classify_article(text).write(&mut out, ReportFormat::Html, options).unwrap();
    check(&String::from_utf8(out).unwrap())
}

/// The texts of the sentences of a page, without signs and details.
fn article_text(page: &Element) -> String {
    let headline = page.one("h1").text_without(&["span.d", "span.sign"]);
    let paragraphs = page.one("div.text").find("p").into_iter();
    paragraphs.fold(headline, |text, paragraph| text + "\n" + &paragraph.text_without(&["span.d", "span.sign"]))
}

#[test]
fn the_article_stands_as_it_was() {
    let text = std::fs::read_to_string(ARTICLE).unwrap();
    let page = page_of(model(), &text, &ReportOptions::default().file(ARTICLE));
    assert_eq!(words(&article_text(&page)), words(&text));
    let paragraphs = page.one("div.text").find("p");
    let expected: Vec<&str> = text.trim().split("\n\n").collect();
    assert_eq!(words(&page.one("h1").text_without(&["span.d", "span.sign"])), words(expected[0]));
    assert_eq!(paragraphs.len(), expected.len() - 1);
    for (paragraph, expected) in paragraphs.iter().zip(&expected[1..]) {
        assert_eq!(words(&paragraph.text_without(&["span.d", "span.sign"])), words(expected));
    }
    assert_eq!(
        words(&page.find("title")[0].text()),
        format!("{} – which course each sentence takes", words(expected[0]))
    );
}

#[test]
fn each_sentence_has_its_detail() {
    let text = std::fs::read_to_string(ARTICLE).unwrap();
    let report = model().classify_article(&text);
    for threshold in [0.0, 0.6, 1.1] {
        let options = ReportOptions::default().threshold(threshold).words(4);
        let page = page_of(model(), &text, &options);
        let links = page.find("a.s");
        assert_eq!(links.len(), report.sentences().len());
        for (place, (link, sentence)) in links.iter().zip(report.sentences()).enumerate() {
            let prediction = sentence.prediction();
            assert_eq!(words(&link.text_without(&["span.sign"])), words(sentence.text()));
            let detail = page.one(&format!("#d{}", place + 1));
            assert_eq!(link.attribute("href"), Some(&*format!("#d{}", place + 1)));
            assert_eq!(link.attribute("aria-describedby"), detail.attribute("id"));
            let values: Vec<String> = detail.find("span.value").iter().map(|value| value.text()).collect();
            let probabilities = Stance::ALL.map(|stance| prediction.probability(stance));
            let figures = probabilities.into_iter().chain([prediction.evidence(), prediction.confidence()]);
            assert_eq!(values, figures.map(|figure| format!("{figure:.2}")).collect::<Vec<_>>());
            let decided = prediction.decided(threshold);
            let tinted = (0..3).find(|place| link.has_class(&format!("k{place}")));
            assert_eq!(tinted, decided.map(Stance::index), "{}", sentence.text());
            // Colour is not all that tells the stances apart.
            let signs = link.find("span.sign");
            assert_eq!(signs.first().and_then(|sign| sign.attribute("aria-label")), decided.map(Stance::as_str));
            let strength = (1..=5).filter(|level| link.has_class(&format!("t{level}"))).count();
            assert_eq!(strength, usize::from(decided.is_some()));
            // Words are underlined where they stand, and the strongest is among those that are listed.
            let explanation = model().explain(sentence.text());
            if let Some(strongest) = explanation.strongest_words(1).first() {
                let word = &sentence.text()[strongest.span()];
                let underlined: Vec<String> = link.find("u.w3").iter().map(|word| word.text()).collect();
                assert!(underlined.iter().any(|found| found == word), "{word}: {underlined:?}");
            }
            for listed in detail.find("span.push") {
                assert!(sentence.text().contains(&listed.find("bdi")[0].text()));
            }
            assert!(detail.find("span.push").len() <= 8);
        }
    }
}

#[test]
fn on_top_stand_the_shares_and_below_what_the_page_is() {
    let text = std::fs::read_to_string(ARTICLE).unwrap();
    let options = ReportOptions::default()
        .file(ARTICLE)
        .model("shipped (63811e87)")
        .columns([("date", "2024-10-17"), ("empty", " ")]);
    let page = page_of(model(), &text, &options);
    let report = model().classify_article(&text);
    let shares = report.shares(0.6).unwrap();
    let summary = page.one("section.summary");
    assert!(words(&summary.text()).contains(&format!(
        "{:.1} of {} sentences take a course",
        shares.courses(),
        shares.sentences()
    )));
    let rows: Vec<Vec<String>> = summary
        .one("tbody")
        .find("tr")
        .iter()
        .map(|row| row.find("td").iter().map(|cell| cell.text()).collect())
        .collect();
    for (row, stance) in rows.iter().zip(Stance::ALL) {
        let count = report.sentences().iter().filter(|one| one.prediction().decided(0.6) == Some(stance)).count();
        let percent = |share: f64| format!("{:.0}\u{a0}%", 100.0 * share);
        assert_eq!(
            *row,
            [count.to_string(), percent(shares.of_stance(stance)), percent(shares.mean_probabilities()[stance])]
        );
    }
    assert_eq!(rows.len(), 4);
    // In the strip each sentence has its bar, in the lane of its stance, as high as it is confident.
    let lanes = summary.find("div.lane");
    for (lane, stance) in lanes.iter().zip(Stance::ALL) {
        let of_stance: Vec<_> =
            report.sentences().iter().enumerate().filter(|(_, one)| one.prediction().stance() == stance).collect();
        let bars: Vec<&Element> = lane.find("a");
        assert_eq!(bars.len(), of_stance.len());
        for (bar, (place, sentence)) in bars.iter().zip(of_stance) {
            assert_eq!(bar.attribute("href"), Some(&*format!("#s{}", place + 1)));
            let drawn = bar.find("rect")[1];
            assert_eq!(drawn.attribute("height"), Some(&*format!("{:.1}", 100.0 * sentence.prediction().confidence())));
            assert_eq!(drawn.has_class("pale"), sentence.prediction().decided(0.6).is_none());
        }
    }
    let strongest = summary.one("ul.strongest").find("li");
    for (item, stance) in strongest.iter().zip(Stance::ALL) {
        let of_stance = report.sentences().iter().filter(|one| one.prediction().stance() == stance);
        let most =
            of_stance.max_by(|a, b| a.prediction().confidence().total_cmp(&b.prediction().confidence())).unwrap();
        assert_eq!(words(&item.find("q")[0].text()), words(most.text()));
    }
    let footer = words(&page.one("footer").text());
    for said in [
        "shipped (63811e87)",
        ARTICLE,
        "2024-10-17",
        "threshold0.6",
        &model().provenance().data_sha256[..12],
        "negation",
        "18,263",
    ] {
        assert!(footer.replace(" 0.6", "0.6").contains(said), "{said}: {footer}");
    }
    assert!(!footer.contains("empty"));
}

#[test]
fn any_text_is_shown_as_text() {
    for hostile in HOSTILE {
        let options = ReportOptions::default().file(hostile).model(hostile).columns([(hostile, hostile)]);
        for text in
            [format!("Moscow {hostile} allies\n\nRussia, {hostile}, is our ally. {hostile}"), hostile.to_owned()]
        {
            let page = page_of(model(), &text, &options);
            let shown = words(&page.one("body").text_without(&["span.d", "span.sign"]));
            assert!(shown.matches(&words(&replaced(hostile))).count() >= 4, "{hostile:?}: {shown}");
            let mut index = Vec::new();
            let entry = IndexEntry::new(&model().classify_article(&text), "page.html", &options);
            write_index(&mut index, &[entry], model(), &options).unwrap();
            check(&String::from_utf8(index).unwrap());
            let mut explained = Vec::new();
            ExplanationReport::new(model(), &text, &options).write(&mut explained, ExplanationFormat::Html).unwrap();
            let explained = check(&String::from_utf8(explained).unwrap());
            assert_eq!(words(&explained.find("p.explained")[0].text()), words(&replaced(&text)));
        }
    }
}

/// A model with labels that mean something to a browser.
fn own() -> StanceModel {
    let labels: Labels = "<against>=pro-moscow,\"&amp;\"=multi-vector,' onclick '=western-leaning".parse().unwrap();
    let mut csv = String::from("stance,text\n");
    for verb in ["dropped", "praised", "weighed", "forgot"] {
        for (stance, thing) in
            [(Stance::ProMoscow, "tax"), (Stance::MultiVector, "weather"), (Stance::WesternLeaning, "garden")]
        {
            writeln!(csv, "\"{}\",They {verb} the {thing}.", labels.name(stance).replace('"', "\"\"")).unwrap();
        }
    }
    let data = Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &ReadOptions::new().labels(labels)).unwrap();
    StanceModel::params().fit(&data).unwrap().into_model()
}

#[test]
fn pages_speak_the_labels_of_the_model() {
    let model = own();
    let text = "They praised the garden\n\nThey weighed the weather. They forgot the tax.";
    let options = ReportOptions::default().threshold(0.0).file("a.txt");
    let mut pages = vec![page_of(&model, text, &options)];
    let mut out = Vec::new();
    let entry = IndexEntry::new(&model.classify_article(text), "a.html", &options);
    write_index(&mut out, &[entry], &model, &options).unwrap();
    pages.push(check(&String::from_utf8(out).unwrap()));
    let mut out = Vec::new();
    ExplanationReport::new(&model, text, &options).write(&mut out, ExplanationFormat::Html).unwrap();
    pages.push(check(&String::from_utf8(out).unwrap()));
    for page in &pages {
        let shown = page.one("body").text();
        for stance in Stance::ALL {
            assert!(shown.contains(model.labels().name(stance)), "{stance}: {shown}");
            assert!(!shown.contains(stance.as_str()), "{shown}");
        }
    }
    // A model without sentences that take no course knows no evidence.
    assert_eq!(pages[0].one("#d1").find("span.row").len(), 4);
}

#[test]
fn of_nothing_the_page_says_so() {
    for text in ["", " \n ", "☃"] {
        let page = page_of(model(), text, &ReportOptions::default());
        assert_eq!(page.find("a.s").len(), text.trim().chars().count());
        assert!(page.one("h1").text() == "standard input");
        assert_eq!(words(&page.one("body").text()).contains("no sentences"), text.trim().is_empty());
    }
    let long = "Russia is our ally. ".repeat(2_000) + &"x".repeat(100_000);
    let sentences = model().classify_article(&long).sentences().len();
    assert_eq!(page_of(model(), &long, &ReportOptions::default()).find("a.s").len(), sentences);
}

#[test]
fn an_index_has_a_row_for_each_article() {
    let options = ReportOptions::default().threshold(0.5);
    let texts = ["Russia is our ally. It rained.", "", "Snow in Almaty\n\nSnow fell."];
    let entries: Vec<IndexEntry> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| {
            let options = options.clone().file(format!("{place}.txt"));
            IndexEntry::new(&model().classify_article(text), format!("{place}.html"), &options)
        })
        .collect();
    let mut out = Vec::new();
    write_index(&mut out, &entries, model(), &options.file("articles")).unwrap();
    let page = check(&String::from_utf8(out).unwrap());
    let rows = page.one("tbody").find("tr");
    let links: Vec<_> =
        rows.iter().map(|row| (row.find("a")[0].attribute("href").unwrap(), row.find("a")[0].text())).collect();
    let expected = [("0.html", "0.txt"), ("1.html", "1.txt"), ("2.html", "Snow in Almaty")];
    assert_eq!(links, expected.map(|(link, name)| (link, name.to_owned())));
    let values = |row: &Element| -> Vec<f64> {
        row.find("td").iter().filter_map(|cell| cell.attribute("data-value")?.parse().ok()).collect()
    };
    let first = values(rows[0]);
    let shares = model().classify_article(texts[0]);
    let shares = shares.shares(0.5).unwrap();
    assert_eq!(first[..3], shares.decided().into_array());
    assert!((first[3] - shares.undecided()).abs() < 1e-12 && (first[4] - shares.courses()).abs() < 1e-12);
    assert_eq!(values(rows[1]), [0.0; 6]);
    // Every column but that of the bars can be sorted by.
    let heads = page.one("thead").find("th");
    assert!(heads.iter().all(|head| head.attribute("data-sort").is_some() != head.has_class("bars")));
}

#[test]
fn explanations_say_what_would_flip_them() {
    let options = ReportOptions::default().threshold(0.5).model("m");
    for sentence in ["Russia is our ally.", "It rained.", "☃", ""] {
        let report = ExplanationReport::new(model(), sentence, &options);
        let mut out = Vec::new();
        report.write(&mut out, ExplanationFormat::Html).unwrap();
        let page = check(&String::from_utf8(out).unwrap());
        assert_eq!(
            page.find("tbody").first().map_or(0, |body| body.find("tr").len()),
            report.explanation().words().len()
        );
        let struck: Vec<String> = page.find("del").iter().map(|word| word.text()).collect();
        let mut json = Vec::new();
        report.write(&mut json, ExplanationFormat::Json).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        match report.flip() {
            Some(flip) => {
                let spans: Vec<&str> = flip.spans().iter().map(|span| &sentence[span.clone()]).collect();
                assert_eq!(struck, spans);
                assert_eq!(json["flip"]["words"].as_array().unwrap().len(), flip.words().len());
                assert_eq!(json["flip"]["confidence"], flip.prediction().confidence());
            }
            None => assert!(struck.is_empty() && json["flip"].is_null()),
        }
        assert_eq!(json["stance"], report.explanation().prediction().stance().as_str());
        assert_eq!(json["words"].as_array().unwrap().len(), report.explanation().words().len());
    }
}

#[test]
fn two_models_are_compared_sentence_by_sentence() {
    let data = Dataset::load("fixtures/contrast.csv").unwrap();
    let other = StanceModel::params().fit(&Dataset::load("fixtures/test.csv").unwrap()).unwrap().into_model();
    let pair =
        ModelPair::new(&data, [("<shipped>", model()), ("other", &other)], &Bootstrap::new().resamples(20)).unwrap();
    let options = ReportOptions::default().file("<contrast>").threshold(0.4);
    let mut out = Vec::new();
    pair.write_html(&mut out, &options).unwrap();
    let page = check(&String::from_utf8(out).unwrap());
    let differ: Vec<_> = data
        .sentences()
        .iter()
        .filter(|sentence| model().classify(&sentence.text).decided(0.4) != other.classify(&sentence.text).decided(0.4))
        .collect();
    assert!(differ.len() > 100 && differ.len() < 1_000);
    let items = page.find("li").into_iter().filter(|item| item.find("div.both").len() == 1).collect::<Vec<_>>();
    assert_eq!(items.len(), differ.len());
    for item in items {
        let shown: Vec<String> = item.find("q").iter().map(|sentence| sentence.text()).collect();
        assert!(shown.len() == 2 && shown[0] == shown[1]);
        assert!(differ.iter().any(|sentence| sentence.text == shown[0]), "{}", shown[0]);
    }
    let numbers = words(&page.one("p.short").text());
    assert!(numbers.starts_with(&format!("{} of {} verdicts differ", differ.len(), "1,200")), "{numbers}");
    assert_eq!(page.one("section.summary").one("tbody").find("tr").len(), 10);
}

#[test]
fn the_documentation_shows_the_picture_of_the_readme() {
    let picture = std::fs::read("examples/page.webp").unwrap();
    assert!(picture.starts_with(b"RIFF") && picture.len() < 200_000, "{} bytes", picture.len());
    let shown = std::fs::read_to_string("src/report/picture.md").unwrap();
    let data = shown.split_once("base64,").unwrap().1.split('"').next().unwrap();
    assert_eq!(data.len(), picture.len().div_ceil(3) * 4);
    assert!(std::fs::read_to_string("README.md").unwrap().contains("](examples/page.webp)"));
}
