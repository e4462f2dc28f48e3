//! Which model judges: the one that the functions were registered with, or one from a file.

use datafusion::common::extensions_options;
use datafusion::config::{ConfigExtension, ConfigOptions};
use datafusion::error::{DataFusionError, Result};
use geostance::StanceModel;
use std::fs;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

extensions_options! {
    /// The options of the functions, under the prefix `stance`.
    pub struct StanceOptions {
        /// The model file that judges where a function is given none; empty for the model that the functions were registered with
        pub model: String, default = String::new()
    }
}

impl ConfigExtension for StanceOptions {
    const PREFIX: &'static str = "stance";
}

impl StanceOptions {
    /// The model file that a session has set, if any.
    pub(crate) fn model_of(options: &ConfigOptions) -> Option<&str> {
        let set = options.extensions.get::<Self>().map(|options| options.model.as_str());
        set.filter(|path| !path.is_empty())
    }
}

/// A model that is shared: the shipped one, or one of one's own.
///
/// ```
/// use geostance::StanceModel;
/// use geostance_sql::Model;
///
/// let shipped = Model::from(StanceModel::pretrained());
/// let same = Model::from(StanceModel::pretrained().clone());
/// assert_eq!(shipped.classify("Snow fell."), same.classify("Snow fell."));
/// ```
#[derive(Debug, Clone)]
pub struct Model(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Static(&'static StanceModel),
    Shared(Arc<StanceModel>),
}

impl Model {
    /// Whether both are one and the same, not merely equal.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Static(one), Kind::Static(other)) => std::ptr::eq(*one, *other),
            (Kind::Shared(one), Kind::Shared(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Deref for Model {
    type Target = StanceModel;

    fn deref(&self) -> &StanceModel {
        match &self.0 {
            Kind::Static(model) => model,
            Kind::Shared(model) => model,
        }
    }
}

impl From<&'static StanceModel> for Model {
    fn from(model: &'static StanceModel) -> Self {
        Self(Kind::Static(model))
    }
}

impl From<StanceModel> for Model {
    fn from(model: StanceModel) -> Self {
        Self(Kind::Shared(Arc::new(model)))
    }
}

impl From<Arc<StanceModel>> for Model {
    fn from(model: Arc<StanceModel>) -> Self {
        Self(Kind::Shared(model))
    }
}

/// The most models from files that are kept.
const KEPT: usize = 8;

/// The model that functions were registered with, and those that were read from files. A clone is the same models; others are not,
/// however alike, and so are functions that have them.
#[derive(Debug, Clone)]
pub(crate) struct Models(Arc<Known>);

#[derive(Debug)]
struct Known {
    registered: Model,
    /// The last one used comes last.
    read: Mutex<Vec<FromFile>>,
}

impl PartialEq for Models {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Models {}

impl Hash for Models {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

#[derive(Debug)]
struct FromFile {
    path: String,
    state: FileState,
    model: Model,
}

/// What changes when a file is replaced.
type FileState = (u64, Option<SystemTime>);

impl Models {
    pub(crate) fn new(registered: Model) -> Self {
        Self(Arc::new(Known { registered, read: Mutex::default() }))
    }

    /// The model of a file, read once while the file stays as it is; without a path the one registered. `function` is named in
    /// errors.
    pub(crate) fn get(&self, function: &str, path: Option<&str>) -> Result<Model> {
        let Some(path) = path else { return Ok(self.0.registered.clone()) };
        // Held while a file is read, so that no two threads read it.
        let mut read = self.0.read.lock().unwrap_or_else(PoisonError::into_inner);
        let state = fs::metadata(path).map(|found| (found.len(), found.modified().ok())).unwrap_or_default();
        let found = read.iter().position(|file| file.path == path);
        if let Some(file) = found.map(|at| read.remove(at))
            && file.state == state
        {
            let model = file.model.clone();
            read.push(file);
            return Ok(model);
        }
        let model = StanceModel::load(Path::new(path))
            .map_err(|error| DataFusionError::Execution(format!("{function}: {error}")))?;
        let model = Model::from(model);
        if read.len() == KEPT {
            read.remove(0);
        }
        read.push(FromFile { path: path.to_owned(), state, model: model.clone() });
        Ok(model)
    }
}
