//! Words as the training text spells them, frozen into one table with what each leads to: a word of that text is neither
//! stemmed nor looked up again, from the first sentence on, and threads need no caches of their own.
//!
//! A form of at most sixteen bytes is its own key, two numbers, and stands in one place with its nodes. Every form is compared
//! in full and its nodes are computed by the one definition of them, so that the table changes no result.

use super::words::{LongerPrefixes, Nodes, WordNodes, WordReader, Words};
use crate::tokens::{Key, Word, fold_both, random_seed};
use crate::vocabulary::{Mark, Terms, Text, Vocabulary};
use crate::work;
use hashbrown::HashTable;

/// The longest form, in bytes.
pub(crate) const MAX_FORM: usize = 16;

/// A form as a number, and what it leads to: half of a cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Form {
    key: Key,
    nodes: Nodes,
}

/// The forms of a model.
#[derive(Debug, Clone)]
pub(crate) struct Forms {
    table: HashTable<Form>,
    /// Of forms with beginnings of several lengths, those after the first.
    longer: HashTable<(Key, LongerPrefixes)>,
    seeds: [u64; 2],
}

impl Forms {
    fn with_capacity(forms: usize) -> Self {
        let seeds = [random_seed(), random_seed()];
        Self { table: HashTable::with_capacity(forms), longer: HashTable::new(), seeds }
    }

    /// The forms of ascending lines, each with a line feed at its end; otherwise the line of the first broken rule, and the rule.
    pub(crate) fn read(
        lines: &str,
        reader: &WordReader,
        mut vocabulary: &Vocabulary,
    ) -> Result<Self, (usize, &'static str)> {
        let count = lines.bytes().filter(|&byte| byte == b'\n').count();
        let mut forms = Self::with_capacity(count);
        let mut previous = "";
        for (line, form) in lines.split_terminator('\n').enumerate() {
            if form.is_empty() || form.len() > MAX_FORM || form.bytes().any(|byte| byte < b' ') {
                return Err((line, "it is not a word of 1 to 16 bytes"));
            }
            if form <= previous {
                return Err((line, "it does not come after its predecessor in byte order"));
            }
            previous = form;
            forms.enter(form, reader.nodes(form, &mut vocabulary));
        }
        Ok(forms)
    }

    /// Those of some words that are short enough and lead to anything.
    #[cfg(feature = "train")]
    pub(crate) fn of<'a>(
        words: impl Iterator<Item = &'a str>,
        reader: &WordReader,
        mut vocabulary: &Vocabulary,
    ) -> Self {
        let mut forms = Self::with_capacity(0);
        for word in words.filter(|word| (1..=MAX_FORM).contains(&word.len())) {
            let nodes = reader.nodes(word, &mut vocabulary);
            if nodes.first.are_known() {
                forms.enter(word, nodes);
            }
        }
        let seeds = forms.seeds;
        forms.table.shrink_to_fit(|form| hash(&form.key, seeds));
        forms.longer.shrink_to_fit(|(key, _)| hash(key, seeds));
        forms
    }

    fn enter(&mut self, form: &str, WordNodes { first, longer }: WordNodes) {
        let Word::Short(key) = Word::new(form) else { return };
        let seeds = self.seeds;
        let hash_of = |key: &Key| hash(key, seeds);
        let place = self.table.entry(hash_of(&key), |form| form.key == key, |form| hash_of(&form.key));
        place.or_insert(Form { key, nodes: first });
        if longer != WordNodes::UNKNOWN.longer {
            let place = self.longer.entry(hash_of(&key), |(other, _)| *other == key, |(key, _)| hash_of(key));
            place.or_insert((key, longer));
        }
    }

    /// Writes the nodes of a form; whether it is one.
    #[inline]
    fn get(&self, key: &Key, nodes: &mut WordNodes) -> bool {
        work::slot();
        let hash = hash(key, self.seeds);
        let Some(form) = self.table.find(hash, |form| form.key == *key) else { return false };
        *nodes = WordNodes { first: form.nodes, ..WordNodes::UNKNOWN };
        if !self.longer.is_empty()
            && let Some((_, longer)) = self.longer.find(hash, |(other, _)| other == key)
        {
            nodes.longer = *longer;
        }
        true
    }

    /// The forms in order, each with a line feed at its end.
    pub(crate) fn lines(&self) -> String {
        let mut lines: Vec<String> = self.words().collect();
        lines.sort_unstable();
        lines.iter().flat_map(|form| [form.as_str(), "\n"]).collect()
    }

    /// The forms, in no order that means anything.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        self.table.iter().map(|form| Word::Short(form.key).spell(str::to_owned))
    }
}

