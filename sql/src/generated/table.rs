//! `generated_sentences(rows[, seed])` as a table that is made while it is read.

use super::text::{Random, Words};
use async_trait::async_trait;
use datafusion::arrow::array::{Date32Builder, Int64Builder, RecordBatch, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::{ScalarValue, stats::Precision};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::physical_plan::{ExecutionPlan, Statistics};
use datafusion::prelude::SessionContext;
use std::sync::{Arc, LazyLock};

/// The rows of a batch.
const BATCH: u64 = 8192;

/// 1 January 2015, in days since 1970.
const FIRST_DAY: i32 = 16_436;
/// Ten years.
const DAYS: u64 = 3_653;

/// Made-up outlets.
const SOURCES: u64 = 12;

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// Adds the table function `generated_sentences(rows[, seed])` to a session. Its columns: `id` from 0, `source` (one of twelve),
/// `published` (a day of ten years), `text`. The same rows and seed give the same table. A cluster does not know it.
///
/// ```
/// use datafusion::prelude::SessionContext;
///
/// # let runtime = tokio::runtime::Runtime::new()?;
/// # runtime.block_on(async {
/// let ctx = SessionContext::new();
/// geostance_sql::generated::register(&ctx);
/// let rows = ctx.sql("select distinct text from generated_sentences(1000)").await?.count().await?;
/// assert_eq!(rows, 1000);
/// # Ok::<(), datafusion::error::DataFusionError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn register(ctx: &SessionContext) {
    ctx.register_udtf(NAME, Arc::new(Function));
}

const NAME: &str = "generated_sentences";

#[derive(Debug)]
struct Function;

impl TableFunctionImpl for Function {
    fn call_with_args(&self, args: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let numbers: Option<Vec<u64>> = args.exprs().iter().map(number).collect();
        match numbers.as_deref() {
            Some(&[rows]) => Ok(Arc::new(Generated { rows, seed: 0 })),
            Some(&[rows, seed]) => Ok(Arc::new(Generated { rows, seed })),
            _ => Err(DataFusionError::Plan(format!("expected {NAME}(rows[, seed]) with whole numbers from 0"))),
        }
    }
}

fn number(expr: &Expr) -> Option<u64> {
    match expr {
        Expr::Literal(ScalarValue::Int64(Some(number)), _) => u64::try_from(*number).ok(),
        Expr::Literal(ScalarValue::UInt64(Some(number)), _) => Some(*number),
        _ => None,
    }
}

#[derive(Debug)]
struct Generated {
    rows: u64,
    seed: u64,
}

fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let field = |name: &str, data_type| Field::new(name, data_type, false);
        Arc::new(Schema::new(vec![
            field("id", DataType::Int64),
            field("source", DataType::Utf8),
            field("published", DataType::Date32),
            field("text", DataType::Utf8),
        ]))
    });
    Arc::clone(&SCHEMA)
}

#[async_trait]
impl TableProvider for Generated {
    fn schema(&self) -> SchemaRef {
        schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn statistics(&self) -> Option<Statistics> {
        let rows = usize::try_from(self.rows).map_or(Precision::Absent, Precision::Exact);
        Some(Statistics { num_rows: rows, ..Statistics::new_unknown(&schema()) })
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let blocks = self.rows.div_ceil(BATCH);
        let step = (state.config().target_partitions() as u64).clamp(1, blocks.max(1));
        let part = |first| Part { rows: self.rows, seed: self.seed, first, step, schema: schema() };
        let parts = (0..step).map(|first| Arc::new(part(first)) as Arc<dyn PartitionStream>).collect();
        Ok(Arc::new(StreamingTableExec::try_new(schema(), parts, projection, [], false, limit)?))
    }
}

/// Every `step`-th block of rows from the `first` on.
#[derive(Debug, Clone)]
struct Part {
    rows: u64,
    seed: u64,
    first: u64,
    step: u64,
    schema: SchemaRef,
}

impl Part {
    fn batch(&self, block: u64) -> Result<RecordBatch> {
        let rows = block * BATCH..self.rows.min((block + 1) * BATCH);
        let count = BATCH as usize;
        let mut ids = Int64Builder::with_capacity(count);
        let mut sources = StringBuilder::with_capacity(count, 10 * count);
        let mut days = Date32Builder::with_capacity(count);
        let mut texts = StringBuilder::with_capacity(count, 160 * count);
        let mut text = String::new();
        for row in rows {
            let mut random = Random::of(self.seed, row);
            ids.append_value(row as i64);
            sources.append_value(format!("outlet-{:02}", random.below(SOURCES)));
            days.append_value(FIRST_DAY + random.below(DAYS) as i32);
            text.clear();
            WORDS.sentence(&mut random, &mut text);
            texts.append_value(&text);
        }
        let columns: Vec<Arc<dyn datafusion::arrow::array::Array>> =
            vec![Arc::new(ids.finish()), Arc::new(sources.finish()), Arc::new(days.finish()), Arc::new(texts.finish())];
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }
}

impl PartitionStream for Part {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let part = self.clone();
        let blocks = (self.first..self.rows.div_ceil(BATCH)).step_by(self.step.try_into().unwrap_or(usize::MAX));
        let batches = futures::stream::iter(blocks.map(move |block| part.batch(block)));
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), batches))
    }
}
