//! What a query consists of, carried out one after the other.

use crate::copy::{Staged, of_rows};
use crate::ending::{Result, Usage, note};
use crate::named;
use crate::output::{Output, Unfinished};
use crate::rows::Rows;
use crate::running::Running;
use crate::session::Session;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::datasource::listing::ListingTable;
use datafusion::datasource::{provider_as_source, source_as_provider};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::dml::CopyTo;
use datafusion::logical_expr::{DmlStatement, LogicalPlan, LogicalPlanBuilder};
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::physical_plan::{EmptyRecordBatchStream, ExecutionPlan, execute_stream};
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::{CopyToStatement, DFParser, Statement};
use datafusion::sql::sqlparser::ast;
use futures::StreamExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Statements in their order.
pub(crate) struct Statements(Vec<Statement>);

/// Statements from text.
pub(crate) fn parse(sql: &str) -> Result<Statements> {
    let statements: Vec<Statement> = DFParser::parse_sql(sql)?.into();
    if statements.is_empty() {
        return Err(Usage("the query is empty".to_owned()).into());
    }
    Ok(Statements(statements))
}

impl Statements {
    /// How many of them have rows as their result.
    pub(crate) fn queries(&self) -> usize {
        let is_query = |statement: &&Statement| match statement {
            Statement::Statement(statement) => matches!(
                statement.as_ref(),
                ast::Statement::Query(_) | ast::Statement::ShowTables { .. } | ast::Statement::ShowVariable { .. }
            ),
            Statement::Explain(_) => true,
            _ => false,
        };
        self.0.iter().filter(is_query).count()
    }
}

/// Carries out statements.
pub(crate) async fn run(
    session: &Session,
    statements: Statements,
    output: Output,
    unfinished: &Unfinished,
    running: &Running,
) -> Result {
    for statement in statements.0 {
        let state = session.ctx.state();
        let plan = state.statement_to_plan(with_kind(statement)).await?;
        match plan {
            LogicalPlan::Copy(copy) => copy_to(session, copy, output.force, unfinished, running).await?,
            plan @ (LogicalPlan::Ddl(_) | LogicalPlan::Statement(_)) => {
                session.ctx.execute_logical_plan(plan).await?.collect().await?;
            }
            LogicalPlan::Dml(change) if is_file(&change) => {
                return Err(
                    "files are not changed; write the rows of a query to a new one with copy (…) to 'FILE'".into()
                );
            }
            plan => {
                let (plan, stream) = start(&session.ctx, plan).await?;
                running.begin(session, &plan, output.scrolls());
                show(stream, &output, running).await?;
            }
        }
    }
    Ok(())
}

/// Whether a change is one of files, which could be left half changed.
fn is_file(change: &DmlStatement) -> bool {
    source_as_provider(&change.target).is_ok_and(|table| table.is::<ListingTable>())
}

/// JSON lines under their usual names are JSON to the engine.
fn with_kind(statement: Statement) -> Statement {
    match statement {
        Statement::CopyTo(copy @ CopyToStatement { stored_as: None, .. }) => {
            let ending = Path::new(&copy.target).extension().and_then(|ending| ending.to_str());
            let is_lines =
                ending.is_some_and(|ending| ["jsonl", "ndjson"].contains(&ending.to_ascii_lowercase().as_str()));
            Statement::CopyTo(CopyToStatement { stored_as: is_lines.then(|| "json".to_owned()), ..copy })
        }
        other => other,
    }
}

/// Starts a plan; its rows come as they are found.
async fn start(ctx: &SessionContext, plan: LogicalPlan) -> Result<(Arc<dyn ExecutionPlan>, SendableRecordBatchStream)> {
    let frame = ctx.execute_logical_plan(plan).await?;
    let context = Arc::new(frame.task_ctx());
    let plan = named::sources(frame.create_physical_plan().await?)?;
    let stream = execute_stream(Arc::clone(&plan), context)?;
    Ok((plan, stream))
}

/// Writes the rows of a query as they come.
async fn show(mut stream: SendableRecordBatchStream, output: &Output, running: &Running) -> Result {
    let mut rows = Rows::begin(output, &stream.schema())?;
    while let Some(batch) = stream.next().await.transpose()? {
        running.found(batch.num_rows());
        if !rows.write(batch)? {
            break;
        }
    }
    running.end();
    if rows.finish()? {
        note(format_args!(
            "only the first {} rows are shown: --rows 0 shows all, --format csv and --output write all",
            output.rows
        ));
    }
    Ok(())
}

/// Writes files. What a cluster finds is written here, where the query was asked.
async fn copy_to(session: &Session, copy: CopyTo, force: bool, unfinished: &Unfinished, running: &Running) -> Result {
    let here = SessionContext::new();
    let far = session.scheduler.is_some() && !copy.output_url.contains("://");
    let (ctx, copy) = if far {
        let (plan, stream) = start(&session.ctx, LogicalPlan::clone(&copy.input)).await?;
        running.begin(session, &plan, false);
        let table = StreamingTable::try_new(stream.schema(), vec![Arc::new(Once::new(stream))])?;
        let rows = LogicalPlanBuilder::scan("result", provider_as_source(Arc::new(table)), None)?.build()?;
        (&here, of_rows(copy, rows))
    } else {
        (&session.ctx, copy)
    };
    let (plan, staged) = Staged::of(copy, force, unfinished)?;
    let (plan, mut stream) = start(ctx, plan).await?;
    if !far {
        running.begin(session, &plan, false);
    }
    while stream.next().await.transpose()?.is_some() {}
    running.end();
    staged.map_or(Ok(()), Staged::finish)
}

/// A stream as a table that is read once.
struct Once {
    schema: datafusion::arrow::datatypes::SchemaRef,
    stream: Mutex<Option<SendableRecordBatchStream>>,
}

impl Once {
    fn new(stream: SendableRecordBatchStream) -> Self {
        Self { schema: stream.schema(), stream: Mutex::new(Some(stream)) }
    }
}

impl std::fmt::Debug for Once {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

impl PartitionStream for Once {
    fn schema(&self) -> &datafusion::arrow::datatypes::SchemaRef {
        &self.schema
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        stream.unwrap_or_else(|| Box::pin(EmptyRecordBatchStream::new(Arc::clone(&self.schema))))
    }
}
