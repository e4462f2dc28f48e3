//! What the crate is built from: no build script of ours, no wildcard, a reason for each dependency, no source but the registry.

use std::fs;

/// The lines of a section of the manifest.
fn section<'a>(manifest: &'a str, name: &str) -> Vec<&'a str> {
    let lines = manifest.lines().skip_while(|line| *line != format!("[{name}]")).skip(1);
    lines.take_while(|line| !line.starts_with('[')).collect()
}

#[test]
fn nothing_of_ours_runs_when_it_is_built() {
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let text = fs::read_to_string(manifest).unwrap();
        assert!(section(&text, "package").iter().all(|line| !line.starts_with("build")), "{manifest}");
        assert!(!text.contains("[build-dependencies]") && !text.contains("proc-macro = true"), "{manifest}");
    }
    assert!(!fs::exists("build.rs").unwrap() && !fs::exists("fuzz/build.rs").unwrap());
}

#[test]
fn every_dependency_has_a_version_and_a_reason() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let mut stated = 0;
    for name in ["dependencies", "dev-dependencies"] {
        let mut reason = false;
        for line in section(&manifest, name) {
            if let Some((dependency, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
                assert!(reason, "{dependency} has no reason above it");
                let version = value.trim_start_matches("{ version = ").trim_start_matches('"');
                assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{dependency}: {value}");
                assert!(
                    !value.contains('*') && !value.contains("git = ") && !value.contains("path = "),
                    "{dependency}: {value}"
                );
                stated += 1;
            }
            reason = line.starts_with('#');
        }
    }
    assert!(stated > 20, "{stated} dependencies");
}

#[test]
fn every_crate_comes_from_the_registry_with_its_digest() {
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let text = fs::read_to_string(lock).unwrap();
        let packages = text.split("[[package]]").skip(1);
        for package in packages.filter(|package| !package.contains("name = \"geostance")) {
            let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
            assert!(package.contains(registry) && package.contains("checksum = \""), "{lock}: {package}");
        }
    }
}
