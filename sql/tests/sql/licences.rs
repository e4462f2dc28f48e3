//! The licences of everything that is compiled into the programs: each must be one that anybody may use, change and pass on.

use crate::harness::project;
use serde_json::Value;
use std::process::Command;

/// Licences that ask for no more than to be named.
const FREE: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    // Of the BSD kind: https://spdx.org/licenses/bzip2-1.0.6.html
    "bzip2-1.0.6",
];

/// Whether an expression of SPDX can be met with free licences alone: all parts of an `AND`, one part of an `OR`.
fn is_free(expression: &str) -> bool {
    let expression = expression.trim();
    let parts = |operator: &str| {
        let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
        for word in expression.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
            match word {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            if depth == 0 && word == operator {
                parts.push(std::mem::take(&mut part));
            } else {
                part = format!("{part} {word}");
            }
        }
        parts.push(part);
        parts
    };
    // The older spelling of `OR`.
    if expression.contains('/') {
        return expression.split('/').any(is_free);
    }
    for (operator, all) in [("OR", false), ("AND", true)] {
        let parts = parts(operator);
        if parts.len() > 1 {
            return if all { parts.iter().all(|part| is_free(part)) } else { parts.iter().any(|part| is_free(part)) };
        }
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => is_free(inner),
        None => FREE.contains(&expression),
    }
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    for (expression, free) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT/Apache-2.0", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND (GPL-3.0 OR LGPL-2.1)", false),
        ("Apache-2.0 WITH LLVM-exception OR MIT", true),
        ("", false),
    ] {
        assert_eq!(is_free(expression), free, "{expression}");
    }
}

#[test]
fn all_that_is_compiled_is_free() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let manifest = project().join("sql/Cargo.toml");
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
            "--manifest-path",
        ])
        .arg(manifest)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 300, "{}", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !is_free(package["license"].as_str().unwrap_or_default()))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert_eq!(refused, Vec::<String>::new());
}
