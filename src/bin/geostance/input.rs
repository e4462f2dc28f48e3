//! What commands read: texts, models, and how labelled files spell their labels.

use crate::ending::Result;
use clap::Args;
use geostance::{Labels, StanceModel, dataset::ReadOptions};
use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
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
            Some(path) => Cow::Owned(StanceModel::load(path)?),
            None => Cow::Borrowed(StanceModel::pretrained()),
        })
    }
}

#[derive(Args)]
pub(crate) struct LabelsArg {
    /// The labelled files' own labels, as against=pro-moscow,none=multi-vector,favor=western-leaning; by default those of the
    /// model that is read, else the crate's
    #[arg(id = "labels", long = "labels", value_name = "MAPPING")]
    mapping: Option<Labels>,
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
}

/// How labelled files with these labels are read.
pub(crate) fn speaking(labels: &Labels) -> ReadOptions {
    ReadOptions::new().labels(labels.clone())
}

/// A text and the name to call it by: `-` is standard input.
pub(crate) fn read_text(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
        bytes
    } else {
        fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(format!("{name}: invalid UTF-8 at byte {offset}; save the file as UTF-8").into())
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
