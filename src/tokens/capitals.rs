//! Two capitals that stand alone: the name of a state or a union (`US`), or a word of a text all in capitals (`IT`).

use crate::language::ENGLISH;
use crate::work;

/// So many small letters make a text one that is not all in capitals.
const SMALL: usize = 4;

/// Whether a text is all in capitals, found where that is first asked.
#[derive(Default)]
pub(super) struct Capitals(Option<bool>);

impl Capitals {
    /// Whether two capitals that stand alone in a text are a name.
    pub(super) fn names(&mut self, text: &str, letters: [u8; 2]) -> bool {
        let word = std::str::from_utf8(&letters).unwrap_or("");
        !ENGLISH.two_letter_words.contains(word) && (!self.fill(text) || ENGLISH.two_letter_names.contains(word))
    }

    /// Whether the text is in capitals, one letter in five at the most excepted.
    fn fill(&mut self, text: &str) -> bool {
        *self.0.get_or_insert_with(|| {
            let (mut small, mut capital, mut read) = (0, 0, 0);
            for c in text.chars() {
                small += usize::from(c.is_lowercase());
                capital += usize::from(c.is_uppercase());
                read += c.len_utf8();
                if small == SMALL {
                    break;
                }
            }
            work::bytes(read);
            small < SMALL && capital > 4 * small + 2
        })
    }
}
