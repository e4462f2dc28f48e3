//! Writes the model card: `description` in words, `results` in figures, `contrast` by examples, `data` of the
//! files; `inputs` says where files do not fit, `plots` shows pictures.

mod contrast;
mod data;
mod description;
mod inputs;
mod plots;
mod results;

use crate::baselines;
use crate::ending::{Result, note};
use crate::fitting::{cross_validate, grouped_by, pooled};
use crate::input::{LabelsArg, Model, ModelArg, digest};
use crate::labelled::{load, paths};
use crate::output;
use crate::pictures::{OF_EVALUATION, Pictures, PlotsArg, uncalibrated};
use crate::progress::ProgressLine;
use crate::shell;
use crate::train::Preset;
use geostance::{Dataset, Evaluation, Labels, Stance, StanceModel, dataset::ReadOptions, evaluation::Bootstrap};
use std::path::{Path, PathBuf};

/// Measure a model and print its card (Mitchell et al. 2019) as Markdown
///
/// Every number comes from the model and the files that are given; the same model and files give the same card. Reads
/// labelled files, not standard input. Takes some seconds, for it trains simple models to compare with. With --plots the card shows
/// them, and is to be put beside their folder.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance card --test fixtures/test.csv --contrast fixtures/contrast.csv --train fixtures/train/*.csv \\
           --preset news --by register --plots models/plots > models/CARD.md")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    #[command(flatten)]
    labels: LabelsArg,
    /// Labelled files to measure on, held out from training
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    test: Vec<PathBuf>,
    /// Labelled files of contrast items, each item a group of two or three sentences
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    contrast: Vec<PathBuf>,
    /// The labelled files that the model was trained on; baselines are trained on them
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    train: Vec<PathBuf>,
    /// Also measure how the training carries to other kinds of text: for each value of this column of the training files, such
    /// as `register`, train on all others and predict it
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// The parameters with which --by trains, as for `train`
    #[arg(long, value_enum, value_name = "NAME", requires = "by")]
    preset: Option<Preset>,
    #[command(flatten)]
    plots: PlotsArg,
}

/// Every kind of text of the training files, predicted by a model that was trained on the others.
struct ByKind {
    column: String,
    preset: Option<Preset>,
    evaluation: Evaluation,
}

impl ByKind {
    /// With which parameters the models were trained.
    fn parameters(&self) -> String {
        self.preset.map_or_else(
            || "the default parameters".to_owned(),
            |preset| format!("the parameters of `--preset {}`", preset.name()),
        )
    }

    /// What to call its figures.
    fn name(&self) -> String {
        format!("each {} unseen", self.column)
    }

    fn measure(column: &str, preset: Option<Preset>, data: &Dataset) -> Result<Self> {
        let (grouped, kinds) = grouped_by(data, column)?;
        let validation = cross_validate(&Preset::params(preset), &grouped, kinds, 0)?;
        Ok(Self { column: column.to_owned(), preset, evaluation: pooled(&validation, data) })
    }
}

/// Labelled files under one name.
struct Files {
    paths: Vec<PathBuf>,
    data: Dataset,
}

impl Files {
    fn read(paths: &[PathBuf], options: &ReadOptions) -> Result<Self> {
        Ok(Self { paths: paths.to_vec(), data: load(paths, options)? })
    }

    /// The names of the files as a shell takes them: `folder/*.csv` where they are all of those.
    fn names(&self) -> String {
        all_of_a_folder(&self.paths)
            .unwrap_or_else(|| self.paths.iter().map(|path| shell::path(path)).collect::<Vec<_>>().join(" "))
    }
}

/// The pattern of all files of a folder with one ending, if these are they, in order.
fn all_of_a_folder(paths: &[PathBuf]) -> Option<String> {
    let (folder, ending) = (paths.first()?.parent()?, paths.first()?.extension()?);
    let entries = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut all: Vec<PathBuf> = entries.filter(|path| path.extension() == Some(ending)).collect();
    all.sort();
    let ending = ending.to_str().filter(|ending| shell::quoted(ending) == *ending)?;
    (paths.len() > 1 && all == paths).then(|| format!("{}/*.{ending}", shell::path(folder)))
}

