//! Reading rows that may differ from what is documented.
//!
//! Rows are shown, not acted upon: a field that is absent, null or of another type becomes
//! unknown (`None`), never zero and never an error, and the raw row stays beside the reading.
//! Outcomes are never read with these helpers.
//!
//! A row's reading is made by `row!` instead of a derive: half the fields of a vendor wobble in
//! type, and derived code for each of them would weigh more than all the screens that show them.

mod plain;

use plain::Plain;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Unexpected};
use serde_json::Value;

/// A JSON value whose texts are those of the body: a list is read in thousands of parts, and a
/// copy of every name and word in them would cost more than all that is done with them.
pub use serde_json_borrow::Value as Json;

/// What reads itself from any JSON value, or is unknown.
pub trait Lenient: Sized {
    /// The value, if it can be one.
    fn read(value: &Json<'_>) -> Option<Self>;
}

/// What stands in a row: one thing or a list of them.
pub trait Field {
    /// The field, whatever the row holds under its name.
    fn of(value: Option<&Json<'_>>) -> Self;
}

impl<T: Lenient> Field for Option<T> {
    fn of(value: Option<&Json<'_>>) -> Self {
        value.and_then(T::read)
    }
}

/// What cannot be read is left out.
impl<T: Lenient> Lenient for Vec<T> {
    fn read(value: &Json<'_>) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(T::read).collect())
    }
}

/// A list for which it makes no difference whether it is empty or unknown.
impl<T: Lenient> Field for Vec<T> {
    fn of(value: Option<&Json<'_>>) -> Self {
        value.and_then(Self::read).unwrap_or_default()
    }
}

impl Field for Value {
    fn of(value: Option<&Json<'_>>) -> Self {
        value.map(Self::from).unwrap_or_default()
    }
}

impl Lenient for Value {
    fn read(value: &Json<'_>) -> Option<Self> {
        (!value.is_null()).then(|| value.into())
    }
}

/// A text that may be written as a number, a flag or a whole object.
impl Lenient for String {
    fn read(value: &Json<'_>) -> Option<Self> {
        match value {
            Json::Null => None,
            Json::Str(text) => Some(text.clone().into_owned()),
            other => Some(other.to_string()),
        }
    }
}

/// A whole number that may be written as a text ("503").
impl Lenient for i64 {
    fn read(value: &Json<'_>) -> Option<Self> {
        match value {
            Json::Number(number) => number.as_i64(),
            Json::Str(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

impl Lenient for bool {
    fn read(value: &Json<'_>) -> Option<Self> {
        value.as_bool()
    }
}

impl Lenient for f64 {
    fn read(value: &Json<'_>) -> Option<Self> {
        value.as_f64()
    }
}

/// Declares a row: its fields by the vendor's names, read leniently and written as they are.
/// Where a vendor's pages disagree, an array that holds just the row is taken for the row.
macro_rules! row {
    (
        $(#[$doc:meta])*
        pub struct $name:ident {
            $($(#[$field_doc:meta])* pub $field:ident: $type:ty = $key:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(rename = $key)] pub $field: $type,)+
        }

        impl $crate::lenient::Lenient for $name {
            fn read(value: &$crate::lenient::Json<'_>) -> Option<Self> {
                let row = match value {
                    $crate::lenient::Json::Array(rows) => rows.first()?,
                    other => other,
                };
                row.as_object().map(|row| Self {
                    $($field: $crate::lenient::Field::of(row.get($key)),)+
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = $crate::lenient::Json::deserialize(deserializer)?;
                Ok($crate::lenient::Lenient::read(&value).unwrap_or_default())
            }
        }
    };
}

/// Declares the words of a wire for a state. A word that we do not know is kept as it came.
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A word that we do not know.
            Other(String),
        }

        impl $name {
            /// The word as it is sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)+
                    _ => Self::Other(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(state: $name) -> Self {
                state.as_str().to_owned()
            }
        }

        impl $crate::lenient::Lenient for $name {
            fn read(value: &$crate::lenient::Json<'_>) -> Option<Self> {
                value.as_str().map(|word| Self::from(word.to_owned()))
            }
        }
    };
}

pub(crate) use {row, words};

/// A row as read, with the row as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// What we could read.
    pub known: T,
    /// The vendor's own words, for the details.
    pub raw: Value,
}

impl<'de, T: Lenient + Default> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let row = Json::deserialize(deserializer)?;
        Ok(Self {
            known: T::read(&row).unwrap_or_default(),
            raw: row.into(),
        })
    }
}

/// Strict reading of a whole body. It goes by way of a plain JSON value: one path for every type
/// keeps the browser's module small.
///
/// # Errors
/// When the bytes are no JSON, or not the JSON of a `T`.
pub fn strict<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let text = str::from_utf8(bytes).map_err(Error::custom)?;
    serde_json::from_str(text)
        .map(Plain)
        .and_then(T::deserialize)
}

/// The same, read in passing: where bodies come by the thousand, a value of the whole body is not
/// made before that of each of its rows. It costs code for each type that is read so.
///
/// # Errors
/// As there.
pub fn strict_in_passing<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    // Derived code would take a list for its fields in their order.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(Error::invalid_type(Unexpected::Seq, &"an object"));
    }
    // Else each of its texts is looked at for that.
    let text = str::from_utf8(bytes).map_err(Error::custom)?;
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_is_read_in_passing_is_an_object_and_never_a_list() {
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Body {
            rows: Vec<u8>,
        }
        let read = |text: &str| strict_in_passing::<Body>(text.as_bytes()).ok();
        assert_eq!(read(" {\"rows\":[7]}"), Some(Body { rows: vec![7] }));
        for text in ["[[7]]", " \n[[7]]", "{}", "7", "{\"rows\":[7]} 7", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    row! {
        /// A row whose types wobble.
        pub struct Wobbly {
            pub code: Option<i64> = "code",
            pub context: Option<String> = "context",
            pub flag: Option<bool> = "flag",
        }
    }

    fn read(json: &str) -> Wobbly {
        serde_json::from_str::<Row<Wobbly>>(json).unwrap().known
    }

    #[test]
    fn types_wobble_and_rows_stand() {
        let numbers = read(r#"{"code":503,"context":{"a":1},"flag":true}"#);
        let texts = read(r#"{"code":"503","context":"{\"a\":1}","flag":"true"}"#);
        assert_eq!(numbers.code, texts.code);
        assert_eq!(numbers.context, texts.context);
        assert_eq!(texts.flag, None);
    }

    #[test]
    fn a_missing_field_is_unknown_never_zero() {
        assert_eq!(read("{}").code, None);
        assert_eq!(read(r#"{"code":null}"#).code, None);
        assert_eq!(read(r#"{"code":"many"}"#).code, None);
    }

    #[test]
    fn a_row_that_is_no_object_is_kept_raw() {
        let row: Row<Wobbly> = serde_json::from_str("7").unwrap();
        assert_eq!(row.known, Wobbly::default());
        assert_eq!(row.raw, 7);
    }

    #[test]
    fn a_row_is_written_under_the_vendors_names() {
        let row = Wobbly {
            code: Some(7),
            ..Wobbly::default()
        };
        assert_eq!(
            serde_json::to_string(&row).unwrap(),
            r#"{"code":7,"context":null,"flag":null}"#
        );
    }
}
