//! When records were created: between two instants, or in the time until now.

use super::last::Last;
use chrono::{DateTime, NaiveDateTime, Utc};
use redrive_core::time::{read_clock, read_instant};

/// Names in the address: the bounds, and the relative range.
pub const AFTER: &str = "after";
pub const BEFORE: &str = "before";
pub const LAST: &str = "last";

/// From when until when; a side without an instant has no bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    pub after: Option<DateTime<Utc>>,
    pub before: Option<DateTime<Utc>>,
}

impl Span {
    pub const fn is_open(&self) -> bool {
        self.after.is_none() && self.before.is_none()
    }

    /// Whether it ends at or before its beginning.
    pub fn is_empty(&self) -> bool {
        matches!((self.after, self.before), (Some(after), Some(before)) if after >= before)
    }
}

/// What an address says of the moment of creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    Last(Last),
    Between(Span),
}

impl Created {
    /// The instants that it means at this moment.
    pub fn frozen(self, now: DateTime<Utc>) -> Span {
        match self {
            Self::Last(last) => last.frozen(now),
            Self::Between(span) => span,
        }
    }
}

/// What the address says, and what of it could not be read: the text, and why.
pub(super) fn read(text: impl Fn(&str) -> String) -> (Option<Created>, Vec<(String, String)>) {
    let mut unread = Vec::new();
    let mut bound = |name: &str, label: &str| {
        let said = text(name);
        let at = instant(&said);
        if at.is_none() && !said.is_empty() {
            unread.push((said, format!("“Created {label}” is no instant")));
        }
        at
    };
    let span = Span {
        after: bound(AFTER, "after"),
        before: bound(BEFORE, "before"),
    };
    let said = text(LAST);
    let last = Last::of(&said);
    let both = last.is_some() && !span.is_open();
    if both {
        let why = "“Created last” stands beside two instants, which count";
        unread.push((said, why.to_owned()));
    } else if last.is_none() && !said.is_empty() {
        let why = "“Created last” can be 1h, 24h or 7d";
        unread.push((said, why.to_owned()));
    }
    let created = match last {
        Some(last) if !both => Some(Created::Last(last)),
        _ => (!span.is_open()).then_some(Created::Between(span)),
    };
    (created, unread)
}

/// An instant of the address: ISO 8601, or as a field holds it, which is UTC.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    read_instant(text).or_else(|| field_clock(text).map(|clock| clock.and_utc()))
}

/// The clock that a `datetime-local` field holds; seconds may be missing.
pub fn field_clock(text: &str) -> Option<NaiveDateTime> {
    read_clock(text).or_else(|| read_clock(&format!("{text}:00")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> (Option<Created>, usize) {
        let text = |name: &str| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found
                .map(|(_, value)| (*value).to_owned())
                .unwrap_or_default()
        };
        let (created, unread) = read(text);
        (created, unread.len())
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn instants_count_before_what_is_relative() {
        assert_eq!(of(&[]), (None, 0));
        assert_eq!(of(&[("last", "24h")]), (Some(Created::Last(Last::Day)), 0));
        let span = Span {
            after: Some(at("2026-10-14T09:00:00Z")),
            before: None,
        };
        let between = Some(Created::Between(span));
        assert_eq!(of(&[("after", "2026-10-14T09:00")]), (between, 0));
        assert_eq!(
            of(&[("after", "2026-10-14T11:00:00+02:00"), ("last", "1h")]),
            (between, 1)
        );
    }

    #[test]
    fn nonsense_is_told_and_bounds_nothing() {
        assert_eq!(of(&[("last", "1y"), ("before", "tomorrow")]), (None, 2));
    }

    #[test]
    fn a_relative_range_is_frozen_to_the_second_it_is_asked() {
        let frozen = Created::Last(Last::Week).frozen(at("2026-10-25T12:00:00.750Z"));
        assert_eq!(frozen.after, Some(at("2026-10-18T12:00:00Z")));
        assert_eq!(frozen.before, Some(at("2026-10-25T12:00:00Z")));
        assert!(!frozen.is_empty());
    }
}
