//! Instants as vendors write them.
//!
//! `SelfCommunity` writes local offsets with microseconds, Kirim writes `Z`, Zuora writes no zone
//! at all. The text is kept beside the instant, because only the text is certain.

pub mod instant;
mod written;

pub use written::{read_clock, read_instant, step};

use crate::lenient::{Json, Lenient};
use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A vendor's timestamp: its text, and the instant where the text names one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct VendorTime {
    text: String,
    instant: Option<DateTime<Utc>>,
}

impl VendorTime {
    /// The vendor's text, untouched.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The instant; `None` when the text names no zone or is no time.
    pub fn utc(&self) -> Option<DateTime<Utc>> {
        self.instant
    }

    /// The clock reading of a text without a zone: a place in some unknown zone's day.
    pub fn zoneless(&self) -> Option<NaiveDateTime> {
        read_clock(&self.text)
    }
}

impl From<String> for VendorTime {
    fn from(text: String) -> Self {
        Self {
            instant: read_instant(&text),
            text,
        }
    }
}

impl Lenient for VendorTime {
    fn read(value: &Json<'_>) -> Option<Self> {
        value.as_str().map(|text| Self::from(text.to_owned()))
    }
}

impl From<VendorTime> for String {
    fn from(time: VendorTime) -> Self {
        time.text
    }
}

impl From<DateTime<Utc>> for VendorTime {
    fn from(instant: DateTime<Utc>) -> Self {
        Self {
            text: iso(instant),
            instant: Some(instant),
        }
    }
}

/// ISO 8601 in UTC with the shortest fraction that loses nothing: `2026-06-01T04:05:06.5Z`
/// is written `2026-06-01T04:05:06.500Z`.
pub fn iso(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The day and the clock in UTC apart, the clock cut to `precision`: (`2026-06-01`, `04:05:06`).
pub fn day_and_clock(instant: DateTime<Utc>, precision: SecondsFormat) -> (String, String) {
    let text = instant.to_rfc3339_opts(precision, true);
    let (day, clock) = text.split_once('T').unwrap_or_default();
    (day.to_owned(), clock.trim_end_matches('Z').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<String> {
        VendorTime::from(text.to_owned()).utc().map(iso)
    }

    #[test]
    fn times_of_three_vendors_keep_their_text() {
        assert_eq!(
            utc("2026-03-06T10:00:05.200100+01:00").as_deref(),
            Some("2026-03-06T09:00:05.200100Z")
        );
        assert_eq!(
            utc("2026-06-01T04:05:06Z").as_deref(),
            Some("2026-06-01T04:05:06Z")
        );
        assert_eq!(utc("2026-04-02T10:15:00"), None);
        let zoneless = VendorTime::from("2026-04-02T10:15:00".to_owned());
        assert_eq!(zoneless.text(), "2026-04-02T10:15:00");
        assert!(zoneless.zoneless().is_some());
        assert_eq!(
            utc("2026-04-02 10:15:00.000 UTC").as_deref(),
            Some("2026-04-02T10:15:00Z")
        );
    }

    #[test]
    fn nonsense_is_kept_as_text() {
        let time = VendorTime::from("yesterday\0".to_owned());
        assert_eq!(
            (time.text(), time.utc(), time.zoneless()),
            ("yesterday\0", None, None)
        );
    }
}
