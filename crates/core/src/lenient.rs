//! Reading rows that may differ from what is documented.
//!
//! Rows are shown, not acted upon: a field that is absent, null or of another type becomes
//! unknown (`None`), never zero and never an error, and the raw row stays beside the reading.
//! Outcomes are never read with these helpers.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

/// The value if it reads as `T`, else unknown.
///
/// # Errors
/// Only when the input is no JSON at all.
pub fn option<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

/// A whole number that may be written as a text ("503").
///
/// # Errors
/// Only when the input is no JSON at all.
pub fn integer<'de, D>(deserializer: D) -> Result<Option<i64>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A text that may be written as a number, a flag or a whole object.
///
/// # Errors
/// Only when the input is no JSON at all.
pub fn text<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    })
}

/// A list in which what cannot be read is left out.
///
/// # Errors
/// Only when the input is no JSON at all.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(values) => values
            .into_iter()
            .filter_map(|value| serde_json::from_value(value).ok())
            .collect(),
        _ => Vec::new(),
    })
}

/// One object, tolerated as an array that holds just it.
///
/// # Errors
/// Only when the input is no JSON at all.
pub fn one<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = match Value::deserialize(deserializer)? {
        Value::Array(values) => values.into_iter().next().unwrap_or(Value::Null),
        other => other,
    };
    Ok(serde_json::from_value(value).ok())
}

/// A row as read, with the row as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// What we could read.
    pub known: T,
    /// The vendor's own words, for the details.
    pub raw: Value,
}

impl<'de, T: DeserializeOwned + Default> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Value::deserialize(deserializer)?;
        let known = T::deserialize(&raw).unwrap_or_default();
        Ok(Self { known, raw })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default)]
    struct Wobbly {
        #[serde(deserialize_with = "integer")]
        code: Option<i64>,
        #[serde(deserialize_with = "text")]
        context: Option<String>,
        #[serde(deserialize_with = "option")]
        flag: Option<bool>,
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
}
