//! What holds of any text as a mapping of labels, or as a word that names something.

use super::assert_speaks;
use geostance::{
    Labels, Outcome, Stance,
    model::{Counts, Stemmer},
    report::ReportFormat,
};
use std::fmt::Display;
use std::str::FromStr;

/// A mapping that is read is written as it is read again, and every label of it is known.
pub(crate) fn of_bytes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match text.parse::<Labels>() {
        Ok(labels) => {
            assert_eq!(labels.to_string().parse::<Labels>().expect("what is written is read"), labels);
            for stance in Stance::ALL {
                assert_eq!(labels.outcome(labels.name(stance)).expect("a label"), Outcome::Stance(stance));
                assert!(labels.probability_column(stance).starts_with("p_"));
            }
            if let Some(none) = labels.none() {
                assert_eq!(labels.outcome(none).expect("a label"), Outcome::None);
            }
            if let Err(error) = labels.outcome(&text) {
                // It ends in a label of the mapping, which may end as it likes.
                assert_speaks(&format!("{error}`"));
            }
        }
        Err(error) => assert_speaks(&error),
    }
    word::<Stance>(&text);
    word::<Outcome>(&text);
    word::<Stemmer>(&text);
    word::<Counts>(&text);
    word::<ReportFormat>(&text);
}

/// A word that is read is written as it was.
fn word<T: FromStr<Err: Display> + Display>(text: &str) {
    match text.parse::<T>() {
        Ok(value) => assert_eq!(value.to_string(), text),
        Err(error) => assert_speaks(&error),
    }
}
