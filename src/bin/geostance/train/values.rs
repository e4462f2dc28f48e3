//! Values of arguments that are more than a number.

use clap::ValueEnum;
use geostance::{StanceModel, StanceParams, training::ClassWeights};
use std::path::PathBuf;

/// Where the parameters start from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// English news: the recipe of the shipped model
    News,
    /// Posts and comments, one model for each target
    Social,
}

impl Preset {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Social => "social",
        }
    }

    pub(crate) fn params(preset: Option<Self>) -> StanceParams {
        match preset {
            None => StanceModel::params(),
            Some(Self::News) => StanceParams::news(),
            Some(Self::Social) => StanceParams::social(),
        }
    }
}

/// The shortest and the longest character n-gram.
#[derive(Clone, Copy)]
pub(super) struct Characters(pub(super) Option<(usize, usize)>);

#[derive(Clone)]
pub(super) struct Prefixes(pub(super) Vec<usize>);

/// Where names come from.
#[derive(Clone)]
pub(super) enum Actors {
    /// No names.
    None,
    /// A file of groups and names.
    File(PathBuf),
}

#[derive(Clone)]
pub(super) struct Crossed(pub(super) Vec<String>);

#[derive(Clone, Copy)]
pub(super) struct Smoothing(pub(super) Option<f64>);

pub(super) fn parse_characters(text: &str) -> Result<Characters, String> {
    if text == "none" {
        return Ok(Characters(None));
    }
    let lengths = text.split_once('-').and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
    lengths.map(|lengths| Characters(Some(lengths))).ok_or_else(|| "expected two lengths, as 2-5, or `none`".to_owned())
}

pub(super) fn parse_prefixes(text: &str) -> Result<Prefixes, String> {
    if text == "none" {
        return Ok(Prefixes(Vec::new()));
    }
    let lengths: Option<Vec<_>> = text.split(',').map(|length| length.trim().parse().ok()).collect();
    lengths.map(Prefixes).ok_or_else(|| "expected lengths separated by commas, as 3,5, or `none`".to_owned())
}

impl From<&str> for Actors {
    fn from(text: &str) -> Self {
        if text == "none" { Self::None } else { Self::File(text.into()) }
    }
}

impl From<&str> for Crossed {
    fn from(text: &str) -> Self {
        let groups = text.split(',').map(|group| group.trim().to_owned());
        Self(if text == "none" { Vec::new() } else { groups.collect() })
    }
}

pub(super) fn parse_smoothing(text: &str) -> Result<Smoothing, String> {
    if text == "none" {
        return Ok(Smoothing(None));
    }
    text.parse().map(|smoothing| Smoothing(Some(smoothing))).map_err(|_| "expected a number or `none`".to_owned())
}

pub(super) fn parse_class_weights(text: &str) -> Result<ClassWeights, String> {
    match text {
        "uniform" => Ok(ClassWeights::Uniform),
        "balanced" => Ok(ClassWeights::Balanced),
        _ => {
            let weights = text.split(',').map(|weight| weight.trim().parse().ok()).collect::<Option<Vec<f64>>>();
            let four = weights.and_then(|weights| weights.try_into().ok());
            four.map(|weights: [f64; 4]| ClassWeights::Each(weights.into()))
                .ok_or_else(|| "expected uniform, balanced or four numbers".to_owned())
        }
    }
}
