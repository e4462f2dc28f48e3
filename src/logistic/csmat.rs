//! Rows from the sparse matrices of the crate `sprs`, which linfa's users hold.

use super::{LogisticError, SparseRows};
use sprs::CsMatView;

impl TryFrom<CsMatView<'_, f64>> for SparseRows {
    type Error = LogisticError;

    /// The rows of a matrix in compressed rows or columns; O(stored values).
    ///
    /// # Errors
    ///
    /// [`LogisticError`] for a value that is not finite, and for more columns than 32 bits count.
    ///
    /// ```
    /// use geostance::logistic::SparseRows;
    /// use linfa::dataset::Records;
    /// use sprs::CsMat;
    ///
    /// let matrix = CsMat::new((2, 3), vec![0, 1, 3], vec![1, 0, 2], vec![0.5, 1.0, 2.0]);
    /// let rows = SparseRows::try_from(matrix.view())?;
    /// assert_eq!((rows.nsamples(), rows.nfeatures()), (2, 3));
    /// assert_eq!(SparseRows::try_from(matrix.to_csc().view())?, rows);
    /// # Ok::<(), geostance::logistic::LogisticError>(())
    /// ```
    fn try_from(matrix: CsMatView<'_, f64>) -> Result<Self, LogisticError> {
        let by_rows = matrix.is_csc().then(|| matrix.to_csr());
        let matrix = by_rows.as_ref().map_or(matrix, |by_rows| by_rows.view());
        let mut rows = Self::new(matrix.cols());
        for row in matrix.outer_iterator() {
            rows.push(row.iter().map(|(column, &value)| (u32::try_from(column).unwrap_or(u32::MAX), value)))?;
        }
        Ok(rows)
    }
}
