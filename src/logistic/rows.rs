//! Sparse rows and soft targets, as linfa's records.

use super::LogisticError;
use super::csr::{Csr, Rows};
use linfa::dataset::Records;
use ndarray::Array2;

/// The most numbers of eight bytes that memory can be addressed for.
pub(super) const MAX_CELLS: usize = isize::MAX as usize / 8;

/// Rows of a sparse matrix in compressed form: for every row its columns, ascending, and their values.
///
/// They are linfa [`Records`], so that `DatasetBase<SparseRows, Targets>` can be given to [`LogisticParams`](super::LogisticParams).
///
/// ```
/// use geostance::logistic::SparseRows;
///
/// let mut rows = SparseRows::new(5);
/// rows.push([(1, 0.5), (4, 2.0)])?;
/// rows.push([])?;
/// assert_eq!((rows.len(), rows.columns()), (2, 5));
/// assert_eq!(rows.row(0).collect::<Vec<_>>(), [(1, 0.5), (4, 2.0)]);
/// # Ok::<(), geostance::logistic::LogisticError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SparseRows {
    entries: Csr,
    width: usize,
}

impl SparseRows {
    /// No rows yet, of `width` columns.
    ///
    /// ```
    /// assert!(geostance::logistic::SparseRows::new(3).is_empty());
    /// ```
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { entries: Csr::new(true), width }
    }

    /// Adds a row of columns and values.
    ///
    /// # Errors
    ///
    /// [`LogisticError::Shape`] where columns do not ascend or are not below the width, [`LogisticError::Value`] where a value is not
    /// finite; the rows are then as before.
    ///
    /// ```
    /// let mut rows = geostance::logistic::SparseRows::new(2);
    /// assert!(rows.push([(2, 1.0)]).is_err());
    /// assert!(rows.push([(1, 1.0), (0, 1.0)]).is_err());
    /// assert!(rows.is_empty());
    /// ```
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f64)>) -> Result<(), LogisticError> {
        let mut least = 0_u64;
        for (column, value) in row {
            if u64::from(column) < least || column as usize >= self.width || !value.is_finite() {
                self.entries.forget();
                return Err(if value.is_finite() {
                    let reason = format!("column {column} of a row of {} ascending columns", self.width);
                    LogisticError::Shape(reason)
                } else {
                    LogisticError::Value { row: self.len() }
                });
            }
            least = u64::from(column) + 1;
            self.entries.push(column, value);
        }
        self.entries.end();
        Ok(())
    }

    /// The number of rows.
    ///
    /// ```
    /// assert_eq!(geostance::logistic::SparseRows::new(3).len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no row.
    ///
    /// ```
    /// assert!(geostance::logistic::SparseRows::new(3).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of columns.
    ///
    /// ```
    /// assert_eq!(geostance::logistic::SparseRows::new(3).columns(), 3);
    /// ```
    #[must_use]
    pub fn columns(&self) -> usize {
        self.width
    }

    /// The columns and values of a row; none for a row that does not exist.
    ///
    /// ```
    /// assert_eq!(geostance::logistic::SparseRows::new(3).row(7).count(), 0);
    /// ```
    pub fn row(&self, row: usize) -> impl Iterator<Item = (u32, f64)> {
        (row < self.len()).then_some(row).into_iter().flat_map(|row| self.entries.list(row))
    }

    /// The rows as a solver reads them.
    pub(super) fn view(&self) -> Rows<'_> {
        Rows { entries: &self.entries, factors: None, width: self.width }
    }
}

impl Records for SparseRows {
    type Elem = f64;

    fn nsamples(&self) -> usize {
        self.len()
    }

    fn nfeatures(&self) -> usize {
        self.columns()
    }
}

/// For every row a distribution over classes: shape (rows, classes), every row at least 0 and summing to 1.
///
/// ```
/// use geostance::logistic::Targets;
///
/// let targets = Targets::from_classes(&[0, 2], 3)?;
/// assert_eq!(targets.distribution()[[1, 2]], 1.0);
/// # Ok::<(), geostance::logistic::LogisticError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Targets {
    distribution: Array2<f64>,
}

