//! Looking up what a draft names and no list has told of: the vendor is asked for the rows of these
//! ids, so that what speaks against sending them can be said. Only reads leave from here.
//!
//! An id without a row is looked for among the notifications of the other channel too: the two look
//! alike, and whoever pastes one for the other is told so. A row whose own id cannot be read may be
//! of any that was asked for: then none of its query is said to be without one.

use crate::http::Answer;
use crate::plan::Draft;
use crate::preflight::{Absence, Fact};
use crate::problem::Problem;
use crate::zuora;
use crate::zuora::Read;
use crate::zuora::contract::{Channel, NotificationId, NotificationRow};
use std::collections::HashMap;

/// More ids than these are not looked up: a vendor runs a query for each thousand of them.
pub const MOST: usize = 20_000;

/// Ids of one query.
const IDS: usize = 1000;
/// Letters of the ids of one query: a read has to fit through the gateway.
const LETTERS: usize = 40_000;

/// What is looked up, and how far that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// What the draft takes them for.
    channel: Channel,
    /// Among which they are looked for now.
    among: Channel,
    ids: Vec<NotificationId>,
    /// Ids before this place were asked for.
    from: usize,
    /// Without a row so far.
    missing: Vec<NotificationId>,
    all: usize,
}

impl Lookup {
    /// Of these places of a draft; nothing where its vendor gives no rows by ids.
    pub fn of(draft: &Draft, places: &[usize]) -> Option<Self> {
        let Draft::ResendNotifications {
            channel,
            notifications,
        } = draft
        else {
            return None;
        };
        let ids: Vec<NotificationId> = places
            .iter()
            .filter_map(|place| notifications.get(*place).cloned())
            .collect();
        Some(Self {
            channel: *channel,
            among: *channel,
            all: ids.len(),
            ids,
            from: 0,
            missing: Vec::new(),
        })
    }

    /// What is to be asked next: a read that makes a job. Nothing when all is told.
    pub fn next(&self) -> Option<Read> {
        let ids = self.asked().to_vec();
        (!ids.is_empty()).then_some(Read::SubmitIds {
            channel: self.among,
            ids,
        })
    }

    /// Takes the rows that the job of the last read gave, and tells what they say of which id.
    ///
    /// # Errors
    /// The refusal of whoever holds the rows, or a line that is none. The same can be asked again.
    pub fn take(&mut self, answer: &Answer) -> Result<Vec<(NotificationId, Fact)>, Problem> {
        let rows = zuora::rows(answer)?;
        let all_named = rows.iter().all(|row| row.known.id.is_some());
        let known: HashMap<&NotificationId, &NotificationRow> = rows
            .iter()
            .filter_map(|row| Some((row.known.id.as_ref()?, &row.known)))
            .collect();
        let asked = self.asked().to_vec();
        self.from += asked.len();
        let mut told = Vec::new();
        for id in asked {
            if let Some(row) = known.get(&id) {
                told.push((id, self.fact(row)));
            } else if all_named && self.is_first() {
                told.push((id.clone(), absent(Absence::NoRow)));
                self.missing.push(id);
            }
        }
        if self.is_first() && self.from >= self.ids.len() {
            self.ids = std::mem::take(&mut self.missing);
            self.from = 0;
            self.among = self.channel.other();
        }
        Ok(told)
    }

    /// Of how many it is known for good what there is, and of how many in all.
    pub fn progress(&self) -> (usize, usize) {
        let known = if self.is_first() {
            self.from - self.missing.len()
        } else {
            self.all - (self.ids.len() - self.from)
        };
        (known, self.all)
    }

    /// Whether they are still looked for where the draft takes them to be.
    fn is_first(&self) -> bool {
        self.among == self.channel
    }

    fn fact(&self, row: &NotificationRow) -> Fact {
        if self.is_first() {
            Fact::of_notification(row, self.channel)
        } else {
            absent(Absence::OfChannel(self.among))
        }
    }

    /// The ids of the query under way, or of the next one.
    fn asked(&self) -> &[NotificationId] {
        let rest = self.ids.get(self.from..).unwrap_or_default();
        let mut letters = 0;
        let fits = rest.iter().take(IDS).take_while(|id| {
            letters += id.as_str().len();
            letters <= LETTERS
        });
        let count = fits.count();
        rest.get(..count).unwrap_or_default()
    }
}

fn absent(absence: Absence) -> Fact {
    Fact {
        absence: Some(absence),
        ..Fact::default()
    }
}

#[cfg(test)]
mod tests;
