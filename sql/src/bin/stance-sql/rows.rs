//! The forms of results: rows as they come, in bounded memory.

use crate::ending::{Closed, Result};
use crate::output::{Output, Sink};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::csv;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::{ArrayWriter, LineDelimitedWriter, WriterBuilder};
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

/// The bytes of a row group in the making after which it is written.
const ROW_GROUP: usize = 64 << 20;

/// A form of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// With a header; for columns without parts
    Csv,
    /// One array
    Json,
    /// An object a line
    Jsonl,
    /// Columns, compressed
    Parquet,
}

impl Format {
    /// The form that the name of a file tells.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }
}

/// A result in the making.
pub(crate) struct Rows {
    writer: Writer,
    /// How many rows are still wanted; `None` for all.
    wanted: Option<usize>,
    cut: bool,
}

enum Writer {
    Table { sink: Sink, schema: SchemaRef, batches: Vec<RecordBatch> },
    Csv(Box<csv::Writer<Sink>>, SchemaRef),
    Json(ArrayWriter<Sink>),
    Jsonl(LineDelimitedWriter<Sink>),
    Parquet(Box<ArrowWriter<Sink>>),
}

impl Rows {
    /// A result with these columns.
    pub(crate) fn begin(output: &Output, schema: &SchemaRef) -> Result<Self> {
        let sink = output.begin()?;
        let mut wanted = None;
        let writer = match output.format {
            Format::Table => {
                wanted = (output.rows > 0).then_some(output.rows);
                Writer::Table { sink, schema: SchemaRef::clone(schema), batches: Vec::new() }
            }
            Format::Csv => Writer::Csv(Box::new(csv::Writer::new(sink)), SchemaRef::clone(schema)),
            Format::Json => Writer::Json(WriterBuilder::new().with_explicit_nulls(true).build(sink)),
            Format::Jsonl => Writer::Jsonl(WriterBuilder::new().with_explicit_nulls(true).build(sink)),
            Format::Parquet => {
                let compression = Compression::ZSTD(ZstdLevel::default());
                let properties = WriterProperties::builder().set_compression(compression).build();
                let writer = ArrowWriter::try_new(sink, SchemaRef::clone(schema), Some(properties));
                Writer::Parquet(Box::new(writer.map_err(of_parquet)?))
            }
        };
        Ok(Self { writer, wanted, cut: false })
    }

    /// Takes rows; false where no more are wanted.
    pub(crate) fn write(&mut self, batch: RecordBatch) -> Result<bool> {
        match &mut self.writer {
            Writer::Table { batches, .. } => {
                let Some(wanted) = &mut self.wanted else {
                    batches.push(batch);
                    return Ok(true);
                };
                self.cut = batch.num_rows() > *wanted;
                let taken = batch.num_rows().min(*wanted);
                *wanted -= taken;
                if taken > 0 {
                    batches.push(batch.slice(0, taken));
                }
                return Ok(!self.cut);
            }
            Writer::Csv(writer, _) => writer.write(&batch).map_err(of_arrow)?,
            Writer::Json(writer) => writer.write(&batch).map_err(of_arrow)?,
            Writer::Jsonl(writer) => writer.write(&batch).map_err(of_arrow)?,
            Writer::Parquet(writer) => {
                writer.write(&batch).map_err(of_parquet)?;
                if writer.in_progress_size() >= ROW_GROUP {
                    writer.flush().map_err(of_parquet)?;
                }
            }
        }
        Ok(true)
    }

    /// All rows are there. Says whether a table has fewer than the result.
    pub(crate) fn finish(self) -> Result<bool> {
        let sink = match self.writer {
            Writer::Table { mut sink, schema, batches } => {
                let batches = if batches.is_empty() { vec![RecordBatch::new_empty(schema)] } else { batches };
                let table = pretty_format_batches(&batches).map_err(of_arrow)?;
                writeln!(sink, "{table}").map_err(of_io)?;
                sink
            }
            Writer::Csv(mut writer, schema) => {
                // The header comes with the first batch, if there was one.
                writer.write(&RecordBatch::new_empty(schema)).map_err(of_arrow)?;
                writer.into_inner()
            }
            Writer::Json(mut writer) => {
                writer.finish().map_err(of_arrow)?;
                let mut sink = writer.into_inner();
                writeln!(sink).map_err(of_io)?;
                sink
            }
            Writer::Jsonl(mut writer) => {
                writer.finish().map_err(of_arrow)?;
                writer.into_inner()
            }
            Writer::Parquet(writer) => writer.into_inner().map_err(of_parquet)?,
        };
        sink.finish().map_err(|error| match error.downcast::<io::Error>() {
            Ok(error) => of_io(*error),
            Err(error) => error,
        })?;
        Ok(self.cut)
    }
}

fn of_io(error: io::Error) -> Box<dyn Error + Send + Sync> {
    if error.kind() == io::ErrorKind::BrokenPipe { Closed.into() } else { error.into() }
}

fn of_arrow(error: ArrowError) -> Box<dyn Error + Send + Sync> {
    match error {
        ArrowError::IoError(_, error) => of_io(error),
        // Its words are all that is left of the cause.
        ArrowError::CsvError(what) if what.contains("Broken pipe") => Closed.into(),
        ArrowError::CsvError(what) => {
            let what = what.strip_suffix('.').unwrap_or(&what);
            format!("cannot write CSV: {what}; choose its parts by name, or another --format").into()
        }
        error => error.into(),
    }
}

fn of_parquet(error: ParquetError) -> Box<dyn Error + Send + Sync> {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => of_io(*error),
            Err(error) => error,
        },
        error => error.into(),
    }
}
