//! Sentences from a stream that need not fit into memory.

use super::{Prediction, StanceModel};

/// The most sentences that are read ahead.
const SENTENCES: usize = 1 << 13;
/// The bytes of sentences after which no more are read ahead.
const BYTES: usize = 1 << 20;

impl StanceModel {
    /// What the model says of each sentence of a stream, with the sentence, in order. The stream is read in blocks of 8,192
    /// sentences or a megabyte, whichever is reached first, and every block is classified over all cores with the feature
    /// `parallel`: so memory is bounded, however long the stream.
    ///
    /// ```
    /// use std::io::BufRead;
    ///
    /// let model = geostance::StanceModel::pretrained();
    /// let input: &[u8] = b"Minsk and Moscow signed the act.\nChisinau opened talks with Brussels.\n";
    /// let lines = input.lines().map_while(Result::ok);
    /// let found: Vec<_> = model.classify_stream(lines).collect();
    /// assert_eq!(found.len(), 2);
    /// assert_eq!(found[1].1, model.classify(&found[1].0));
    /// ```
    pub fn classify_stream<S: AsRef<str> + Sync>(
        &self,
        sentences: impl IntoIterator<Item = S>,
    ) -> impl Iterator<Item = (S, Prediction)> {
        let mut sentences = sentences.into_iter().fuse();
        let blocks = std::iter::from_fn(move || {
            let mut bytes = 0;
            let mut block = Vec::new();
            while block.len() < SENTENCES && bytes < BYTES {
                let Some(sentence) = sentences.next() else { break };
                bytes += sentence.as_ref().len();
                block.push(sentence);
            }
            let predictions = self.classify_batch(&block);
            (!block.is_empty()).then(|| block.into_iter().zip(predictions))
        });
        blocks.flatten()
    }
}
