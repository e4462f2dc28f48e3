//! Sentences into a dataset and out of it, as the standard library's collections have it.

use super::{Dataset, LabelledSentence};
use crate::error::Error;

/// Adds sentences. What breaks a rule is left out, and an error of [`Dataset::check`] from then on: training and evaluation
/// refuse the dataset. [`Dataset::push`] says so at once.
///
/// ```
/// use geostance::{Dataset, Stance, dataset::LabelledSentence};
///
/// let mut data = Dataset::new();
/// data.extend((0..9).map(|day| LabelledSentence::new(None, format!("On day {day} it rained."))));
/// assert_eq!(data.len(), 9);
/// data.check()?;
/// # Ok::<(), geostance::Error>(())
/// ```
impl Extend<LabelledSentence> for Dataset {
    fn extend<I: IntoIterator<Item = LabelledSentence>>(&mut self, sentences: I) {
        for sentence in sentences {
            if let Err(Error::Data(errors)) = self.push(sentence) {
                self.refuse(errors);
            }
        }
    }
}

/// As [`Extend`] has it, in the crate's own labels.
///
/// ```
/// use geostance::{Dataset, dataset::LabelledSentence};
///
/// let data: Dataset = [LabelledSentence::new(None, "It rained.")].into_iter().collect();
/// assert_eq!(data.len(), 1);
/// ```
impl FromIterator<LabelledSentence> for Dataset {
    fn from_iter<I: IntoIterator<Item = LabelledSentence>>(sentences: I) -> Self {
        let mut data = Self::new();
        data.extend(sentences);
        data
    }
}

/// The sentences in their order, to keep.
impl IntoIterator for Dataset {
    type Item = LabelledSentence;
    type IntoIter = std::vec::IntoIter<LabelledSentence>;

    fn into_iter(self) -> Self::IntoIter {
        self.sentences.into_iter()
    }
}

/// The sentences in their order.
///
/// ```
/// use geostance::{Dataset, dataset::LabelledSentence};
///
/// let data: Dataset = [LabelledSentence::new(None, "It rained.")].into_iter().collect();
/// for sentence in &data {
///     assert_eq!(sentence.text, "It rained.");
/// }
/// ```
impl<'a> IntoIterator for &'a Dataset {
    type Item = &'a LabelledSentence;
    type IntoIter = std::slice::Iter<'a, LabelledSentence>;

    fn into_iter(self) -> Self::IntoIter {
        self.sentences.iter()
    }
}