#[inline]
fn hash(key: &Key, seeds: [u64; 2]) -> u64 {
    fold_both(key[0] ^ seeds[0], key[1] ^ seeds[1])
}

/// A vocabulary with the forms that lead into it.
pub(crate) struct Frozen<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) forms: &'a Forms,
}

impl Terms for Frozen<'_> {
    fn text(&mut self, kind: Text, text: &str) -> u32 {
        (&mut &*self.vocabulary).text(kind, text)
    }

    #[inline]
    fn may_pair(&self, left: u32, right: u32) -> bool {
        (&self.vocabulary).may_pair(left, right)
    }

    #[inline]
    fn pair(&mut self, left: u32, right: u32) -> u32 {
        (&mut &*self.vocabulary).pair(left, right)
    }

    #[inline]
    fn marks(&mut self, word: u32) -> u32 {
        (&mut &*self.vocabulary).marks(word)
    }

    #[inline]
    fn marked(&mut self, row: u32, mark: Mark) -> u32 {
        (&mut &*self.vocabulary).marked(row, mark)
    }
}

impl Words for Frozen<'_> {
    #[inline]
    fn known(&self, key: &Key, nodes: &mut WordNodes) -> bool {
        self.forms.get(key, nodes)
    }

    /// The nodes of a word that the training text does not have, or not in this form.
    #[inline(never)]
    fn nodes(&mut self, word: Word<'_>, reader: &WordReader) -> WordNodes {
        (&mut &*self.vocabulary).nodes(word, reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::FeatureParams;
    use crate::features::words::MAX_PREFIXES;
    use crate::vocabulary::TermRules;

    fn reader() -> WordReader {
        WordReader::new(&FeatureParams { prefixes: vec![2], ..FeatureParams::words(1) })
    }

    #[test]
    fn forms_change_nothing() {
        let vocabulary = &Vocabulary::read("al*\nallianc\n", &TermRules::plain(1, &[2])).unwrap();
        let forms = &Forms::read("alliance\nalliances\nфлаг\n", &reader(), vocabulary).unwrap();
        for word in ["alliances", "x", "alliance", "alli", "фла", "antidisestablishmentarianism", &"al".repeat(40)] {
            let read = Word::new(word);
            let expected = (&mut &*vocabulary).nodes(read, &reader());
            let mut frozen = Frozen { vocabulary, forms };
            assert_eq!(frozen.nodes(read, &reader()), expected, "{word}");
            // What stood in their place leaves no trace.
            let mut known = WordNodes { longer: [0; MAX_PREFIXES - 1], ..WordNodes::UNKNOWN };
            let is_form = matches!(read, Word::Short(key) if frozen.known(&key, &mut known));
            assert_eq!(is_form, ["alliances", "alliance"].contains(&word));
            assert!(!is_form || known == expected, "{word}");
        }
    }

    #[test]
    fn forms_are_read_as_they_are_written() {
        let vocabulary = &Vocabulary::read("al*\nallianc\n", &TermRules::plain(1, &[2])).unwrap();
        for lines in ["", "alliance\nalliances\n", "a\nabcdefghijklmnop\nфлаг\n"] {
            assert_eq!(Forms::read(lines, &reader(), vocabulary).unwrap().lines(), lines);
        }
        for (lines, line) in [("\n", 0), ("b\na\n", 1), ("a\na\n", 1), ("a\nabcdefghijklmnopq\n", 1), ("a\0\n", 0)] {
            assert_eq!(Forms::read(lines, &reader(), vocabulary).unwrap_err().0, line, "{lines:?}");
        }
    }

    #[cfg(feature = "train")]
    #[test]
    fn words_that_lead_nowhere_are_no_forms() {
        let vocabulary = &Vocabulary::read("al*\nallianc\n", &TermRules::plain(1, &[2])).unwrap();
        let words = ["alliances", "all", "x", "alliances", "antidisestablishmentarianism", ""];
        assert_eq!(Forms::of(words.into_iter(), &reader(), vocabulary).lines(), "all\nalliances\n");
    }
}
