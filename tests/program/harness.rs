//! Runs the program; folders and small labelled files for it.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How the fixtures of posts spell their labels.
pub(crate) const MAPPING: &str = "against=pro-moscow,none=multi-vector,favor=western-leaning";

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// What was said on standard error by a run that went well.
    pub(crate) fn said(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stderr
    }

    /// What was printed by a run that went well and said nothing: progress is for terminals.
    pub(crate) fn printed(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self.stdout
    }

    /// The words of an error, with the exit code 1 and nothing on standard output.
    pub(crate) fn error(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(1), ""), "{self:?}");
        self.stderr
    }

    /// The words about wrong usage, with the exit code 2 and nothing on standard output.
    pub(crate) fn usage(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{self:?}");
        self.stderr
    }
}

/// The program, to be run with arguments.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_geostance"));
    command.args(arguments).env_remove("RAYON_NUM_THREADS").env_remove("COLUMNS");
    command
}

pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_on(arguments, b"")
}

/// A run with something on standard input.
pub(crate) fn run_on(arguments: &[&str], input: &[u8]) -> Ran {
    run_in(Path::new("."), arguments, input)
}

/// A run in a folder, with something on standard input.
pub(crate) fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = program(arguments);
    command.current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Beside the reading, for a program may write before it has read all.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends before it reads closes the pipe.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A folder of a test's own, removed at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("geostance-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, contents: &str) -> String {
        std::fs::write(self.0.join(name), contents).unwrap();
        self.path(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// What is in the folder, in alphabetical order.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that cannot be removed is no fault of the program.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The rows of a CSV file, the header first.
pub(crate) fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A CSV file of rows.
pub(crate) fn write_rows(path: &str, rows: &[Vec<String>]) {
    let mut csv = csv::Writer::from_path(path).unwrap();
    for row in rows {
        csv.write_record(row).unwrap();
    }
    csv.flush().unwrap();
}

pub(crate) const THINGS: [(&str, &str); 3] =
    [("pro-moscow", "army"), ("multi-vector", "port"), ("western-leaning", "court")];
pub(crate) const VERBS: [&str; 8] = ["sold", "built", "shut", "moved", "lost", "found", "saw", "named"];

/// Sentences of eight groups in which one word tells the label.
pub(crate) fn labelled(labels: [&str; 3]) -> String {
    let mut csv = String::from("group,stance,text\n");
    for (number, verb) in VERBS.iter().enumerate() {
        for (label, (_, thing)) in labels.iter().zip(THINGS) {
            writeln!(csv, "g{number},{label},They {verb} the {thing}.").unwrap();
        }
    }
    csv
}
