//! Instants in JSON, written and read by the one pair of [`super`]: for `#[serde(with)]`.

use super::{iso, read_instant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// # Errors
/// When the serializer refuses a text.
pub fn serialize<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    iso(*at).serialize(serializer)
}

/// # Errors
/// When there is no text, or it is no instant.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    String::deserialize(deserializer).and_then(read)
}

/// For a field that may be `null`, and with `#[serde(default)]` missing.
///
/// # Errors
/// When there is something else than a text, or it is no instant.
pub fn deserialize_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(read).transpose()
}

fn read<E: de::Error>(text: String) -> Result<DateTime<Utc>, E> {
    read_instant(&text).ok_or_else(|| E::custom("it is no instant in ISO 8601"))
}
