//! The functions of one sentence: its stance, confidence, evidence, probabilities, and the stance if it is decided.

use super::arguments::{Arguments, Threshold, map_text};
use super::simplify::of_scalar;
use crate::judged::Judged;
use crate::model::{Model, Models};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array, Float64Builder, StringBuilder, StructArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type};
use datafusion::error::Result;
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use geostance::{Prediction, Stance};
use std::sync::Arc;

/// What is asked of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Stance,
    Confidence,
    Evidence,
    Probabilities,
    Decided,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Stance, Self::Confidence, Self::Evidence, Self::Probabilities, Self::Decided];

    fn arguments(self) -> Arguments {
        let function = match self {
            Self::Stance => "stance",
            Self::Confidence => "stance_confidence",
            Self::Evidence => "stance_evidence",
            Self::Probabilities => "stance_probabilities",
            Self::Decided => "stance_decided",
        };
        let threshold = if self == Self::Decided { Threshold::Required } else { Threshold::Never };
        Arguments { function, text: "text", threshold }
    }
}

/// A function of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct OfSentence {
    kind: Kind,
    arguments: Arguments,
    signature: Signature,
    models: Models,
}

impl OfSentence {
    pub(crate) fn new(kind: Kind, models: Models) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        Self { kind, arguments: kind.arguments(), signature, models }
    }

    fn column(&self, column: &ArrayRef, model: &Model, after_text: &[ColumnarValue]) -> Result<ArrayRef> {
        let judged = Judged::of(column, model)?;
        Ok(match self.kind {
            Kind::Stance => names(&judged, model, |prediction, _| Some(prediction.stance())),
            Kind::Confidence => numbers(&judged, Prediction::confidence),
            Kind::Evidence => numbers(&judged, Prediction::evidence),
            Kind::Probabilities => probabilities(&judged)?,
            Kind::Decided => self.decided(&judged, model, after_text)?,
        })
    }

    fn decided(&self, judged: &Judged, model: &Model, after_text: &[ColumnarValue]) -> Result<ArrayRef> {
        let thresholds = match after_text.first() {
            Some(ColumnarValue::Array(column)) => Arc::clone(column),
            Some(ColumnarValue::Scalar(value)) => value.to_array_of_size(judged.len())?,
            None => Arc::new(Float64Array::new_null(judged.len())),
        };
        let thresholds = thresholds.as_primitive::<Float64Type>();
        for threshold in thresholds.iter().flatten() {
            self.arguments.threshold(threshold)?;
        }
        Ok(names(judged, model, |prediction, row| {
            thresholds.is_valid(row).then(|| prediction.decided(thresholds.value(row))).flatten()
        }))
    }
}

impl ScalarUDFImpl for OfSentence {
    fn name(&self) -> &str {
        self.arguments.function
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        self.arguments.coerce(types)
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(match self.kind {
            Kind::Stance | Kind::Decided => DataType::Utf8,
            Kind::Confidence | Kind::Evidence => DataType::Float64,
            Kind::Probabilities => DataType::Struct(stance_fields()),
        })
    }

    fn simplify(&self, args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult> {
        of_scalar(self, args, info)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some((text, after_text)) = args.args.split_first() else {
            return self.arguments.coerce(&[]).map(|_| ColumnarValue::Array(Arc::new(Float64Array::new_null(0))));
        };
        let model = self.arguments.model(&self.models, after_text, &args.config_options)?;
        let varies = after_text.iter().any(|argument| matches!(argument, ColumnarValue::Array(_)));
        if varies && matches!(text, ColumnarValue::Scalar(_)) {
            // One text under many thresholds.
            let column = text.to_array(args.number_rows)?;
            return self.column(&column, &model, after_text).map(ColumnarValue::Array);
        }
        map_text(text, |column| self.column(column, &model, after_text))
    }
}

/// A field for each stance, under a name that needs no quotes in SQL.
pub(crate) fn stance_fields() -> Fields {
    Stance::ALL.map(|stance| Field::new(field_name(stance), DataType::Float64, false)).to_vec().into()
}

/// `pro_moscow`, `multi_vector`, `western_leaning`.
pub(crate) fn field_name(stance: Stance) -> String {
    stance.as_str().replace('-', "_")
}

fn names(judged: &Judged, model: &Model, f: impl Fn(&Prediction, usize) -> Option<Stance>) -> ArrayRef {
    let mut names = StringBuilder::with_capacity(judged.len(), 16 * judged.len());
    for (row, prediction) in judged.iter().enumerate() {
        names.append_option(
            prediction.and_then(|prediction| f(prediction, row)).map(|stance| model.labels().name(stance)),
        );
    }
    Arc::new(names.finish())
}

fn numbers(judged: &Judged, f: impl Fn(&Prediction) -> f64) -> ArrayRef {
    Arc::new(judged.iter().map(|prediction| prediction.map(&f)).collect::<Float64Array>())
}

fn probabilities(judged: &Judged) -> Result<ArrayRef> {
    let mut columns = Stance::ALL.map(|_| Float64Builder::with_capacity(judged.len()));
    let mut valid = Vec::with_capacity(judged.len());
    for prediction in judged.iter() {
        valid.push(prediction.is_some());
        for (column, stance) in columns.iter_mut().zip(Stance::ALL) {
            column.append_value(prediction.map_or(0.0, |prediction| prediction.probability(stance)));
        }
    }
    let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef).to_vec();
    let valid = NullBuffer::from(valid);
    let nulls = (valid.null_count() > 0).then_some(valid);
    // The length is given, for a batch may be empty.
    Ok(Arc::new(StructArray::try_new_with_length(stance_fields(), columns, nulls, judged.len())?))
}
