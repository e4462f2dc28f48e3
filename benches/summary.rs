//! One table of what the other benches measured, from criterion's files in the target folder; and, where valgrind is
//! installed, instructions, mispredicted branches and cache misses a byte, which do not depend on the machine's mood.
//!
//! `cargo bench --bench summary` prints both. With a pass and a number (`sentence 10`) the program does nothing but run that
//! pass so often, as callgrind's work.

#[path = "shared/mod.rs"]
mod shared;

use geostance::StanceModel;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match &arguments[..] {
        [] => {
            table()?;
            instructions()
        }
        [test] if test == "--test" => {
            passes("sentence", 1);
            Ok(())
        }
        [pass, times] => {
            passes(pass, times.parse()?);
            Ok(())
        }
        _ => Err("expected nothing, or a pass (sentence, article, split, load) and a number".into()),
    }
}

/// Where criterion keeps its results.
fn results() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join("criterion")
}

/// The mean time of a bench in nanoseconds, if it has been run.
fn mean(folder: &Path) -> Option<f64> {
    let text = fs::read_to_string(folder.join("new/estimates.json")).ok()?;
    serde_json::from_str::<serde_json::Value>(&text).ok()?["mean"]["point_estimate"].as_f64()
}

/// The times of the benches of a group whose name is `name`: by their size in bytes, in nanoseconds.
fn times(group: &str, name: &str) -> Vec<(usize, f64)> {
    let sizes = fs::read_dir(results().join(group).join(name)).into_iter().flatten().flatten();
    let mut found: Vec<_> =
        sizes.filter_map(|size| Some((size.file_name().to_str()?.parse().ok()?, mean(&size.path())?))).collect();
    found.sort_by_key(|&(size, _)| size);
    found
}

fn time(group: &str, name: &str, bytes: usize) -> Option<f64> {
    times(group, name).into_iter().find(|&(size, _)| size == bytes).map(|(_, time)| time)
}

fn table() -> Result<(), Box<dyn Error>> {
    let mut unseen = shared::Unseen::read();
    let bytes = unseen.bytes();
    let article = unseen.article().len();
    let (words, forms, share) = unseen.words();
    println!(
        "Text: {}: {} sentences, {bytes} bytes, {words} words in {forms} forms, {:.1} % of the words never seen in training.\n",
        unseen.source,
        unseen.len(),
        100.0 * share
    );
    let text = shared::articles();
    let warm: usize = shared::sentences(&text).iter().map(|sentence| sentence.len()).sum();
    let speed = |bytes: usize, time: f64| format!("{:.1} MB/s", bytes as f64 * 1e3 / time);
    let mut rows = Vec::new();
    for (what, size, [group, ours], [other_group, other], whose) in [
        ("sentence", bytes, ["sentence", "geostance"], ["sentence", "naive"], "naive pipeline"),
        ("sentence", bytes, ["sentence", "geostance"], ["sentence", "fasttext"], "the crate fasttext"),
        (
            "article",
            bytes,
            ["article", "geostance"],
            ["article", "sentencex and naive"],
            "sentencex and naive pipeline",
        ),
        (
            "article, of the sentence path",
            bytes,
            ["article", "geostance"],
            ["sentence", "geostance"],
            "sentences already split",
        ),
        ("splitting", article, ["split", "geostance"], ["split", "sentencex"], "sentencex"),
        ("batch, all cores", bytes, ["batch", "all cores"], ["batch", "one by one"], "one by one"),
        ("stream, all cores", bytes, ["batch", "stream"], ["batch", "one by one"], "one by one"),
        ("warm: 136 sentences again and again", warm, ["warm", "geostance"], ["warm", "naive"], "naive pipeline"),
    ] {
        if let (Some(our_time), Some(time)) = (time(group, ours, size), time(other_group, other, size)) {
            let (ours, theirs) = (speed(size, our_time), speed(size, time));
            rows.push(format!("| {what} | {ours} | {theirs} ({whose}) | {:.2} |", time / our_time));
        }
    }
    if rows.is_empty() {
        return Err(format!("no results in {}; run `cargo bench` first", results().display()).into());
    }
    println!("| what | geostance | beside | times as fast |\n| --- | --- | --- | --- |\n{}", rows.join("\n"));
    for name in ["shipped", "synthetic"] {
        for (size, time) in times("load", name) {
            println!("| load, {name}, {:.1} MB | {:.2} ms | | |", size as f64 / 1e6, time / 1e6);
        }
    }
    Ok(())
}

/// Runs a pass over the text so often.
fn passes(pass: &str, times: usize) {
    let mut unseen = shared::Unseen::read();
    let text = unseen.article();
    let sentences = unseen.pass();
    let file = fs::read("models/stance-en.gst").expect("the shipped model");
    let model = StanceModel::from_bytes(&file).expect("a model");
    for _ in 0..times {
        match pass {
            "article" => _ = black_box(model.classify_article(black_box(&text))),
            "split" => _ = black_box(geostance::sentences(black_box(&text)).count()),
            "load" => drop(black_box(StanceModel::from_bytes(black_box(&file)))),
            _ => sentences.iter().for_each(|sentence| _ = black_box(model.classify(black_box(sentence)))),
        }
    }
}

/// What valgrind counts: instructions, mispredicted branches, and reads and writes that miss the first and the last cache (32 KB and
/// 1 MB), of one more pass.
fn instructions() -> Result<(), Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let count = |pass: &str, times: &str| -> Option<[u64; 4]> {
        let arguments = ["--tool=cachegrind", "--cachegrind-out-file=/dev/null", "--cache-sim=yes", "--branch-sim=yes"];
        let caches = ["--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64"];
        let run =
            Command::new("valgrind").args(arguments).args(caches).arg(&program).args([pass, times]).output().ok()?;
        let report = String::from_utf8_lossy(&run.stderr).into_owned();
        let number = |name: &str| -> Option<u64> {
            let line = report.lines().find(|line| line.contains(name))?;
            line.split(name).nth(1)?.split_whitespace().next()?.replace(',', "").parse().ok()
        };
        Some([number("I   refs:")?, number("Mispredicts:")?, number("D1  misses:")?, number("LLd misses:")?])
    };
    let bytes = shared::Unseen::read().bytes();
    println!();
    for (pass, bytes) in [
        ("sentence", bytes),
        ("article", bytes),
        ("split", bytes),
        ("load", fs::metadata("models/stance-en.gst")?.len() as usize),
    ] {
        let (Some(one), Some(two)) = (count(pass, "1"), count(pass, "2")) else {
            println!("(no instruction counts: valgrind is not there)");
            break;
        };
        let [instructions, branches, first, last] =
            [0, 1, 2, 3].map(|at| two[at].saturating_sub(one[at]) as f64 / bytes as f64);
        println!(
            "{pass}: {instructions:.1} instructions a byte; a kilobyte has {:.1} mispredicted branches, {:.1} misses of the first \
             cache and {:.2} of the last",
            1e3 * branches,
            1e3 * first,
            1e3 * last
        );
    }
    Ok(())
}
