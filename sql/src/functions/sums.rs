//! The state of shares: counts and sums as whole numbers, so that any division into partitions, merged in any order, gives the same
//! bits.

use super::scalar::field_name;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, Float64Builder, Int64Array, Int64Builder, StructArray,
};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Field, FieldRef, Fields, Int64Type};
use datafusion::error::{DataFusionError, Result};
use geostance::{Prediction, Stance};
use std::ops::{AddAssign, SubAssign};
use std::sync::Arc;

/// Evidence is summed in steps of this, far finer than any model is sure of: 2^−50.
const UNIT: f64 = 1.0 / (1_u64 << 50) as f64;

/// Wide enough for the sum over 10²² sentences.
const PRECISION: u8 = 38;

/// What is known of a group of sentences.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums {
    sentences: i64,
    /// Without a feature that the model knows.
    unknown: i64,
    /// Decided for each stance.
    decided: [i64; 3],
    /// Evidence, in units.
    courses: i128,
    /// Evidence × probability of each stance, in units.
    weighted: [i128; 3],
}

impl Sums {
    /// Of one sentence.
    pub(crate) fn of(prediction: &Prediction, threshold: f64) -> Self {
        let mut sums = Self { sentences: 1, ..Self::default() };
        if let Some(stance) = prediction.decided(threshold) {
            sums.decided[stance.index()] = 1;
        }
        if prediction.known_features() == 0 {
            sums.unknown = 1;
            return sums;
        }
        let units = |value: f64| (value / UNIT).round() as i128;
        sums.courses = units(prediction.evidence());
        for (sum, stance) in sums.weighted.iter_mut().zip(Stance::ALL) {
            *sum = units(prediction.evidence() * prediction.probability(stance));
        }
        sums
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.unknown += other.unknown;
        self.courses += other.courses;
        for k in 0..3 {
            self.decided[k] += other.decided[k];
            self.weighted[k] += other.weighted[k];
        }
    }
}

impl SubAssign for Sums {
    fn sub_assign(&mut self, other: Self) {
        self.sentences -= other.sentences;
        self.unknown -= other.unknown;
        self.courses -= other.courses;
        for k in 0..3 {
            self.decided[k] -= other.decided[k];
            self.weighted[k] -= other.weighted[k];
        }
    }
}

/// The fields of the result.
pub(crate) fn fields() -> Fields {
    let count = |name: &str| Field::new(name, DataType::Int64, false);
    let share = |name: String, nullable| Field::new(name, DataType::Float64, nullable);
    let mut fields = vec![count("sentences"), count("unknown"), share("courses".to_owned(), false)];
    fields.extend(Stance::ALL.map(|stance| share(field_name(stance), true)));
    fields.extend(Stance::ALL.map(|stance| share(format!("decided_{}", field_name(stance)), false)));
    fields.push(share("undecided".to_owned(), false));
    fields.into()
}

/// The results of groups; null for a group without a sentence. Means are null where the model knows nothing of any sentence.
pub(crate) fn results(groups: &[Sums]) -> Result<StructArray> {
    let counts = |of: fn(&Sums) -> i64| -> ArrayRef {
        let mut column = Int64Builder::with_capacity(groups.len());
        for sums in groups {
            column.append_value(of(sums));
        }
        Arc::new(column.finish())
    };
    let shares = |of: &dyn Fn(&Sums) -> Option<f64>| -> ArrayRef {
        let mut column = Float64Builder::with_capacity(groups.len());
        for sums in groups {
            column.append_option(of(sums));
        }
        Arc::new(column.finish())
    };
    let part =
        |count: i64, sums: &Sums| Some(if sums.sentences > 0 { count as f64 / sums.sentences as f64 } else { 0.0 });
    let mut columns = vec![
        counts(|sums| sums.sentences),
        counts(|sums| sums.unknown),
        shares(&|sums| Some(sums.courses as f64 * UNIT)),
    ];
    for k in 0..3 {
        columns.push(shares(&|sums| (sums.courses > 0).then(|| sums.weighted[k] as f64 / sums.courses as f64)));
    }
    for k in 0..3 {
        columns.push(shares(&|sums| part(sums.decided[k], sums)));
    }
    columns.push(shares(&|sums| part(sums.sentences - sums.decided.iter().sum::<i64>(), sums)));
    let valid: NullBuffer = groups.iter().map(|sums| sums.sentences > 0).collect();
    Ok(StructArray::try_new_with_length(fields(), columns, Some(valid), groups.len())?)
}

/// The names of the state's columns: five counts, then four sums.
const STATE: [&str; 9] = [
    "sentences",
    "unknown",
    "decided_0",
    "decided_1",
    "decided_2",
    "courses",
    "weighted_0",
    "weighted_1",
    "weighted_2",
];
const COUNTS: usize = 5;

/// The fields of the state, their names beginning as the aggregate's.
pub(crate) fn state_fields(name: &str) -> Vec<FieldRef> {
    let field = |(at, part): (usize, &str)| {
        let data_type = if at < COUNTS { DataType::Int64 } else { DataType::Decimal128(PRECISION, 0) };
        Arc::new(Field::new(format!("{name}[{part}]"), data_type, false))
    };
    STATE.into_iter().enumerate().map(field).collect()
}

/// The state of groups as columns.
pub(crate) fn to_state(groups: &[Sums]) -> Result<Vec<ArrayRef>> {
    let count = |of: &dyn Fn(&Sums) -> i64| -> ArrayRef {
        Arc::new(Int64Array::from(groups.iter().map(of).collect::<Vec<_>>()))
    };
    let mut columns = vec![count(&|sums| sums.sentences), count(&|sums| sums.unknown)];
    columns.extend((0..3).map(|k| count(&|sums| sums.decided[k])));
    let sum = |of: &dyn Fn(&Sums) -> i128| -> Result<ArrayRef> {
        let column = Decimal128Array::from(groups.iter().map(of).collect::<Vec<_>>());
        Ok(Arc::new(column.with_precision_and_scale(PRECISION, 0)?))
    };
    columns.push(sum(&|sums| sums.courses)?);
    for k in 0..3 {
        columns.push(sum(&|sums| sums.weighted[k])?);
    }
    Ok(columns)
}

/// The state of groups from columns, row by row.
///
/// # Errors
///
/// Columns that are no state.
pub(crate) fn from_state(columns: &[ArrayRef]) -> Result<impl Iterator<Item = Sums>> {
    let broken = || DataFusionError::Internal("stance_shares: columns that are no state of shares".to_owned());
    if columns.len() != STATE.len() || columns.iter().any(|column| column.null_count() > 0) {
        return Err(broken());
    }
    let (counts, sums) = columns.split_at(COUNTS);
    let counts: Option<Vec<_>> = counts.iter().map(|column| column.as_primitive_opt::<Int64Type>()).collect();
    let sums: Option<Vec<_>> = sums.iter().map(|column| column.as_primitive_opt::<Decimal128Type>()).collect();
    let (counts, sums) = counts.zip(sums).ok_or_else(broken)?;
    let rows = counts[0].len();
    Ok((0..rows).map(move |row| {
        let (count, sum) = (|at: usize| counts[at].value(row), |at: usize| sums[at].value(row));
        Sums {
            sentences: count(0),
            unknown: count(1),
            decided: [count(2), count(3), count(4)],
            courses: sum(0),
            weighted: [sum(1), sum(2), sum(3)],
        }
    }))
}
