//! Models averaged into one, and terms left out at the end.

use super::linear::Linear;
use super::params::StanceValidParams;
use super::prepared::Prepared;
use super::strength::PriorStrength;
use crate::calibration::OUTCOMES;
use crate::dataset::seeded_hash;
use crate::error::{Error, TrainingError};

impl StanceValidParams {
    /// Fits the linear map of `members`: the mean of those of the bags, without the terms that weigh least.
    pub(super) fn averaged(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        class_weights: [f64; OUTCOMES],
        strength: PriorStrength,
        start: Option<&Linear>,
        mut on_step: impl FnMut(usize, f64),
    ) -> Result<Linear, Error> {
        let mut linear = if self.bags == 1 {
            self.linear(prepared, members, class_weights, strength, start, on_step)?
        } else {
            let mut fits = Vec::with_capacity(self.bags);
            let mut lacking = TrainingError::NoSentences;
            for bag in 0..self.bags {
                let drawn = draw(prepared, members, self.seed, bag);
                match self.linear(prepared, &drawn, class_weights, strength, start, &mut on_step) {
                    Ok(linear) => fits.push(linear),
                    // A draw may lack a stance, or frequent terms, that the data have; the others make up for it.
                    Err(Error::Training(
                        error @ (TrainingError::MissingClass(_) | TrainingError::EmptyVocabulary { .. }),
                    )) => lacking = error,
                    Err(error) => return Err(error),
                }
            }
            if fits.is_empty() {
                return Err(lacking.into());
            }
            mean(&fits)
        };
        if self.prior.is_none() {
            linear.prune(self.prune);
        }
        Ok(linear)
    }
}

/// As many groups as the members have, drawn with replacement; the members of each as often as it was drawn, in order.
fn draw(prepared: &Prepared<'_>, members: &[usize], seed: u64, bag: usize) -> Vec<usize> {
    let key = |member: usize| prepared.sentences[member].group_key();
    let mut by_group: Vec<usize> = members.to_vec();
    by_group.sort_by_key(|&member| (key(member), member));
    let groups: Vec<&[usize]> = by_group.chunk_by(|&a, &b| key(a) == key(b)).collect();
    let name = format!("bag {bag}");
    let draw = |place: usize| {
        let random = seeded_hash(&name, seed ^ (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        groups[((u128::from(random) * groups.len() as u128) >> 64) as usize]
    };
    let mut drawn: Vec<usize> = (0..groups.len()).flat_map(draw).copied().collect();
    drawn.sort_unstable();
    drawn
}

/// The mean of the maps; a term that some of them do not know weighs 0 there.
fn mean(fits: &[Linear]) -> Linear {
    let count = fits.len() as f64;
    let mut mean = fits[0].clone();
    for column in 0..mean.known.len() {
        mean.known[column] = fits.iter().any(|fit| fit.known[column]);
        for class in 0..OUTCOMES {
            let sum: f64 = fits.iter().map(|fit| f64::from(fit.weights[column][class])).sum();
            mean.weights[column][class] = (sum / count) as f32;
        }
    }
    for (class, bias) in mean.bias.iter_mut().enumerate() {
        *bias = fits.iter().map(|fit| fit.bias[class]).sum::<f64>() / count;
    }
    mean.has_none = fits.iter().any(|fit| fit.has_none);
    mean.iterations = fits.iter().map(|fit| fit.iterations).sum();
    mean.objective = fits.iter().map(|fit| fit.objective).sum::<f64>() / count;
    mean.relative_gradient = fits.iter().map(|fit| fit.relative_gradient).fold(0.0, f64::max);
    mean.converged = fits.iter().all(|fit| fit.converged);
    mean
}

impl Linear {
    /// Leaves out a share of the known terms, those whose weights differ least between the outcomes; of equals the first.
    fn prune(&mut self, share: f64) {
        let spread = |column: u32| {
            let weights = self.weights[column as usize];
            let weights = &weights[..OUTCOMES - usize::from(!self.has_none)];
            let largest = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            largest - weights.iter().copied().fold(f32::INFINITY, f32::min)
        };
        let mut known: Vec<u32> =
            (0..).zip(&self.known).filter(|&(_, &known)| known).map(|(column, _)| column).collect();
        #[expect(clippy::cast_sign_loss, reason = "a share is not negative")]
        let left_out = (share * known.len() as f64) as usize;
        known.sort_by(|&a, &b| spread(a).total_cmp(&spread(b)));
        for column in &known[..left_out] {
            self.known[*column as usize] = false;
            self.weights[*column as usize] = [0.0; OUTCOMES];
        }
    }
}
