//! How a labelled file is read.

use crate::error::DataReason;
use crate::stance::{Labels, Stance};

#[derive(Default)]
pub(super) struct Options {
    pub(super) labels: Labels,
    /// Whether rows without a label are passed over; an error otherwise.
    pub(super) skip_unlabelled: bool,
    /// Whether labels are not read at all.
    pub(super) ignore_labels: bool,
}

impl Options {
    /// What a label of the file stands for.
    pub(super) fn stance(&self, label: &str) -> Result<Option<Stance>, DataReason> {
        self.labels
            .outcome(label)
            .map(crate::stance::Outcome::stance)
            .map_err(|_| DataReason::UnknownStance { found: label.to_owned(), expected: self.labels.all().into() })
    }
}
