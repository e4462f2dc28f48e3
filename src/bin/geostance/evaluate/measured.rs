//! All that was asked for, as text and as JSON.

use crate::ending::Result;
use crate::parts::{Part, parts, table};
use geostance::{
    Dataset, Evaluation,
    evaluation::{Bootstrap, Comparison, Intervals, Reliability, RiskCoverage, WholeGroups},
};
use serde::Serialize;
use std::fmt;

#[derive(Serialize)]
pub(super) struct Measured {
    /// The name of the model.
    pub(super) model: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) compared_with: Option<String>,
    #[serde(flatten)]
    pub(super) evaluation: Evaluation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) intervals: Option<Intervals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reliability: Option<Reliability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) evidence_reliability: Option<Reliability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) risk_coverage: Option<RiskCoverage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) whole_groups: Option<Vec<WholeGroups>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by: Vec<Breakdown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) comparison: Option<Comparison>,
}

/// The parts of the data by one column.
#[derive(Serialize)]
pub(super) struct Breakdown {
    column: String,
    parts: Vec<MeasuredPart>,
    #[serde(skip)]
    table: String,
}

#[derive(Serialize)]
struct MeasuredPart {
    value: String,
    #[serde(flatten)]
    evaluation: Evaluation,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<Intervals>,
}

impl Breakdown {
    /// With intervals where a bootstrap is given.
    pub(super) fn new(
        evaluation: &Evaluation,
        data: &Dataset,
        column: &str,
        bootstrap: Option<&Bootstrap>,
    ) -> Result<Self> {
        let parts = parts(evaluation, data, column)?;
        let table = table(column, &parts, bootstrap)?.text();
        let measured = parts.into_iter().map(|Part { value, evaluation }| {
            let intervals = bootstrap.map(|bootstrap| evaluation.intervals(bootstrap)).transpose()?;
            Ok(MeasuredPart { value, evaluation, intervals })
        });
        Ok(Self { column: column.to_owned(), table, parts: measured.collect::<Result<_>>()? })
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "model: {}", self.model)?;
        if let Some(other) = &self.compared_with {
            writeln!(f, "compared with: {other}")?;
        }
        write!(f, "{}", self.evaluation)?;
        if let Some(intervals) = &self.intervals {
            write!(f, "\n{intervals}")?;
        }
        if let Some(reliability) = &self.reliability {
            write!(f, "\nlargest probability, and share of sentences whose stance was found\n{reliability}")?;
        }
        if let Some(reliability) = &self.evidence_reliability {
            write!(f, "\nevidence, and share of sentences with a stance\n{reliability}")?;
        }
        if let Some(curve) = &self.risk_coverage {
            write!(f, "\n{curve}")?;
        }
        if let Some(groups) = &self.whole_groups {
            writeln!(f)?;
            for of_size in groups {
                writeln!(f, "{of_size}")?;
            }
        }
        for breakdown in &self.by {
            write!(f, "\n{}", breakdown.table)?;
        }
        if let Some(comparison) = &self.comparison {
            write!(f, "\n{comparison}")?;
        }
        Ok(())
    }
}
