//! `stance_prevalence(text, label)`: the shares of a group of sentences, corrected by a sample that was labelled by hand.

use super::arguments::{model_of_file, no_constant, no_distinct, number_given};
use super::corpus::{Corpus, fields, result};
use super::simplify::of_aggregate;
use crate::judged::Judged;
use crate::model::{Model, Models};
use crate::texts::{Texts, is_text};
use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Float64Type};
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};
use datafusion::physical_expr::expressions::Literal;
use geostance::Outcome;
use std::sync::Arc;

const NAME: &str = "stance_prevalence";

/// `stance_prevalence(text, label[, probability][, model])`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct OfCorpus {
    signature: Signature,
    models: Models,
}

impl OfCorpus {
    pub(crate) fn new(models: Models) -> Self {
        Self { signature: Signature::user_defined(Volatility::Immutable), models }
    }
}

fn wrong(what: &str) -> DataFusionError {
    DataFusionError::Plan(format!(
        "{what}; expected {NAME}(text, label[, probability][, model]) with strings as text and label, null labels where a sentence was \
         not drawn, the probability with which it was, and the path of a model file"
    ))
}

impl AggregateUDFImpl for OfCorpus {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let [text, label, rest @ ..] = types else {
            return Err(wrong(&number_given(types)));
        };
        let mut coerced = Vec::with_capacity(types.len());
        for (name, data_type) in [("text", text), ("label", label)] {
            coerced.push(match data_type {
                DataType::Null => DataType::Utf8,
                text if is_text(text) => text.clone(),
                other => return Err(wrong(&format!("the {name} is of type {other}"))),
            });
        }
        let is_number = |data_type: &DataType| data_type.is_numeric() || data_type.is_null();
        match rest {
            [] => {}
            [one] if is_number(one) => coerced.push(DataType::Float64),
            [one] if is_text(one) => coerced.push(DataType::Utf8),
            [probability, model] if is_number(probability) && is_text(model) => {
                coerced.extend([DataType::Float64, DataType::Utf8]);
            }
            _ => return Err(wrong("the probability or the model is of another type, or there are too many arguments")),
        }
        Ok(coerced)
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(fields()))
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let field = |part: &str| Arc::new(Field::new(format!("{}[{part}]", args.name), DataType::LargeBinary, false));
        Ok(vec![field("predictions"), field("labels")])
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return Err(no_distinct(NAME));
        }
        let last = args.exprs.iter().zip(args.expr_fields).skip(2).next_back();
        let model = match last.filter(|(_, field)| is_text(field.data_type())) {
            Some((expr, _)) => {
                let path = expr.downcast_ref::<Literal>().map(Literal::value);
                let path = path.ok_or_else(|| no_constant(NAME, "model"))?;
                model_of_file(NAME, &self.models, path)?
            }
            None => self.models.get(NAME, None)?,
        };
        Ok(Box::new(Estimating { model, corpus: Corpus::default() }))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }

    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        Some(of_aggregate(self.clone(), 2))
    }
}

/// A group in the making.
#[derive(Debug)]
struct Estimating {
    model: Model,
    corpus: Corpus,
}

impl Estimating {
    /// The outcome that a label names, as the model or the crate spells it.
    fn outcome(&self, label: &str) -> Result<Outcome> {
        let found = self.model.labels().outcome(label);
        found.map_err(|error| DataFusionError::Execution(format!("{NAME}: {error}")))
    }
}

impl Accumulator for Estimating {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let [texts, labels, rest @ ..] = values else { return Ok(()) };
        let judged = Judged::of(texts, &self.model)?;
        let labels = Texts::of(labels)?;
        let outcomes = labels.distinct.iter().map(|label| self.outcome(label)).collect::<Result<Vec<_>>>()?;
        let probabilities = rest.first().and_then(|column| column.as_primitive_opt::<Float64Type>());
        for (row, (prediction, label)) in judged.iter().zip(labels.rows.iter()).enumerate() {
            let Some(prediction) = prediction else { continue };
            let probability = probabilities.filter(|column| column.is_valid(row)).map(|column| column.value(row));
            self.corpus.push(prediction, label.map(|number| outcomes[number]), probability);
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let found = self.corpus.estimate().map_err(|error| DataFusionError::Execution(format!("{NAME}: {error}")))?;
        match found {
            Some(found) => ScalarValue::try_from_array(&result(&found)?, 0),
            None => ScalarValue::try_from(DataType::Struct(fields())),
        }
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.corpus.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(self.corpus.to_bytes().map(|bytes| ScalarValue::LargeBinary(Some(bytes))).to_vec())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let [predictions, labels] = states else { return Ok(()) };
        let (predictions, labels) = (predictions.as_binary::<i64>(), labels.as_binary::<i64>());
        for row in 0..predictions.len() {
            self.corpus.merge(predictions.value(row), labels.value(row))?;
        }
        Ok(())
    }
}
