//! What commands read: models, and how labelled files spell their labels and call their columns.

use crate::ending::{Result, Usage};
use crate::terminal::shown;
use clap::{Args, ValueEnum};
use geostance::{
    Labels, StanceModel,
    dataset::{DataFormat, ReadOptions},
};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// The model in a file, or the shipped one.
pub(crate) type Model = Cow<'static, StanceModel>;

#[derive(Args)]
pub(crate) struct ModelArg {
    /// The model file; the shipped model by default
    #[arg(id = "model", long = "model", value_name = "MODEL")]
    pub(crate) path: Option<PathBuf>,
}

impl ModelArg {
    pub(crate) fn open(&self) -> Result<Model> {
        Ok(match &self.path {
            Some(path) => Cow::Owned(load_model(path)?),
            None => Cow::Borrowed(StanceModel::pretrained()),
        })
    }

    /// What reports call the model.
    pub(crate) fn name(&self, model: &StanceModel) -> Result<String> {
        named(self.path.as_deref(), model)
    }
}

/// The model in a file, not on standard input.
pub(crate) fn load_model(path: &Path) -> Result<StanceModel> {
    if path == Path::new("-") {
        return Err(Usage("models are not read from standard input, but from files").into());
    }
    Ok(StanceModel::load(path)?)
}

/// The name of a model's file, or `shipped`, and the first eight hexadecimal digits of the SHA-256 of its bytes.
pub(crate) fn named(path: Option<&Path>, model: &StanceModel) -> Result<String> {
    // A pipe has been read already; then the bytes are those that the model would have as a file.
    let bytes = match path.filter(|path| path.is_file()) {
        Some(path) => fs::read(path).map_err(|error| format!("cannot read {}: {error}", shown(path)))?,
        None => model.to_bytes()?,
    };
    let name = match path {
        Some(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy(),
        None => Cow::Borrowed("shipped"),
    };
    Ok(format!("{name} ({})", digest(&bytes)))
}

/// The first eight hexadecimal digits of a SHA-256.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(bytes).into();
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

#[derive(Clone, Args)]
pub(crate) struct LabelsArg {
    /// The labelled files' own labels, as against=pro-moscow,none=multi-vector,favor=western-leaning; by default those of the
    /// model that is read, else the crate's
    #[arg(id = "labels", long = "labels", value_name = "MAPPING")]
    pub(crate) mapping: Option<Labels>,
    /// The column of the labelled files that has the text, in place of `text` or `sentence`
    #[arg(long, value_name = "COLUMN")]
    pub(crate) text_column: Option<String>,
    /// The column of the labelled files that has the label, in place of `stance` or `label`
    #[arg(long, value_name = "COLUMN")]
    pub(crate) stance_column: Option<String>,
}

impl LabelsArg {
    /// The labels that were given.
    pub(crate) fn given(&self) -> Labels {
        self.mapping.clone().unwrap_or_default()
    }

    /// The labels that were given, else those of a model.
    pub(crate) fn or_those_of(&self, model: &StanceModel) -> Labels {
        self.mapping.clone().unwrap_or_else(|| model.labels().clone())
    }

    /// How labelled files with these labels are read.
    pub(crate) fn reading(&self, labels: &Labels) -> ReadOptions {
        let mut options = ReadOptions::new().labels(labels.clone());
        if let Some(column) = &self.text_column {
            options = options.text_column(column);
        }
        if let Some(column) = &self.stance_column {
            options = options.stance_column(column);
        }
        options
    }
}

/// What standard input holds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// One text
    Article,
    /// A table with a header, by RFC 4180
    Csv,
    /// A table with a header, separated by tabs
    Tsv,
    /// A JSON object a line
    Jsonl,
}

impl InputFormat {
    /// The form of a table; none for an article.
    pub(crate) fn table(self) -> Option<DataFormat> {
        match self {
            Self::Article => None,
            Self::Csv => Some(DataFormat::Csv),
            Self::Tsv => Some(DataFormat::Tsv),
            Self::Jsonl => Some(DataFormat::Jsonl),
        }
    }
}

/// A number from 0 to 1, as an argument.
pub(crate) fn parse_share(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}
