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

/// Works on disjoint chunks of two tables of one size, of `size` each; what `f` gives of each chunk, in order.
#[cfg(all(feature = "train", feature = "parallel"))]
pub(crate) fn map_chunks<T: Send, R: Send>(
    left: &mut [T],
    right: &mut [T],
    size: usize,
    f: impl Fn(usize, &mut [T], &mut [T]) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    let both = left.par_chunks_mut(size).zip(right.par_chunks_mut(size));
    both.enumerate().map(|(number, (left, right))| f(number, left, right)).collect()
}

/// Works on disjoint chunks of two tables of one size, of `size` each; what `f` gives of each chunk, in order.
#[cfg(all(feature = "train", not(feature = "parallel")))]
pub(crate) fn map_chunks<T: Send, R: Send>(
    left: &mut [T],
    right: &mut [T],
    size: usize,
    f: impl Fn(usize, &mut [T], &mut [T]) -> R + Sync + Send,
) -> Vec<R> {
    let both = left.chunks_mut(size).zip(right.chunks_mut(size));
    both.enumerate().map(|(number, (left, right))| f(number, left, right)).collect()
}