impl Targets {
    /// Targets that may lie between classes, shape (rows, classes).
    ///
    /// # Errors
    ///
    /// [`LogisticError`] for fewer than two classes, or a row that is no distribution (to within 1e-6).
    ///
    /// ```
    /// use geostance::logistic::Targets;
    ///
    /// assert!(Targets::new(ndarray::array![[0.5, 0.5]]).is_ok());
    /// assert!(Targets::new(ndarray::array![[0.5, 0.6]]).is_err());
    /// ```
    pub fn new(distribution: Array2<f64>) -> Result<Self, LogisticError> {
        if distribution.ncols() < 2 {
            return Err(too_few(distribution.ncols()));
        }
        for (row, target) in distribution.rows().into_iter().enumerate() {
            let in_range = target.iter().all(|&share| (0.0..=1.0).contains(&share));
            if !in_range || (target.sum() - 1.0).abs() > 1e-6 {
                return Err(LogisticError::Value { row });
            }
        }
        // Solvers read rows one after the other, whatever the order in which they came.
        let in_rows = distribution.is_standard_layout();
        Ok(Self { distribution: if in_rows { distribution } else { distribution.as_standard_layout().into_owned() } })
    }

    /// Targets that are classes, counted from 0, of `count` classes.
    ///
    /// # Errors
    ///
    /// [`LogisticError`] for fewer than two classes, or a class that is not below `count`.
    ///
    /// ```
    /// assert!(geostance::logistic::Targets::from_classes(&[3], 3).is_err());
    /// ```
    pub fn from_classes(classes: &[usize], count: usize) -> Result<Self, LogisticError> {
        if count < 2 {
            return Err(too_few(count));
        }
        if let Some(row) = classes.iter().position(|&class| class >= count) {
            return Err(LogisticError::Value { row });
        }
        let too_large = || LogisticError::Shape(format!("{} rows of {count} classes", classes.len()));
        // Classes without a row are too many too: what is fitted has parameters for each.
        let cells =
            classes.len().max(1).checked_mul(count).filter(|&cells| cells <= MAX_CELLS).ok_or_else(too_large)?;
        let mut zeros = Vec::new();
        zeros.try_reserve_exact(cells).map_err(|_| too_large())?;
        zeros.resize(classes.len() * count, 0.0);
        let mut distribution = Array2::from_shape_vec((classes.len(), count), zeros).map_err(|_| too_large())?;
        for (row, &class) in classes.iter().enumerate() {
            distribution[[row, class]] = 1.0;
        }
        Self::new(distribution)
    }

    /// The distributions, shape (rows, classes).
    ///
    /// ```
    /// let targets = geostance::logistic::Targets::from_classes(&[1], 2)?;
    /// assert_eq!(targets.distribution().dim(), (1, 2));
    /// # Ok::<(), geostance::logistic::LogisticError>(())
    /// ```
    #[must_use]
    pub fn distribution(&self) -> &Array2<f64> {
        &self.distribution
    }

    /// The distributions, row by row.
    pub(super) fn by_row(&self) -> &[f64] {
        self.distribution.as_slice().unwrap_or_default()
    }
}

fn too_few(classes: usize) -> LogisticError {
    LogisticError::Shape(format!("{classes} classes, where 2 are the least"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_in_order_of_columns_are_those_in_order_of_rows() {
        let by_row = ndarray::array![[1.0, 0.0], [0.25, 0.75], [0.0, 1.0]];
        let by_column = by_row.t().as_standard_layout().into_owned().reversed_axes();
        assert!(by_column.as_slice().is_none());
        assert_eq!(Targets::new(by_column).unwrap().by_row(), Targets::new(by_row).unwrap().by_row());
    }

    #[test]
    fn what_no_memory_holds_is_an_error() {
        for (classes, count) in
            [(&[][..], usize::MAX), (&[], usize::MAX / 8), (&[0], usize::MAX), (&[0, 1], usize::MAX / 16)]
        {
            let error = Targets::from_classes(classes, count).unwrap_err();
            assert_eq!(error, LogisticError::Shape(format!("{} rows of {count} classes", classes.len())));
        }
        assert!(Targets::from_classes(&[], 3).unwrap().distribution().is_empty());
    }

    #[test]
    fn broken_rows_leave_no_trace() {
        let mut rows = SparseRows::new(4);
        rows.push([(1, 1.0)]).unwrap();
        for broken in [vec![(0, 1.0), (0, 1.0)], vec![(4, 1.0)], vec![(0, 1.0), (1, f64::NAN)]] {
            let before = rows.clone();
            assert!(rows.push(broken).is_err());
            assert_eq!(rows, before);
        }
    }
}
