//! The texts of a column: each distinct one once, borrowed, with the rows that have it.

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::{DataFusionError, Result};
use hashbrown::HashMap;

/// The row has no text.
const NULL: u32 = u32::MAX;

/// For every row of a batch which of its distinct values it has.
#[derive(Debug, Default)]
pub(crate) struct Rows(Vec<u32>);

impl Rows {
    /// The numbers of the rows' values, `None` for null.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Option<usize>> {
        self.0.iter().map(|&row| (row != NULL).then_some(row as usize))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The distinct texts of a column, in order of their first rows.
pub(crate) struct Texts<'a> {
    pub(crate) distinct: Vec<&'a str>,
    pub(crate) rows: Rows,
}

/// Whether a column of this type can be read as texts.
pub(crate) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => {
            matches!(values.as_ref(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        }
        _ => false,
    }
}

impl<'a> Texts<'a> {
    /// The texts of an array of strings or of a dictionary of strings.
    ///
    /// # Errors
    ///
    /// An array of another type.
    pub(crate) fn of(array: &'a dyn Array) -> Result<Self> {
        let mut texts = Found::with_capacity(array.len());
        match array.data_type() {
            DataType::Utf8 => texts.extend(array.as_string::<i32>().iter()),
            DataType::LargeUtf8 => texts.extend(array.as_string::<i64>().iter()),
            DataType::Utf8View => texts.extend(array.as_string_view().iter()),
            DataType::Dictionary(_, _) => texts.extend_by_keys(array)?,
            _ => return Err(not_text(array.data_type())),
        }
        Ok(Self { distinct: texts.distinct, rows: Rows(texts.rows) })
    }
}

fn not_text(found: &DataType) -> DataFusionError {
    DataFusionError::Execution(format!("a column of strings is expected, not of {found}"))
}

/// What is found so far.
struct Found<'a> {
    numbers: HashMap<&'a str, u32>,
    distinct: Vec<&'a str>,
    rows: Vec<u32>,
}

impl<'a> Found<'a> {
    fn with_capacity(rows: usize) -> Self {
        Self { numbers: HashMap::with_capacity(rows), distinct: Vec::new(), rows: Vec::with_capacity(rows) }
    }

    fn number(&mut self, text: Option<&'a str>) -> u32 {
        let Some(text) = text else { return NULL };
        *self.numbers.entry(text).or_insert_with(|| {
            self.distinct.push(text);
            (self.distinct.len() - 1) as u32
        })
    }

    fn extend(&mut self, texts: impl Iterator<Item = Option<&'a str>>) {
        for text in texts {
            let number = self.number(text);
            self.rows.push(number);
        }
    }

    /// A value of a dictionary is looked at when the first key of it comes: values that no row has cost nothing.
    fn extend_by_keys(&mut self, array: &'a dyn Array) -> Result<()> {
        let dictionary = array.as_any_dictionary();
        let (keys, values) = (dictionary.keys(), dictionary.values().as_ref());
        if values.is_empty() {
            self.rows.resize(array.len(), NULL);
            return Ok(());
        }
        let mut numbers: Vec<Option<u32>> = vec![None; values.len()];
        for (row, key) in dictionary.normalized_keys().into_iter().enumerate() {
            let number = if keys.is_null(row) {
                NULL
            } else if let Some(number) = numbers[key] {
                number
            } else {
                let number = self.number(value(values, key)?);
                numbers[key] = Some(number);
                number
            };
            self.rows.push(number);
        }
        Ok(())
    }
}

fn value(values: &dyn Array, at: usize) -> Result<Option<&str>> {
    if values.is_null(at) {
        return Ok(None);
    }
    Ok(Some(match values.data_type() {
        DataType::Utf8 => values.as_string::<i32>().value(at),
        DataType::LargeUtf8 => values.as_string::<i64>().value(at),
        DataType::Utf8View => values.as_string_view().value(at),
        other => return Err(not_text(other)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{
        ArrayRef, DictionaryArray, Int8Array, Int64Array, LargeStringArray, StringArray, StringViewArray, UInt8Array,
        UInt16Array,
    };
    use std::sync::Arc;

    const ROWS: [Option<&str>; 6] = [Some("b"), None, Some(""), Some("b"), Some("longer than twelve bytes"), None];

    fn of(array: &ArrayRef) -> (Vec<&str>, Vec<Option<usize>>) {
        let texts = Texts::of(array).expect("texts");
        (texts.distinct, texts.rows.iter().collect())
    }

    /// The same six rows in every type.
    fn arrays() -> Vec<ArrayRef> {
        let keys = [Some(3_u8), Some(1), Some(2), Some(0), Some(4), None];
        let values = [Some("b"), None, Some(""), Some("b"), Some("longer than twelve bytes"), Some("of no row")];
        let small = UInt8Array::from(keys.to_vec());
        let wide = UInt16Array::from(keys.map(|key| key.map(u16::from)).to_vec());
        let long = Int64Array::from(keys.map(|key| key.map(i64::from)).to_vec());
        vec![
            Arc::new(StringArray::from(ROWS.to_vec())),
            Arc::new(LargeStringArray::from(ROWS.to_vec())),
            Arc::new(StringViewArray::from(ROWS.to_vec())),
            Arc::new(DictionaryArray::new(small, Arc::new(StringArray::from(values.to_vec())))),
            Arc::new(DictionaryArray::new(wide, Arc::new(LargeStringArray::from(values.to_vec())))),
            Arc::new(DictionaryArray::new(long, Arc::new(StringViewArray::from(values.to_vec())))),
        ]
    }

    #[test]
    fn every_type_gives_the_same_texts() {
        for array in arrays() {
            let expected =
                (vec!["b", "", "longer than twelve bytes"], vec![Some(0), None, Some(1), Some(0), Some(2), None]);
            assert_eq!(of(&array), expected, "{}", array.data_type());
        }
    }

    #[test]
    fn slices_begin_where_they_begin() {
        for array in arrays() {
            let slice = array.slice(2, 3);
            let expected = (vec!["", "b", "longer than twelve bytes"], vec![Some(0), Some(1), Some(2)]);
            assert_eq!(of(&slice), expected, "{}", array.data_type());
            assert_eq!(of(&array.slice(6, 0)), (vec![], vec![]));
        }
    }

    #[test]
    fn a_dictionary_may_be_empty() {
        let values = Arc::new(StringArray::new_null(0));
        let array: ArrayRef = Arc::new(DictionaryArray::new(Int8Array::new_null(2), values));
        assert_eq!(of(&array), (vec![], vec![None, None]));
    }

    #[test]
    fn other_types_are_refused() {
        let numbers = Int8Array::from(vec![1]);
        let Err(error) = Texts::of(&numbers) else { panic!("numbers are no texts") };
        assert!(error.to_string().ends_with("a column of strings is expected, not of Int8"), "{error}");
        assert!(!is_text(&DataType::Binary));
    }
}
