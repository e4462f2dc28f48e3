//! `stance_shares(text)`: how the sentences of a group divide among the stances.

use super::arguments::{Arguments, Threshold, no_distinct};
use super::simplify::of_aggregate;
use super::sums::{Sums, fields, from_state, results, state_fields, to_state};
use crate::judged::Judged;
use crate::model::{Model, Models};
use datafusion::arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility};
use datafusion::physical_expr::expressions::Literal;
use geostance::model::DEFAULT_THRESHOLD;
use std::sync::Arc;

const ARGUMENTS: Arguments = Arguments { function: "stance_shares", text: "text", threshold: Threshold::Optional };

/// `stance_shares(text)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shares {
    signature: Signature,
    models: Models,
}

impl Shares {
    pub(crate) fn new(models: Models) -> Self {
        Self { signature: Signature::user_defined(Volatility::Immutable), models }
    }

    /// What judges the texts of a query, and from which confidence on they count as decided.
    fn judge(&self, args: &AccumulatorArgs<'_>) -> Result<Judge> {
        if args.is_distinct {
            return Err(no_distinct(ARGUMENTS.function));
        }
        let mut judge = Judge { model: self.models.get(ARGUMENTS.function, None)?, threshold: DEFAULT_THRESHOLD };
        for expr in args.exprs.iter().skip(1) {
            let value = expr.downcast_ref::<Literal>().map(Literal::value);
            match value {
                Some(ScalarValue::Float64(Some(threshold))) => judge.threshold = ARGUMENTS.threshold(*threshold)?,
                Some(ScalarValue::Float64(None)) | None => return Err(ARGUMENTS.no_constant("threshold or model")),
                Some(path) => judge.model = ARGUMENTS.model_of_file(&self.models, path)?,
            }
        }
        Ok(judge)
    }
}

impl AggregateUDFImpl for Shares {
    fn name(&self) -> &str {
        ARGUMENTS.function
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        ARGUMENTS.coerce(types)
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(fields()))
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(state_fields(args.name))
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(OfOne { judge: self.judge(&args)?, sums: Sums::default() }))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        !args.is_distinct
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(OfGroups { judge: self.judge(&args)?, groups: Vec::new() }))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }

    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        Some(of_aggregate(self.clone(), 1))
    }
}

/// A model and a threshold.
#[derive(Debug)]
struct Judge {
    model: Model,
    threshold: f64,
}

impl Judge {
    /// The sums of each row; `None` for null.
    fn rows(&self, columns: &[ArrayRef], mut each: impl FnMut(usize, Option<Sums>)) -> Result<()> {
        let Some(column) = columns.first() else { return Ok(()) };
        let judged = Judged::of(column, &self.model)?;
        for (row, prediction) in judged.iter().enumerate() {
            each(row, prediction.map(|prediction| Sums::of(prediction, self.threshold)));
        }
        Ok(())
    }
}

/// The shares of all rows.
#[derive(Debug)]
struct OfOne {
    judge: Judge,
    sums: Sums,
}

impl Accumulator for OfOne {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let sums = &mut self.sums;
        self.judge.rows(values, |_, row| *sums += row.unwrap_or_default())
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let sums = &mut self.sums;
        self.judge.rows(values, |_, row| *sums -= row.unwrap_or_default())
    }

    fn supports_retract_batch(&self) -> bool {
        true
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&results(&[self.sums])?, 0)
    }

    fn size(&self) -> usize {
        size_of_val(self)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        to_state(&[self.sums])?.iter().map(|column| ScalarValue::try_from_array(column, 0)).collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        from_state(states)?.for_each(|sums| self.sums += sums);
        Ok(())
    }
}

/// The shares of many groups.
#[derive(Debug)]
struct OfGroups {
    judge: Judge,
    groups: Vec<Sums>,
}

impl GroupsAccumulator for OfGroups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.groups.resize(total_num_groups, Sums::default());
        let groups = &mut self.groups;
        self.judge.rows(values, |row, sums| {
            if chosen(opt_filter, row)
                && let Some(sums) = sums
            {
                groups[group_indices[row]] += sums;
            }
        })
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Ok(Arc::new(results(&emit_to.take_needed(&mut self.groups))?))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        to_state(&emit_to.take_needed(&mut self.groups))
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.groups.resize(total_num_groups, Sums::default());
        for (sums, &group) in from_state(values)?.zip(group_indices) {
            self.groups[group] += sums;
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], opt_filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut rows = Vec::with_capacity(values.first().map_or(0, Array::len));
        self.judge.rows(values, |row, sums| {
            rows.push(sums.filter(|_| chosen(opt_filter, row)).unwrap_or_default());
        })?;
        to_state(&rows)
    }

    fn size(&self) -> usize {
        self.groups.capacity() * size_of::<Sums>()
    }
}

fn chosen(filter: Option<&BooleanArray>, row: usize) -> bool {
    filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row))
}
