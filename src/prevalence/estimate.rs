//! The estimates of a corpus, or of a part of it.

use super::part::Part;
use super::share::Prevalence;
use super::{PrevalenceOptions, Sample};
use crate::error::PrevalenceError;
use crate::model::Prediction;

/// The shares of the outcomes in a corpus, of which a model predicted every sentence and a random sample was labelled by hand.
///
/// The estimate is λ × mean prediction of the corpus + weighted mean of (label − λ × prediction) in the sample, weights 1 /
/// probability scaled to sum to 1. One λ serves all outcomes, that of the least total variance within 0 to 1; so the shares sum
/// to 1, and a model that says nothing gets λ = 0, the plain mean of the labels. Of the model its probabilities count, evidence
/// × the stance's and 1 − evidence for none, not its verdicts: on three unseen registers the intervals are 2 to 15 % narrower
/// for them.
///
/// The variance follows from how the sample was drawn: probabilities, strata and clusters. For the corpus itself it is
/// corrected by 1 − n/N, intervals are score intervals with Student's quantiles. For the process behind it, a simple sample
/// without clusters gets the variance, the λ and the normal interval of PPI++ (as `ppi-python` computes them), and a score
/// interval where fewer than ten labels have an outcome or have it not. A part of a stratified sample takes into account that
/// its size is chance.
///
/// Shares that come out below 0 are 0, and the others then scaled to sum to 1.
///
/// # Errors
///
/// Fewer than [`MIN_LABELS`](super::MIN_LABELS) labelled sentences or [`MIN_CLUSTERS`](super::MIN_CLUSTERS) clusters, and every rule
/// that the sample breaks.
///
/// ```
/// use geostance::{Prediction, Stance};
/// use geostance::prevalence::{PrevalenceOptions, Sample, SampledSentence, prevalence};
///
/// // A corpus of 600 sentences, half of them pro-Moscow; the model sees that in four of five, and never errs otherwise.
/// let truth = |place: usize| (place % 2 == 0).then_some(Stance::ProMoscow);
/// let evidence = |place: usize| if truth(place).is_some() && place % 5 != 0 { 1.0 } else { 0.0 };
/// let predictions: Vec<_> = (0..600).map(|place| Prediction::new([1.0, 0.0, 0.0], evidence(place)).unwrap()).collect();
/// let sample = Sample::new((0..600).step_by(7).map(|place| SampledSentence::new(place, truth(place))));
///
/// let found = prevalence(&predictions, &sample, &PrevalenceOptions::new())?;
/// let share = found.share(Stance::ProMoscow);
/// assert_eq!(share.naive, 0.4); // wrong
/// assert!(share.interval[0] < 0.5 && 0.5 < share.interval[1]);
/// assert!(share.worth.unwrap() > 80.0); // as many labels again
/// # Ok::<(), geostance::error::PrevalenceError>(())
/// ```
pub fn prevalence(
    predictions: &[Prediction],
    sample: &Sample,
    options: &PrevalenceOptions,
) -> Result<Prevalence, PrevalenceError> {
    let all: Vec<usize> = (0..predictions.len()).collect();
    prevalence_within(predictions, &all, sample, options)
}

/// The shares in a part of a corpus, such as a month or a source: the sentences at these places, and those of the sample that are
/// among them. The sample is that of the whole corpus.
///
/// # Errors
///
/// As for [`prevalence`], for the labelled sentences in the part; places that the corpus has not.
///
/// ```
/// use geostance::error::PrevalenceError;
/// use geostance::prevalence::{PrevalenceOptions, Sample, SampledSentence, prevalence_within};
///
/// let predictions = vec![geostance::Prediction::new([0.2, 0.7, 0.1], 0.5).unwrap(); 400];
/// let sample = Sample::new((0..400).step_by(8).map(|place| SampledSentence::new(place, None)));
/// let january: Vec<usize> = (0..300).collect();
/// let found = prevalence_within(&predictions, &january, &sample, &PrevalenceOptions::new())?;
/// assert_eq!((found.sentences(), found.labelled()), (300, 38));
/// let error = prevalence_within(&predictions, &january[..100], &sample, &PrevalenceOptions::new()).unwrap_err();
/// assert_eq!(error, PrevalenceError::FewLabels { found: 13, needed: 30 });
/// # Ok::<(), PrevalenceError>(())
/// ```
pub fn prevalence_within(
    predictions: &[Prediction],
    part: &[usize],
    sample: &Sample,
    options: &PrevalenceOptions,
) -> Result<Prevalence, PrevalenceError> {
    options.check()?;
    sample.check(predictions.len())?;
    let mut part = part.to_vec();
    part.sort_unstable();
    part.dedup();
    if let Some(&place) = part.last().filter(|&&place| place >= predictions.len()) {
        return Err(PrevalenceError::OutOfPart { place, sentences: predictions.len() });
    }
    Ok(Part::new(predictions, part, sample, *options)?.estimate())
}
