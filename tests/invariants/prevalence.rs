//! What holds of estimates of shares and of samples to label, whatever the predictions, labels and draws.

use super::assert_speaks;
use arbitrary::{Result, Unstructured};
use geostance::{
    Prediction, Stance,
    prevalence::{Population, PrevalenceOptions, Sample, SampledSentence, draw, prevalence, prevalence_within},
};

/// Bytes as a corpus, a sample of it and what is asked.
pub(crate) fn of_bytes(data: &[u8]) {
    if let Ok(case) = read(&mut Unstructured::new(data)) {
        estimates(&case);
        drawn(&case);
    }
}

struct Case {
    predictions: Vec<Prediction>,
    sample: Sample,
    part: Vec<usize>,
    options: PrevalenceOptions,
    size: usize,
    seed: u64,
}

fn read(u: &mut Unstructured<'_>) -> Result<Case> {
    // Predictions that repeat, so that few bytes make a corpus that is large enough for estimates.
    let kinds: Vec<Prediction> = (0..u.int_in_range(1..=4)?).map(|_| prediction(u)).collect::<Result<_>>()?;
    let count = u.int_in_range(0..=300)?;
    let predictions: Vec<Prediction> = (0..count).map(|place| kinds[place * place % 7 % kinds.len()]).collect();
    let step = u.int_in_range(1..=9)?;
    let weighed = u.arbitrary()?;
    let mut sentences = Vec::new();
    for place in (0..count).step_by(step) {
        sentences.push(sampled(u, place, weighed)?);
    }
    if u.ratio(1, 8)? {
        let (place, weighed) = (u.int_in_range(0..=301)?, u.arbitrary()?);
        sentences.push(sampled(u, place, weighed)?);
    }
    let mut sample = Sample::new(sentences);
    if u.ratio(1, 4)? {
        let clusters = u.int_in_range(1..=60)?;
        sample = sample.clusters((0..count).map(|place| place % clusters).collect());
    }
    let level = if u.ratio(1, 8)? { u.arbitrary()? } else { *u.choose(&[0.95, 0.5, 0.999_999, 1e-9])? };
    let population = *u.choose(&[Population::Corpus, Population::Process])?;
    let part = (0..count).filter(|place| place % 3 != 1).collect();
    let options = PrevalenceOptions::new().level(level).population(population);
    Ok(Case { predictions, sample, part, options, size: u.int_in_range(0..=400)?, seed: u.arbitrary()? })
}

fn prediction(u: &mut Unstructured<'_>) -> Result<Prediction> {
    let [a, b, c, evidence]: [u8; 4] = u.arbitrary()?;
    let sum = f64::from(a) + f64::from(b) + f64::from(c);
    let shares = if sum > 0.0 { [a, b, c].map(|share| f64::from(share) / sum) } else { [1.0, 0.0, 0.0] };
    Ok(Prediction::new(shares, f64::from(evidence) / 255.0).expect("probabilities"))
}

fn sampled(u: &mut Unstructured<'_>, place: usize, weighed: bool) -> Result<SampledSentence> {
    let mut sentence = SampledSentence::new(place, Stance::ALL.get(u.int_in_range(0..=3)?).copied());
    if u.ratio(1, 10)? {
        let shares: [u8; 4] = u.arbitrary()?;
        sentence = SampledSentence::soft(place, shares.map(|share| f64::from(share) / 255.0));
    }
    if weighed {
        sentence =
            sentence.probability(if u.ratio(1, 30)? { u.arbitrary()? } else { *u.choose(&[0.1, 0.5, 1.0, 1e-12])? });
    }
    if u.ratio(1, 3)? {
        sentence = sentence.stratum(u.int_in_range(0..=3)?);
    }
    Ok(sentence)
}

/// Estimates sum to 1 and lie within their intervals' range, and no figure is no number.
fn estimates(case: &Case) {
    let of_all = prevalence(&case.predictions, &case.sample, &case.options);
    let of_part = prevalence_within(&case.predictions, &case.part, &case.sample, &case.options);
    for found in [of_all, of_part] {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                assert_speaks(&error);
                continue;
            }
        };
        let sum: f64 = found.shares().iter().map(|(_, share)| share.estimate).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        assert!((0.0..=1.0).contains(&found.lambda()), "{}", found.lambda());
        for (outcome, share) in found.shares().iter() {
            let unit = |value: f64| (0.0..=1.0).contains(&value);
            assert!(unit(share.estimate) && unit(share.naive.clamp(-1e-9, 1.0)), "{outcome}: {share:?}");
            for [low, high] in [share.interval, share.sample_interval] {
                assert!(unit(low) && unit(high) && low <= high, "{outcome}: {share:?}");
            }
            assert!(share.worth.is_none_or(f64::is_finite), "{outcome}: {share:?}");
        }
        assert!(serde_json::to_string(&found).is_ok_and(|json| !json.contains("null,null")));
    }
}

/// A sample is of different sentences, as many as were asked for or as there are, the same at every draw.
fn drawn(case: &Case) {
    let found = match draw(&case.predictions, &[], case.size, case.seed) {
        Ok(found) => found,
        Err(error) => return assert_speaks(&error),
    };
    assert_eq!(found.len(), case.size.min(case.predictions.len()));
    let mut places: Vec<usize> = found.iter().map(|drawn| drawn.place).collect();
    places.sort_unstable();
    places.dedup();
    assert!(places.len() == found.len() && places.last().is_none_or(|&place| place < case.predictions.len()));
    assert!(found.iter().all(|drawn| drawn.probability > 0.0 && drawn.probability <= 1.0 && drawn.stratum >= 1));
    assert_eq!(draw(&case.predictions, &[], case.size, case.seed).expect("the same again"), found);
}
