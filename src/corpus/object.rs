//! A JSON object as its pairs, whose values are looked at only where they are wanted.

use super::columns::check_names;
use super::fields::{MAX_COLUMNS, too_many};
use crate::error::{Column, DataError, DataReason, found, shortened};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The pairs of an object in their order. A value costs nothing until it is asked for, however deep it is.
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

/// A value as it is written.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a>(&'a str);

impl<'a> Object<'a> {
    /// Reads an object that is all of a line.
    ///
    /// # Errors
    ///
    /// For what is none, a key that occurs twice, or too many keys.
    pub(crate) fn read(line: &'a str) -> Result<Self, DataError> {
        let pairs: Pairs<'a> = serde_json::from_str(line).map_err(|error| {
            let before = line.char_indices().take_while(|&(at, _)| at < error.column()).count();
            let column = Column::Character(before as u64);
            DataError::new(DataReason::Json(format!("no valid JSON object: {}", words(&error)))).column_at(column)
        })?;
        if pairs.more > 0 {
            return Err(too_many());
        }
        check_names(pairs.pairs.iter().map(|(name, _)| name.as_ref()))?;
        Ok(Self(pairs.pairs))
    }

    /// The keys in their order, without the space around them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_ref())
    }

    /// The pairs with their places.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, &str, Value<'a>)> {
        self.0.iter().enumerate().map(|(place, (name, value))| (place, name.as_ref(), *value))
    }
}

/// An error in the value of a key.
pub(crate) fn at_key(name: &str, reason: DataReason) -> DataError {
    DataError::new(reason).column_at(Column::Key(name.to_owned()))
}

/// What serde says, without the line, for that is always the first.
fn words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or(&words);
    let plain = PLAIN.iter().find(|(theirs, _)| words.starts_with(theirs)).map(|(_, ours)| *ours);
    plain.map_or_else(|| shortened(words, 100), str::to_owned)
}

/// Words of serde that say little to those who wrote a table, and ours.
const PLAIN: [(&str, &str); 13] = [
    ("expected ident", "a bare word; only true, false and null need no quotes"),
    ("expected value", "a value is missing here, or it is a bare word; put texts in double quotes"),
    ("key must be a string", "a key without double quotes"),
    ("trailing comma", "a comma after the last value"),
    ("trailing characters", "something after the end of the object; one object a line"),
    ("EOF while parsing a string", "the line ends within a string; is a double quote missing?"),
    ("EOF while parsing", "the line ends within the object; is a brace or bracket missing?"),
    ("expected `,` or `}`", "a comma or the closing brace is missing here"),
    ("expected `,` or `]`", "a comma or the closing bracket is missing here"),
    ("expected `:`", "a colon is missing after the key"),
    ("control character", "a tab or another control character in a string; write it as \\t or \\u0009"),
    ("invalid escape", "a backslash before what is not to be escaped; write it twice"),
    ("invalid type: ", "something else than an object; one object in braces a line"),
];

impl<'a> Value<'a> {
    pub(crate) fn is_string(self) -> bool {
        self.0.starts_with('"')
    }

    pub(crate) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// The value of a string.
    ///
    /// # Errors
    ///
    /// Where it is none, or has half a character.
    pub(crate) fn string(self, name: &str) -> Result<Cow<'a, str>, DataError> {
        if !self.is_string() {
            return Err(self.unlike(name, "a string"));
        }
        let text: Result<Text<'a>, _> = serde_json::from_str(self.0);
        let broken = |error| at_key(name, DataReason::Json(format!("no valid string: {}", words(&error))));
        text.map(|text| text.0).map_err(broken)
    }

    /// A string as its text, everything else as it is written.
    pub(crate) fn text(self, name: &str) -> Result<Cow<'a, str>, DataError> {
        if self.is_string() { self.string(name) } else { Ok(Cow::Borrowed(self.0)) }
    }

    /// That the value is not what it should be.
    pub(crate) fn unlike(self, name: &str, expected: &str) -> DataError {
        at_key(name, DataReason::Json(format!("expected {expected}, found {}", found(self.0))))
    }
}

