//! Compressed sparse rows (CSR): lists of indices and values, one after the other, by rows or by columns.

use crate::parallel;
use crate::vocabulary::NONE;

/// Lists that one thread takes at a time. Fixed, as every sum that crosses a chunk is added up chunk by chunk.
pub(crate) const CHUNK: usize = 256;

/// A sparse matrix as one list of indices and values for each of its rows, or columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Csr {
    /// Where each list begins, and where the last one ends.
    starts: Vec<usize>,
    indices: Vec<u32>,
    /// A value for every index; without them, all are 1.
    values: Option<Vec<f64>>,
}

/// Rows as a solver reads them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) entries: &'a Csr,
    /// What the values of each row are multiplied by; without them, by 1.
    pub(crate) factors: Option<&'a [f64]>,
    /// The number of columns.
    pub(crate) width: usize,
}

impl Rows<'_> {
    /// What the values of a row are multiplied by.
    pub(crate) fn factor(&self, row: usize) -> f64 {
        self.factors.map_or(1.0, |factors| factors[row])
    }
}

impl Csr {
    /// No lists yet, with values of their own or all of them 1.
    pub(crate) fn new(with_values: bool) -> Self {
        Self { starts: vec![0], indices: Vec::new(), values: with_values.then(Vec::new) }
    }

    /// The number of lists.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The indices of a list.
    pub(crate) fn indices(&self, list: usize) -> &[u32] {
        &self.indices[self.starts[list]..self.starts[list + 1]]
    }

    /// The indices and values of a list.
    pub(crate) fn list(&self, list: usize) -> impl Iterator<Item = (u32, f64)> {
        let range = self.starts[list]..self.starts[list + 1];
        range.map(|place| (self.indices[place], self.values.as_ref().map_or(1.0, |values| values[place])))
    }

    /// Adds an index to the list that is being made.
    pub(crate) fn push(&mut self, index: u32, value: f64) {
        self.indices.push(index);
        if let Some(values) = &mut self.values {
            values.push(value);
        }
    }

    /// Ends the list that is being made.
    pub(crate) fn end(&mut self) {
        self.starts.push(self.indices.len());
    }

    /// Forgets the list that is being made.
    pub(crate) fn forget(&mut self) {
        let start = self.starts[self.len()];
        self.indices.truncate(start);
        if let Some(values) = &mut self.values {
            values.truncate(start);
        }
    }

    /// Gives every index its new name, leaves out those whose name is `NONE`, sorts the lists anew and gives back the memory that is
    /// left over.
    pub(crate) fn rename(&mut self, names: &[u32]) {
        let mut kept = 0;
        let mut start = 0;
        for list in 0..self.len() {
            let first = kept;
            for place in start..self.starts[list + 1] {
                let name = names[self.indices[place] as usize];
                if name != NONE {
                    self.indices[kept] = name;
                    kept += 1;
                }
            }
            start = self.starts[list + 1];
            self.starts[list + 1] = kept;
            self.indices[first..kept].sort_unstable();
        }
        self.indices.truncate(kept);
        self.indices.shrink_to_fit();
    }

