//! What the generated data tells, and how much of it. Each vendor's part stands with the vendor.
//!
//! Ids depend on the seed alone, instants on the seed and on the minute of the start.

pub mod words;

use crate::clock::whole_minute;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Seconds, minutes, hours and days as the stored microseconds.
pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// How many records there are in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// A few thousand: what the tests need, and what a person can read.
    #[default]
    Small,
    /// 100 thousand.
    Medium,
    /// One million.
    Large,
}

impl Scale {
    /// The word on a command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Kirim's deliveries.
    pub const fn deliveries(self) -> u64 {
        match self {
            Self::Small => 2_200,
            Self::Medium => 50_000,
            Self::Large => 500_000,
        }
    }

    /// `SelfCommunity`'s events; each has one to six attempts.
    pub const fn events(self) -> u64 {
        match self {
            Self::Small => 420,
            Self::Medium => 15_000,
            Self::Large => 150_000,
        }
    }

    /// Zuora's e-mails.
    pub const fn emails(self) -> u64 {
        match self {
            Self::Small => 1_800,
            Self::Medium => 30_000,
            Self::Large => 300_000,
        }
    }

    /// Zuora's callouts.
    pub const fn callouts(self) -> u64 {
        match self {
            Self::Small => 180,
            Self::Medium => 5_000,
            Self::Large => 50_000,
        }
    }

    /// Rows of the largest tie on one timestamp; above the cap of a bulk replay where rows abound.
    pub const fn largest_tie(self) -> u64 {
        match self {
            Self::Small => 120,
            Self::Medium | Self::Large => 1_200,
        }
    }
}

impl std::str::FromStr for Scale {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "small" => Ok(Self::Small),
            "medium" => Ok(Self::Medium),
            "large" => Ok(Self::Large),
            _ => Err("a scale is small, medium or large"),
        }
    }
}

/// One telling: seed, size and the minute from which its times are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Story {
    pub seed: u64,
    pub scale: Scale,
    /// Microseconds since the epoch, a whole minute.
    pub anchor: i64,
}

impl Story {
    /// The story as told at this instant.
    pub fn at(now: DateTime<Utc>, seed: u64, scale: Scale) -> Self {
        Self {
            seed,
            scale,
            anchor: whole_minute(now),
        }
    }

    /// Midnight in UTC, so many days before the day of the start.
    pub const fn midnight(&self, days_ago: i64) -> i64 {
        self.anchor.div_euclid(DAY) * DAY - days_ago * DAY
    }
}
