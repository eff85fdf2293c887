//! What Kirim's pages leave open (contract 2.0, 2.2, 2.5), as switches.

use redrive_core::kirim::contract::{LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Switches of Kirim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Kirim {
    /// Status of both replays when they succeed; the page prints none.
    pub success_status: u16,
    /// Whether `created_after` takes its own instant, in the bulk replay and in lists.
    pub created_after: Bound,
    /// Whether `created_before` takes its own instant, in the bulk replay and in lists.
    pub created_before: Bound,
    /// Which rows a capped bulk replay takes.
    pub order: ReplayOrder,
    /// Leave out rows that have a replay already.
    pub skip_replayed: bool,
    /// Which word ended deliveries carry.
    pub ended: EndedWord,
    /// Status of a validation error: 400, or 422.
    pub validation_status: u16,
    /// Size of the buckets.
    pub plan: Plan,
    /// Whether an idempotency key gives failures again too.
    pub keeps_failures: bool,
    /// How long a call waits for the first one with its idempotency key, in milliseconds.
    pub in_progress_wait_ms: u64,
    /// When a replayed delivery is tried, after its birth, in milliseconds.
    pub settle_ms: u32,
    /// `limit` when none is given.
    pub list_limit_default: u32,
    /// Largest `limit`; more is refused.
    pub list_limit_max: u32,
}

impl Default for Kirim {
    fn default() -> Self {
        Self {
            success_status: 202,
            created_after: Bound::Inclusive,
            created_before: Bound::Exclusive,
            order: ReplayOrder::Oldest,
            skip_replayed: false,
            ended: EndedWord::AsStored,
            validation_status: 400,
            plan: Plan::Pro,
            keeps_failures: true,
            in_progress_wait_ms: 30_000,
            settle_ms: 1500,
            list_limit_default: LIST_LIMIT_DEFAULT,
            list_limit_max: LIST_LIMIT_MAX,
        }
    }
}

/// Whether a bound belongs to its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    Inclusive,
    Exclusive,
}

/// Which matching rows a capped bulk replay takes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplayOrder {
    Oldest,
    Newest,
    /// By id, which says nothing of time.
    Arbitrary,
}

/// The vendor's pages disagree on `failed` and `dead`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndedWord {
    /// Some rows say `failed`, others `dead`.
    AsStored,
    /// Every ended row says `failed`; a filter on `dead` finds none.
    Failed,
    /// Every ended row says `dead`; a filter on `failed` finds none.
    Dead,
}

/// Tokens a minute, writes and reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// 60 writes, 600 reads.
    Default,
    /// 600 writes, 6000 reads.
    Pro,
    /// 6 writes, 60 reads: no plan of the vendor's, but soon used up.
    Tiny,
}

impl Plan {
    /// Writes and reads a minute.
    pub const fn per_minute(self) -> (u32, u32) {
        match self {
            Self::Default => (60, 600),
            Self::Pro => (600, 6000),
            Self::Tiny => (6, 60),
        }
    }
}
