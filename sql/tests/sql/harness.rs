//! Sessions, runs of the programs, folders of a test's own.

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;
use geostance::StanceModel;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Sentences of each stance and of none.
pub(crate) const SENTENCES: [&str; 5] = [
    "Kazakhstan and Russia deepen their alliance within the Eurasian Economic Union.",
    "Astana keeps equal distance to Moscow, Beijing and Brussels.",
    "Chisinau applied for membership of the European Union.",
    "Snow fell in Almaty on Sunday.",
    "",
];

/// A session with the functions and the shipped model.
pub(crate) fn session() -> SessionContext {
    let ctx = SessionContext::new();
    geostance_sql::register(&ctx, StanceModel::pretrained());
    ctx
}

/// A session with one table `t` of one column `text`, in batches of a column each.
pub(crate) fn table(columns: Vec<ArrayRef>) -> SessionContext {
    let schema = Arc::new(Schema::new(vec![Field::new("text", columns[0].data_type().clone(), true)]));
    let batch = |column| RecordBatch::try_new(Arc::clone(&schema), vec![column]).expect("a batch");
    let batches: Vec<_> = columns.into_iter().map(batch).collect();
    let ctx = session();
    let table = MemTable::try_new(schema, vec![batches]).expect("a table");
    ctx.register_table("t", Arc::new(table)).expect("a new table");
    ctx
}

/// The result of a query as one batch.
pub(crate) async fn rows(ctx: &SessionContext, sql: &str) -> RecordBatch {
    let frame = ctx.sql(sql).await.expect(sql);
    let schema = Arc::clone(frame.schema().inner());
    let batches = frame.collect().await.expect(sql);
    let schema = batches.first().map_or(schema, RecordBatch::schema);
    datafusion::arrow::compute::concat_batches(&schema, &batches).expect("one batch")
}

/// The words of the error that a query ends with.
pub(crate) async fn error(ctx: &SessionContext, sql: &str) -> String {
    let found = match ctx.sql(sql).await {
        Ok(frame) => frame.collect().await,
        Err(error) => Err(error),
    };
    found.expect_err(sql).strip_backtrace()
}

/// What a run of a program left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// What was printed by a run that went well and said nothing.
    pub(crate) fn printed(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self.stdout
    }

    /// The words of an error, with nothing on standard output.
    pub(crate) fn error(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{self:?}");
        self.stderr
    }
}

/// The program `stance-sql`, to be run in the project's folder.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stance-sql"));
    command.args(arguments).current_dir(project()).env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

pub(crate) fn run(arguments: &[&str]) -> Ran {
    ran(&mut program(arguments))
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The folder of the whole project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder above").to_owned()
}

/// A folder of a test's own, removed at its end.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("UTF-8").to_owned()
    }

    pub(crate) fn write(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(Path::new(&path).parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, content).expect("a file");
        path
    }

    /// The names of all that is in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}