#[cfg(any(test, feature = "train"))]
impl<'a> Object<'a> {
    /// The key and the value at a place of [`Object::names`].
    pub(crate) fn pair(&self, place: usize) -> Option<(&str, Value<'a>)> {
        self.0.get(place).map(|(name, value)| (name.as_ref(), *value))
    }
}

#[cfg(any(test, feature = "train"))]
impl<'a> Value<'a> {
    /// The value as it is written.
    pub(crate) fn as_written(self) -> &'a str {
        self.0
    }

    /// Whether it is a number.
    pub(crate) fn is_number(self) -> bool {
        self.0.starts_with(|c: char| c == '-' || c.is_ascii_digit())
    }
}

/// A string that is borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

struct Pairs<'a> {
    pairs: Vec<(Cow<'a, str>, Value<'a>)>,
    /// Pairs over the limit, which are not kept.
    more: usize,
}

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut pairs, mut more) = (Vec::new(), 0);
                while let Some(Text(name)) = map.next_key()? {
                    if pairs.len() < MAX_COLUMNS {
                        let value: &'de RawValue = map.next_value()?;
                        pairs.push((trimmed(name), Value(value.get())));
                    } else {
                        map.next_value::<IgnoredAny>()?;
                        more += 1;
                    }
                }
                Ok(Pairs { pairs, more })
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

fn trimmed(name: Cow<'_, str>) -> Cow<'_, str> {
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(name.trim()),
        Cow::Owned(name) => Cow::Owned(name.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_looked_at_only_when_wanted() {
        let line = r#"{" a\u0062 ":"x\ny","n":-1.50e3,"deep":{"b" : [1, {}]},"z":null,"half":"\ud800"}"#;
        let object = Object::read(line).unwrap();
        assert!(object.names().eq(["ab", "n", "deep", "z", "half"]));
        let text = |place: usize| {
            let (name, value) = object.pair(place).unwrap();
            value.text(name).map_err(|error| error.to_string())
        };
        assert_eq!(text(0).unwrap(), "x\ny");
        assert_eq!(text(1).unwrap(), "-1.50e3");
        assert_eq!(text(2).unwrap(), r#"{"b" : [1, {}]}"#);
        assert!(object.pair(3).unwrap().1.is_null() && object.pair(1).unwrap().1.is_number());
        assert_eq!(text(4).unwrap_err(), "no valid string: unexpected end of hex escape (key `half`)");
        let error = object.pair(1).unwrap().1.string("n").unwrap_err();
        assert_eq!(error.to_string(), "expected a string, found -1.50e3 (key `n`)");
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for (line, words) in [
            ("[1]", "no valid JSON object: something else than an object; one object in braces a line (character 0)"),
            (
                "{\"a\":1",
                "no valid JSON object: the line ends within the object; is a brace or bracket missing? (character 6)",
            ),
            (
                "{\"a\":tru}",
                "no valid JSON object: a bare word; only true, false and null need no quotes (character 9)",
            ),
            (
                "{\"a\":1} 2",
                "no valid JSON object: something after the end of the object; one object a line (character 9)",
            ),
            ("{\"a\":1,\"a \":2}", "`a` occurs twice"),
        ] {
            assert_eq!(Object::read(line).map(|_| ()).unwrap_err().to_string(), words, "{line}");
        }
        let wide = (0..=MAX_COLUMNS).map(|key| format!("\"{key}\":0")).collect::<Vec<_>>().join(",");
        let error = Object::read(&format!("{{{wide}}}")).map(|_| ()).unwrap_err();
        assert_eq!(error.reason, DataReason::TooManyColumns { limit: MAX_COLUMNS });
    }

    #[test]
    fn depth_costs_nothing() {
        let line = format!("{{\"a\":{}{}}}", "[".repeat(1 << 20), "]".repeat(1 << 20));
        assert_eq!(Object::read(&line).unwrap().pair(0).unwrap().1.as_written().len(), 1 << 21);
    }
}
