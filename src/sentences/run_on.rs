//! Lines of a text that is not wrapped and yet visibly go on in the next line.

use super::around::Next;
use super::dateline::dateline_end;
use super::item::is_byline;
use super::line::{LineEnd, first_line, first_word, is_title_case, last_word};
use super::marks::{
    is_capitalised, is_closing_quote, is_currency, is_dash, is_hyphen, is_lower_case, is_single_capital, is_terminator,
};
use crate::language::Language;

/// The fewest longer words of a line in title case that is a headline.
const TITLE_WORDS: usize = 3;
/// Among so many words at the beginning of a headline a question word stands.
const QUESTION_WORDS: usize = 5;

impl LineEnd<'_> {
    /// Whether the sentence visibly goes on in the next line.
    pub(super) fn runs_on(&self) -> bool {
        let language = self.language;
        let next = Next::read(self.next);
        if !self.lower_only && next.starts_lower(language) {
            return !is_byline(language, self.next);
        }
        let line = self.line();
        let word = last_word(line);
        let following = first_line(self.next);
        let bracket = line.rfind('(') > line.rfind(')') && following.contains(')')
            || following.starts_with('(')
                && following.find(')').is_some_and(|end| !following[end + 1..].trim().is_empty());
        if self.next.starts_with([',', ';', ')', ']', '%', '»', '”'])
            || self.ends_in_joint()
            || bracket
            || language.binding.contains(word)
            || self.lower_only && language.connecting.contains(word)
            || self.is_cut_in_date(&next)
            || self.next.starts_with(is_currency)
        {
            return true;
        }
        if dateline_end(language, self.next, 0).is_some() || next.starts_sentences(language) || self.names_source() {
            return false;
        }
        let first = first_word(line);
        let asks = line.split_whitespace().take(QUESTION_WORDS).any(|word| language.questions.contains(word));
        if asks || language.relatives.contains(first) {
            return false;
        }
        if is_possessive(word) && !line.contains('‘') {
            return next.first.is_uppercase();
        }
        let titles = [&language.titles, &language.courtesy, &language.saints];
        if is_capitalised(word) && is_capitalised(next.word) && titles.iter().any(|list| list.contains(word))
            || self.ends_in_first_part(word, &next)
        {
            return true;
        }
        let pronoun = language.pronouns.contains(first) && word.starts_with(char::is_uppercase);
        let copula = word.starts_with(is_lower_case) && language.copulas.contains(word);
        if copula || self.joins(word) && !ends_in_infinitive(language, line) {
            return next.first.is_uppercase() && !self.next_begins_with_noun();
        }
        let waits = self.connects(word) || self.ends_in_office(word) || pronoun;
        waits && self.next_is_no_sentence() && !self.next_names_speaker()
    }

    /// Whether the last word of the line seldom ends one. (With a capital it stands in a headline.)
    pub(super) fn connects(&self, word: &str) -> bool {
        word.starts_with(is_lower_case) && self.language.connecting.contains(word)
    }

    /// Whether the last word of the line ends one only in a question or after an infinitive.
    fn joins(&self, word: &str) -> bool {
        self.connects(word) && self.language.joining.contains(word)
    }

    /// Whether the line ends in a mark that joins it to the next.
    pub(super) fn ends_in_joint(&self) -> bool {
        let line = self.line();
        let mut back = line.chars().rev();
        match back.next() {
            Some(c) if is_closing_quote(c) => line.trim_end_matches(is_closing_quote).ends_with(','),
            Some(',' | ';' | '&' | '/' | '(') => true,
            Some(c) if is_hyphen(c) || is_dash(c) => back.next().is_some_and(|before| !is_terminator(before)),
            _ => false,
        }
    }

    /// Whether the line ends in a month.
    pub(super) fn ends_in_month(&self) -> bool {
        let word = last_word(self.line());
        self.language.months.contains(word.trim_end_matches('.')) || self.language.calendar.contains(word)
    }

    /// Whether the break stands within a date, or before a number: `28⏎November`, `by⏎12 per cent`.
    fn is_cut_in_date(&self, next: &Next<'_>) -> bool {
        let language = self.language;
        if next.first.is_ascii_digit() && !next.opened {
            return self.ends_in_month() || self.connects(last_word(self.line()));
        }
        let month = language.calendar.contains(next.word) || language.months.contains(next.word);
        month && self.line().ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the line ends in the first word of a name of several: `the United⏎Nations`.
    fn ends_in_first_part(&self, word: &str, next: &Next<'_>) -> bool {
        let language = self.language;
        if !is_capitalised(word) || !is_capitalised(next.word) || is_title_case(self.line(), TITLE_WORDS) {
            return false;
        }
        language.first_parts.contains(word)
            || language.directions.contains(word) && language.second_parts.contains(next.word)
    }

    /// Whether the line ends in an office whose holder must be named: `He thanked Prime Minister`.
    fn ends_in_office(&self, word: &str) -> bool {
        if !is_capitalised(word) || !self.language.offices.contains(word) || is_title_case(self.line(), TITLE_WORDS) {
            return false;
        }
        let mut before = self.line().split_whitespace().rev().skip(1).take(3);
        let before = before.find(|word| !word.starts_with(char::is_uppercase)).unwrap_or("");
        !self.language.before_offices.contains(before)
    }

    /// Whether the next line goes on after `U.S.`, if the article stands before that or not.
    pub(super) fn runs_on_after_union(&self, the: bool) -> bool {
        let next = Next::read(self.next);
        let name = is_capitalised(next.word) && !next.opened && !next.starts_sentences(self.language);
        name && if the { self.next_is_no_sentence() } else { !next.is_courtesy(self.language) }
    }

    /// Whether the next line begins with who speaks, and a colon.
    pub(super) fn next_names_speaker(&self) -> bool {
        let line = first_line(self.next);
        line.find(':')
            .is_some_and(|end| line[..end].split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
    }

    /// Whether the next line begins with the plural of a noun, a participle or an adverb, and no name: `Ministers met`.
    fn next_begins_with_noun(&self) -> bool {
        let word = first_word(first_line(self.next)).trim_end_matches(',');
        let plural = word.ends_with('s')
            && !is_possessive(word)
            && !word.ends_with("is")
            && !word.ends_with("us")
            && word.len() > 3;
        (plural || word.ends_with("ing") || word.ends_with("ly")) && !self.language.singular.contains(word)
    }

    /// Whether the next line begins with a name after which no verb comes: `Aktau on Tuesday`.
    pub(super) fn next_is_no_sentence(&self) -> bool {
        let language = self.language;
        let mut words = first_line(self.next).split_whitespace();
        let mut word = words.next().unwrap_or("");
        if self.next_begins_with_noun() {
            return false;
        }
        loop {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            if bare.len() < word.len() && !language.titles.contains(bare) && !is_single_capital(bare) {
                return true;
            }
            match words.next() {
                Some(next) if next.starts_with(char::is_uppercase) => word = next,
                Some(next) => {
                    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
                    return !next.starts_with(is_lower_case)
                        || language.connecting.contains(next)
                        || language.binding.contains(next);
                }
                None => return true,
            }
        }
    }
}

/// Whether a line ends in an infinitive and a preposition: `Nothing to be afraid of`.
fn ends_in_infinitive(language: &Language, line: &str) -> bool {
    let mut words = line.split_whitespace().rev().skip(1).take(3);
    words.any(|word| language.infinitive.contains(word))
}

fn is_possessive(word: &str) -> bool {
    ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
}
