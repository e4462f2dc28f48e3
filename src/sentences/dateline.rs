//! The dateline of a news agency at the beginning of a line, where there is one.
//!
//! `ASTANA. 28 November. KAZINFORM –`, `MOSCOW, November 5. /TASS/.`, `YEREVAN, NOVEMBER 5, ARMENPRESS.`,
//! `BAKU, Azerbaijan, November 5. Trend:`: a place, a date or an agency or both, and a mark that ends it.

use super::around::window;
use super::marks::{is_capitalised, is_dash, is_in_capitals, is_line_break};
use crate::language::{Language, key};
use crate::work;

/// How many bytes of a line a dateline may take.
const DATELINE: usize = 120;
/// How many bytes the name of an agency between strokes or brackets may take.
const AGENCY: usize = 48;
/// How many words the name of an agency without strokes may have, the mark after it counted.
const NAMES: usize = 4;
/// How many words of a sentence may stand before the agency between strokes.
const WORDS: usize = 8;

/// Where the dateline ends that begins at `start`; what stands before holds no end of a sentence.
pub(super) fn dateline_end(language: &Language, text: &str, start: usize) -> Option<usize> {
    let line = &text[start..];
    if is_prose(line.as_bytes()) || !line.starts_with(|c: char| c.is_uppercase() || c == '/') {
        return None;
    }
    let line = window(line, DATELINE).split(is_line_break).next().unwrap_or("");
    work::bytes(line.len());
    let mut dateline = Dateline {
        language,
        line,
        at: 0,
        capitals: false,
        place: false,
        dated: false,
        agency: false,
        agency_end: None,
    };
    dateline.end().map(|end| start + end)
}

/// Whether a line begins with words in capitals and one in lower case, as most lines do and no dateline does.
fn is_prose(mut line: &[u8]) -> bool {
    loop {
        let letters = line.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        match line[letters..] {
            [b' ', next, ..] if next.is_ascii_lowercase() => return true,
            [b' ', next, ..] if next.is_ascii_uppercase() => line = &line[letters + 1..],
            _ => return false,
        }
    }
}

/// A dateline that is being read.
struct Dateline<'a> {
    language: &'a Language,
    line: &'a str,
    at: usize,
    /// Whether the place is written in capitals.
    capitals: bool,
    /// Whether there is a place.
    place: bool,
    /// Whether there is a date.
    dated: bool,
    /// Whether there is an agency.
    agency: bool,
    /// Where the agency ends.
    agency_end: Option<usize>,
}

impl Dateline<'_> {
    /// Where it ends.
    fn end(&mut self) -> Option<usize> {
        loop {
            let rest = self.line[self.at..].trim_start();
            self.at = self.line.len() - rest.len();
            if rest.starts_with(['/', '(', '[']) {
                self.at += enclosed(rest)?;
                self.agency = true;
                let marks = self.line[self.at..].trim_start_matches(['.', ',', ':']);
                let end = self.line.len() - marks.len();
                if !self.dash_follows(end) && (rest.starts_with('/') || end > self.at) {
                    return Some(end);
                }
                self.at = end;
                continue;
            }
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | '[')).unwrap_or(rest.len());
            let word = &rest[..length];
            if word.is_empty() {
                return None;
            }
            if word.chars().all(is_dash) {
                let end = self.at + self.agency_after_dash(&rest[length..]).map_or(0, |more| length + more);
                return (self.capitals || self.dated || self.agency).then_some(end);
            }
            let end = self.at + length;
            if !self.element(word.trim_end_matches(['.', ',', ':'])) {
                return self.agency_end.filter(|_| self.dated || self.capitals);
            }
            if let Some(end) = self.end_after(word, end) {
                return end;
            }
            if self.agency && self.agency_end.is_none() {
                self.agency_end = Some(end);
            }
            self.at = end;
        }
    }

    /// Reads one word without the marks after it; whether it can stand in a dateline.
    fn element(&mut self, word: &str) -> bool {
        if !self.place {
            (self.place, self.capitals) = (true, is_place_in_capitals(word));
            let language = self.language;
            let other = [language.starters, language.connecting, language.calendar, language.months, language.titles];
            let named = is_name(word) && !other.iter().any(|list| list.contains(word));
            return self.capitals || named || language.inner.contains(word);
        }
        if is_date(self.language, word) {
            self.dated = true;
        } else if self.language.agencies.contains(word) {
            self.agency = true;
        } else if is_place_in_capitals(word) {
            self.capitals = true;
        } else {
            return is_name(word) || self.language.proper.contains(word) || word.is_empty() || is_dotted(word);
        }
        true
    }

    /// Whether the dateline ends after a word with the marks after it, and where; nothing if it may go on.
    #[expect(clippy::option_option, reason = "it may go on, end, or turn out to be none")]
    fn end_after(&self, marked: &str, end: usize) -> Option<Option<usize>> {
        let word = marked.trim_end_matches(['.', ',', ':']);
        let marks = &marked[word.len()..];
        let known = self.language.agencies.contains(word);
        let site = word.contains('.') && is_place_in_capitals(word) && self.dated;
        if marks.contains(':') {
            return Some((known || site).then_some(end));
        }
        if !marks.contains('.') {
            return None;
        }
        if is_dotted(word) || self.abbreviates(word) || self.goes_on(end) {
            return None;
        }
        let agency = known || site || self.dated && is_in_capitals(word) && word.len() > 3;
        let date = is_date(self.language, word) && !is_in_capitals(word);
        Some((agency || date).then_some(end))
    }

    /// Whether a full stop after a word is that of an abbreviation.
    fn abbreviates(&self, word: &str) -> bool {
        let language = self.language;
        let lists = [language.months, language.proper, language.inner, language.titles];
        lists.iter().any(|list| list.has(key(word)))
    }

    /// Whether a date or an agency follows at `at`.
    fn goes_on(&self, at: usize) -> bool {
        let rest = self.line[at..].trim_start();
        let word = rest.split_whitespace().next().unwrap_or("").trim_end_matches(['.', ',', ':']);
        rest.starts_with(['/', '(', '['])
            || self.dash_follows(at)
            || self.language.agencies.contains(word)
            || is_date(self.language, word)
            || self.agency_follows(rest)
    }

    /// Whether names and a dash, a stroke or a colon after them follow: `INTERFAX CENTRAL ASIA –`.
    fn agency_follows(&self, rest: &str) -> bool {
        let mut words = rest.split_whitespace();
        for _ in 0..NAMES {
            let Some(word) = words.next() else { return false };
            if word.chars().all(is_dash) || word.starts_with('/') {
                return true;
            }
            let name = word.trim_end_matches([':', ',']);
            if !is_name(name) && !is_place_in_capitals(name) && !is_date(self.language, name.trim_end_matches('.')) {
                return false;
            }
            if word.ends_with(':') && is_place_in_capitals(name) {
                return true;
            }
        }
        false
    }

    /// The length of an agency with a full stop or colon after a dash: `MOSCOW, Nov 5 – RIA Novosti.`
    fn agency_after_dash(&self, rest: &str) -> Option<usize> {
        let mut end = 0;
        for (i, word) in rest.split_inclusive(' ').skip(1).take(NAMES).enumerate() {
            let (whole, name) = (word.trim_end(), word.trim_end().trim_end_matches(['.', ':', ',']));
            if i == 0 && !self.language.agencies.contains(name) || !(is_name(name) || is_in_capitals(name)) {
                return None;
            }
            end += word.len();
            if whole.ends_with(['.', ':']) {
                return Some(1 + end - (word.len() - whole.len()));
            }
        }
        None
    }

    fn dash_follows(&self, at: usize) -> bool {
        let word = self.line[at..].split_whitespace().next().unwrap_or("");
        !word.is_empty() && word.chars().all(is_dash)
    }
}

