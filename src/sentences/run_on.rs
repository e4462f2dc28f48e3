//! Lines of a text that is not wrapped and yet visibly go on in the next line.

use super::around::Next;
use super::dateline::dateline_end;
use super::item::is_byline;
use super::line::{LineEnd, first_line, first_word, is_title_case, last_word};
use super::marks::{is_capitalised, is_dash, is_hyphen, is_lower_case, is_single_capital, is_terminator};

/// The fewest longer words of a line in title case that is a headline.
const TITLE_WORDS: usize = 3;

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
        let bracket = line.rfind('(') > line.rfind(')') && first_line(self.next).contains(')');
        if self.next.starts_with([',', ';', ')', ']', '%', '»', '”'])
            || self.ends_in_joint()
            || bracket
            || language.binding.contains(word)
            || self.lower_only && language.connecting.contains(word)
            || self.is_cut_in_date(&next)
        {
            return true;
        }
        if dateline_end(language, self.next, 0).is_some() || next.starts_sentences(language) || self.names_source() {
            return false;
        }
        let first = first_word(line);
        let asks = line.split_whitespace().any(|word| language.questions.contains(word));
        if asks || language.relatives.contains(first) {
            return false;
        }
        if is_possessive(word) && !line.contains('‘') {
            return next.first.is_uppercase();
        }
        if self.ends_in_first_part(word, &next) {
            return true;
        }
        let pronoun = language.pronouns.contains(first) && word.starts_with(char::is_uppercase);
        let waits = self.connects(word) || self.ends_in_office(word) || pronoun;
        waits && self.next_is_no_sentence() && !self.next_names_speaker()
    }

    /// Whether the last word of the line seldom ends one. (With a capital it stands in a headline.)
    pub(super) fn connects(&self, word: &str) -> bool {
        word.starts_with(is_lower_case) && self.language.connecting.contains(word)
    }

    /// Whether the line ends in a mark that joins it to the next.
    pub(super) fn ends_in_joint(&self) -> bool {
        let mut back = self.line().chars().rev();
        match back.next() {
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

    /// Whether the next line begins with a name after which no verb comes: `Aktau on Tuesday`.
    pub(super) fn next_is_no_sentence(&self) -> bool {
        let language = self.language;
        let mut words = first_line(self.next).split_whitespace();
        let mut word = words.next().unwrap_or("");
        let plural = word.ends_with('s') && !word.ends_with("is") && !word.ends_with("us") && word.len() > 3;
        if (plural || word.ends_with("ing") || word.trim_end_matches(',').ends_with("ly"))
            && !language.singular.contains(word.trim_end_matches(','))
        {
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

fn is_possessive(word: &str) -> bool {
    ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
}