/// All that the card is made from.
struct Run {
    model: Model,
    model_path: Option<PathBuf>,
    /// Whether it is the shipped model, of whose data and labels the card can tell.
    is_shipped: bool,
    /// The size of its file in bytes, and the first eight hexadecimal digits of their SHA-256.
    bytes: usize,
    digest: String,
    /// What is wrong with the files.
    misfits: Vec<String>,
    /// The arguments that say where the plots go, and the plots by their names.
    plots_command: Vec<String>,
    plots: Vec<(&'static str, String)>,
    /// The arguments that name columns of the files.
    columns: Vec<String>,
    /// How the files and the card spell the stances.
    labels: Labels,
    test: Files,
    contrast: Files,
    train: Files,
    by_kind: Option<ByKind>,
    on_test: Evaluation,
    uncalibrated_on_test: Evaluation,
    on_contrast: Evaluation,
    bootstrap: Bootstrap,
}

pub(crate) fn run(args: &Args) -> Result {
    let model = args.model.open()?;
    let labels = args.labels.or_those_of(&model);
    let options = args.labels.reading(&labels);
    let (test, contrast) = (Files::read(&args.test, &options)?, Files::read(&args.contrast, &options)?);
    let bytes = model.to_bytes()?;
    let train = Files::read(&args.train, &options)?;
    let misfits = inputs::misfits(&model, &test.data, &contrast.data, &train.data)?;
    for misfit in &misfits {
        note(format_args!("warning: {misfit}"));
    }
    let read = paths(&[args.model.path.as_slice(), &args.test, &args.contrast, &args.train]);
    let pictures = Pictures::open(args.plots.folder.as_deref(), args.plots.force, &OF_EVALUATION, &read)?;
    let by_kind = args.by.as_ref().map(|column| ByKind::measure(column, args.preset, &train.data));
    let mut run = Run {
        by_kind: by_kind.transpose()?,
        on_test: model.evaluate(&test.data)?.with_labels(&labels),
        uncalibrated_on_test: uncalibrated(&model)?.evaluate(&test.data)?.with_labels(&labels),
        on_contrast: model.evaluate(&contrast.data)?,
        misfits,
        plots_command: plots::command(&args.plots),
        plots: Vec::new(),
        model_path: args.model.path.clone(),
        is_shipped: args.model.path.is_none() || bytes == StanceModel::pretrained().to_bytes()?,
        bytes: bytes.len(),
        digest: digest(&bytes),
        columns: columns(&args.labels),
        bootstrap: Bootstrap::new(),
        labels,
        model,
        test,
        contrast,
        train,
    };
    if let (Some(folder), Some(pictures)) = (&args.plots.folder, pictures) {
        run.plots = plots::draw(&run, folder, pictures)?;
    }
    let line = ProgressLine::new();
    let baselines = baselines::train(&run.train.data, &line)?;
    line.show(|| "measuring".to_owned());
    let sections = [
        description::head(&run),
        description::details(&run),
        description::uses(&run),
        description::factors(&run),
        results::metrics(&run)?,
        results::other_kinds(&run)?,
        results::parts(&run)?,
        results::reliability(&run),
        results::risk_coverage(&run),
        results::baselines(&run, &baselines)?,
        contrast::section(&run)?,
        data::section(&run),
        description::ethics(&run),
        description::caveats(&run),
    ];
    drop(line);
    output::print_lines(&sections.join("\n"))
}

/// The arguments that name columns, as a shell takes them.
fn columns(arguments: &LabelsArg) -> Vec<String> {
    let named = [("--text-column", &arguments.text_column), ("--stance-column", &arguments.stance_column)];
    named.into_iter().filter_map(|(flag, name)| Some(format!("{flag} {}", shell::quoted(name.as_ref()?)))).collect()
}

impl Run {
    /// The command that makes this card.
    fn command(&self) -> String {
        let mut words = vec!["geostance card".to_owned()];
        words.extend(self.model_path.as_ref().map(|path| format!("--model {}", shell::path(path))));
        let files = [("test", &self.test), ("contrast", &self.contrast), ("train", &self.train)];
        if self.labels != *self.model.labels() {
            words.push(format!("--labels {}", shell::quoted(&self.labels.to_string())));
        }
        words.extend(self.columns.iter().cloned());
        words.extend(files.map(|(option, files)| format!("--{option} {}", files.names())));
        if let Some(kinds) = &self.by_kind {
            words.extend(kinds.preset.map(|preset| format!("--preset {}", preset.name())));
            words.push(format!("--by {}", shell::quoted(&kinds.column)));
        }
        words.extend(self.plots_command.iter().cloned());
        words.join(" ")
    }

    /// The stances as the files spell them, in their order.
    fn stances(&self) -> [&str; 3] {
        Stance::ALL.map(|stance| self.labels.name(stance))
    }

    /// What to call the model.
    fn name(&self) -> String {
        let file_name = |path: &PathBuf| path.file_name().map(|name| Path::new(name).display().to_string());
        self.model_path.as_ref().and_then(file_name).unwrap_or_else(|| "the shipped model".to_owned())
    }
}
