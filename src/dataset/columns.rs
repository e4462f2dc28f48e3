//! Which columns, or keys, say what of a labelled row.

use super::options::ReadOptions;
use crate::corpus::Wanted;
use crate::error::{DataError, DataReason};
use crate::stance::{Labels, PerStance, Stance};

/// The columns of the probabilities, by their names.
pub(super) fn probability_columns(labels: &Labels) -> PerStance<String> {
    PerStance::from_fn(|stance| labels.probability_column(stance))
}

/// How rows are labelled, with the places of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// One column of stances.
    Stance(usize),
    /// One of probabilities for each stance.
    Soft(PerStance<usize>),
}

impl Label {
    /// The columns that label among `names`, none where there are none.
    ///
    /// # Errors
    ///
    /// Where columns label in both ways, or some of the probabilities are missing.
    pub(super) fn find<'n>(
        names: &(impl Iterator<Item = &'n str> + Clone),
        soft_names: &PerStance<String>,
        options: &ReadOptions,
    ) -> Result<Option<Self>, DataError> {
        let stance = options.label().find(names)?;
        if options.names_label() {
            return Ok(stance.map(Self::Stance));
        }
        let mut soft = PerStance::<Option<usize>>::default();
        for (stance, name) in soft_names.iter() {
            soft[stance] = Wanted::Named(name).find(names)?;
        }
        let some = soft_names.iter().find(|&(stance, _)| soft[stance].is_some());
        let Some((_, some)) = some else { return Ok(stance.map(Self::Stance)) };
        // Beside probabilities `label` is a column like others.
        if Wanted::Known(&["stance"]).find(names)?.is_some() {
            return Err(DataError::new(DataReason::BothLabels(some.clone())));
        }
        match soft.into_array() {
            [Some(a), Some(b), Some(c)] => Ok(Some(Self::Soft([a, b, c].into()))),
            places => {
                let missing = Stance::ALL.into_iter().find(|stance| places[stance.index()].is_none());
                let missing = missing.map_or("", |stance| &soft_names[stance]).into();
                Err(DataError::new(DataReason::PartialLabels { missing, found: some.clone() }))
            }
        }
    }

    /// Whether a column is one of the label.
    pub(super) fn has(&self, place: usize) -> bool {
        match self {
            Self::Stance(stance) => *stance == place,
            Self::Soft(places) => places.as_array().contains(&place),
        }
    }
}

/// The weight that a cell gives; 1 where it is empty.
pub(super) fn weight(field: &str) -> Result<f32, DataReason> {
    let field = field.trim();
    if field.is_empty() {
        return Ok(1.0);
    }
    let (Ok(weight), Ok(exact)) = (field.parse::<f32>(), field.parse::<f64>()) else {
        return Err(DataReason::Weight(field.to_owned()));
    };
    if weight == 0.0 && exact > 0.0 { Err(DataReason::TinyWeight(field.to_owned())) } else { Ok(weight) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_labels_in_one_way() {
        let find = |names: &[&str], options: &ReadOptions| {
            let soft = probability_columns(options.spelling());
            Label::find(&names.iter().copied(), &soft, options).map_err(|error| error.to_string())
        };
        let (known, named) = (ReadOptions::new(), ReadOptions::new().stance_column("code"));
        let all = ["p_pro_moscow", "P_Multi_Vector", " p_western_leaning"];
        let soft = Label::Soft([0, 1, 2].into());
        for (names, label) in [
            (vec!["text"], None),
            (vec!["text", "Stance "], Some(Label::Stance(1))),
            (vec!["label", "stance"], Some(Label::Stance(1))),
            (vec!["LABEL"], Some(Label::Stance(0))),
            (all.to_vec(), Some(soft)),
            ([&all[..], &["label"]].concat(), Some(soft)),
        ] {
            assert_eq!(find(&names, &known), Ok(label), "{names:?}");
        }
        let both = find(&[&all[..], &["Stance"]].concat(), &known).unwrap_err();
        assert_eq!(both, "columns `stance` and `p_pro_moscow`; a file labels in one way, remove the other");
        assert_eq!(find(&[&all[..], &["stance", "code"]].concat(), &named), Ok(Some(Label::Stance(4))));
        assert_eq!(find(&["stance"], &named), Ok(None));
        assert!(soft.has(2) && !soft.has(3) && !Label::Stance(1).has(0));
    }

    #[test]
    fn weights_are_numbers_that_count() {
        for (field, expected) in
            [("", Ok(1.0)), (" 2.5 ", Ok(2.5)), ("0", Ok(0.0)), ("0.0", Ok(0.0)), ("1e-45", Ok(1e-45))]
        {
            assert_eq!(weight(field).map_err(|reason| reason.to_string()), expected, "{field}");
        }
        for (field, words) in [
            ("a", "weight `a`; expected a finite number of at least zero"),
            ("7e-46", "weight `7e-46` is too small to count; write 0, or at least 1e-45"),
        ] {
            assert_eq!(weight(field).unwrap_err().to_string(), words);
        }
    }
}
