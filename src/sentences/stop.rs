//! Whether a full stop ends a sentence: titles, initials, abbreviations, numbers.

use super::around::{LOOK_BACK, Next, last_word, window_back};
use super::marks::{is_capitalised, is_in_capitals, is_lower_case, is_opener, is_single_capital};
use super::tail::Tail;
use crate::language::{Language, is_unseen, key};
use crate::work;

/// A full stop, with the words before it.
pub(super) struct Stop<'a> {
    language: &'static Language,
    /// What stands in the sentence before the last word.
    pub(super) head: &'a str,
    /// The last word, without the full stop; empty if something else stands there.
    pub(super) word: &'a str,
    key: Option<u128>,
    /// Whether the word begins in lower case.
    lower: bool,
    /// Whether full stops stand in the word.
    dotted: bool,
}

impl<'a> Stop<'a> {
    /// The full stop after `before`, the sentence so far.
    pub(super) fn new(language: &'static Language, before: &'a str) -> Self {
        work::bytes(LOOK_BACK);
        let span = last_word(before);
        let word = &before[span.clone()];
        Self {
            language,
            head: &before[..span.start],
            word,
            key: key(word),
            lower: word.starts_with(is_lower_case),
            dotted: word.bytes().any(|byte| byte == b'.'),
        }
    }

