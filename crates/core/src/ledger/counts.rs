//! How many items ended how: by what became of their call, and by what reading back says.

use crate::fate::Fate;
use crate::outcome::OutcomeKind;
use serde::Serialize;

/// How many items ended in each kind; the five always add up to the plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Taken by the vendor, which is not delivered.
    pub accepted: usize,
    /// Refused, and so not applied.
    pub rejected: usize,
    /// Sent, and nobody can tell whether they were applied; those under way among them.
    pub unknown: usize,
    /// Left out on purpose.
    pub skipped: usize,
    /// Never sent, or turned away unread; those that wait for their turn among them.
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

    pub(super) const fn slot(&mut self, kind: OutcomeKind) -> &mut usize {
        match kind {
            OutcomeKind::Accepted => &mut self.accepted,
            OutcomeKind::Rejected => &mut self.rejected,
            OutcomeKind::Unknown => &mut self.unknown,
            OutcomeKind::Skipped => &mut self.skipped,
            OutcomeKind::NotAttempted => &mut self.not_attempted,
        }
    }
}

/// How many items have each fate; these six add up to the plan too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FateCounts {
    /// A row of the vendor's says that it arrived.
    pub delivered: usize,
    /// A mail server took it.
    pub handed_over: usize,
    /// It was tried, and failed as before.
    pub failed_again: usize,
    /// No row yet, or one that is not settled.
    pub pending: usize,
    /// No row could ever tell.
    pub not_verifiable: usize,
    /// Nobody has looked.
    pub not_read: usize,
}

impl FateCounts {
    /// How many with this fate.
    pub const fn of(&self, fate: Fate) -> usize {
        match fate {
            Fate::Delivered => self.delivered,
            Fate::HandedOver => self.handed_over,
            Fate::FailedAgain => self.failed_again,
            Fate::Pending => self.pending,
            Fate::NotVerifiable => self.not_verifiable,
            Fate::NotRead => self.not_read,
        }
    }

    /// All items.
    pub const fn total(&self) -> usize {
        self.delivered
            + self.handed_over
            + self.failed_again
            + self.pending
            + self.not_verifiable
            + self.not_read
    }

    pub(super) const fn slot(&mut self, fate: Fate) -> &mut usize {
        match fate {
            Fate::Delivered => &mut self.delivered,
            Fate::HandedOver => &mut self.handed_over,
            Fate::FailedAgain => &mut self.failed_again,
            Fate::Pending => &mut self.pending,
            Fate::NotVerifiable => &mut self.not_verifiable,
            Fate::NotRead => &mut self.not_read,
        }
    }
}
