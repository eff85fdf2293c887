//! The report of a run: what is wrong, grouped by code, the most pressing first, and whether
//! sending again can help.
//!
//! It looks at every different outcome once and not at every item, so that a million items make
//! no difference. It says nothing in words of its own: remedies are for screens to word.

mod retry;

pub use retry::Retry;

use crate::connection::Vendor;
use crate::ledger::Ledger;
use crate::outcome::{Accepted, NotAttempted, Outcome, OutcomeKind, Unknown};
use crate::wording;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// All that is wrong with a run. Empty when nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    vendor: Vendor,
    groups: Vec<Group>,
}

/// Items that ended alike, with the same code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Groups stand in this order.
    pub rank: Rank,
    /// The same for all of them.
    pub kind: OutcomeKind,
    /// The vendor's, or a word of ours where it gave none.
    pub code: String,
    /// That of the first item.
    pub message: String,
    /// Items, at least 1.
    pub count: usize,
    /// Whether sending these again can help.
    pub helps: Retry,
}

/// How pressing it is: what is not known comes first, what was never sent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// May have been applied.
    Unknown,
    /// Was not applied, and the vendor says why.
    Rejected,
    /// Accepted, and yet more was taken with it than was listed.
    TookMore,
    /// Was never sent.
    NotAttempted,
}

impl Rank {
    /// `None` where nothing is wrong, or where it is too early to say: what is under way or waits
    /// for its turn is no problem yet.
    const fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Unknown(Unknown::Awaited)
            | Outcome::NotAttempted(NotAttempted::Waiting)
            | Outcome::Skipped(_) => None,
            Outcome::Unknown(_) => Some(Self::Unknown),
            Outcome::Rejected(_) => Some(Self::Rejected),
            Outcome::Accepted(Accepted::SeenAmongMore(_)) => Some(Self::TookMore),
            Outcome::Accepted(_) => None,
            Outcome::NotAttempted(_) => Some(Self::NotAttempted),
        }
    }
}

/// What makes two items one group.
type Key<'a> = (Rank, Retry, Cow<'a, str>);

fn key(outcome: &Outcome, vendor: Vendor) -> Option<Key<'_>> {
    let rank = Rank::of(outcome)?;
    let code = match wording::code(outcome) {
        code if code.is_empty() => Cow::Borrowed(outcome.kind().word()),
        code => code,
    };
    Some((rank, Retry::of(outcome, vendor), code))
}

impl Report {
    /// Groups what is wrong: by rank, and within a rank the largest first.
    pub fn of(ledger: &Ledger, vendor: Vendor) -> Self {
        let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for (outcome, count) in ledger.distinct() {
            let Some(key) = key(outcome, vendor) else {
                continue;
            };
            match places.entry(key) {
                Entry::Occupied(place) => {
                    if let Some(group) = groups.get_mut(*place.get()) {
                        group.count += count;
                    }
                }
                Entry::Vacant(place) => {
                    let (rank, helps, code) = place.key();
                    groups.push(Group {
                        rank: *rank,
                        kind: outcome.kind(),
                        code: code.clone().into_owned(),
                        message: wording::message(outcome),
                        count,
                        helps: *helps,
                    });
                    place.insert(groups.len() - 1);
                }
            }
        }
        groups.sort_by(|one, other| {
            let larger = other.count.cmp(&one.count);
            one.rank
                .cmp(&other.rank)
                .then(larger)
                .then_with(|| one.code.cmp(&other.code))
                .then(one.helps.cmp(&other.helps))
        });
        Self { vendor, groups }
    }

    /// The groups, the most pressing first.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The places of a group's items in the ledger that the report is of, in order.
    pub fn places<'a>(
        &'a self,
        ledger: &'a Ledger,
        group: &'a Group,
    ) -> impl Iterator<Item = usize> {
        ledger.places_where(|outcome| {
            key(outcome, self.vendor).is_some_and(|(rank, helps, code)| {
                (rank, helps) == (group.rank, group.helps) && code == group.code
            })
        })
    }
}

/// The places of what was not applied and can simply be sent again, in order. What is unknown is
/// never among them.
pub fn retryable_places(ledger: &Ledger, vendor: Vendor) -> impl Iterator<Item = usize> {
    ledger.places_where(move |outcome| {
        Rank::of(outcome).is_some() && Retry::of(outcome, vendor) == Retry::CanWork
    })
}

/// The places of what was not applied and can be sent again once something is put right, in order.
pub fn fixable_places(ledger: &Ledger, vendor: Vendor) -> impl Iterator<Item = usize> {
    ledger.places_where(move |outcome| {
        let rank = Rank::of(outcome);
        matches!(rank, Some(Rank::Rejected | Rank::NotAttempted))
            && Retry::of(outcome, vendor) == Retry::FixFirst
    })
}

#[cfg(test)]
mod tests;
