//! A survey: what a replay would be of, listed page by page and read to the end.
//!
//! It reads in this order, so that no window holds a row that was not listed:
//!
//! 1. The newest row of any status. A row that is born later may die between the two lists below,
//!    so no window reaches beyond this one, whatever our clock says; newer rows go by their ids.
//! 2. What is pending. Whatever dies while the survey goes on is then in this list or in the next.
//! 3. What is dead or failed: the rows to replay.
//!
//! Each list is read one second further on either side than was asked for. The bounds of windows
//! then lie among rows that are known, and it does not matter whether the vendor's lists include
//! their bounds.
//!
//! The survey reads nothing itself and knows no clock: the caller makes each read, at the pace it
//! likes, and drops the survey to cancel it.

mod asked;
mod found;

pub use asked::{NoRoom, ReplayStatuses, SurveyAsked};

use super::contract::{DeliveryStatus, LIST_LIMIT_MAX, ReplayStatus, codes};
use super::{DeliveryFilter, deliveries};
use crate::http::{Exchange, NotSent};
use crate::plan::Draft;
use crate::preflight::Fact;
use crate::problem::{Problem, ProblemKind};
use crate::read::Read;
use crate::wording;
use chrono::{DateTime, Utc};
use found::Found;
use std::collections::{HashMap, VecDeque};
use thiserror::Error;

/// A listing under way.
#[derive(Debug, Clone)]
pub struct Survey {
    asked: SurveyAsked,
    pinned_at: DateTime<Utc>,
    /// What is still to be listed, the first under way; before all else the newest row of any
    /// status.
    lists: VecDeque<Option<DeliveryStatus>>,
    cursor: Option<String>,
    pages: u64,
    /// Whether a list was left before its end.
    cut_short: bool,
    found: Found,
}

/// How far a survey is, for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurveyProgress {
    pub pages: u64,
    /// Deliveries found so far that match.
    pub matched: u64,
    /// Rows without an id or a moment of creation that can be read. They are not replayed.
    pub unreadable: u64,
    /// Rows that say of themselves that they are not what was asked for. They are not replayed.
    pub contradicting: u64,
}

/// Why a survey leads to no plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SurveyError {
    #[error("the survey has not come to its end")]
    Unfinished,
    /// The vendor's pages disagree on the word: where one status was asked for, the other may be
    /// the one that it writes.
    #[error("no delivery matches")]
    NothingMatched { other_status: Option<ReplayStatus> },
}

impl Survey {
    /// Begins one. What is born after `pinned_at` stays out.
    ///
    /// # Errors
    /// When nothing can have been born when it asks for.
    pub fn new(asked: SurveyAsked, pinned_at: DateTime<Utc>) -> Result<Self, NoRoom> {
        let to = asked.end(pinned_at)?;
        let statuses = asked.statuses.each().iter().map(|status| (*status).into());
        Ok(Self {
            lists: [None, Some(DeliveryStatus::Pending)]
                .into_iter()
                .chain(statuses.map(Some))
                .collect(),
            found: Found::new(asked.created_after, to, pinned_at),
            asked,
            pinned_at,
            cursor: None,
            pages: 0,
            cut_short: false,
        })
    }

    /// The page to read now, the same until it was read. `None` when all is listed.
    pub fn next(&self) -> Option<Read> {
        let Some(status) = self.lists.front()? else {
            let filter = DeliveryFilter {
                subscription: Some(self.asked.subscription.clone()),
                ..DeliveryFilter::default()
            };
            return Some(Read::Kirim(super::Read::Deliveries {
                filter,
                limit: 1,
                cursor: None,
            }));
        };
        let range = self.found.range();
        let filter = DeliveryFilter {
            subscription: Some(self.asked.subscription.clone()),
            status: Some(status.clone()),
            event_type: self.asked.event_type.clone(),
            created_after: range.read_after,
            created_before: Some(range.read_before),
        };
        Some(Read::Kirim(super::Read::Deliveries {
            filter,
            limit: LIST_LIMIT_MAX,
            cursor: self.cursor.clone(),
        }))
    }

    /// Brings how the page ended. After a problem the same page can be read again; where the
    /// vendor forgot its cursor, its list begins anew.
    ///
    /// # Errors
    /// What stood against it.
    pub fn read(&mut self, exchange: &Exchange) -> Result<(), Problem> {
        let Some(status) = self.lists.front() else {
            return Ok(());
        };
        let answer = match exchange {
            Exchange::Answered(answer) => answer,
            Exchange::Lost { why } => {
                return Err(Problem::ours(ProblemKind::NoAnswer, why.clone()));
            }
            Exchange::NotSent { why } => return Err(not_sent(why)),
        };
        let page = deliveries(answer).inspect_err(|problem| {
            if problem.code.as_deref() == Some(codes::INVALID_CURSOR) {
                self.cursor = None;
            }
        })?;
        let Some(status) = status else {
            self.found.begin_with(&page.data);
            self.lists.pop_front();
            return Ok(());
        };
        if page.has_more && (page.next_cursor.is_none() || page.next_cursor == self.cursor) {
            return Err(Problem::ours(
                ProblemKind::Unreadable,
                "Kirim says that more deliveries follow, and does not say where.",
            ));
        }
        if self.cursor.is_none() {
            self.found.begin();
        }
        self.found.take(&self.asked, status, &page.data);
        self.pages += 1;
        let enough = self.found.has_more_than(self.asked.at_most);
        if page.has_more && !enough {
            self.cursor = page.next_cursor;
        } else {
            self.cut_short |= page.has_more;
            self.cursor = None;
            self.lists.pop_front();
        }
        Ok(())
    }

    /// How far it is.
    pub fn progress(&self) -> SurveyProgress {
        SurveyProgress {
            pages: self.pages,
            matched: self.found.matched(),
            unreadable: self.found.unreadable,
            contradicting: self.found.contradicting,
        }
    }

    /// What is known of deliveries that share their event with another one that was found: a replay
    /// that failed again stands in the list beside what it replayed.
    pub fn of_same_event(&self) -> HashMap<String, Fact> {
        let found = self.found.of_same_event().into_iter();
        let facts = found.map(|(row, event)| {
            let fact = Fact {
                group: self.asked.subscription.to_string(),
                kind: self.asked.event_type.as_ref().map(ToString::to_string),
                created_at: Some(row.created_at),
                event: Some(event),
                ..Fact::default()
            };
            (row.id.to_string(), fact)
        });
        facts.collect()
    }

    /// What to replay. Where a row had no moment that can be read, no window is safe, and the
    /// deliveries go one by one.
    ///
    /// # Errors
    /// When nothing matched, or pages are still to be read.
    pub fn finish(self) -> Result<Draft, SurveyError> {
        if !self.lists.is_empty() {
            return Err(SurveyError::Unfinished);
        }
        if self.found.matched() == 0 {
            let other_status = self.asked.statuses.other();
            return Err(SurveyError::NothingMatched { other_status });
        }
        Ok(self
            .found
            .into_draft(self.asked, self.pinned_at, self.cut_short))
    }
}

fn not_sent(why: &NotSent) -> Problem {
    let kind = match why {
        NotSent::Unreachable(_) => ProblemKind::NoAnswer,
        NotSent::CredentialsRefused(_) => ProblemKind::CredentialsRefused,
        NotSent::SignedOut => ProblemKind::SignedOut,
        NotSent::NotConfirmed(_) | NotSent::Refused(_) => ProblemKind::Refused,
    };
    Problem::ours(kind, wording::not_sent(why))
}

#[cfg(test)]
mod tests;
