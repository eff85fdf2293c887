//! A wait that a vendor's limit asks for: told while it lasts, and ended when nobody wants what it is
//! for any more. Knows no vendor and nothing of what is read.

use super::sleep::sleep;
use crate::clock::now;
use crate::words::rest;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use redrive_core::problem::{Problem, ProblemKind};
use std::time::Duration;

/// Between two looks at whether it is wanted still.
const LOOK: Duration = Duration::from_secs(1);
/// Without a word of the vendor's: 1, 2, 4 … seconds, and never more than these.
const LONGEST: u64 = 60;
/// No vendor's word is followed for longer.
const DAY: u64 = 86_400;

/// What is waited for, and for how many seconds more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resting {
    Not,
    /// The vendor refused what was asked (429).
    Refused(u64),
    /// A share of what the vendor allows is left to others.
    Share(u64),
    /// Nothing any more: what was refused is not wanted.
    Left,
}

/// Why something was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The vendor's limit refused it, and nobody waited for it any more.
    Left(Problem),
    Failed(Problem),
}

/// A handle.
#[derive(Clone, Copy)]
pub struct Rest(RwSignal<Resting>);

impl Rest {
    pub fn idle() -> Self {
        Self(RwSignal::new(Resting::Not))
    }

    /// Asks once others have their share, which is from `free_from` on; and again, when the vendor
    /// says so, whenever its limit refused it. Nothing is waited for that is not wanted any more.
    ///
    /// # Errors
    /// As `ask` ended, and whether it was left.
    pub async fn patiently<T>(
        self,
        free_from: impl Fn() -> Option<DateTime<Utc>>,
        wanted: impl Fn() -> bool + Copy,
        mut ask: impl AsyncFnMut() -> Result<T, Problem>,
    ) -> Result<T, Unread> {
        let mut refused = 0;
        if self.0.try_get_untracked() == Some(Resting::Left) {
            self.over();
        }
        loop {
            if let Some(free_from) = free_from() {
                self.for_others(free_from, wanted).await;
            }
            match ask().await {
                Ok(read) => return Ok(read),
                Err(problem) if problem.kind == ProblemKind::RateLimited && wanted() => {
                    if !self.after(&problem, refused, wanted).await {
                        self.tell(Resting::Left);
                        return Err(Unread::Left(problem));
                    }
                    refused += 1;
                }
                Err(problem) => return Err(Unread::Failed(problem)),
            }
        }
    }

    /// Until the vendor may be asked again; gives whether it is wanted still.
    async fn after(self, problem: &Problem, refused: u32, wanted: impl Fn() -> bool) -> bool {
        let seconds = seconds(problem, refused);
        let wait = TimeDelta::try_seconds(i64::try_from(seconds).unwrap_or_default());
        let until = now() + wait.unwrap_or_default();
        let is_wanted = self.until(until, Resting::Refused, wanted).await;
        self.over();
        is_wanted
    }

    /// Until others have their share. It is told until there is nothing to wait for: there may be a
    /// hundred such waits in a second.
    async fn for_others(self, until: DateTime<Utc>, wanted: impl Fn() -> bool) {
        if until <= now() {
            return self.over();
        }
        self.until(until, Resting::Share, wanted).await;
    }

    /// Nothing is waited for.
    pub fn over(self) {
        self.tell(Resting::Not);
    }

    async fn until(
        self,
        until: DateTime<Utc>,
        why: fn(u64) -> Resting,
        wanted: impl Fn() -> bool,
    ) -> bool {
        while wanted() {
            let Some(left) = (until - now()).to_std().ok().filter(|left| !left.is_zero()) else {
                return true;
            };
            let seconds = left.as_millis().div_ceil(1000);
            self.tell(why(seconds.try_into().unwrap_or(DAY)));
            sleep(left.min(LOOK)).await;
        }
        false
    }

    fn tell(self, resting: Resting) {
        if self.0.try_get_untracked() != Some(resting) {
            self.0.try_set(resting);
        }
    }

    /// Whether the vendor refused what is asked for again; followed.
    pub fn is_refused(self) -> bool {
        matches!(self.0.get(), Resting::Refused(_))
    }

    /// Whether what was asked for last was left; not followed.
    pub fn was_left(self) -> bool {
        self.0.get_untracked() == Resting::Left
    }

    /// What is waited for, in words; followed. Nothing where nothing is.
    pub fn words(self) -> Option<String> {
        match self.0.get() {
            Resting::Not | Resting::Left => None,
            Resting::Refused(seconds) => Some(rest::again(seconds)),
            Resting::Share(seconds) => Some(rest::slowed(seconds)),
        }
    }
}

/// What the vendor asked for, else longer and longer.
fn seconds(problem: &Problem, times: u32) -> u64 {
    match problem.retry_after {
        Some(seconds) => seconds.clamp(1, DAY),
        None => (1 << times.min(6)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_word_is_kept_and_without_one_the_wait_grows() {
        let mut problem = Problem::ours(ProblemKind::RateLimited, "slowly");
        let waits: Vec<u64> = (0..9).map(|times| seconds(&problem, times)).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        for (said, kept) in [(0, 1), (7, 7), (600, 600), (u64::MAX, DAY)] {
            problem.retry_after = Some(said);
            assert_eq!(seconds(&problem, 9), kept);
        }
    }
}
