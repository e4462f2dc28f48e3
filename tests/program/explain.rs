//! `explain`.

use crate::harness::run;
use crate::markup::check;
use serde_json::Value;

#[test]
fn it_shows_every_word() {
    let printed = run(&["explain", "Astana", "joined", "neither", "bloc."]).printed();
    for word in ["Astana", "joined", "neither", "bloc", "evidence", "multi-vector"] {
        assert!(printed.contains(word), "{word}");
    }
    assert!(run(&["explain", "☃"]).printed().contains("the model knows no word"));
}

#[test]
fn long_words_are_shortened() {
    let printed = run(&["explain", &"russia".repeat(15_000), "yes"]).printed();
    let shown = printed.lines().find(|line| line.contains('…')).unwrap();
    assert!(shown.starts_with(&("russia".repeat(6) + "rus…  ")), "{shown}");
}

#[test]
fn columns_stand_under_each_other_whatever_the_words() {
    let printed = run(&["explain", "中国 and Şuşa signed"]).printed();
    let table: Vec<&str> = printed.lines().skip(2).take(5).collect();
    // A Chinese character is as wide as two.
    let width = |line: &str| line.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
    assert!(table.iter().all(|line| width(line) == width(table[0])), "{printed}");
}

#[test]
fn it_says_what_would_flip_the_verdict() {
    let sentence = "Russia is our ally.";
    let json: Value = serde_json::from_str(&run(&["explain", "--format", "json", sentence]).printed()).unwrap();
    assert_eq!((json["stance"].as_str(), json["decided"].as_bool()), (Some("pro-moscow"), Some(true)));
    let flip = &json["flip"];
    let words: Vec<&str> = flip["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let printed = run(&["explain", sentence]).printed();
    let line = printed.lines().find(|line| line.starts_with("without ")).unwrap();
    assert!(line.contains(&format!("  {}: undecided, with confidence ", words.join(", "))), "{line}");
    // Without these words the verdict is the one that was said.
    let rest: Value =
        serde_json::from_str(&run(&["explain", "--format", "json", flip["rest"].as_str().unwrap()]).printed()).unwrap();
    assert_eq!((&rest["decided"], &rest["confidence"]), (&flip["decided"], &flip["confidence"]));
    let page = check(&run(&["explain", "--format", "html", sentence]).printed());
    let struck: Vec<String> = page.find("del").iter().map(|word| word.text()).collect();
    assert!(words.iter().all(|word| struck.iter().any(|struck| struck == word)), "{struck:?}");
    assert!(run(&["explain", "☃"]).printed().contains("no 5 words or fewer were found"));
    assert!(run(&["explain", "--threshold", "0.99", sentence]).printed().contains("decided from 0.99; undecided"));
    run(&["explain", "--format", "csv", sentence]).usage();
}
