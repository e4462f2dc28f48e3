//! The predictions of a column, each distinct text judged once.

use crate::model::Model;
use crate::texts::{Rows, Texts};
use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::error::Result;
use geostance::Prediction;
use std::cell::RefCell;
use std::sync::{Arc, Weak};

/// The predictions of a column's distinct texts, and which rows have them.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    predictions: Vec<Prediction>,
    rows: Rows,
}

/// The column that was judged last.
struct Last {
    /// Keeps no buffer alive.
    column: Weak<dyn Array>,
    model: Model,
    judged: Arc<Judged>,
}

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

impl Judged {
    /// What the model says of every row. Functions of one query that ask for the same column of the same batch, one after
    /// the other, have it judged once.
    ///
    /// # Errors
    ///
    /// A column that holds no strings.
    pub(crate) fn of(column: &ArrayRef, model: &Model) -> Result<Arc<Self>> {
        let known = LAST.with_borrow(|last| {
            let last = last.as_ref()?;
            let same = last.model.is(model);
            let alive = last.column.upgrade().filter(|_| same)?;
            Arc::ptr_eq(&alive, column).then(|| Arc::clone(&last.judged))
        });
        if let Some(judged) = known {
            return Ok(judged);
        }
        let Texts { distinct, rows } = Texts::of(column)?;
        let predictions = distinct.into_iter().map(|text| model.classify(text)).collect();
        let judged = Arc::new(Self { predictions, rows });
        let last = Last { column: Arc::downgrade(column), model: model.clone(), judged: Arc::clone(&judged) };
        LAST.set(Some(last));
        Ok(judged)
    }

    /// The rows' predictions, `None` for null.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Option<&Prediction>> {
        self.rows.iter().map(|row| row.map(|number| &self.predictions[number]))
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    #[cfg(test)]
    pub(crate) fn distinct(&self) -> usize {
        self.predictions.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::StringArray;
    use geostance::StanceModel;

    #[test]
    fn equal_texts_are_judged_once_and_a_column_once() {
        let model = Model::from(StanceModel::pretrained());
        let other = Model::from(StanceModel::pretrained().clone());
        let column: ArrayRef = Arc::new(StringArray::from(vec![Some("Snow."), None, Some("Snow.")]));
        let judged = Judged::of(&column, &model).expect("texts");
        assert_eq!((judged.len(), judged.distinct()), (3, 1));
        let rows: Vec<_> = judged.iter().map(Option::<&Prediction>::copied).collect();
        assert_eq!(rows, [Some(model.classify("Snow.")), None, Some(model.classify("Snow."))]);

        assert!(Arc::ptr_eq(&judged, &Judged::of(&Arc::clone(&column), &model).expect("texts")));
        assert!(!Arc::ptr_eq(&judged, &Judged::of(&column, &other).expect("texts")));
        let equal: ArrayRef = Arc::new(StringArray::from(vec![Some("Snow."), None, Some("Snow.")]));
        assert!(!Arc::ptr_eq(&judged, &Judged::of(&equal, &other).expect("texts")));
    }
}
