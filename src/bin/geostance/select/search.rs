//! Candidates tried by cross-validation on data that are divided in one way for all.

use super::Args;
use super::candidates::Candidate;
use super::journal::{Journal, Reached};
use crate::ending::{Result, counted};
use crate::fitting::{grouped_by, pooled};
use crate::labelled::load;
use crate::progress::ProgressLine;
use geostance::{
    Dataset, Evaluation, StanceParams,
    dataset::LabelledSentence,
    evaluation::{Bootstrap, Comparison, CrossValidation, Metric},
};

/// Candidates that are tried side by side.
const BATCH: usize = 6;

/// Data, divided in one way for all candidates.
pub(super) struct Search {
    pub(super) data: Dataset,
    /// The same with what is to be kept together as groups.
    pub(super) divided: Dataset,
    pub(super) folds: usize,
    pub(super) seed: u64,
    bootstrap: Bootstrap,
    /// What a candidate's results hold for.
    pub(super) name: String,
    /// The same for the journal, with all that results depend on.
    journalled: String,
}

impl Search {
    pub(super) fn new(args: &Args) -> Result<Self> {
        Self::over(load(&args.data, &args.labels.reading(&args.labels.given()))?, args)
    }

    /// The same search on a number of the sentences, drawn singly by a hash of their texts.
    pub(super) fn part(&self, size: usize, args: &Args) -> Result<Self> {
        let place = |sentence: &LabelledSentence| hash(std::slice::from_ref(sentence));
        let mut places: Vec<u64> = self.data.sentences().iter().map(place).collect();
        places.sort_unstable();
        let Some(&end) = places.get(size) else {
            return Err(format!(
                "--sizes: there are no more than {} to draw {size} from",
                counted(places.len(), "sentence")
            )
            .into());
        };
        Self::over(self.data.filter(|sentence| place(sentence) < end), args)
    }

    fn over(data: Dataset, args: &Args) -> Result<Self> {
        let (divided, folds) = match &args.by {
            Some(column) => {
                let (divided, values) = grouped_by(&data, column)?;
                (divided, args.folds.min(values))
            }
            None => (data.clone(), args.folds),
        };
        let by = args.by.as_deref().unwrap_or("group");
        let name =
            format!("{} by {by}, seed {}, data {:016x}", counted(folds, "fold"), args.seed, hash(data.sentences()));
        // Whatever else figures depend on: other groups make other folds and intervals, and another version may measure otherwise.
        let all = [data.sentences(), divided.sentences()].map(digest);
        let journalled = format!("{name}, {:016x}-{:016x}, version {}", all[0], all[1], env!("CARGO_PKG_VERSION"));
        let bootstrap = Bootstrap::new().seed(args.seed);
        Ok(Self { data, divided, folds, seed: args.seed, bootstrap, name, journalled })
    }

    /// The figures of all sentences, each predicted by a model that has seen nothing of its kind.
    pub(super) fn evaluation(&self, validation: &CrossValidation) -> Evaluation {
        pooled(validation, &self.data)
    }

    pub(super) fn reached(&self, validation: &CrossValidation, base: &Evaluation) -> Result<Reached> {
        let evaluation = self.evaluation(validation);
        let missing = "a figure is undefined on so few sentences; give more";
        let interval = *evaluation.intervals(&self.bootstrap)?.of(Metric::MacroF1);
        let compared = *Comparison::paired(&evaluation, base, &self.bootstrap)?.of(Metric::MacroF1);
        let by_fold = validation.folds().iter().filter_map(Evaluation::macro_f1);
        let number = |value: Option<f64>| value.ok_or(missing);
        Ok(Reached {
            macro_f1: number(interval.estimate)?,
            low: number(interval.low)?,
            high: number(interval.high)?,
            auroc: evaluation.evidence_auroc(),
            ece: number(evaluation.ece())?,
            log_loss: number(evaluation.log_loss())?,
            folds: by_fold.fold((1.0, 0.0), |(low, high): (f64, f64), f1| (low.min(f1), high.max(f1))),
            difference: (
                number(compared.difference.estimate)?,
                number(compared.difference.low)?,
                number(compared.difference.high)?,
                number(compared.p_value)?,
            ),
        })
    }

    /// Tries what the journal does not know yet.
    pub(super) fn run(&self, candidates: &[Candidate], base: &Evaluation, journal: &mut Journal) -> Result {
        let open: Vec<&Candidate> =
            candidates.iter().filter(|candidate| journal.get(&self.key(candidate)).is_none()).collect();
        let line = ProgressLine::new();
        for (batch, members) in open.chunks(BATCH).enumerate() {
            let params: Vec<StanceParams> = members.iter().map(|candidate| candidate.params.clone()).collect();
            let tried =
                CrossValidation::search_with_progress(&params, &self.divided, self.folds, self.seed, |progress| {
                    line.step(batch * BATCH + progress.done * members.len() / progress.total, open.len());
                    line.show(|| members[progress.candidate].part.to_owned());
                });
            for (candidate, validation) in members.iter().zip(tried) {
                journal.add(self.key(candidate), self.reached(&validation?, base)?)?;
            }
        }
        Ok(())
    }

    /// The name of a candidate in the journal.
    pub(super) fn key(&self, candidate: &Candidate) -> String {
        format!("{}: {:?}", self.journalled, candidate.params)
    }
}

/// A hash over labels and texts.
fn hash(sentences: &[LabelledSentence]) -> u64 {
    fnv(sentences.iter().flat_map(|sentence| {
        let label = sentence.stance.map_or("none", |stance| stance.as_str());
        label.bytes().chain([0]).chain(sentence.text.bytes()).chain([0])
    }))
}

/// A hash over all that training and measuring read of sentences: texts, groups, weights, labels, soft ones too.
fn digest(sentences: &[LabelledSentence]) -> u64 {
    fnv(sentences.iter().flat_map(|sentence| {
        let group = sentence.group.iter().flat_map(|group| group.bytes().chain([1]));
        let label = sentence.distribution().into_array().into_iter().flat_map(f64::to_le_bytes);
        sentence.text.bytes().chain([0]).chain(group).chain([0]).chain(sentence.weight.to_le_bytes()).chain(label)
    }))
}

/// FNV-1a.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