    /// The word before the last word, if a space alone or a full stop and a space stand between them; empty otherwise.
    fn previous(&self) -> &'a str {
        let head = self.head.strip_suffix([' ', '\n', '\u{a0}']).unwrap_or("");
        let head = head.strip_suffix('.').unwrap_or(head);
        if head.ends_with(char::is_alphanumeric) { &head[last_word(head)] } else { "" }
    }

    /// Whether the full stop ends the sentence, if what follows does not begin in lower case.
    pub(super) fn ends(&self, tail: &Tail<'_>, next: &Next<'_>) -> bool {
        let language = self.language;
        if self.word.is_empty() {
            return if tail.spaced_dots > 0 { tail.spaced_dots > 3 } else { !self.head.ends_with(". ") };
        }
        if tail.spaced_dots > 0 {
            return tail.spaced_dots != 3 || next.starts_sentences(language);
        }
        if tail.quote {
            return true;
        }
        if !tail.quote && self.numbers_item() {
            return false;
        }
        if let Some(ends) = self.before_number(next) {
            return ends;
        }
        let single = self.word.chars().nth(1).is_none();
        if language.leading.has(self.key) && !tail.closes && (self.lower || !single) {
            return false;
        }
        if language.hours.has(self.key) && self.after_digit() {
            return !self.hour_goes_on(next) && (next.starts_sentences(language) || !self.opens_with_hour());
        }
        if self.lower && self.after_digit() {
            return true;
        }
        if self.is_title() && !tail.closes {
            return self.lower && (language.also_words.has(self.key) || next.starts_sentences(language));
        }
        if is_single_capital(self.word) {
            return self.letter_ends(next);
        }
        if !self.is_abbreviation() {
            return true;
        }
        next.starts_sentences(language) || next.is_courtesy(language) || self.ends_after_place(next)
    }

    /// Whether the word is a title, or several without spaces (`Lt.Gen`).
    fn is_title(&self) -> bool {
        let last = || self.word.rsplit_once('.').is_some_and(|(_, last)| self.language.titles.contains(last));
        self.language.titles.has(self.key) || self.dotted && self.word.len() > 5 && last()
    }

    /// Whether the word is the number of a list item at the beginning of the sentence.
    pub(super) fn numbers_item(&self) -> bool {
        is_list_mark(self.word)
            && self.head.len() <= LOOK_BACK
            && self.head.chars().all(|c| is_opener(c) || c == ' ' || is_unseen(c))
    }

    /// Whether the sentence ends, if the word is one that stands before numbers and a number follows.
    fn before_number(&self, next: &Next<'_>) -> Option<bool> {
        let language = self.language;
        if self.lower && self.word.len() == 1 && self.letter_counts(next) {
            return Some(false);
        }
        if !language.numbered.has(self.key) {
            return None;
        }
        let strict = self.lower || language.no.has(self.key);
        let refers =
            language.referring.has(self.key) && next.is_reference(language, strict) && !(strict && next.is_initial());
        (next.is_number() || refers).then(|| language.no.has(self.key) && self.is_answer())
    }

    /// Whether a small letter stands before a number, a date or, in brackets, a name: `b. 1940`, `(d. Almaty)`.
    fn letter_counts(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        let roman =
            next.word.len() > 1 && next.word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
        next.first.is_ascii_digit()
            || roman
            || language.calendar.contains(next.word)
            || language.months.contains(next.word)
            || self.head.trim_end().ends_with(['(', ',', ';'])
    }

    /// Whether the word stands before numbers, is no other word, and a number follows.
    pub(super) fn is_before_number(&self, next: &Next<'_>) -> bool {
        let word = self.lower && (self.language.no.has(self.key) || self.language.also_words.has(self.key));
        !word && self.before_number(next) == Some(false)
    }

    /// Whether a `no` is an answer: a word like `answered` stands close before it.
    fn is_answer(&self) -> bool {
        let words = window_back(self.head, LOOK_BACK).rsplit(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).take(2).any(|word| self.language.answers.contains(word))
    }

    /// Whether a number stands right before the word.
    fn after_digit(&self) -> bool {
        let head = self.head.strip_suffix([' ', '\u{a0}', '\u{202f}', '-']).unwrap_or(self.head);
        head.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether one capital letter stands beside another: `from A to B`.
    fn pairs_letters(&self) -> bool {
        let mut words = window_back(self.head, LOOK_BACK).split_whitespace().rev();
        let joined = words.next().is_some_and(|word| self.language.before_initials.contains(word));
        joined && words.next().is_some_and(is_single_capital)
    }

    /// Whether the full stop after one capital letter ends the sentence.
    fn letter_ends(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        let previous = self.previous();
        let numeral = self.word == "I"
            && (language.regnal.contains(previous)
                || language.predicates.contains(previous)
                || is_in_capitals(previous));
        let lettered = language.lettered.contains(previous) || self.pairs_letters();
        numeral || lettered || next.is_courtesy(language) || next.starts_sentences(language)
    }

    /// Whether the word is an abbreviation, or letters with full stops between them.
    fn is_abbreviation(&self) -> bool {
        let language = self.language;
        let short = |part: &str| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic);
        let dotted = self.dotted && self.word.split('.').all(short);
        dotted
            || language.inner.has(self.key)
            || language.months.has(self.key) && !self.lower
            || language.proper.has(self.key) && is_capitalised(self.word)
    }

    /// Whether the sentence goes on after a time of day: `5 p.m. Moscow time`, `9 a.m. EST`.
    fn hour_goes_on(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        let zone = is_in_capitals(next.word) && next.word.len() <= 4;
        zone || !next.first.is_alphabetic()
            || [language.after_hours, language.calendar, language.months].iter().any(|list| list.contains(next.word))
            || language.hour_nouns.contains(next.second())
    }

    /// Whether the sentence has but a time of day so far: `By 6.30 p.m.`
    fn opens_with_hour(&self) -> bool {
        let mut words = self.head.split_whitespace();
        self.head.len() <= 2 * LOOK_BACK
            && words.clone().count() <= 4
            && words.next().is_some_and(|word| self.language.connecting.contains(word))
    }

    /// Whether the sentence ends after the state of a place, where a comma would stand within it: `in Tampa, Fla. Moscow …`.
    fn ends_after_place(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        language.proper.has(self.key)
            && self.head.ends_with(", ")
            && is_capitalised(next.word)
            && !next.opened
            && !language.titles.contains(next.word)
            && !next.second().starts_with(char::is_uppercase)
    }

    /// Whether the word is the name of a union of states that may stand before what belongs to it: `U.S.` before `Treasury`.
    /// The article before it is told apart.
    pub(super) fn is_union(&self) -> Option<bool> {
        let capitals = self.word.len() == 3 && self.word.split('.').all(is_single_capital);
        capitals.then(|| self.language.determiners.contains(self.previous()))
    }

    /// Whether the word is a plain word: of three letters or more, with a vowel, and no abbreviation.
    pub(super) fn is_plain(&self) -> bool {
        let language = self.language;
        let lists =
            [language.titles, language.leading, language.numbered, language.inner, language.months, language.units];
        self.word.chars().nth(2).is_some()
            && self.word.chars().all(char::is_alphabetic)
            && (self.word.contains(['a', 'e', 'i', 'o', 'u', 'y']) || !self.word.is_ascii())
            && !lists.iter().any(|list| list.has(self.key))
            && !(language.proper.has(self.key) && is_capitalised(self.word))
    }

    /// Whether the name, the number or the words of an abbreviation stand in the next line of a text that is not wrapped.
    pub(super) fn goes_on_in_next_line(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        if self.word.is_empty() {
            return false;
        }
        if next.starts_lower(language) {
            return !self.is_plain() && !language.also_words.has(self.key);
        }
        if language.leading.has(self.key) || self.before_number(next) == Some(false) {
            return true;
        }
        let name = || next.first.is_uppercase() && !next.starts_sentences(language);
        if is_single_capital(self.word) {
            let previous = self.previous();
            let lists = [language.before_initials, language.offices, language.titles];
            let named = is_single_capital(previous) || lists.iter().any(|list| list.contains(previous));
            return named && name() && !self.pairs_letters();
        }
        !self.lower && (language.titles.has(self.key) || language.saints.has(self.key)) && name()
    }
}

/// A number, a letter or a Roman numeral, as they number the items of a list.
pub(super) fn is_list_mark(word: &str) -> bool {
    let all = |member: fn(&u8) -> bool| word.bytes().all(|byte| member(&byte));
    match word.len() {
        0 => false,
        1 => all(u8::is_ascii_alphanumeric),
        2..=4 => {
            (word.len() < 4 && all(u8::is_ascii_digit))
                || all(|byte| matches!(byte, b'I' | b'V' | b'X'))
                || all(|byte| matches!(byte, b'i' | b'v' | b'x'))
                || is_outline(word)
        }
        _ => word.len() <= 8 && is_outline(word),
    }
}

/// Whether a word is a number of numbers of at most two digits (`1.2`).
fn is_outline(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit()))
}
