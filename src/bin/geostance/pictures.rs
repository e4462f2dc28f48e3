//! `--plots`: pictures as SVG in a folder, each tried before the work and written whole.

use crate::ending::{Result, note};
use crate::output::{Kind, Output};
use crate::terminal::shown;
use geostance::error::{Error, PlotError};
use geostance::evaluation::RiskCoverage;
use geostance::model::Calibration;
use geostance::{Evaluation, StanceModel, plots};
use std::fs;
use std::path::{Path, PathBuf};

/// The terms of each stance that are shown.
const TERMS: usize = 12;

#[derive(clap::Args)]
pub(crate) struct PlotsArg {
    /// A folder for plots as SVG, made if it is missing; files in it that are no plots of this program are not replaced
    #[arg(id = "plots", long = "plots", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// Replace the files of --plots whatever they hold
    #[arg(long, requires = "plots")]
    pub(crate) force: bool,
}

/// A picture, or why there is none.
pub(crate) type Drawn = std::result::Result<String, Error>;

/// Pictures by their names, each with its place.
pub(crate) struct Pictures(Vec<(&'static str, Output)>);

impl Pictures {
    /// Makes the folder where it is missing, and looks whether each picture can be written; `inputs` are what the command reads.
    pub(crate) fn open(
        folder: Option<&Path>,
        force: bool,
        names: &[&'static str],
        inputs: &[&Path],
    ) -> Result<Option<Self>> {
        let Some(folder) = folder else { return Ok(None) };
        if folder.is_file() {
            return Err(format!("cannot make the folder {}: it is a file; choose another name", shown(folder)).into());
        }
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", shown(folder)))?;
        let place = |&name: &&'static str| {
            let path = folder.join(name);
            Ok((name, Output::open(Some(&path), force, Kind::Plot, inputs.iter().copied())?))
        };
        names.iter().map(place).collect::<Result<_>>().map(|places| Some(Self(places)))
    }

    /// Writes the pictures in the order of their names, and gives the names of those that are written; says which of them has nothing
    /// to show.
    pub(crate) fn write<const N: usize>(self, drawn: [Drawn; N]) -> Result<Vec<&'static str>> {
        let mut written = Vec::new();
        for ((name, output), drawn) in self.0.into_iter().zip(drawn) {
            match drawn {
                Ok(svg) => {
                    output.write(svg.as_bytes())?;
                    written.push(name);
                }
                Err(Error::Plot(error @ PlotError::Nothing(_))) => {
                    note(format_args!("{name} is not written: {error}"));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(written)
    }
}

/// The pictures of an evaluation, in the order of their drawing.
pub(crate) const OF_EVALUATION: [&str; 4] = ["confusion.svg", "reliability.svg", "risk-coverage.svg", "terms.svg"];

/// Draws the pictures of a model that was evaluated before and after calibration, with the risk–coverage curves that are given.
pub(crate) fn of_evaluation(
    model: &StanceModel,
    [before, after]: [&Evaluation; 2],
    curves: &[(String, RiskCoverage)],
) -> [Drawn; 4] {
    let curves: Vec<(&str, &RiskCoverage)> = curves.iter().map(|(name, curve)| (name.as_str(), curve)).collect();
    [
        plots::confusion(after),
        plots::reliability(before, after),
        plots::risk_coverage(&curves),
        plots::terms(model, TERMS),
    ]
}

/// The model as its scores are, without its calibration.
pub(crate) fn uncalibrated(model: &StanceModel) -> Result<StanceModel> {
    Ok(model.clone().with_calibration(Calibration::default())?)
}
