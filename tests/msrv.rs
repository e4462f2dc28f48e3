//! No crate that the library or the program needs asks for a newer Rust than the manifest states.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// What cargo says of the crates of this platform. Those have been fetched for the test itself; those of others need not be
/// there.
fn metadata() -> Value {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = String::from_utf8(Command::new(rustc).arg("-vV").output().unwrap().stdout).unwrap();
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let features = if cfg!(feature = "cli") { "cli" } else { "default" };
    let arguments = ["metadata", "--format-version", "1", "--filter-platform", host, "--features", features];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn dependencies_keep_to_the_stated_version() {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut needed = BTreeSet::new();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = open.pop() {
        if needed.insert(id) {
            let node = nodes.iter().find(|node| node["id"] == id).unwrap();
            let normal =
                |dependency: &&Value| dependency["dep_kinds"].as_array().unwrap().iter().any(|k| k["kind"].is_null());
            open.extend(node["deps"].as_array().unwrap().iter().filter(normal).map(|d| d["pkg"].as_str().unwrap()));
        }
    }
    let packages = metadata["packages"].as_array().unwrap();
    let stated = version(env!("CARGO_PKG_RUST_VERSION"));
    for package in packages.iter().filter(|package| needed.contains(package["id"].as_str().unwrap())) {
        if let Some(wanted) = package["rust_version"].as_str() {
            assert!(version(wanted) <= stated, "{} wants Rust {wanted}", package["name"]);
        }
    }
    assert!(needed.len() > 20);
}
