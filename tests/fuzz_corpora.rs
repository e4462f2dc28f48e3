//! The corpora of the fuzz targets, replayed through the same invariants; and the findings, each under the name of its target.
//!
//! `fuzz/seeds/TARGET/*` begins each corpus: a part of what fuzzing found, and what is written from the fixtures by
//! `cargo test --test fuzz_corpora -- --ignored`. `fuzz/findings/TARGET/*` are inputs that broke an invariant once.

#[path = "invariants/mod.rs"]
mod invariants;

use invariants::model_file::model_parts::{Parts, lines};
use invariants::{DOORS, memory::Counting, models};
use std::fs;
use std::path::Path;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes of all corpora together.
const MOST: usize = 1 << 20;

/// The files of a folder, with their names.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

/// Runs every file of a folder through the door of its target.
fn replayed(folder: &str) -> (usize, usize) {
    let (mut count, mut bytes) = (0, 0);
    for (target, door) in DOORS {
        for (name, input) in files(&Path::new("fuzz").join(folder).join(target)) {
            let held = std::panic::catch_unwind(|| door(&input));
            assert!(held.is_ok(), "{name} breaks an invariant");
            count += 1;
            bytes += input.len();
        }
    }
    (count, bytes)
}

#[test]
fn every_corpus_keeps_the_invariants() {
    let (count, bytes) = replayed("seeds");
    assert!(count >= 20 * DOORS.len() && bytes < MOST, "{count} inputs of {bytes} bytes");
}

#[test]
fn what_was_found_is_mended() {
    let (count, bytes) = replayed("findings");
    println!("{count} findings of {bytes} bytes");
    let listed = fs::read_to_string("fuzz/README.md").unwrap();
    for (target, _) in DOORS {
        for (name, _) in files(&Path::new("fuzz/findings").join(target)) {
            let name = Path::new(&name).file_name().unwrap().to_str().unwrap().to_owned();
            assert!(listed.contains(&format!("`{target}/{name}`")), "{name} is not listed in fuzz/README.md");
        }
    }
}

#[test]
fn every_target_has_its_door_its_program_and_its_entry() {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").unwrap();
    let readme = fs::read_to_string("fuzz/README.md").unwrap();
    for (target, _) in DOORS {
        let program = fs::read_to_string(format!("fuzz/fuzz_targets/{target}.rs")).unwrap();
        assert!(program.contains(&format!("holds(\"{target}\", data)")), "{target}");
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
        assert!(readme.contains(&format!("| `{target}` |")), "{target}");
    }
    assert_eq!(fs::read_dir("fuzz/fuzz_targets").unwrap().count(), DOORS.len());
}

/// Short inputs from the fixtures for every target.
fn written() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut all = Vec::new();
    let article = fs::read_to_string("fixtures/articles/aktau-port.txt").unwrap();
    let posts = fs::read_to_string("fixtures/informal.csv").unwrap();
    let cases = fs::read_to_string("tests/sentences/cases.tsv").unwrap();
    let odd = "no\u{301} U. S. ’’ ''' a'b'c\u{202e}\u{200d}\u{feff}NATO\u{200b} <b>&amp;\"' İSTANBUL ﬁn ＥＵ’ｓ #Tag @x 👍🏽 https://a.b/ sooo!!";
    let texts = article
        .split("\n\n")
        .take(8)
        .chain(posts.lines().skip(1).take(8))
        .chain(cases.lines().step_by(12))
        .chain([odd]);
    for (place, text) in texts.enumerate() {
        for target in ["text", "reports"] {
            let choice = (place * 7) as u8;
            all.push((target, format!("fixture-{place}"), [&[choice], text.as_bytes()].concat()));
        }
    }
    for (place, model) in models::models().iter().enumerate().skip(1) {
        let mut parts = Parts::of(&model.to_bytes().unwrap());
        let width = parts.weights.len() / lines(&parts.terms);
        // A few terms of every kind are enough.
        let all_terms: Vec<&[u8]> = parts.terms.split_inclusive(|&byte| byte == b'\n').collect();
        let terms: Vec<&[u8]> = all_terms.iter().step_by(all_terms.len() / 30 + 1).copied().collect();
        parts.weights.truncate(width * terms.len());
        parts.terms = terms.concat();
        let file = parts.counted().file();
        for target in ["model_bytes", "model_sealed"] {
            all.push((target, format!("fixture-{place}"), file.clone()));
            for (cut, at) in [("header", 40), ("middle", file.len() / 2), ("end", file.len() - 30)] {
                all.push((target, format!("fixture-{place}-{cut}"), file[..at].to_vec()));
            }
        }
    }
    for (place, (_, file)) in files(Path::new("fixtures/broken")).into_iter().enumerate() {
        for choice in 0..3 {
            all.push(("tables", format!("broken-{place}-{choice}"), [&[choice + 3 * place as u8], &file[..]].concat()));
        }
    }
    let actors = fs::read_to_string("models/actors-en.csv").unwrap();
    for place in 0..24 {
        let names: Vec<&str> = actors.lines().skip(1).skip(80 * place).take(12).collect();
        let text = format!("group,name\n{}\n-,{} of nobody\n", names.join("\n"), names[0].split_once(',').unwrap().1);
        all.push(("actors", format!("fixture-{place}"), text.into_bytes()));
    }
    let mappings = [
        "",
        "none",
        "pro-moscow",
        "against=pro-moscow,none=multi-vector,favor=western-leaning",
        "neutral=none",
        "a=none,b=none",
        "for=western-leaning,for it=western-leaning",
        "x",
        "=",
        "a=b=c",
        ",",
        "pro moscow=pro-moscow",
        "None=none",
        "english",
        "sublinear",
        "html",
        "a-b=pro-moscow,a_b=none",
        "é=none",
        "(none)=none",
        "Multi_Vector",
    ];
    all.extend(
        mappings.into_iter().enumerate().map(|(i, text)| ("labels", format!("word-{i}"), text.as_bytes().to_vec())),
    );
    let model = models::chosen(0);
    let report = model.classify_article("Minsk signed. It rained.").to_stored();
    let evaluation = model.evaluate(&models::data()).unwrap();
    let stored = [
        serde_json::to_string(&model.classify("Minsk and Moscow signed.")).unwrap(),
        serde_json::to_string(&report).unwrap(),
        serde_json::to_string(&evaluation).unwrap(),
        serde_json::to_string(model.calibration()).unwrap(),
        serde_json::to_string(models::chosen(5).features()).unwrap(),
        serde_json::to_string(model.provenance()).unwrap(),
        serde_json::to_string(models::chosen(1).labels()).unwrap(),
    ];
    for (i, json) in stored.iter().enumerate() {
        for (way, text) in [json.clone(), json.replace('0', "9"), json.replace("0.", "-0."), json.replace(',', ",,")]
            .into_iter()
            .enumerate()
        {
            all.push(("stored", format!("fixture-{i}-{way}"), text.into_bytes()));
        }
    }
    for target in ["training", "adaptation", "prevalence"] {
        for place in 0_u8..24 {
            // Bytes in no order that means anything, the same at every run.
            let mut state = u64::from(place) + 1;
            let byte = |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            };
            all.push((target, format!("drawn-{place}"), (0..200 + 20 * usize::from(place)).map(byte).collect()));
        }
    }
    all
}

#[test]
#[ignore = "writes the seeds that come from the fixtures"]
fn seeds_are_written() {
    for (target, name, input) in written() {
        let folder = Path::new("fuzz/seeds").join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), input).unwrap();
    }
}
