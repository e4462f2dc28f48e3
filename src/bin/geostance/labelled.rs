//! Labelled files as commands read them: with what was left out said on standard error.

use crate::ending::{Result, Usage, note};
use geostance::{
    Dataset, Error, Outcome, Stance,
    dataset::ReadOptions,
    error::{DataReason, TrainingError},
};
use std::path::{Path, PathBuf};

/// Reads labelled files, and says what was left out of them and what occurs more than once.
pub(crate) fn load<P: AsRef<Path>>(paths: &[P], options: &ReadOptions) -> Result<Dataset> {
    named(paths)?;
    let data = hinted(Dataset::load_all_with(paths, options))?;
    for file in data.files().iter().filter(|file| file.unlabelled() > 0) {
        note(file);
    }
    let duplicates = data.duplicates();
    match duplicates.repeated() {
        0 => {}
        1 => note("1 sentence repeats another; both count"),
        more => note(format_args!("{more} sentences repeat others; all of them count")),
    }
    let (all, shown) = (duplicates.contradictory(), duplicates.contradictions());
    if all > 0 {
        note(format_args!("{all} {} labelled in several ways:", if all == 1 { "text is" } else { "texts are" }));
        for text in shown {
            note(format_args!("  {text}"));
        }
    }
    if all > shown.len() {
        note(format_args!("  and {} more", all - shown.len()));
    }
    Ok(data)
}

/// What was read, or an error that also says which arguments may mend it.
pub(crate) fn hinted(read: std::result::Result<Dataset, Error>) -> Result<Dataset> {
    read.map_err(|error| with_hints(&error).map_or_else(|| error.into(), Into::into))
}

/// The words of an error, and which arguments may mend it, if any.
pub(crate) fn with_hints(error: &Error) -> Option<String> {
    let Error::Data(errors) = error else { return None };
    let mut hints: Vec<&str> = errors.iter().filter_map(|error| hint(error.reason())).collect();
    hints.sort_unstable();
    hints.dedup();
    (!hints.is_empty()).then(|| format!("{error}\n{}", hints.join("\n")))
}

fn hint(reason: &DataReason) -> Option<&'static str> {
    match reason {
        DataReason::UnknownStance { .. } => Some(
            "labels of your own: say what they stand for, as --labels against=pro-moscow,none=multi-vector,favor=western-leaning; \
             labels in another column: name it with --stance-column",
        ),
        DataReason::MissingColumn { name, .. } if &**name == "text" => {
            Some("texts in another column: name it with --text-column")
        }
        DataReason::MissingColumn { name, .. } if &**name == "stance" => {
            Some("labels in another column: name it with --stance-column")
        }
        _ => None,
    }
}

/// Labelled files are read by their names, which say what they are.
pub(crate) fn named<P: AsRef<Path>>(paths: &[P]) -> Result {
    if paths.iter().any(|path| path.as_ref() == Path::new("-")) {
        return Err(Usage(
            "labelled files are not read from standard input: the ending of their name says what they are",
        )
        .into());
    }
    Ok(())
}

/// The files of the data with what each of them holds, where an error says that there is not enough in them.
pub(crate) fn explained<T>(done: std::result::Result<T, Error>, data: &Dataset) -> Result<T> {
    match done {
        Err(Error::Training(error)) if lacks_sentences(&error) => {
            let missing = Stance::ALL.into_iter().find(|&stance| data.counts()[Outcome::from(stance)] == 0);
            let error = match (&error, missing) {
                // Of a class that is missing, the number of folds says too little.
                (TrainingError::TooFewGroups { .. }, Some(stance)) => {
                    TrainingError::MissingClass(data.labels().name(stance).to_owned())
                }
                _ => error,
            };
            let files = data.files().iter().map(|file| format!("\n  {file}"));
            Err(format!("{error}; read were{}", files.collect::<String>()).into())
        }
        done => Ok(done?),
    }
}

fn lacks_sentences(error: &TrainingError) -> bool {
    matches!(error, TrainingError::MissingClass(_) | TrainingError::NoSentences | TrainingError::TooFewGroups { .. })
}

/// All paths of several arguments.
pub(crate) fn paths<'a>(arguments: &[&'a [PathBuf]]) -> Vec<&'a Path> {
    arguments.iter().flat_map(|paths| paths.iter()).map(PathBuf::as_path).collect()
}
