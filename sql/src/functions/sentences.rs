//! The sentences of an article, each with its place and what the model says of it.

use super::arguments::{Arguments, Threshold, map_text};
use super::simplify::of_scalar;
use crate::model::{Model, Models};
use crate::texts::Texts;
use datafusion::arrow::array::{
    ArrayRef, Float64Builder, Int64Builder, ListArray, StringBuilder, StringViewBuilder, StructArray, UInt32Array,
    new_null_array,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;

const ARGUMENTS: Arguments = Arguments { function: "stance_sentences", text: "article", threshold: Threshold::Never };

/// The most sentences of one batch, so that no offset overflows.
const MOST_SENTENCES: usize = 1 << 26;

/// `stance_sentences(article)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct OfArticle {
    signature: Signature,
    models: Models,
}

impl OfArticle {
    pub(crate) fn new(models: Models) -> Self {
        Self { signature: Signature::user_defined(Volatility::Immutable), models }
    }
}

impl ScalarUDFImpl for OfArticle {
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
        Ok(DataType::List(item()))
    }

    fn simplify(&self, args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult> {
        of_scalar(self, args, info)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some((text, after_text)) = args.args.split_first() else {
            return ARGUMENTS.coerce(&[]).map(|_| ColumnarValue::Array(new_null_array(&DataType::List(item()), 0)));
        };
        let model = ARGUMENTS.model(&self.models, after_text, &args.config_options)?;
        map_text(text, |column| sentences(column, &model))
    }
}

fn fields() -> Fields {
    let field = |name: &str, data_type| Field::new(name, data_type, false);
    Fields::from(vec![
        // Views, so that no batch of long articles overflows an offset.
        field("sentence", DataType::Utf8View),
        field("start", DataType::Int64),
        field("end", DataType::Int64),
        field("stance", DataType::Utf8),
        field("confidence", DataType::Float64),
        field("evidence", DataType::Float64),
    ])
}

fn item() -> FieldRef {
    Arc::new(Field::new_list_field(DataType::Struct(fields()), true))
}

/// A list for every row; equal articles are read once.
fn sentences(column: &ArrayRef, model: &Model) -> Result<ArrayRef> {
    let texts = Texts::of(column)?;
    let mut lists = Lists::default();
    for article in &texts.distinct {
        lists.push(article, model)?;
    }
    let lists = lists.finish()?;
    let in_order =
        texts.rows.len() == texts.distinct.len() && texts.rows.iter().enumerate().all(|(at, row)| row == Some(at));
    if in_order {
        return Ok(lists);
    }
    let rows: UInt32Array = texts.rows.iter().map(|row| row.map(|number| number as u32)).collect();
    Ok(take(&lists, &rows, None)?)
}

/// Lists of sentences in the making.
#[derive(Default)]
struct Lists {
    sentences: StringViewBuilder,
    starts: Int64Builder,
    ends: Int64Builder,
    stances: StringBuilder,
    confidences: Float64Builder,
    evidences: Float64Builder,
    lengths: Vec<usize>,
    total: usize,
}

impl Lists {
    fn push(&mut self, article: &str, model: &Model) -> Result<()> {
        let report = model.classify_article(article);
        self.total += report.sentences().len();
        if self.total > MOST_SENTENCES {
            let function = ARGUMENTS.function;
            let what = "the articles of one batch have too many sentences; set datafusion.execution.batch_size lower";
            return Err(DataFusionError::Execution(format!("{function}: {what}")));
        }
        self.lengths.push(report.sentences().len());
        for sentence in report.sentences() {
            let prediction = sentence.prediction();
            self.sentences.append_value(sentence.text());
            self.starts.append_value(sentence.span().start as i64);
            self.ends.append_value(sentence.span().end as i64);
            self.stances.append_value(model.labels().name(prediction.stance()));
            self.confidences.append_value(prediction.confidence());
            self.evidences.append_value(prediction.evidence());
        }
        Ok(())
    }

    fn finish(mut self) -> Result<ArrayRef> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.sentences.finish()),
            Arc::new(self.starts.finish()),
            Arc::new(self.ends.finish()),
            Arc::new(self.stances.finish()),
            Arc::new(self.confidences.finish()),
            Arc::new(self.evidences.finish()),
        ];
        let rows = StructArray::try_new_with_length(fields(), columns, None, self.total)?;
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        Ok(Arc::new(ListArray::try_new(item(), offsets, Arc::new(rows), None)?))
    }
}
