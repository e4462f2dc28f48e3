//! The one form of a word, in whatever Unicode form, case and width it is written.
//!
//! A word is decomposed (NFKD), lower-cased and composed again (NFC). Beyond that, `ß` is `ss` and `ς` is `σ`, as case folding
//! has it; the dot above that `İ` leaves is dropped after `i`; the cedilla of `ş` and `ţ` is read as the comma of `ș` and `ț`;
//! digits are `0`; characters that are not seen are dropped.

use super::capitals::Capitals;
use crate::language::is_unseen;
use crate::work;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The characters of two letters with the ending of the possessive.
const MOST: usize = 4;

pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        // General Punctuation holds no letters.
        '\u{2000}'..='\u{206f}' => is_dropped(c),
        _ => is_common_letter(c) || c.is_alphanumeric() && !is_apostrophe(c) || is_mark(c),
    }
}

/// Marks within words: combining accents, vowel signs, and what is not seen at all. No word begins with one.
pub(super) fn is_mark(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => false,
        '\u{2000}'..='\u{206f}' => is_dropped(c),
        _ => is_combining_mark(c) || is_dropped(c),
    }
}

/// What stands within words and is left out of them: unseen characters, the stroke of a fraction, marks around symbols.
fn is_dropped(c: char) -> bool {
    is_unseen(c) || matches!(c, '\u{2044}' | '\u{20d0}'..='\u{20ff}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '＇')
}

pub(super) fn is_full_stop(c: char) -> bool {
    matches!(c, '.' | '．' | '․')
}

/// Writes the one form of a token of a text into `word`.
pub(super) fn normalise(token: &str, text: &str, capitals: &mut Capitals, word: &mut String) {
    work::bytes(token.len());
    word.clear();
    let seen = token.chars().filter(|&c| !is_dropped(c) && !is_full_stop(c) && !c.is_whitespace());
    let dots = token.chars().filter(|&c| is_full_stop(c)).count();
    let mut letters = seen.clone().nfkd();
    if seen.take(MOST + 1).count() <= MOST
        && let (Some(first), Some(second)) = (letters.next(), letters.next())
        && is_possessive_or_none(letters)
        && let (Some(pair), dotted) = (two_letters(first, second), dots > 0)
        && (dotted || first.is_ascii_uppercase() && second.is_ascii_uppercase() && capitals.names(text, pair))
    {
        let [first, second] = pair.map(|letter| char::from(letter.to_ascii_lowercase()));
        word.extend([first, '.', second]);
        return;
    }
    fold(token.chars().filter(|&c| !(dots > 1 && is_full_stop(c))), word);
}

fn two_letters(first: char, second: char) -> Option<[u8; 2]> {
    let letters = first.is_ascii_alphabetic() && second.is_ascii_alphabetic();
    letters.then_some([first as u8, second as u8])
}

/// Whether nothing follows, or the ending of the possessive alone.
fn is_possessive_or_none(mut rest: impl Iterator<Item = char>) -> bool {
    match rest.next() {
        None => true,
        Some(c) => is_apostrophe(c) && matches!(rest.next(), Some('s' | 'S')) && rest.next().is_none(),
    }
}

/// Writes characters in their one form at the end of `word`. Of what belongs to no word, full stops and the marks of hashtags
/// and names are kept.
pub(super) fn fold(written: impl Iterator<Item = char> + Clone, word: &mut String) {
    let seen = written.filter(|&c| !is_dropped(c));
    if seen.clone().all(is_composed) {
        word.extend(seen.filter(|&c| !c.is_ascii() || keeps(c)).flat_map(|c| lower_case(' ', c).into_iter().flatten()));
        return;
    }
    let mut base = ' ';
    let lower = move |c: char| {
        let folded = lower_case(base, c);
        if !is_combining_mark(c) {
            base = folded.into_iter().flatten().last().unwrap_or(' ');
        }
        folded.into_iter().flatten()
    };
    word.extend(seen.nfkd().filter(|&c| keeps(c)).flat_map(lower).nfc());
}

/// Whether a character is a letter, an apostrophe or ASCII and the same decomposed and composed again, whatever stands beside it that is so, too; in lower case as
/// well. (Not all that are: those of the commonest letters.)
fn is_composed(c: char) -> bool {
    c.is_ascii() || is_common_letter(c) || is_apostrophe(c) && c != '＇'
}

/// Whether a character is one of the commonest letters that are not ASCII; composed, and neither a mark nor an apostrophe.
fn is_common_letter(c: char) -> bool {
    // Latin, without ligatures and the like.
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž' | 'ƀ'..='ƿ' | 'Ǎ'..='ǰ' | 'Ǵ'..='ɏ' | 'Ạ'..='ỹ')
        // Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian.
        || matches!(c, 'Έ'..='Ί' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | 'Ա'..='Ֆ' | 'ա'..='ֆ')
        || matches!(c, 'א'..='ת' | 'ء'..='ي' | 'ა'..='ჺ')
        // Hiragana, Katakana, Chinese characters, Hangul.
        || matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

/// The letters and digits of up to two bytes whose one form is one character, whatever stands beside them.
pub(super) struct PlainLetters([u16; PlainLetters::END as usize]);

impl PlainLetters {
    /// The first character of three bytes.
    const END: u32 = 0x800;

    pub(super) fn get() -> &'static Self {
        static ALL: LazyLock<PlainLetters> = LazyLock::new(|| {
            PlainLetters(std::array::from_fn(|number| {
                let letter =
                    char::from_u32(number as u32).filter(|&c| c.is_ascii_alphanumeric() || is_common_letter(c));
                match letter.map(|c| lower_case(' ', c)) {
                    Some([Some(form), None, None]) if u32::from(form) < PlainLetters::END => form as u16,
                    _ => 0,
                }
            }))
        });
        &ALL
    }

    /// The one form of a character, if it is such a letter or digit.
    #[inline]
    pub(super) fn form(&self, c: char) -> Option<char> {
        let form = *self.0.get(c as usize)?;
        char::from_u32(form.into()).filter(|_| form != 0)
    }
}

/// The lower case of a character after the letter `base`.
fn lower_case(base: char, c: char) -> [Option<char>; 3] {
    let one = |c| [Some(c), None, None];
    if c.is_ascii() {
        return one(if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() });
    }
    match (base, c) {
        // What needs no table.
        (_, 'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ') => one(c),
        (_, 'А'..='Я') => one(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
        ('i', '\u{307}') => [None; 3],
        ('s' | 't', '\u{327}') => one('\u{326}'),
        (_, 'İ') => one('i'),
        (_, 'ş' | 'Ş') => one('ș'),
        (_, 'ţ' | 'Ţ') => one('ț'),
        (_, 'ß' | 'ẞ') => [Some('s'), Some('s'), None],
        (_, 'ς') => one('σ'),
        _ if is_apostrophe(c) => one('\''),
        _ if !is_composed(c) && c.is_numeric() => one('0'),
        _ => {
            let mut lower = c.to_lowercase();
            [lower.next(), lower.next(), lower.next()]
        }
    }
}

/// Whether a character has a place in a token.
fn keeps(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '\'' | '.' | '#' | '@' | '_');
    }
    is_apostrophe(c) || is_word(c) && !is_dropped(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{Stemmer, tokens};

    fn words(text: &str) -> Vec<String> {
        tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
    }

    /// Texts of this project, with letters and marks of many kinds.
    const TEXTS: [&str; 12] = [
        "Türkiye’s foreign minister read the communiqué in Čelákovice, Łódź and Malmö.",
        "Maia Sandu’s party won in Chișinău, Bălți and Iași; Ștefan cel Mare’s street is in Țarigrad.",
        "İstanbul, İzmir and Iğdır; Recep Tayyip Erdoğan met Şimşek in Beşiktaş.",
        "Kassym-Jomart Tokayev’s office in the EU, the U.S. and the E.A.E.U. didn’t reply.",
        "Žomart Ermekbaev’s naïve café on Rue de l’Église cost €1,200.50 in 2023.",
        "Ελλάδα και Κύπρος: οι σχέσεις τους με τη Ρωσία, ΟΔΟΣ.",
        "Қазақстан мен Ресей, Ёлки и Йошкар-Ола, Київ і Чернівці.",
        "Việt Nam’s Đà Nẵng and Nguyễn Phú Trọng; Hồ Chí Minh.",
        "हिन्दी भाषा और क़लम, 35 यात्राएँ",
        "대한민국과 카자흐스탄, ガスと石油",
        "Straße, STRASSE, Fußball and Weißrussland",
        "UNITED NATIONS AND EU TO MEET, US OUT, IT IS SAID",
    ];

    #[test]
    fn plain_letters_have_the_form_that_folding_gives() {
        let mut count = 0;
        for c in '\0'..='\u{ffff}' {
            let Some(form) = PlainLetters::get().form(c) else { continue };
            count += 1;
            assert!(is_word(c) && !is_mark(c) && !is_apostrophe(c), "{c:?}");
            for (before, after) in [("", ""), ("i", "s"), ("ж", "Ж"), ("S", "T")] {
                let mut word = String::new();
                fold(format!("{before}{c}{after}").chars(), &mut word);
                assert_eq!(word, format!("{}{form}{}", before.to_lowercase(), after.to_lowercase()), "{c:?}");
            }
        }
        assert!(count > 800, "{count}");
    }

    #[test]
    fn common_letters_are_letters() {
        let common: Vec<char> = ('\u{80}'..=char::MAX).filter(|&c| is_common_letter(c)).collect();
        assert!(common.len() > 30_000);
        for c in common {
            assert!(c.is_alphanumeric() && !is_apostrophe(c) && !is_mark(c), "{c}");
            let lower: String = lower_case(' ', c).into_iter().flatten().collect();
            let expected: String = c.to_lowercase().filter(|&mark| c != 'İ' || mark != '\u{307}').collect();
            let other = ["ș", "ț", "ss", "σ"].contains(&lower.as_str());
            assert!(lower == expected || other, "{c}: {lower}");
        }
    }

    #[test]
    fn every_unicode_form_of_a_text_has_the_same_tokens() {
        for text in TEXTS {
            let expected = words(text);
            let forms: [(&str, String); 4] = [
                ("NFC", text.nfc().collect()),
                ("NFD", text.nfd().collect()),
                ("NFKC", text.nfkc().collect()),
                ("NFKD", text.nfkd().collect()),
            ];
            for (name, form) in forms {
                assert_eq!(words(&form), expected, "{name} of {text:?}");
            }
        }
    }

    #[test]
    fn characters_called_composed_are() {
        let composed = (0..0x11000).filter_map(char::from_u32).filter(|&c| is_composed(c) && c != 'İ');
        let composed = composed.inspect(|&c| assert!(c.is_ascii() || c.is_alphabetic() || is_apostrophe(c), "{c:?}"));
        for lower in composed.map(|c| c.to_lowercase().to_string()) {
            assert!(lower.nfkd().nfc().eq(lower.chars()) && !lower.chars().any(is_combining_mark), "{lower:?}");
        }
    }

    #[test]
    fn wide_letters_and_ligatures_are_letters() {
        let wide = |c: char| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            _ => c,
        };
        for text in TEXTS {
            let full: String = text.chars().map(wide).collect();
            assert_eq!(words(&full), words(text), "{full:?}");
        }
        for (written, expected) in [
            ("ﬁnance oﬀer eﬃcient ﬂow aﬄuent ﬆill ĳs", "finance offer efficient flow affluent still ijs"),
            ("𝐄𝐔 and 𝒩𝒜𝒯𝒪, ⒺⓊ", "EU and NATO, EU"),
            ("Ⅳ and ⅳ", "IV and iv"),
            ("x² and ½, 3½", "x2 and 1⁄2, 31⁄2"),
        ] {
            assert_eq!(words(written), words(expected), "{written:?}");
        }
    }

    #[test]
    fn unseen_characters_within_words_are_left_out() {
        let unseen = [
            '\u{ad}',
            '\u{34f}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{202a}',
            '\u{202c}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{fe0e}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{e0020}',
        ];
        for text in TEXTS {
            let expected = words(text);
            for mark in unseen {
                let sown: String = text.chars().flat_map(|c| [c, mark]).collect();
                assert_eq!(words(&sown), expected, "{mark:?} in {text:?}");
                let before = format!("{mark}{text}{mark}");
                assert_eq!(words(&before), expected, "{mark:?} around {text:?}");
            }
        }
    }

    #[test]
    fn other_letters_of_one_sound_are_one() {
        for (one, other) in [
            ("Iaşi Ţara Maţ şi", "Iași Țara Maț și"),
            ("İSTANBUL İzmir", "istanbul izmir"),
            ("i\u{307}stanbul", "istanbul"),
            ("OʻZBEKISTON O‘zbekiston Oʼzbekiston", "O'ZBEKISTON O'zbekiston O'zbekiston"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("U.S.'s U.S.’s US's", "US’s US's US’s"),
        ] {
            assert_eq!(words(one), words(other));
        }
    }

    #[test]
    fn initials_are_one_word() {
        for (text, expected) in [
            ("The E.A.E.U. and the EAEU", &["the", "eaeu", "and", "the", "eaeu"][..]),
            ("U.S.S.R., U.A.E.'s, C.S.T.O’s", &["ussr", "uae's", "csto's"]),
            ("the U. S., the U. K. and the E. U. met", &["the", "u.s", "the", "u.k", "and", "the", "e.u", "met"]),
            ("U. S. S. R. and E. A. E. U.", &["ussr", "and", "eaeu"]),
            ("U.\u{a0}S. troops at 5 p. m.", &["u.s", "troops", "at", "0", "p.m"]),
            ("Ｕ．Ｓ． and Ｕ．Ａ．Ｅ．", &["u.s", "and", "uae"]),
            ("Plan B. Minsk, vitamin C. a", &["plan", "b", "minsk", "vitamin", "c", "a"]),
            ("a.k.a. and e.g. and i. e. so", &["aka", "and", "e.g", "and", "i.e", "so"]),
            ("А.С. Пушкин, А. С. Пушкин", &["а.с", "пушкин", "а.с", "пушкин"]),
            ("K.-J. Tokayev", &["k", "j", "tokayev"]),
            ("U. S", &["u", "s"]),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn two_capitals_in_a_text_of_capitals_are_words_but_for_names() {
        for (text, expected) in [
            ("IT IS UP TO THE EU, NOT THE US", "it is up to the e.u not the u.s"),
            ("WHO MET? RE: EX ENVOY AN AGENT", "who met re ex envoy an agent"),
            ("UN AND UK DENY IT", "u.n and u.k deny it"),
            ("MR PUTIN VS DR KIM", "mr putin vs dr kim"),
            ("EU'S AID, US’S ANSWER", "e.u aid u.s answer"),
            ("McCONNELL MEETS EX ENVOY", "mcconnell meets ex envoy"),
            ("ЕС И США, EX ENVOY", "ес и сша ex envoy"),
            ("Its EX envoy met the EU", "its e.x envoy met the e.u"),
            ("US", "u.s"),
            ("EU, US", "e.u u.s"),
            ("欧盟 EU RF", "欧盟 e.u r.f"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
        }
    }

    #[test]
    fn spans_hold_words_as_they_are_written() {
        let text = "\u{feff}The\u{200b} E\u{200b}U\u{200b}, the U. S. and Tu\u{308}rkiye\u{2060}’s ﬁne";
        let spans: Vec<&str> = tokens(text, Stemmer::None).iter().map(|token| &text[token.span()]).collect();
        assert_eq!(spans, ["The", "E\u{200b}U", "the", "U. S", "and", "Tu\u{308}rkiye\u{2060}’s", "ﬁne"]);
    }
}
