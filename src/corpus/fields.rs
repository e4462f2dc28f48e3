//! The fields of one row.

use crate::error::{DataError, DataReason};

/// The most columns that a table may have, and keys that an object may: as many as a sheet of the common spreadsheets.
pub(crate) const MAX_COLUMNS: usize = 1 << 14;

/// The fields of one row, one after the other in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(super) text: String,
    /// Where each field ends; a row has far fewer bytes than fit.
    ends: Vec<u32>,
}

impl Fields {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a field.
    ///
    /// # Errors
    ///
    /// Where there are [`MAX_COLUMNS`] already.
    pub(super) fn push(&mut self, field: &str) -> Result<(), DataError> {
        self.text.push_str(field);
        self.end()
    }

    /// Ends the field whose text was added last.
    pub(super) fn end(&mut self) -> Result<(), DataError> {
        if self.ends.len() == MAX_COLUMNS {
            return Err(too_many());
        }
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The field at `place`; nothing beyond the last.
    pub(crate) fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends.get(place - 1).copied().unwrap_or(0) as usize };
        self.ends.get(place).map_or("", |&end| &self.text[start..end as usize])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Whether no field says anything.
    pub(super) fn are_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

pub(super) fn too_many() -> DataError {
    DataError::new(DataReason::TooManyColumns { limit: MAX_COLUMNS })
}
