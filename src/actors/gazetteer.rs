//! Groups of names, as a file lists them.

use crate::error::{GazetteerError, GazetteerReason};
use crate::tokens::{Stemmer, tokens};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most groups, the group of no meaning not counted.
const MAX_GROUPS: usize = 16;
/// The most words of a name.
const MAX_WORDS: usize = 8;
/// The most bytes of a gazetteer.
pub(crate) const MAX_GAZETTEER_BYTES: usize = 1 << 22;
/// The most groups that stems are crossed with.
pub(crate) const MAX_CROSSED: usize = 3;
/// The group of names that stand for nobody, so that a longer name hides a shorter one (`Georgia Tech`).
const NOBODY: &str = "-";
const HEADER: &str = "group,name";

/// Named groups of names: states, their capitals and leaders, bodies, firms, parties, teams.
///
/// A word means what it means beside whom it stands, so a model can have features of which groups a sentence names. A file
/// lists a name a line, `group,name`, under that very header, without quotes. Names are compared word by word as stems
/// (`Russian` also finds `Russians`), the longest first, and the same words may not stand in two groups. A name that is listed with a capital is
/// found only where its first word is written with one, so that `Turkey` is not the bird; a name in lower case is found in any
/// case. Names of the group `-` stand for nobody and hide shorter ones (`-,Georgia Tech`). At most 16 groups, eight words a
/// name, 4 MiB. Cheap to clone.
///
/// ```
/// use geostance::actors::Gazetteer;
///
/// let teams: Gazetteer = "group,name\nhome,Kairat\nhome,FC Kairat Almaty\nguests,Astana\n".parse()?;
/// assert_eq!(teams.groups().collect::<Vec<_>>(), ["home", "guests"]);
/// assert_eq!(teams.named("Kairat beat Astana").collect::<Vec<_>>(), [("home", 0..6), ("guests", 12..18)]);
/// # Ok::<(), geostance::error::GazetteerError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gazetteer(Arc<Names>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    /// In order of their first name.
    groups: Vec<String>,
    /// The names, one after the other.
    text: String,
    /// Where each name ends, with the place of its group, `None` for nobody's.
    ends: Vec<(u32, Option<u8>)>,
}

impl Gazetteer {
    /// The groups and names of the shipped model: `russia`, `west`, `ukraine`, `partners` and `targets`; see
    /// `models/actors-en.csv`.
    ///
    /// # Panics
    ///
    /// Never: the embedded file is checked whenever the crate is tested.
    ///
    /// ```
    /// use geostance::actors::Gazetteer;
    ///
    /// let english = Gazetteer::english();
    /// let named: Vec<_> = english.named("Lavrov met the EU’s envoy.").map(|(group, _)| group).collect();
    /// assert_eq!(named, ["russia", "west"]);
    /// ```
    #[cfg(feature = "train")]
    #[must_use]
    pub fn english() -> Self {
        static SHIPPED: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
        let read = || include_str!("../../models/actors-en.csv").parse().expect("the embedded gazetteer is valid");
        SHIPPED.get_or_init(read).clone()
    }

    /// The groups, in the order in which the file first names them.
    #[must_use]
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.groups.iter().map(String::as_str)
    }

    /// The names with their groups, in the order of the file; those of nobody with `-`.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.entries()
            .map(|(group, name)| (group.map_or(NOBODY, |group| self.0.groups[usize::from(group)].as_str()), name))
    }

    /// The names found in an English text, with their groups and byte spans, in order. A model compares names by its own stemmer.
    pub fn named(&self, text: &str) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
        let found = super::Matcher::new(self, Stemmer::English).in_text(text);
        found.into_iter().map(|(group, span)| (self.0.groups[usize::from(group)].as_str(), span))
    }

    /// The place of a group.
    pub(crate) fn place(&self, group: &str) -> Option<u8> {
        self.0.groups.iter().zip(0..).find(|(name, _)| *name == group).map(|(_, place)| place)
    }

    /// The names with the places of their groups.
    pub(super) fn entries(&self) -> impl ExactSizeIterator<Item = (Option<u8>, &str)> {
        let all = &*self.0;
        all.ends.iter().enumerate().map(|(place, &(end, group))| {
            let start = if place == 0 { 0 } else { all.ends[place - 1].0 };
            (group, &all.text[start as usize..end as usize])
        })
    }
}

/// The file, as it is read again.
impl std::fmt::Display for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.names().try_for_each(|(group, name)| writeln!(f, "{group},{name}"))
    }
}

impl std::str::FromStr for Gazetteer {
    type Err = GazetteerError;

