//! Tables from paths: a file, a folder or a pattern in the place of a table's name.

use crate::named::in_file;
use async_trait::async_trait;
use datafusion::catalog::{DynamicFileCatalog, Session, TableProvider, UrlTableFactory};
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::csv::CsvFormat;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::json::JsonFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::session_state::SessionState;
use datafusion::object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use datafusion::prelude::SessionContext;
use datafusion_session::SessionStore;
use futures::StreamExt;
use std::str::FromStr;
use std::sync::Arc;

/// Lets the queries of a session name files.
pub(crate) fn enable(ctx: &SessionContext) {
    let factory = Arc::new(Files::default());
    let catalogs = Arc::clone(ctx.state().catalog_list());
    ctx.register_catalog_list(Arc::new(DynamicFileCatalog::new(
        catalogs,
        Arc::clone(&factory) as Arc<dyn UrlTableFactory>,
    )));
    factory.session.with_state(ctx.state_weak_ref());
    // A folder is an archive, whatever its files are sorted into.
    ctx.state_ref().write().config_mut().options_mut().execution.listing_table_ignore_subdirectory = false;
}

#[derive(Debug, Default)]
struct Files {
    session: SessionStore,
}

#[async_trait]
impl UrlTableFactory for Files {
    async fn try_new(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        if !is_path(name) {
            return Ok(None);
        }
        let session = self.session.get_session().upgrade();
        let state = session.and_then(|session| session.read().as_any().downcast_ref::<SessionState>().cloned());
        let state = state.ok_or_else(|| DataFusionError::Internal("the session is gone".to_owned()))?;
        table(&at_home(name), &state).await.map(Some)
    }
}

/// Whether a name that no table has is meant as a path.
fn is_path(name: &str) -> bool {
    name.contains(['/', '\\', '*', '?']) || Kind::of(name).is_some() || std::path::Path::new(name).exists()
}

/// A path that begins in one's home.
fn at_home(name: &str) -> String {
    match (name.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest).to_string_lossy().into_owned(),
        _ => name.to_owned(),
    }
}

async fn table(name: &str, state: &SessionState) -> Result<Arc<dyn TableProvider>> {
    let url = ListingTableUrl::parse(name)?;
    let missing = |why: &str| DataFusionError::Plan(format!("{name}: {why}"));
    let store = state
        .runtime_env()
        .object_store(&url)
        .map_err(|_| missing(&format!("files at {} cannot be read; expected a path on this machine", url.scheme())))?;
    let mut listed = url.list_all_files(state as &dyn Session, store.as_ref(), "").await?;
    let (mut first, mut empty) = (None, false);
    while let Some(file) = listed.next().await {
        let file = file.map_err(|error| match error.find_root() {
            DataFusionError::ObjectStore(inner) if inner.to_string().contains("not found") => missing("no such file"),
            _ => error,
        })?;
        // What is hidden or still being written is no part of an archive.
        if file.size > 0 && !hidden(file.location.as_ref()) {
            first = Some(file);
            break;
        }
        empty = true;
    }
    let first = first.ok_or_else(|| {
        let path = std::path::Path::new(name);
        missing(match (empty, url.get_glob().is_some()) {
            (true, _) if path.is_file() => "the file is empty",
            (true, _) => "no file has something in it",
            (false, true) => "no file has such a name",
            (false, false) if path.exists() => "no file is in this folder",
            (false, false) => "no such file or folder",
        })
    })?;
    drop(listed);
    let kind = Kind::of(first.location.as_ref()).ok_or_else(|| {
        let file = first.location.filename().unwrap_or_default();
        missing(&format!(
            "of what kind {file} is cannot be told by its name; expected .parquet, .csv, .tsv, .json, .jsonl or .ndjson, the \
             last five also with .gz, .bz2, .xz or .zst"
        ))
    })?;
    let is_array = kind.file_type == FileType::Json
        && kind.compression.is_empty()
        && begins_with_bracket(store.as_ref(), &first).await?;
    let format = kind.format(is_array)?;
    let options = ListingOptions::new(Arc::clone(&format)).with_file_extension(&kind.extension);
    let config = ListingTableConfig::new(url.clone()).with_listing_options(options);
    let config = config.infer_partitions_from_path(state).await?;
    let config = match config.infer_schema(state).await {
        Ok(config) => config,
        Err(error) => return Err(broken(&url, &kind.extension, format.as_ref(), state, &store).await.unwrap_or(error)),
    };
    Ok(Arc::new(
        ListingTable::try_new(config)?.with_cache(state.runtime_env().cache_manager.get_file_statistic_cache()),
    ))
}

