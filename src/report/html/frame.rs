//! The frame of every page: head, style, what it may load (nothing).

use super::text::title;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every page.
const STYLE: &str = include_str!("style.css");

/// By which pages of this crate are known.
pub(crate) const GENERATOR: &str = concat!("geostance ", env!("CARGO_PKG_VERSION"));

/// A script that a page may run, and the SHA-256 of its text, by which the page allows it and no other.
pub(crate) struct Script {
    pub(super) text: &'static str,
    pub(super) sha256: &'static str,
}

/// A page. It loads nothing: its style stands in it, and but for the script that is given no browser runs any.
pub(crate) fn page(name: &str, body: &Markup, script: Option<&Script>) -> Markup {
    let policy = policy(script);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="generator" content=(GENERATOR);
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title(name)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                @if let Some(script) = script { script { (PreEscaped(script.text)) } }
            }
        }
    }
}

/// Nothing from elsewhere, no forms, no scripts but one.
fn policy(script: Option<&Script>) -> String {
    let scripts = script.map_or_else(String::new, |script| format!("; script-src 'sha256-{}'", script.sha256));
    format!("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'{scripts}")
}
