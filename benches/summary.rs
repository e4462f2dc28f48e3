//! One table of what the other benches measured, from criterion's files in the target folder; and, where valgrind is
//! installed, instructions a byte, which do not depend on the machine's mood.
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

/// The times of the benches of a group whose name is `name`: by their size, in nanoseconds.
fn times(group: &str, name: &str) -> Vec<(usize, f64)> {
    let sizes = fs::read_dir(results().join(group).join(name)).into_iter().flatten().flatten();
    let mut found: Vec<_> =
        sizes.filter_map(|size| Some((size.file_name().to_str()?.parse().ok()?, mean(&size.path())?))).collect();
    found.sort_by_key(|&(size, _)| size);
    found
}

fn time(group: &str, name: &str) -> Option<f64> {
    times(group, name).last().map(|&(_, time)| time)
}

fn table() -> Result<(), Box<dyn Error>> {
    let text = shared::articles();
    let bytes: usize = shared::sentences(&text).iter().map(|sentence| sentence.len()).sum();
    let speed = |bytes: usize, time: f64| format!("{:.1} MB/s", bytes as f64 * 1e3 / time);
    let mut rows = Vec::new();
    for (what, size, [group, ours], [other_group, other], whose) in [
        ("sentence", bytes, ["sentence", "geostance"], ["sentence", "naive"], "naive pipeline"),
        (
            "article",
            text.len(),
            ["article", "geostance"],
            ["article", "sentencex and naive"],
            "sentencex and naive pipeline",
        ),
        ("splitting", text.len(), ["split", "geostance"], ["split", "sentencex"], "sentencex"),
        (
            "article, of the sentence path",
            text.len(),
            ["article", "geostance"],
            ["sentence", "geostance"],
            "sentences already split",
        ),
        (
            "batch of 100,000, all cores",
            100_000 * bytes / 136,
            ["batch", "all cores"],
            ["batch", "one by one"],
            "one by one",
        ),
        (
            "stream of 100,000, all cores",
            100_000 * bytes / 136,
            ["batch", "stream"],
            ["batch", "one by one"],
            "one by one",
        ),
    ] {
        if let (Some(our_time), Some(time)) = (time(group, ours), time(other_group, other)) {
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

/// Runs a pass over the articles so often.
fn passes(pass: &str, times: usize) {
    let text = shared::articles();
    let sentences = shared::sentences(&text);
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

/// Instructions of every pass: what eight more of it take.
fn instructions() -> Result<(), Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let count = |pass: &str, times: &str| -> Option<u64> {
        let arguments = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
        let run = Command::new("valgrind").args(arguments).arg(&program).args([pass, times]).output().ok()?;
        let report = String::from_utf8_lossy(&run.stderr).into_owned();
        report.split("Collected : ").nth(1)?.split_whitespace().next()?.parse().ok()
    };
    let bytes = shared::articles().len();
    println!();
    for (pass, bytes) in [
        ("sentence", bytes),
        ("article", bytes),
        ("split", bytes),
        ("load", fs::metadata("models/stance-en.gst")?.len() as usize),
    ] {
        let (Some(two), Some(ten)) = (count(pass, "2"), count(pass, "10")) else {
            println!("(no instruction counts: valgrind is not there)");
            break;
        };
        println!("{pass}: {:.1} instructions a byte", (ten - two) as f64 / 8.0 / bytes as f64);
    }
    Ok(())
}
