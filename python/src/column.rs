//! The bytes that a column of a table holds.
//!
//! In: an Arrow array, of text in any of its layouts, or of whole numbers for
//! ids. Out: for each row its bytes, or none. They are not trusted to be UTF-8,
//! since who made the table may not have looked (Spark does not), and are never
//! taken for a `str` before [`Settings::text`](crate::settings::Settings::text)
//! has seen them.
//!
//! Limit: columns within columns, and run-end encoded ones, are not text.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray};
use arrow_schema::DataType;

/// A column of which one wants the bytes.
pub enum Column {
    /// Every value is missing.
    Nothing,
    Short(BinaryArray),
    Long(LargeBinaryArray),
    View(BinaryViewArray),
    /// For each row the number of its value, and the values.
    Dictionary(Vec<Option<usize>>, Box<Column>),
}

impl Column {
    /// The array, if it is of text.
    pub fn text(array: &ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Null => Self::Nothing,
            DataType::Utf8 => Self::Short(array.as_string::<i32>().clone().into()),
            DataType::LargeUtf8 => Self::Long(array.as_string::<i64>().clone().into()),
            DataType::Utf8View => Self::View(array.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Short(array.as_binary::<i32>().clone()),
            DataType::LargeBinary => Self::Long(array.as_binary::<i64>().clone()),
            DataType::BinaryView => Self::View(array.as_binary_view().clone()),
            DataType::Dictionary(..) => Self::dictionary(array)?,
            _ => return None,
        })
    }

    /// The array, if it is of text or of whole numbers, which are spelled.
    pub fn id(array: &ArrayRef) -> Option<Self> {
        macro_rules! spelled {
            ($kind:ty) => {{
                let numbers = array.as_primitive::<$kind>().iter();
                Some(Self::Short(numbers.map(|number| number.map(|number| number.to_string())).collect()))
            }};
        }
        match array.data_type() {
            DataType::Int8 => spelled!(Int8Type),
            DataType::Int16 => spelled!(Int16Type),
            DataType::Int32 => spelled!(Int32Type),
            DataType::Int64 => spelled!(Int64Type),
            DataType::UInt8 => spelled!(UInt8Type),
            DataType::UInt16 => spelled!(UInt16Type),
            DataType::UInt32 => spelled!(UInt32Type),
            DataType::UInt64 => spelled!(UInt64Type),
            _ => Self::text(array),
        }
    }

    fn dictionary(array: &ArrayRef) -> Option<Self> {
        let dictionary = array.as_any_dictionary();
        let values = Self::text(dictionary.values())?;
        if dictionary.values().is_empty() {
            return Some(Self::Nothing);
        }
        let keys = dictionary.normalized_keys().into_iter().enumerate();
        let keys = keys.map(|(row, key)| dictionary.keys().is_valid(row).then_some(key)).collect();
        Some(Self::Dictionary(keys, Box::new(values)))
    }

    /// The bytes of a row; none where it is missing.
    pub fn value(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Nothing => None,
            Self::Short(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Long(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary(keys, values) => keys[row].and_then(|key| values.value(key)),
        }
    }

    /// How many bytes a row holds.
    pub fn length(&self, row: usize) -> usize {
        self.value(row).map_or(0, <[u8]>::len)
    }
}
