//! Which arguments the functions take, and errors that name the function.

use crate::model::{Model, Models, StanceOptions};
use crate::texts::is_text;
use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::config::ConfigOptions;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::ColumnarValue;

/// The threshold after the text: none, one that must stand there, or one that may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Threshold {
    Never,
    Required,
    Optional,
}

/// What a function takes: a text, perhaps a threshold, and at the end a model file or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Arguments {
    pub(crate) function: &'static str,
    /// How the text is called.
    pub(crate) text: &'static str,
    pub(crate) threshold: Threshold,
}

impl Arguments {
    /// The types that the arguments are brought to.
    ///
    /// # Errors
    ///
    /// Arguments that the function does not take.
    pub(crate) fn coerce(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let Some((text, rest)) = types.split_first() else {
            return Err(self.wrong(&number_given(types)));
        };
        let mut coerced = vec![match text {
            DataType::Null => DataType::Utf8,
            text if is_text(text) => text.clone(),
            other => return Err(self.wrong(&format!("the {} is of type {other}", self.text))),
        }];
        let (threshold, model) = match (self.threshold, rest) {
            (Threshold::Never | Threshold::Optional, []) => (None, None),
            (Threshold::Never, [model]) => (None, Some(model)),
            (Threshold::Optional, [model]) if is_text(model) => (None, Some(model)),
            (Threshold::Optional | Threshold::Required, [threshold]) => (Some(threshold), None),
            (Threshold::Optional | Threshold::Required, [threshold, model]) => (Some(threshold), Some(model)),
            _ => return Err(self.wrong(&number_given(types))),
        };
        if let Some(threshold) = threshold {
            if !(threshold.is_numeric() || threshold.is_null()) {
                return Err(self.wrong(&format!("the threshold is of type {threshold}")));
            }
            coerced.push(DataType::Float64);
        }
        if let Some(model) = model {
            if !is_text(model) {
                return Err(self.wrong(&format!("the model is of type {model}")));
            }
            coerced.push(DataType::Utf8);
        }
        Ok(coerced)
    }

    fn wrong(&self, what: &str) -> DataFusionError {
        let threshold = match self.threshold {
            Threshold::Never => "",
            Threshold::Required => ", threshold",
            Threshold::Optional => "[, threshold]",
        };
        let Self { function, text, .. } = self;
        DataFusionError::Plan(format!(
            "{what}; expected {function}({text}{threshold}[, model]) with a string as {text}{} and the path of a model file",
            if self.threshold == Threshold::Never { "" } else { ", a number from 0 to 1 as threshold" },
        ))
    }

    /// The model that judges: of the file named last, else of the session's, else the one registered.
    pub(crate) fn model(
        &self,
        models: &Models,
        after_text: &[ColumnarValue],
        options: &ConfigOptions,
    ) -> Result<Model> {
        match after_text.last() {
            Some(last) if is_text(&last.data_type()) => match last {
                ColumnarValue::Scalar(path) => self.model_of_file(models, path),
                ColumnarValue::Array(_) => Err(self.no_constant("model")),
            },
            _ => models.get(self.function, StanceOptions::model_of(options)),
        }
    }

    /// The model of a file.
    pub(crate) fn model_of_file(&self, models: &Models, path: &ScalarValue) -> Result<Model> {
        model_of_file(self.function, models, path)
    }

    /// A threshold, if it can be one.
    pub(crate) fn threshold(&self, threshold: f64) -> Result<f64> {
        if (0.0..=1.0).contains(&threshold) {
            return Ok(threshold);
        }
        let function = self.function;
        Err(DataFusionError::Execution(format!(
            "{function}: the threshold is {threshold}; expected a number from 0 to 1"
        )))
    }

    /// An argument that differs from row to row where it must not.
    pub(crate) fn no_constant(&self, argument: &str) -> DataFusionError {
        no_constant(self.function, argument)
    }
}

/// How many arguments were given, where they are too many or too few.
pub(crate) fn number_given(types: &[DataType]) -> String {
    match types.len() {
        0 => "no argument was given".to_owned(),
        1 => "1 argument was given".to_owned(),
        number => format!("{number} arguments were given"),
    }
}