/// The first file that cannot be read by itself, with why.
async fn broken(
    url: &ListingTableUrl,
    extension: &str,
    format: &dyn FileFormat,
    state: &SessionState,
    store: &Arc<dyn ObjectStore>,
) -> Option<DataFusionError> {
    let mut listed = url.list_all_files(state as &dyn Session, store.as_ref(), extension).await.ok()?;
    while let Some(file) = listed.next().await {
        let file = file.ok()?;
        if file.size > 0
            && let Err(error) = format.infer_schema(state, store, std::slice::from_ref(&file)).await
        {
            return Some(in_file(&file.location, &error));
        }
    }
    None
}

/// Whether a file of JSON is one array, by its first character.
async fn begins_with_bracket(store: &dyn ObjectStore, file: &ObjectMeta) -> Result<bool> {
    let first = store.get_range(&file.location, 0..file.size.min(64)).await?;
    Ok(first.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'['))
}

fn hidden(location: &str) -> bool {
    location.rsplit('/').next().is_some_and(|file| file.starts_with(['.', '_']))
}

#[derive(Debug, PartialEq)]
enum FileType {
    Parquet,
    Csv,
    Json,
}

/// What a file is, by its name.
#[derive(Debug, PartialEq)]
struct Kind {
    file_type: FileType,
    tabs: bool,
    compression: String,
    /// As in the name, without the first dot.
    extension: String,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next()?;
        let (rest, compression) = match file.rsplit_once('.')? {
            (rest, last) if ["gz", "bz2", "xz", "zst"].contains(&last.to_ascii_lowercase().as_str()) => {
                (rest, Some(last))
            }
            _ => (file, None),
        };
        let extension = rest.rsplit_once('.')?.1;
        let file_type = match extension.to_ascii_lowercase().as_str() {
            "parquet" if compression.is_none() => FileType::Parquet,
            "csv" | "tsv" => FileType::Csv,
            "json" | "jsonl" | "ndjson" => FileType::Json,
            _ => return None,
        };
        Some(Self {
            file_type,
            tabs: extension.eq_ignore_ascii_case("tsv"),
            compression: compression.map(str::to_ascii_uppercase).unwrap_or_default(),
            extension: compression.map_or_else(|| extension.to_owned(), |last| format!("{extension}.{last}")),
        })
    }

    fn format(&self, is_array: bool) -> Result<Arc<dyn FileFormat>> {
        let compression = FileCompressionType::from_str(&self.compression)?;
        Ok(match self.file_type {
            FileType::Parquet => Arc::new(ParquetFormat::default()),
            FileType::Csv => Arc::new(
                CsvFormat::default()
                    .with_has_header(true)
                    .with_delimiter(if self.tabs { b'\t' } else { b',' })
                    // Articles have line breaks, within quotes.
                    .with_newlines_in_values(true)
                    .with_file_compression_type(compression),
            ),
            FileType::Json => Arc::new(
                JsonFormat::default().with_newline_delimited(!is_array).with_file_compression_type(compression),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_names() {
        for (name, file_type, tabs, compression, extension) in [
            ("a/b.parquet", FileType::Parquet, false, "", "parquet"),
            ("archive/*.csv", FileType::Csv, false, "", "csv"),
            ("x.tsv", FileType::Csv, true, "", "tsv"),
            ("x.JSONL", FileType::Json, false, "", "JSONL"),
            ("s3://bucket/x.ndjson.zst", FileType::Json, false, "ZST", "ndjson.zst"),
            ("x.y.csv.gz", FileType::Csv, false, "GZ", "csv.gz"),
        ] {
            let (compression, extension) = (compression.to_owned(), extension.to_owned());
            assert_eq!(Kind::of(name), Some(Kind { file_type, tabs, compression, extension }), "{name}");
        }
        for name in ["x", "x.txt", "x.parquet.gz", "x.gz", "csv", "x.csv/y"] {
            assert_eq!(Kind::of(name), None, "{name}");
        }
    }
}
