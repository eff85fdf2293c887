//! The ledger of a run: the outcome of every item of its plan, no more and no fewer.

use crate::outcome::{NotAttempted, Outcome, OutcomeKind};
use std::ops::Range;

/// One outcome an item, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    outcomes: Vec<Outcome>,
    counts: Counts,
}

/// How many items ended in each kind; the five always add up to the plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub accepted: usize,
    pub rejected: usize,
    pub unknown: usize,
    pub skipped: usize,
    pub not_attempted: usize,
}

impl Counts {
    /// How many of this kind.
    pub const fn of(&self, kind: OutcomeKind) -> usize {
        match kind {
            OutcomeKind::Accepted => self.accepted,
            OutcomeKind::Rejected => self.rejected,
            OutcomeKind::Unknown => self.unknown,
            OutcomeKind::Skipped => self.skipped,
            OutcomeKind::NotAttempted => self.not_attempted,
        }
    }

    /// All items.
    pub const fn total(&self) -> usize {
        self.accepted + self.rejected + self.unknown + self.skipped + self.not_attempted
    }

    const fn slot(&mut self, kind: OutcomeKind) -> &mut usize {
        match kind {
            OutcomeKind::Accepted => &mut self.accepted,
            OutcomeKind::Rejected => &mut self.rejected,
            OutcomeKind::Unknown => &mut self.unknown,
            OutcomeKind::Skipped => &mut self.skipped,
            OutcomeKind::NotAttempted => &mut self.not_attempted,
        }
    }
}

impl Ledger {
    /// Every item waits.
    pub fn waiting(items: usize) -> Self {
        Self {
            outcomes: vec![Outcome::NotAttempted(NotAttempted::Waiting); items],
            counts: Counts {
                not_attempted: items,
                ..Counts::default()
            },
        }
    }

    /// Writes the outcomes of a range of items.
    pub fn write<'a>(&mut self, items: Range<usize>, outcome: impl Fn(usize) -> &'a Outcome) {
        let start = items.start;
        for (place, slot) in self
            .outcomes
            .iter_mut()
            .enumerate()
            .take(items.end)
            .skip(start)
        {
            let new = outcome(place - start);
            *self.counts.slot(slot.kind()) -= 1;
            *self.counts.slot(new.kind()) += 1;
            slot.clone_from(new);
        }
    }

    /// Gives every item that still waits this outcome.
    pub fn close(&mut self, why: &NotAttempted) {
        for slot in &mut self.outcomes {
            if *slot == Outcome::NotAttempted(NotAttempted::Waiting) {
                *slot = Outcome::NotAttempted(why.clone());
            }
        }
    }

    /// The outcomes in the plan's order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// How many of each kind.
    pub const fn counts(&self) -> Counts {
        self.counts
    }
}
