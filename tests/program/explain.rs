//! `explain`.

use crate::harness::run;

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