/// An argument that differs from row to row where it must not.
pub(crate) fn no_constant(function: &str, argument: &str) -> DataFusionError {
    DataFusionError::Execution(format!("{function}: the {argument} must be the same for all rows"))
}

/// The model of a file; the function is named in errors.
pub(crate) fn model_of_file(function: &str, models: &Models, path: &ScalarValue) -> Result<Model> {
    let path = path.try_as_str().flatten().filter(|path| !path.is_empty());
    let path = path.ok_or_else(|| {
        DataFusionError::Execution(format!("{function}: the model is null or empty; expected the path of a file"))
    })?;
    models.get(function, Some(path))
}

/// `distinct` before the texts of an aggregate.
pub(crate) fn no_distinct(function: &str) -> DataFusionError {
    DataFusionError::Plan(format!("{function}: distinct is not known; select from a subquery of distinct texts"))
}

/// What a function computes from a column, or from one value, comes back as such.
pub(crate) fn map_text(text: &ColumnarValue, f: impl FnOnce(&ArrayRef) -> Result<ArrayRef>) -> Result<ColumnarValue> {
    Ok(match text {
        ColumnarValue::Array(column) => ColumnarValue::Array(f(column)?),
        ColumnarValue::Scalar(value) => {
            let found = f(&value.to_array()?)?;
            ColumnarValue::Scalar(ScalarValue::try_from_array(&found, 0)?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONAL: Arguments = Arguments { function: "f", text: "text", threshold: Threshold::Optional };
    const REQUIRED: Arguments = Arguments { threshold: Threshold::Required, ..OPTIONAL };
    const NEVER: Arguments = Arguments { threshold: Threshold::Never, ..OPTIONAL };

    #[test]
    fn types_are_brought_to_what_the_functions_read() {
        use DataType::{Dictionary, Float32, Float64, Int64, LargeUtf8, Null, Utf8, Utf8View};
        let dictionary = || Dictionary(Box::new(DataType::Int8), Box::new(Utf8));
        for (arguments, given, expected) in [
            (NEVER, vec![Utf8View], vec![Utf8View]),
            (NEVER, vec![Null], vec![Utf8]),
            (NEVER, vec![dictionary(), Utf8View], vec![dictionary(), Utf8]),
            (REQUIRED, vec![Utf8, Int64], vec![Utf8, Float64]),
            (REQUIRED, vec![Utf8, Null, LargeUtf8], vec![Utf8, Float64, Utf8]),
            (OPTIONAL, vec![LargeUtf8], vec![LargeUtf8]),
            (OPTIONAL, vec![Utf8, Float32], vec![Utf8, Float64]),
            (OPTIONAL, vec![Utf8, Utf8], vec![Utf8, Utf8]),
            (OPTIONAL, vec![Utf8, Float32, Utf8], vec![Utf8, Float64, Utf8]),
        ] {
            assert_eq!(arguments.coerce(&given).expect("types"), expected);
        }
    }

    #[test]
    fn errors_say_what_is_wrong_and_what_is_expected() {
        use DataType::{Boolean, Float64, Int64, Utf8};
        let never = "expected f(text[, model]) with a string as text and the path of a model file";
        let required = "expected f(text, threshold[, model]) with a string as text, a number from 0 to 1 as threshold and the \
                        path of a model file";
        for (arguments, given, wrong, expected) in [
            (NEVER, vec![], "no argument was given", never),
            (NEVER, vec![Int64], "the text is of type Int64", never),
            (NEVER, vec![Utf8, Float64], "the model is of type Float64", never),
            (NEVER, vec![Utf8, Utf8, Utf8], "3 arguments were given", never),
            (REQUIRED, vec![Utf8], "1 argument was given", required),
            (REQUIRED, vec![Utf8, Boolean], "the threshold is of type Boolean", required),
            (REQUIRED, vec![Utf8, Float64, Float64], "the model is of type Float64", required),
        ] {
            let error = arguments.coerce(&given).expect_err("wrong arguments");
            assert_eq!(error.message(), format!("{wrong}; {expected}"));
        }
    }
}