/// The length of what stands between strokes or brackets at the beginning of `rest`, if that may be an agency.
fn enclosed(rest: &str) -> Option<usize> {
    let close = match rest.as_bytes().first() {
        Some(b'/') => '/',
        Some(b'(') => ')',
        _ => ']',
    };
    let inner = window(&rest[1..], AGENCY);
    let length = inner.find(close)?;
    let named =
        inner[..length].trim_start().starts_with(char::is_alphanumeric) && !inner[..length].contains(['!', '?']);
    named.then_some(length + 2)
}

/// Whether a word is in capitals, hyphens and full stops aside, with two of them.
fn is_place_in_capitals(word: &str) -> bool {
    let letters = word.chars().filter(|c| !matches!(c, '-' | '.' | '\'' | '’' | '‘'));
    letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
}

/// Whether a word may be part of the name of a place.
fn is_name(word: &str) -> bool {
    word.split('-').all(|part| is_capitalised(part) || is_in_capitals(part))
}

fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// Whether a word is part of a date: a month, a day, a year, a day of the week.
fn is_date(language: &Language, word: &str) -> bool {
    if let Some((month, day)) = word.split_once('.').filter(|(month, _)| language.months.contains(month)) {
        return day.bytes().all(|byte| byte.is_ascii_digit()) || !month.is_empty() && is_date(language, day);
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    let number =
        matches!(digits, 1 | 2) && matches!(rest, "" | "st" | "nd" | "rd" | "th") || digits == 4 && rest.is_empty();
    let numeric =
        digits > 0 && word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_digit() || b"./-:".contains(&byte));
    number || numeric || language.calendar.contains(word) || language.months.contains(word)
}

/// Whether the agency between strokes that ends in the full stop after `before` opens the sentence, a place and a date before
/// it at the most: `Bishkek, May 5 /Kabar/.`
pub(super) fn opens_with_agency(before: &str) -> bool {
    let Some(inner) = before.strip_suffix('/') else { return false };
    let Some(stroke) = inner.rfind('/').filter(|&stroke| (2..AGENCY).contains(&(inner.len() - stroke))) else {
        return false;
    };
    work::bytes(inner.len().min(DATELINE));
    let head = &inner[..stroke];
    head.len() <= DATELINE && head.split_whitespace().take(WORDS + 1).filter(|word| !is_head(word)).count() == 0
}

/// Whether a word may stand before the agency.
fn is_head(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || word.chars().all(is_dash)
}

/// Whether an agency between strokes stands at the beginning of a text: `/TASS/`.
pub(super) fn is_agency(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix('/') else { return false };
    let inner = window(inner, AGENCY);
    inner.starts_with(char::is_uppercase) && inner.find('/').is_some_and(|end| !inner[..end].contains(is_line_break))
}
