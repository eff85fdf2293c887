//! Spans that end now. They stay relative in an address and in a saved view, and become instants
//! the moment somebody is asked or a plan is built.

use super::created::Span;
use chrono::{DateTime, TimeDelta, Timelike, Utc};

/// The time until now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    Hour,
    Day,
    Week,
}

impl Last {
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Week];

    /// As it stands in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Week => "7d",
        }
    }

    /// As it stands on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "last hour",
            Self::Day => "last 24 hours",
            Self::Week => "last 7 days",
        }
    }

    /// The same of the address.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|last| last.word() == word)
    }

    /// The instants that it means at this moment, in whole seconds. Days are 24 hours each, whatever
    /// clocks do.
    pub fn frozen(self, now: DateTime<Utc>) -> Span {
        let now = now.with_nanosecond(0).unwrap_or(now);
        let length = match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::hours(24),
            Self::Week => TimeDelta::hours(7 * 24),
        };
        Span {
            after: now.checked_sub_signed(length),
            before: Some(now),
        }
    }
}
