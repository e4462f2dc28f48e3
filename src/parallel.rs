//! Work over all cores, or one after the other without the feature `parallel`; the result is the same.

/// `f` of every item, in order.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(f).collect()
}

/// `f` of every item, in order.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.iter().map(f).collect()
}

/// Fills disjoint chunks of `values`, of `size` each: `f` gets the chunk's number and the chunk.
#[cfg(all(feature = "train", feature = "parallel"))]
pub(crate) fn fill_chunks<T: Send>(values: &mut [T], size: usize, f: impl Fn(usize, &mut [T]) + Sync + Send) {
    use rayon::prelude::*;
    values.par_chunks_mut(size).enumerate().for_each(|(number, chunk)| f(number, chunk));
}

/// Fills disjoint chunks of `values`, of `size` each: `f` gets the chunk's number and the chunk.
#[cfg(all(feature = "train", not(feature = "parallel")))]
pub(crate) fn fill_chunks<T: Send>(values: &mut [T], size: usize, f: impl Fn(usize, &mut [T]) + Sync + Send) {
    values.chunks_mut(size).enumerate().for_each(|(number, chunk)| f(number, chunk));
}
