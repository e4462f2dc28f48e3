//! The examples run, and print what they are there to show.

use std::path::Path;
use std::process::Command;

/// What an example prints. `cargo test` builds the examples beside the tests.
fn printed(name: &str, arguments: &[&str]) -> String {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    let output = Command::new(&program).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{}: {error}; run `cargo test`, or `cargo build --examples` first", program.display())
    });
    assert!(output.status.success() && output.stderr.is_empty(), "{name}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_is_short_and_has_a_test() {
    let tests = include_str!("examples.rs");
    let sources = std::fs::read_dir("examples").unwrap().map(|entry| entry.unwrap().path());
    let sources: Vec<_> = sources.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect();
    assert!(sources.len() >= 8);
    for path in sources {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(lines < 80, "{name}: {lines} lines");
        assert!(tests.contains(&format!("printed(\"{name}\"")), "{name} has no test");
    }
}

#[test]
fn quickstart_is_the_code_of_the_readme() {
    assert!(printed("quickstart", &[]).contains("western-leaning: Chisinau opened EU talks."));
    let source = std::fs::read_to_string("examples/quickstart.rs").unwrap();
    let code = source.split_once("\n\n").unwrap().1;
    assert!(std::fs::read_to_string("README.md").unwrap().contains(code));
}

#[test]
fn article_shows_spans_and_shares() {
    let printed = printed("article", &["fixtures/articles/aktau-port.txt"]);
    let text = std::fs::read_to_string("fixtures/articles/aktau-port.txt").unwrap();
    let (span, rest) = printed.split_once(' ').unwrap();
    let (start, end) = span.split_once("..").unwrap();
    let sentence = &text[start.parse().unwrap()..end.parse().unwrap()];
    assert!(rest.lines().next().unwrap().ends_with(sentence), "{printed}");
    assert!(printed.contains("undecided: ") && printed.contains(" bytes of CSV"), "{printed}");
}

#[cfg(feature = "html")]
#[test]
fn page_writes_an_article_and_a_sentence() {
    let folder = std::env::temp_dir().join(format!("geostance-example-page-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let printed = printed("page", &["fixtures/articles/moldova-gas.txt", folder.to_str().unwrap()]);
    for name in ["article.html", "sentence.html"] {
        assert!(printed.contains(name) && std::fs::read_to_string(folder.join(name)).unwrap().contains("Moldova"));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn train_saves_what_it_measured() {
    let path = std::env::temp_dir().join(format!("geostance-example-{}.gst", std::process::id()));
    let printed = printed("train", &["fixtures/contrast.csv", path.to_str().unwrap()]);
    for words in ["solver:      converged", "macro-F1", "saved as "] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    assert!(geostance::StanceModel::load(&path).is_ok());
    std::fs::remove_file(path).unwrap();
}

#[test]
fn adapt_learns_a_word_that_the_shipped_model_does_not_know() {
    let printed = printed("adapt", &[]);
    let probability = |name: &str| -> f64 {
        let line = printed.lines().find(|line| line.starts_with(name)).unwrap();
        line.split("multi-vector ").nth(1).unwrap()[..4].parse().unwrap()
    };
    assert!(probability("adapted") > probability("shipped"), "{printed}");
}

#[test]
fn evaluate_has_intervals_and_a_threshold() {
    let printed = printed("evaluate", &["fixtures/test.csv"]);
    for words in ["95 % intervals from 200 resamples over 97 groups", "% are decided", "calibration error, with"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
}

#[test]
fn explain_shows_every_word() {
    let printed = printed("explain", &["Astana joined neither bloc."]);
    for word in ["Astana", "joined", "neither", "bloc", "most towards multi-vector", "terms the strongest"] {
        assert!(printed.contains(word), "{word}: {printed}");
    }
}

#[test]
fn batch_has_a_line_for_each_article_in_order() {
    let printed = printed("batch", &["fixtures/articles"]);
    let names: Vec<&str> = printed.lines().map(|line| line.split(": ").next().unwrap()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert!(names.len() == 4 && names == sorted && names.iter().all(|name| Path::new(name).exists()), "{printed}");
}

#[test]
fn own_labels_are_spoken() {
    let printed = printed("own_labels", &[]);
    assert!(printed.contains("\nfavor: Best tram ever") && printed.contains("\"stance\":\"favor\""), "{printed}");
    assert!(!printed.contains("western-leaning"), "{printed}");
}

#[test]
fn own_names_stand_for_names_that_no_labelled_sentence_has() {
    let printed = printed("own_names", &[]);
    for words in ["harbour: Dockers won", "hills: Miners won", "hills: Dockers lost", "harbour only × won"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
}

#[test]
fn prevalence_holds_true_shares_of_registers_that_the_model_has_not_seen() {
    let printed = printed("prevalence", &[]);
    let rows: Vec<Vec<&str>> = printed.lines().skip(2).map(|line| line.split(" | ").collect()).collect();
    assert_eq!(rows.len(), 4, "{printed}");
    let mut missed = 0;
    for row in &rows {
        let figures = |cell: &str| -> Vec<f64> {
            let numbers = cell.split([',', ' ', '|', '%']).filter(|word| !word.is_empty());
            numbers.map(|number| number.parse().unwrap()).collect()
        };
        let (truth, naive): (f64, f64) = (figures(row[1])[0], figures(row[2])[0]);
        let [alone, simple, stratified] = [3, 4, 5].map(|place| figures(row[place]));
        for held in [&alone, &simple, &stratified].map(|figures| figures[0]) {
            assert!((93.0..=97.0).contains(&held), "{printed}");
        }
        assert!(simple[1] < alone[1] && stratified[1] < simple[1], "{printed}");
        // A share that is outside an interval as wide as the best is missed.
        missed += usize::from((truth - naive).abs() > stratified[1] / 2.0);
    }
    assert!(missed >= 3, "{printed}");
    let guide = std::fs::read_to_string("examples/README.md").unwrap();
    for line in printed.lines() {
        assert!(guide.contains(line), "the guide has another table: {line}");
    }
}