    /// The same matrix the other way, of `width` lists with ascending indices.
    pub(crate) fn transposed(&self, width: usize) -> Self {
        let mut starts = vec![0; width + 1];
        for &index in &self.indices {
            starts[index as usize + 1] += 1;
        }
        for list in 0..width {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut indices = vec![0; self.indices.len()];
        let mut values = self.values.as_ref().map(|values| vec![0.0; values.len()]);
        for list in 0..self.len() {
            for (index, value) in self.list(list) {
                let place = next[index as usize];
                next[index as usize] += 1;
                indices[place] = list as u32;
                if let Some(values) = &mut values {
                    values[place] = value;
                }
            }
        }
        Self { starts, indices, values }
    }

    /// The product with a matrix of `classes` columns, which is given and written row by row.
    pub(crate) fn multiply(&self, table: &[f64], classes: usize, products: &mut [f64]) {
        match classes {
            2 => self.multiply_by::<2>(table.as_chunks().0, products),
            3 => self.multiply_by::<3>(table.as_chunks().0, products),
            4 => self.multiply_by::<4>(table.as_chunks().0, products),
            _ => parallel::fill_chunks(products, CHUNK * classes, |chunk, products| {
                for (sums, list) in products.chunks_exact_mut(classes).zip(chunk * CHUNK..) {
                    sums.fill(0.0);
                    for (index, value) in self.list(list) {
                        let start = index as usize * classes;
                        for (sum, factor) in sums.iter_mut().zip(&table[start..start + classes]) {
                            *sum += value * factor;
                        }
                    }
                }
            }),
        }
    }

    /// The product of the matrix of squared values with another one.
    pub(crate) fn multiply_squares(&self, table: &[f64], classes: usize, products: &mut [f64]) {
        if self.values.is_none() {
            return self.multiply(table, classes, products);
        }
        parallel::fill_chunks(products, CHUNK * classes, |chunk, products| {
            for (sums, list) in products.chunks_exact_mut(classes).zip(chunk * CHUNK..) {
                sums.fill(0.0);
                for (index, value) in self.list(list) {
                    for (sum, factor) in sums.iter_mut().zip(&table[index as usize * classes..]) {
                        *sum += value * value * factor;
                    }
                }
            }
        });
    }

    /// The product with a matrix whose number of columns is known beforehand, so that a row of it stays in registers.
    fn multiply_by<const CLASSES: usize>(&self, table: &[[f64; CLASSES]], products: &mut [f64]) {
        parallel::fill_chunks(products.as_chunks_mut().0, CHUNK, |chunk, products| {
            for (product, list) in products.iter_mut().zip(chunk * CHUNK..) {
                let mut sums = [0.0; CLASSES];
                let range = self.starts[list]..self.starts[list + 1];
                let indices = &self.indices[range.clone()];
                if let Some(values) = &self.values {
                    for (&index, value) in indices.iter().zip(&values[range]) {
                        for (sum, factor) in sums.iter_mut().zip(&table[index as usize]) {
                            *sum += value * factor;
                        }
                    }
                } else {
                    for &index in indices {
                        for (sum, factor) in sums.iter_mut().zip(&table[index as usize]) {
                            *sum += factor;
                        }
                    }
                }
                *product = sums;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(with_values: bool) -> Csr {
        let mut matrix = Csr::new(with_values);
        for list in [vec![(0, 1.5), (3, 2.0)], vec![], vec![(1, -1.0), (3, 0.5)]] {
            for (index, value) in list {
                matrix.push(index, value);
            }
            matrix.end();
        }
        matrix.push(2, 9.0);
        matrix.forget();
        matrix
    }

    #[test]
    fn transposing_twice_gives_the_same() {
        for matrix in [matrix(true), matrix(false)] {
            let transposed = matrix.transposed(4);
            assert_eq!((transposed.len(), transposed.indices(3)), (4, &[0, 2][..]));
            assert_eq!(transposed.transposed(3), matrix);
        }
    }

    #[test]
    fn products_are_those_of_the_dense_matrix() {
        for classes in 1..7 {
            let table: Vec<f64> = (0..4 * classes).map(|i| i as f64 - 3.0).collect();
            for (with_values, dense) in [
                (true, [[1.5, 0.0, 0.0, 2.0], [0.0; 4], [0.0, -1.0, 0.0, 0.5]]),
                (false, [[1.0, 0.0, 0.0, 1.0], [0.0; 4], [0.0, 1.0, 0.0, 1.0]]),
            ] {
                let mut products = vec![f64::NAN; 3 * classes];
                matrix(with_values).multiply(&table, classes, &mut products);
                for (place, product) in products.iter().enumerate() {
                    let (row, class) = (place / classes, place % classes);
                    let expected: f64 = (0..4).map(|column| dense[row][column] * table[column * classes + class]).sum();
                    assert!((product - expected).abs() < 1e-12, "{classes} classes, {place}");
                }
            }
        }
    }
}
