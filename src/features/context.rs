//! What surrounds a word: the opening of the sentence, the scope of a negation, the clause behind a contrast or concession.

use super::FeatureParams;
use crate::vocabulary::Mark;

/// English words that negate or refuse what comes next. Sorted.
const NEGATORS: [&str; 37] = [
    "against",
    "cannot",
    "decline",
    "declined",
    "declines",
    "denied",
    "denies",
    "deny",
    "halt",
    "halted",
    "halts",
    "instead",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "oppose",
    "opposed",
    "opposes",
    "refuse",
    "refused",
    "refuses",
    "refusing",
    "reject",
    "rejected",
    "rejecting",
    "rejects",
    "stop",
    "stopped",
    "stops",
    "unlike",
    "unwilling",
    "without",
];
/// English words behind which the main point comes. Sorted.
const CONTRASTS: [&str; 6] = ["but", "however", "instead", "nevertheless", "nonetheless", "yet"];
/// English words behind which something is conceded, up to the next comma. Sorted.
const CONCESSIONS: [&str; 8] =
    ["albeit", "although", "despite", "notwithstanding", "though", "whereas", "whereby", "while"];

/// What a sentence has said so far that bears on its next word.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Words so far.
    words: usize,
    /// Words that the last negation still reaches.
    negated: usize,
    /// The clause that the next word stands in, if it is no plain one.
    clause: Option<Mark>,
}

/// The marks that one word carries.
pub(super) type Marks = [Option<Mark>; 3];

impl Context {
    /// The marks of the next word, in a fixed order. `between` is the text between the word before and this one.
    pub(super) fn step(&mut self, between: &str, word: &str, params: &FeatureParams) -> Marks {
        let mut marks = [None; 3];
        let pause = self.words > 0 && between.contains([',', ';', ':', '–', '—', '(', ')', '.', '!', '?']);
        if pause {
            self.negated = 0;
            if self.clause == Some(Mark::Conceded) {
                self.clause = None;
            }
        }
        if self.words < params.opening {
            marks[0] = Some(Mark::Opening);
        }
        if self.negated > 0 {
            self.negated -= 1;
            marks[1] = Some(Mark::Negated);
        }
        if params.negation > 0 && (NEGATORS.binary_search(&word).is_ok() || word.ends_with("n't")) {
            self.negated = params.negation;
        }
        if params.clauses {
            marks[2] = self.clause;
            if CONTRASTS.binary_search(&word).is_ok() {
                self.clause = Some(Mark::Contrasted);
            } else if CONCESSIONS.binary_search(&word).is_ok() {
                self.clause = Some(Mark::Conceded);
            }
        }
        self.words += 1;
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::for_each_word;

    fn marked(text: &str, opening: usize, negation: usize, clauses: bool) -> Vec<String> {
        let params = FeatureParams { opening, negation, clauses, ..super::super::tests::params() };
        let mut context = Context::default();
        let mut end = 0;
        let mut found = Vec::new();
        for_each_word(text, &mut String::new(), |span, word| {
            word.spell(|word| {
                for mark in context.step(&text[end..span.start], word, &params).into_iter().flatten() {
                    found.push(format!("{}{word}", mark.spelling()));
                }
            });
            end = span.end;
        });
        found
    }

    #[test]
    fn lists_are_sorted() {
        assert!(NEGATORS.is_sorted() && CONTRASTS.is_sorted() && CONCESSIONS.is_sorted());
    }

    #[test]
    fn words_are_marked_by_where_they_stand() {
        assert_eq!(marked("Minsk trades on", 2, 0, false), ["first:minsk", "first:trades"]);
        assert_eq!(marked("It won't join the war, he said", 0, 4, false), ["not:join", "not:the", "not:war"]);
        assert_eq!(marked("no one two three", 0, 2, false), ["not:one", "not:two"]);
        let text = "Despite old ties, Baku trades but it stays out";
        assert_eq!(marked(text, 0, 0, true), ["though:old", "though:ties", "but:it", "but:stays", "but:out"]);
        assert!(marked(text, 0, 0, false).is_empty());
    }
}
