//! Errors in the middle of a CSV or JSON file say which file it is; the engine itself names the line alone.

use crate::ending::words;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{
    CsvSource, FileOpenFuture, FileOpener, FileScanConfig, FileScanConfigBuilder, FileSource, JsonSource,
};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::ObjectStore;
use datafusion::object_store::path::Path;
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use datafusion::physical_plan::{DisplayFormatType, ExecutionPlan, PhysicalExpr};
use futures::{FutureExt, StreamExt};
use std::fmt;
use std::sync::Arc;

/// The plan with its sources of CSV and JSON named.
pub(crate) fn sources(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    plan.transform_up(|node| {
        let scan = node.downcast_ref::<DataSourceExec>().and_then(|exec| exec.data_source().downcast_ref());
        Ok(match scan {
            Some(scan) if is_text(scan) => {
                let source = Arc::new(Named(Arc::clone(scan.file_source())));
                let scan = FileScanConfigBuilder::from(scan.clone()).with_source(source).build();
                Transformed::yes(DataSourceExec::from_data_source(scan))
            }
            _ => Transformed::no(node),
        })
    })
    .data()
}

fn is_text(scan: &FileScanConfig) -> bool {
    let source = scan.file_source();
    source.is::<CsvSource>() || source.is::<JsonSource>()
}

/// An error in a file, with its path before it.
pub(crate) fn in_file(location: &Path, error: &DataFusionError) -> DataFusionError {
    // Paths of stores have no root; drives are their own.
    let root = if cfg!(windows) { "" } else { "/" };
    DataFusionError::Execution(format!("{root}{location}: {}", words(error)))
}

/// A source that has been planned with already.
struct Named(Arc<dyn FileSource>);

impl FileSource for Named {
    fn create_file_opener(
        &self,
        store: Arc<dyn ObjectStore>,
        scan: &FileScanConfig,
        partition: usize,
    ) -> Result<Arc<dyn FileOpener>> {
        Ok(Arc::new(Opener(self.0.create_file_opener(store, scan, partition)?)))
    }

    fn table_schema(&self) -> &TableSchema {
        self.0.table_schema()
    }

    fn with_batch_size(&self, batch_size: usize) -> Arc<dyn FileSource> {
        Arc::new(Self(self.0.with_batch_size(batch_size)))
    }

    fn filter(&self) -> Option<Arc<dyn PhysicalExpr>> {
        self.0.filter()
    }

    fn projection(&self) -> Option<&ProjectionExprs> {
        self.0.projection()
    }

    fn metrics(&self) -> &ExecutionPlanMetricsSet {
        self.0.metrics()
    }

    fn file_type(&self) -> &str {
        self.0.file_type()
    }

    fn fmt_extra(&self, form: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_extra(form, f)
    }

    fn supports_repartitioning(&self) -> bool {
        self.0.supports_repartitioning()
    }

    fn apply_expressions(
        &self,
        f: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        self.0.apply_expressions(f)
    }
}

struct Opener(Arc<dyn FileOpener>);

impl FileOpener for Opener {
    fn open(&self, file: PartitionedFile) -> Result<FileOpenFuture> {
        let location = file.object_meta.location.clone();
        let opened = self.0.open(file)?;
        Ok(async move {
            let batches = opened.await.map_err(|error| in_file(&location, &error))?;
            Ok(batches.map(move |batch| batch.map_err(|error| in_file(&location, &error))).boxed())
        }
        .boxed())
    }
}
