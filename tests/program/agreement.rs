//! `agreement` of two coders.

use crate::harness::{Folder, run};
use std::fmt::Write;

/// Two sheets: twenty sentences by both, two of them labelled otherwise, and one sentence in either alone.
fn sheets(folder: &Folder) -> [String; 2] {
    let labels = ["pro-moscow", "multi-vector", "western-leaning", "none"];
    let mut sheets = [String::from("stance,text,group\n"), String::from("text,group,stance\n")];
    for number in 0..20 {
        let first = labels[number % 4];
        let second = if number == 4 || number == 9 { "none" } else { first };
        writeln!(sheets[0], "{first},Sentence {number},a{}", number / 2).unwrap();
        writeln!(sheets[1], "\" Sentence  {number}\",a{},{second}", number / 2).unwrap();
    }
    sheets[0] += "none,Only here,a1\n,Not yet,a1\n";
    sheets[1] += "Only there,a1,none\nSentence 3,a1,pro-moscow\n";
    [folder.write("a.csv", &sheets[0]), folder.write("b.csv", &sheets[1])]
}

#[test]
fn two_sheets_are_compared_sentence_by_sentence() {
    let folder = Folder::new("agreement");
    let [a, b] = sheets(&folder);
    let ran = run(&["agreement", &a, &b]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("a.csv: ") && ran.stderr.contains("1 without a label"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("b.csv: 1 repetition left out; the first label of each sentence counts"),
        "{}",
        ran.stderr
    );
    for words in [
        "20 sentences labelled by both; 1 in the first sheet alone, 1 in the second",
        "Krippendorff's alpha (nominal)  0.869 [",
        "agreement                       0.900",
        "95 % intervals from 1000 resamples over 10 groups",
        "pro-moscow      none    Sentence 4",
        "multi-vector    none    Sentence 9",
    ] {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain(&ran.stdout).contains(&plain(words)), "{words}: {}", ran.stdout);
    }
    let json = run(&["agreement", "--format", "json", &a, &b]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["sentences"], &json["only_in_second"]), (&20.into(), &1.into()));
    assert_eq!(json["table"]["multi-vector"]["none"], 1);
    assert_eq!(json["disagreements"][0]["text"], "Sentence 4");
    assert!(json["alpha"]["low"].as_f64().unwrap() < json["alpha"]["estimate"].as_f64().unwrap());
    // A sheet agrees with itself.
    let json = run(&["agreement", "--format", "json", &b, &b]).stdout;
    assert!(json.contains("\"estimate\": 1.0") && json.contains("\"disagreements\": []"), "{json}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = Folder::new("agreement-none");
    let [a, _] = sheets(&folder);
    let other = folder.write("other.csv", "stance,text\nnone,Elsewhere.\n");
    let said = run(&["agreement", &other, &a]);
    assert!(
        said.stderr
            .ends_with("error: the two sheets have no labelled sentence in common; are they of the same sample?\n"),
        "{said:?}"
    );
    assert_eq!(said.code, Some(1));
    assert!(run(&["agreement", &a]).usage().contains("<B>"));
    assert!(run(&["agreement", &a, "-"]).usage().contains("not read from standard input"));
    let said = run(&["agreement", "--level", "2", &a, &a]).usage();
    assert!(said.contains("parameter level is 2"), "{said}");
}
