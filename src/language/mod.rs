//! What is particular to a language: lists of its words. Another language is another file beside `english`.
//!
//! - `words`: a list of words, looked up by number.
//! - `english`: the lists of English.
//! - `unseen`: characters that no language writes visibly.

mod english;
mod unseen;
mod words;

pub(crate) use english::ENGLISH;
pub(crate) use unseen::is_unseen;
pub(crate) use words::{Words, key};

/// The lists of one language: words in lower case, abbreviations without their final full stop.
#[derive(Debug)]
pub(crate) struct Language {
    /// Titles (`mr`) and the first parts of names (`mt`): the name that follows belongs to them.
    pub(crate) titles: Words,
    /// Those first parts of names that end the names of streets as well (`st`).
    pub(crate) saints: Words,
    /// First words of names of several words (`united`).
    pub(crate) first_parts: Words,
    /// Words that are first words of such names before some words only (`south`).
    pub(crate) directions: Words,
    /// Those words (`korea`).
    pub(crate) second_parts: Words,
    /// Titles that only a person's name follows (`mrs`), so that they do not go on an abbreviation.
    pub(crate) courtesy: Words,
    /// Abbreviations that what they speak of follows, whatever it is (`e.g`).
    pub(crate) leading: Words,
    /// Abbreviations that a number or a sum of money follows (`art`).
    pub(crate) numbered: Words,
    /// Those of them that a Roman numeral, a letter or a reference like `A7` may follow as well.
    pub(crate) referring: Words,
    /// Those of them that are an answer as well.
    pub(crate) no: Words,
    /// Abbreviations within or at the end of a sentence (`inc`).
    pub(crate) inner: Words,
    /// Abbreviations of months.
    pub(crate) months: Words,
    /// Abbreviations within or at the end of a sentence that begin with a capital, being words without it (`sat`).
    pub(crate) proper: Words,
    /// Titles and the like that are words as well (`rep`).
    pub(crate) also_words: Words,
    /// Units and sums, that a number stands before and lower case may follow (`bn`).
    pub(crate) units: Words,
    /// Abbreviations of the time of day (`p.m`).
    pub(crate) hours: Words,
    /// Words that follow the time of day within a sentence (`gmt`).
    pub(crate) after_hours: Words,
    /// Words of which the second after the time of day is one, if the sentence goes on (`Moscow time`).
    pub(crate) hour_nouns: Words,
    /// Names after which `I` is a number.
    pub(crate) regnal: Words,
    /// Months and days of the week in full.
    pub(crate) calendar: Words,
    /// Words that a letter follows as a name (`plan`), so that the letter is no initial.
    pub(crate) lettered: Words,
    /// Words that an initial follows (`by`).
    pub(crate) before_initials: Words,
    /// Words that begin sentences, and that no name begins with.
    pub(crate) starters: Words,
    /// Pronouns that begin sentences, but no headlines.
    pub(crate) pronouns: Words,
    /// Small words within the names of persons (`von`).
    pub(crate) particles: Words,
    /// Words that never end a line but where it is wrapped (`the`).
    pub(crate) binding: Words,
    /// Words that seldom end a line but where it is wrapped (`for`).
    pub(crate) connecting: Words,
    /// Those of them that end a headline only in a question or after an infinitive (`of`).
    pub(crate) joining: Words,
    /// The word before an infinitive.
    pub(crate) infinitive: Words,
    /// Words that ask, and let a line end in any word (`what`).
    pub(crate) questions: Words,
    /// Words that do so at the beginning of a line only (`who`).
    pub(crate) relatives: Words,
    /// Offices that stand before the name of their holder (`minister`).
    pub(crate) offices: Words,
    /// Words before an office that need no name after it (`new`).
    pub(crate) before_offices: Words,
    /// Names that look like the plural of a noun or a participle (`brussels`).
    pub(crate) singular: Words,
    /// Words that may stand between the names in a byline (`and`).
    pub(crate) byline: Words,
    /// The word that opens a byline.
    pub(crate) by: Words,
    /// Verbs that tell who said what stands in quotes before them.
    pub(crate) reporting: Words,
    /// Forms of such verbs that are nouns as well (`demands`).
    pub(crate) reporting_nouns: Words,
    /// Verbs that tell who said what with the word of `back`.
    pub(crate) retorts: Words,
    /// The word that makes verbs of speech of those (`shot back`).
    pub(crate) back: Words,
    /// Verbs that seldom end a line but where it is wrapped (`is`).
    pub(crate) copulas: Words,
    /// Words that stand in no name or office: auxiliaries and the like.
    pub(crate) predicates: Words,
    /// Forms of `say`: what is said follows them as well.
    pub(crate) saying: Words,
    /// Verbs of speech that seldom stand without what was said.
    pub(crate) bare: Words,
    /// Words that begin sentences, but no name of a speaker.
    pub(crate) openings: Words,
    /// Words that a noun follows.
    pub(crate) determiners: Words,
    /// Words after a verb of speech with which its object begins, not the end of a quotation (`that`).
    pub(crate) objects: Words,
    /// Words with which a clause begins that a verb of speech brings.
    pub(crate) clauses: Words,
    /// Words near a `no` that is an answer.
    pub(crate) answers: Words,
    /// Names of news agencies.
    pub(crate) agencies: Words,
    /// Words of two letters that remain words in capitals.
    pub(crate) two_letter_words: Words,
    /// Words of two letters that remain names in a text all in capitals.
    pub(crate) two_letter_names: Words,
}
