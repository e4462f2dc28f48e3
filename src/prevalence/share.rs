//! What an estimate says.

use super::{Population, PrevalenceOptions};
use crate::model::ByLabel;
use crate::stance::{Labels, Outcome, PerOutcome};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// The share of one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// The mean probability that the model gives it: what one has without labels. It may be wrong by any amount.
    pub naive: f64,
    /// The estimate, 0 to 1; those of the four outcomes sum to 1.
    pub estimate: f64,
    /// The lower and the upper end of its interval, 0 to 1.
    pub interval: [f64; 2],
    /// The interval that the labels of the sample give alone, by the same method without the model.
    pub sample_interval: [f64; 2],
    /// How many hand labels the model was worth: how many more sentences would have had to be labelled for the same variance
    /// without it. Below 0 where the model costs this outcome labels, for λ is one for all; `None` where the labels do not
    /// vary.
    pub worth: Option<f64>,
}

/// The estimated shares of the outcomes in a corpus, or in a part of it; from [`prevalence`](super::prevalence).
#[derive(Debug, Clone, PartialEq)]
pub struct Prevalence {
    pub(super) sentences: usize,
    pub(super) labelled: usize,
    pub(super) clusters: Option<usize>,
    pub(super) lambda: f64,
    pub(super) options: PrevalenceOptions,
    pub(super) shares: PerOutcome<Share>,
    pub(super) labels: Labels,
}

macro_rules! prevalence_example {
    ($line:literal) => {
        concat!(
            "```\n",
            "# use geostance::{Outcome, Prediction, Stance};\n",
            "# use geostance::prevalence::{Population, PrevalenceOptions, Sample, SampledSentence, prevalence};\n",
            "# let predictions = vec![Prediction::new([0.2, 0.7, 0.1], 0.5).unwrap(); 400];\n",
            "# let label = |place| (place % 40 == 0).then_some(Stance::ProMoscow);\n",
            "# let sample = Sample::new((0..400).step_by(8).map(|place| SampledSentence::new(place, label(place))));\n",
            "let found = prevalence(&predictions, &sample, &PrevalenceOptions::new())?;\n",
            $line,
            "\n# Ok::<(), geostance::error::PrevalenceError>(())\n```"
        )
    };
}

impl Prevalence {
    /// The share of an outcome, or of a stance.
    ///
    #[doc = prevalence_example!("assert!((found.share(Stance::ProMoscow).estimate - 0.2).abs() < 1e-12);")]
    #[must_use]
    pub fn share(&self, outcome: impl Into<Outcome>) -> Share {
        self.shares[outcome.into()]
    }

    /// The shares of all outcomes.
    ///
    #[doc = prevalence_example!("assert_eq!(found.shares()[Outcome::None], found.share(Outcome::None));")]
    #[must_use]
    pub fn shares(&self) -> &PerOutcome<Share> {
        &self.shares
    }

    /// The sentences of the corpus, labelled ones among them.
    ///
    #[doc = prevalence_example!("assert_eq!(found.sentences(), 400);")]
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.sentences
    }

    /// The labelled sentences.
    ///
    #[doc = prevalence_example!("assert_eq!(found.labelled(), 50);")]
    #[must_use]
    pub fn labelled(&self) -> usize {
        self.labelled
    }

    /// The clusters that labelled sentences lie in, where the sample has clusters.
    ///
    #[doc = prevalence_example!("assert_eq!(found.clusters(), None);")]
    #[must_use]
    pub fn clusters(&self) -> Option<usize> {
        self.clusters
    }

    /// How far the predictions are trusted, one number for all outcomes: 0 not at all (the estimate is that of the labels
    /// alone), 1 as they stand.
    ///
    #[doc = prevalence_example!("assert_eq!(found.lambda(), 0.0); // predictions that are all alike say nothing")]
    #[must_use]
    pub fn lambda(&self) -> f64 {
        self.lambda
    }

    /// What the shares are shares of.
    ///
    #[doc = prevalence_example!("assert_eq!(found.population(), Population::Corpus);")]
    #[must_use]
    pub fn population(&self) -> Population {
        self.options.population
    }

    /// The level of the intervals.
    ///
    #[doc = prevalence_example!("assert_eq!(found.level(), 0.95);")]
    #[must_use]
    pub fn level(&self) -> f64 {
        self.options.level
    }

    /// The same shares, whose outcomes are spelled as these labels.
    ///
    #[doc = prevalence_example!(
        "let labels = \"against=pro-moscow\".parse().unwrap();\nassert!(serde_json::to_string(&found.with_labels(&labels)).unwrap().contains(\"against\"));"
    )]
    #[must_use]
    pub fn with_labels(mut self, labels: &Labels) -> Self {
        self.labels = labels.clone();
        self
    }
}

/// `{"sentences":…,"labelled":…,"lambda":…,"outcomes":{"pro-moscow":{…},…}}`.
impl Serialize for Prevalence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Prevalence", 4)?;
        out.serialize_field("sentences", &self.sentences)?;
        out.serialize_field("labelled", &self.labelled)?;
        out.serialize_field("lambda", &self.lambda)?;
        out.serialize_field("outcomes", &ByLabel(&self.labels, self.shares))?;
        out.end()
    }
}
