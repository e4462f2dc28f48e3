//! Numbers and their nouns in what the program says.

use crate::harness::{Folder, labelled, run};

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];

/// The words after every lone 1, and every zero with a minus.
fn odd(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || ",;:()[]".contains(c)).collect();
    let nouns = [
        "sentences",
        "texts",
        "groups",
        "rows",
        "terms",
        "folds",
        "files",
        "bytes",
        "resamples",
        "values",
        "sizes",
        "others",
        "labels",
        "candidates",
        "runs",
    ];
    let of_one = |pair: &[&str]| pair[0] == "1" && nouns.contains(&pair[1]);
    let plural = words.windows(2).filter(|pair| of_one(pair)).map(|pair| pair.join(" "));
    let zero = |word: &&&str| {
        word.strip_prefix('-').is_some_and(|digits| digits.contains('0') && digits.bytes().all(|b| b"0.".contains(&b)))
    };
    plural.chain(words.iter().filter(zero).map(|word| (*word).to_owned())).collect()
}

#[test]
fn one_has_no_plural_and_zero_no_minus() {
    assert_eq!(odd("1 sentences, -0.000 and 11 sentences [-0.001, 0.000] of 1 group -"), ["1 sentences", "-0.000"]);
    let folder = Folder::new("numbers");
    let one = folder.write("one.csv", "group,stance,text,kind\na,pro-moscow,They sold the army.,x\n,,Not yet.,x\n");
    let none = folder.write("none.csv", "stance,text\nnone,It rained.\n");
    let all = folder.write("all.csv", &labelled(THREE));
    let (model, out) = (folder.path("m.gst"), folder.path("out.csv"));
    // A model that is certain loses nothing: its log-loss is 0, not −0.
    let weak = ["train", "--min-df", "1", "--l2", "1e-9", "--calibration-folds", "0", "--output", &model];
    let ran = run(&[&weak[..], &[&all]].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for arguments in [
        &["evaluate", "--model", &model, "--intervals", "--resamples", "1", "--groups", "--by", "kind", &one][..],
        &["evaluate", "--model", &model, "--reliability", "--risk-coverage", "--compare", &model, &all],
        &["evaluate", &none],
        &["train", "--output", &folder.path("o.gst"), &one],
        &["train", "--folds", "1", &all],
        &["train", "--folds", "2", "--calibration-folds", "1", "--output", &folder.path("o.gst"), &all],
        &["train", "--calibrate-by", "group", "--output", &folder.path("o.gst"), &one],
        &["suggest", "--labelled", &one, "--output", &out],
        &["suggest", "--top", "1", &folder.write("a.txt", "Minsk signed.")],
        &["suspects", "--folds", "1", &all],
        &["suspects", "--folds", "2", &all],
        &["learning-curve", "--folds", "1", &all],
        &["learning-curve", "--folds", "2", "--runs", "1", "--doublings", "5", &all],
        &["select", "--single", "--folds", "2", "--sizes", "24", &all],
        &["classify", &folder.write("b.txt", "Zzyx qwrt.")],
        &["explain", "Minsk"],
    ] {
        let ran = run(arguments);
        assert_eq!(odd(&format!("{}\n{}", ran.stdout, ran.stderr)), [""; 0], "{arguments:?}: {ran:?}");
    }
}
