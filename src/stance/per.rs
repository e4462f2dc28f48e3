//! A value for every stance, or for every outcome.

use super::{Outcome, Stance};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

macro_rules! per {
    ($(#[$doc:meta])* $name:ident, $key:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name<T>([T; $key::COUNT]);

        impl<T> $name<T> {
            /// What `value` says of each, in their order.
            pub fn from_fn(value: impl FnMut($key) -> T) -> Self {
                Self($key::ALL.map(value))
            }

            /// Each with its value, in their order.
            pub fn iter(&self) -> impl ExactSizeIterator<Item = ($key, &T)> + DoubleEndedIterator {
                $key::ALL.into_iter().zip(&self.0)
            }

            /// The values in their order.
            #[must_use]
            pub const fn as_array(&self) -> &[T; $key::COUNT] {
                &self.0
            }

            /// The values in their order, to keep.
            #[must_use]
            pub fn into_array(self) -> [T; $key::COUNT] {
                self.0
            }

            /// What `f` makes of each value.
            pub fn map<U>(self, f: impl FnMut(T) -> U) -> $name<U> {
                $name(self.0.map(f))
            }
        }

        impl<T> From<[T; $key::COUNT]> for $name<T> {
            fn from(values: [T; $key::COUNT]) -> Self {
                Self(values)
            }
        }

        impl<T, K: Into<$key>> Index<K> for $name<T> {
            type Output = T;

            fn index(&self, key: K) -> &T {
                &self.0[key.into().index()]
            }
        }

        impl<T, K: Into<$key>> IndexMut<K> for $name<T> {
            fn index_mut(&mut self, key: K) -> &mut T {
                &mut self.0[key.into().index()]
            }
        }

        /// A map from names to values, in their order.
        impl<T: Serialize> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut out = serializer.serialize_map(Some($key::COUNT))?;
                for (key, value) in self.iter() {
                    out.serialize_entry(key.name(), value)?;
                }
                out.end()
            }
        }

        impl<'de, T: Deserialize<'de>> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Map<T>(PhantomData<T>);

                impl<'de, T: Deserialize<'de>> Visitor<'de> for Map<T> {
                    type Value = $name<T>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("a map with a value for every ", $what))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut found: [Option<T>; $key::COUNT] = Default::default();
                        while let Some(key) = map.next_key::<$key>()? {
                            if found[key.index()].replace(map.next_value()?).is_some() {
                                return Err(A::Error::custom(format!("`{key}` occurs twice")));
                            }
                        }
                        let missing = $key::ALL.into_iter().find(|key| found[key.index()].is_none());
                        if let Some(missing) = missing {
                            return Err(A::Error::custom(format!("no value for `{missing}`")));
                        }
                        let all: Vec<T> = found.into_iter().flatten().collect();
                        all.try_into().map($name).map_err(|_| A::Error::custom(concat!("no value for every ", $what)))
                    }
                }

                deserializer.deserialize_map(Map(PhantomData))
            }
        }
    };
}

per! {
    /// A value for each of the three stances, by stance.
    ///
    /// ```
    /// use geostance::{Stance, stance::PerStance};
    ///
    /// let mut votes = PerStance::from([3, 0, 1]);
    /// votes[Stance::MultiVector] += 2;
    /// assert_eq!(votes.iter().max_by_key(|(_, votes)| **votes), Some((Stance::ProMoscow, &3)));
    /// assert_eq!(serde_json::to_string(&votes)?, r#"{"pro-moscow":3,"multi-vector":2,"western-leaning":1}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    PerStance, Stance, "stance"
}

per! {
    /// A value for each of the four outcomes, by outcome or stance.
    ///
    /// ```
    /// use geostance::{Outcome, Stance, stance::PerOutcome};
    ///
    /// let counts = PerOutcome::from([5, 3, 2, 7]);
    /// assert_eq!((counts[Stance::ProMoscow], counts[Outcome::None]), (5, 7));
    /// assert_eq!(serde_json::from_str::<PerOutcome<i32>>(&serde_json::to_string(&counts)?)?, counts);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    PerOutcome, Outcome, "outcome"
}

impl<T> PerOutcome<T> {
    /// The values of the three stances, without that of none.
    #[must_use]
    pub fn stances(self) -> PerStance<T> {
        let [pro_moscow, multi_vector, western_leaning, _] = self.0;
        PerStance([pro_moscow, multi_vector, western_leaning])
    }
}

/// A value for every outcome as a list in their order, as model files have it.
pub(crate) fn as_list<T: Serialize, S: Serializer>(values: &PerOutcome<T>, serializer: S) -> Result<S::Ok, S::Error> {
    values.as_array().serialize(serializer)
}

/// A list in the order of outcomes as a value for every outcome.
pub(crate) fn from_list<'de, T, D>(deserializer: D) -> Result<PerOutcome<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    <[T; Outcome::COUNT]>::deserialize(deserializer).map(PerOutcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read_only_whole() {
        let read = |json: &str| serde_json::from_str::<PerStance<u8>>(json).map_err(|error| error.to_string());
        let good = r#"{"multi-vector":2,"pro-moscow":1,"western-leaning":3}"#;
        assert_eq!(read(good), Ok(PerStance([1, 2, 3])));
        for (json, words) in [
            (r#"{"pro-moscow":1}"#, "no value for `multi-vector`"),
            (r#"{"pro-moscow":1,"pro-moscow":1}"#, "`pro-moscow` occurs twice"),
            (r#"{"none":1}"#, "unknown variant `none`"),
            ("[1,2,3]", "a map with a value for every stance"),
        ] {
            assert!(read(json).unwrap_err().contains(words), "{json}");
        }
    }
}
