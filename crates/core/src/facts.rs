//! What a run has to know of a vendor beyond what an answer says of its items: how its quota is
//! told, and how it refuses a key. Each vendor's module states its own; a run reads these and knows
//! no vendor by name.

use crate::connection::Vendor;
use crate::http::Answer;
use crate::{kirim, selfcommunity, zuora};
use chrono::{DateTime, TimeDelta, Utc};

/// The share of a vendor's quota, in per cent, that is left to everybody else who uses the account,
/// where nobody says another one.
pub(crate) const LEAVE_FREE: u8 = 20;

/// The longest wait that a quota may lead to.
const LONGEST: TimeDelta = TimeDelta::days(1);

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

    /// How many calls may leave at once so that this share, in per cent, remains to others: less
    /// than one where they have to wait for it. However large the share, one call at a time is left
    /// to us.
    pub const fn spare(self, leave_free: u8) -> i64 {
        let share = self.limit * leave_free as i64 / 100;
        let reserve = if share < self.limit {
            share
        } else {
            self.limit - 1
        };
        self.remaining - reserve
    }

    /// How long until one call may leave so.
    pub fn wait(self, leave_free: u8) -> TimeDelta {
        let missing = 1 - self.spare(leave_free);
        if missing <= 0 {
            return TimeDelta::zero();
        }
        match self.refill {
            // As many as are missing.
            Refill::Evenly => {
                let empty = (self.limit - self.remaining).max(1);
                self.resets_in.min(LONGEST) * i32::try_from(missing).unwrap_or(i32::MAX)
                    / i32::try_from(empty).unwrap_or(i32::MAX)
            }
            Refill::AtOnce => self.resets_in,
        }
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