    fn from_str(text: &str) -> Result<Self, GazetteerError> {
        if text.len() > MAX_GAZETTEER_BYTES {
            return Err(GazetteerError::new(1, GazetteerReason::TooLarge { limit: MAX_GAZETTEER_BYTES }));
        }
        let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
        if lines.next().is_none_or(|(_, header)| header != HEADER) {
            return Err(GazetteerError::new(1, GazetteerReason::Header));
        }
        let mut names = Reading::default();
        let mut errors: Option<GazetteerError> = None;
        for (line, row) in lines.filter(|(_, row)| !row.is_empty()) {
            if let Err(reason) = names.row(line, row) {
                match &mut errors {
                    Some(errors) => errors.add(line, reason),
                    None => errors = Some(GazetteerError::new(line, reason)),
                }
            }
        }
        if let Some(errors) = errors {
            return Err(errors);
        }
        let mut all = names.all;
        all.text.shrink_to_fit();
        all.ends.shrink_to_fit();
        if all.groups.is_empty() {
            return Err(GazetteerError::new(1, GazetteerReason::Empty));
        }
        Ok(Self(Arc::new(all)))
    }
}

/// Names as they are read.
#[derive(Default)]
struct Reading {
    all: Names,
    /// The words of each name, and its line.
    seen: BTreeMap<Vec<String>, usize>,
}

impl Reading {
    /// Reads a line.
    fn row(&mut self, line: usize, row: &str) -> Result<(), GazetteerReason> {
        let Some((group, name)) = row.split_once(',').filter(|(_, name)| !name.contains([',', '"'])) else {
            return Err(GazetteerReason::Row);
        };
        let plain = |text: &str| !text.is_empty() && text.trim() == text && !text.contains(char::is_control);
        if !plain(name) || !plain(group) || group.contains(['+', '{', '}', '"', ' ', '*', ':', '|']) {
            return Err(GazetteerReason::Row);
        }
        let words: Vec<String> = tokens(name, Stemmer::None).iter().map(|token| token.word().to_owned()).collect();
        if words.is_empty() || words.len() > MAX_WORDS {
            return Err(GazetteerReason::Words { limit: MAX_WORDS });
        }
        if let Some(&earlier) = self.seen.get(&words) {
            return Err(GazetteerReason::Twice { name: name.to_owned(), earlier });
        }
        let group = if group == NOBODY { None } else { Some(self.all.group(group)?) };
        self.seen.insert(words, line);
        self.all.text.push_str(name);
        self.all.ends.push((self.all.text.len() as u32, group));
        Ok(())
    }
}

impl Names {
    /// The place of a group, which is entered if it is new.
    fn group(&mut self, name: &str) -> Result<u8, GazetteerReason> {
        let place = self.groups.iter().position(|group| group == name).unwrap_or(self.groups.len());
        if place == MAX_GROUPS {
            return Err(GazetteerReason::Groups { limit: MAX_GROUPS });
        }
        if place == self.groups.len() {
            self.groups.push(name.to_owned());
        }
        Ok(place as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "group,name\na,Alpha\n-,Alpha Centauri\nb,beta gamma\n";
        let read: Gazetteer = text.parse().unwrap();
        assert_eq!(read.to_string(), text);
        assert_eq!(read.names().nth(1), Some(("-", "Alpha Centauri")));
        assert_eq!(format!("\u{feff}{text}").replace('\n', "\r\n").parse::<Gazetteer>(), Ok(read));
    }

    #[test]
    fn every_rule_says_its_line() {
        for (text, words) in [
            ("", "line 1: the first line must be `group,name`"),
            ("name,group\na,b\n", "line 1: the first line must be `group,name`"),
            ("group,name\n", "line 1: there is no name in any group"),
            ("group,name\n-,Nobody\n", "line 1: there is no name in any group"),
            (
                "group,name\na,Alpha\nb\n",
                "line 3: not a group and a name with one comma between them; names need no quotes",
            ),
            (
                "group,name\na,\"Alpha\"\n",
                "line 2: not a group and a name with one comma between them; names need no quotes",
            ),
            (
                "group,name\na, Alpha\n",
                "line 2: not a group and a name with one comma between them; names need no quotes",
            ),
            ("group,name\na,Alpha\nb,ALPHA\n", "line 3: `ALPHA` stands in line 2 already"),
            ("group,name\na,…\n", "line 2: a name has 1 to 8 words"),
            ("group,name\na,1 2 3 4 5 6 7 8 9\n", "line 2: a name has 1 to 8 words"),
        ] {
            assert_eq!(text.parse::<Gazetteer>().unwrap_err().to_string(), words, "{text:?}");
        }
        let error = "group,name\na\nb,Beta\nb,\"\"\nc,beta\n".parse::<Gazetteer>().unwrap_err();
        assert_eq!((error.line(), error.count()), (2, 3));
        assert_eq!(
            error.to_string(),
            "3 errors in the names
  line 2: not a group and a name with one comma between them; names need no quotes
  line 4: not a group and a name with one comma between them; names need no quotes
  line 5: `beta` stands in line 3 already"
        );
        let many: Vec<String> = (0..17).map(|i| format!("g{i},Name{}", "x".repeat(i))).collect();
        let error = format!("{HEADER}\n{}", many.join("\n")).parse::<Gazetteer>().unwrap_err();
        assert_eq!(error.to_string(), "line 18: more than 16 groups");
    }
}
