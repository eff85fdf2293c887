//! What a run has to know of a vendor beyond what an answer says of its items: how its quota is
//! told, and how it refuses a key. Each vendor's module states its own; a run reads these and knows
//! no vendor by name.

use crate::connection::Vendor;
use crate::http::Answer;
use crate::{kirim, selfcommunity, zuora};
use chrono::{DateTime, TimeDelta, Utc};

/// The facts about one vendor.
pub(crate) struct Facts {
    /// What the headers of an answer that came now say of the quota. `None` where they say nothing,
    /// or nothing sensible.
    pub quota: fn(&Answer, DateTime<Utc>) -> Option<Quota>,
    /// How a call is refused whose key the vendor knows with something else. `None` where it honours
    /// no keys.
    pub key_refusal: Option<KeyRefusal>,
}

/// How a refused key is told from other refusals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyRefusal {
    /// The HTTP status.
    pub status: u16,
    /// The vendor's code; `None` where nothing else has that status.
    pub code: Option<&'static str>,
}

/// How many calls a vendor still takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// Of calls, when the quota is untouched; at least 1.
    pub limit: i64,
    /// Of them, how many are left; at most `limit`.
    pub remaining: i64,
    /// Until all of them are there again, never less than zero.
    pub resets_in: TimeDelta,
    pub refill: Refill,
}

/// How calls come back to a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refill {
    /// One after another, evenly, until the bucket is full.
    Evenly,
    /// All at once, when a window begins anew.
    AtOnce,
}

impl Quota {
    /// `None` for a limit that makes no sense: none at all, or one that nobody could count to.
    pub fn new(limit: i64, remaining: i64, resets_in: TimeDelta, refill: Refill) -> Option<Self> {
        let sane = 1..=1 << 40;
        sane.contains(&limit).then_some(Self {
            limit,
            remaining: remaining.min(limit),
            resets_in,
            refill,
        })
    }
}

/// The number in a header, or the first one in a list of them: it is the one that binds.
pub(crate) fn number(answer: &Answer, header: &str) -> Option<i64> {
    let text = answer.headers.get(header)?;
    let first = text.split([',', ';']).next()?;
    first.trim().parse().ok().filter(|number| *number >= 0)
}

impl Vendor {
    /// What a run has to know of this vendor.
    pub(crate) const fn facts(self) -> &'static Facts {
        match self {
            Self::Selfcommunity => &selfcommunity::FACTS,
            Self::Kirim => &kirim::FACTS,
            Self::Zuora => &zuora::FACTS,
        }
    }
}
