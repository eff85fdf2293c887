//! The ledger of a run: the outcome of every item of its plan, no more and no fewer, and what
//! reading back says of each.
//!
//! An item costs five bytes: a mark that says which of the different outcomes it has, and its
//! fate; and two more where some failed again and the vendor tells why. It knows nothing of calls,
//! keys or vendors.

mod counts;
mod distinct;

pub use counts::{Counts, FateCounts};

use crate::fate::{Fate, Findings};
use crate::outcome::{NotAttempted, Outcome, OutcomeKind};
use crate::why::{self, Whys};
use distinct::{Distinct, Mark};
use std::ops::Range;

/// One outcome and one fate an item, in the plan's order.
#[derive(Debug, Clone)]
pub struct Ledger {
    distinct: Distinct,
    marks: Vec<Mark>,
    waiting: Mark,
    fates: Vec<Fate>,
    /// Empty as long as no reason is known.
    why_marks: Vec<why::Mark>,
    whys: Whys,
    counts: Counts,
    fate_counts: FateCounts,
}

impl Ledger {
    /// Every item waits.
    pub fn waiting(items: usize) -> Self {
        let mut distinct = Distinct::default();
        let waiting = distinct.mark(&Outcome::NotAttempted(NotAttempted::Waiting));
        distinct.gain(waiting, u32::try_from(items).unwrap_or(u32::MAX));
        Self {
            distinct,
            marks: vec![waiting; items],
            waiting,
            fates: vec![Fate::NotRead; items],
            why_marks: Vec::new(),
            whys: Whys::default(),
            counts: Counts {
                not_attempted: items,
                ..Counts::default()
            },
            fate_counts: FateCounts {
                not_read: items,
                ..FateCounts::default()
            },
        }
    }

    /// Writes the outcomes of a range of items, over what they had. The function is given the
    /// place within the range. It is quickest when it gives one and the same reference for
    /// neighbours with the same outcome.
    pub fn write<'a>(&mut self, items: Range<usize>, outcome: impl Fn(usize) -> &'a Outcome) {
        let start = items.start;
        let mut last: Option<(&Outcome, Mark)> = None;
        let slots = self.marks.iter_mut().enumerate();
        for (place, slot) in slots.take(items.end).skip(start) {
            let new = outcome(place - start);
            let mark = match last {
                Some((known, mark)) if std::ptr::eq(known, new) || known == new => mark,
                _ => self.distinct.mark(new),
            };
            last = Some((new, mark));
            if *slot == mark {
                continue;
            }
            if let Some(old) = self.distinct.get(*slot) {
                *self.counts.slot(old.kind()) -= 1;
                *self.counts.slot(new.kind()) += 1;
            }
            self.distinct.lose(*slot);
            self.distinct.gain(mark, 1);
            *slot = mark;
        }
    }

    /// Gives every item that still waits this outcome.
    pub fn close(&mut self, why: &NotAttempted) {
        let closed = self.distinct.mark(&Outcome::NotAttempted(why.clone()));
        for slot in &mut self.marks {
            if *slot == self.waiting {
                self.distinct.lose(*slot);
                self.distinct.gain(closed, 1);
                *slot = closed;
            }
        }
    }

    /// Adds what a search found. What is final gives way only to what is final too: a later
    /// search that did not get so far does not take a delivery back.
    pub fn note_fates(&mut self, findings: &Findings) {
        for (place, fate) in findings.traces() {
            if let Some(slot) = self.fates.get_mut(place)
                && (fate.is_final() || !slot.is_final())
            {
                *self.fate_counts.slot(*slot) -= 1;
                *self.fate_counts.slot(fate) += 1;
                *slot = fate;
                // Why it failed an earlier time says nothing of this one.
                if let Some(mark) = self.why_marks.get_mut(place) {
                    *mark = why::Mark::NONE;
                }
            }
        }
        for (text, places) in findings.whys() {
            let mark = self.whys.mark(text);
            self.why_marks.resize(self.marks.len(), why::Mark::NONE);
            for &(start, length) in places {
                let fates = self.fates.iter().skip(start).take(length);
                let marks = self.why_marks.iter_mut().skip(start);
                for (slot, fate) in marks.zip(fates) {
                    if *fate == Fate::FailedAgain {
                        *slot = mark;
                    }
                }
            }
        }
    }

    /// Why the item at this place failed again, where its row told.
    pub fn why(&self, place: usize) -> Option<&str> {
        self.whys.get(*self.why_marks.get(place)?)
    }

    /// Why items failed again, and how many for each reason, the most first.
    pub fn whys(&self) -> Vec<(&str, usize)> {
        self.whys.counted(&self.why_marks)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there are none; no run is so.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// What became of the item at this place of the plan.
    pub fn outcome(&self, place: usize) -> Option<&Outcome> {
        self.distinct.get(*self.marks.get(place)?)
    }

    /// What reading back says of the item at this place.
    pub fn fate(&self, place: usize) -> Fate {
        self.fates.get(place).copied().unwrap_or_default()
    }

    /// The outcomes in the plan's order.
    pub fn iter(&self) -> impl Iterator<Item = &Outcome> {
        self.marks
            .iter()
            .filter_map(|mark| self.distinct.get(*mark))
    }

    /// Each different outcome with how many items have it, in the order of their first items. An
    /// outcome that is told twice is no fault: their counts add up.
    pub fn distinct(&self) -> impl Iterator<Item = (&Outcome, usize)> {
        let mut seen = vec![false; self.distinct.len()];
        let used = self.distinct.iter().filter(|(_, items)| *items > 0).count();
        self.marks
            .iter()
            .filter_map(move |mark| {
                let seen = seen.get_mut(mark.place()).filter(|seen| !**seen)?;
                *seen = true;
                self.distinct.entry(*mark)
            })
            .take(used)
    }

    /// The places of the items of this kind, in order.
    pub fn places(&self, kind: OutcomeKind) -> impl Iterator<Item = usize> {
        self.places_where(move |outcome| outcome.kind() == kind)
    }

    /// The places of the items whose outcome is so, in order. Each different outcome is asked
    /// about once, however many items have it.
    pub fn places_where(&self, so: impl Fn(&Outcome) -> bool) -> impl Iterator<Item = usize> {
        let mut matching = 0;
        let wanted: Vec<bool> = self
            .distinct
            .iter()
            .map(|(outcome, items)| {
                let so = so(outcome);
                matching += if so { items } else { 0 };
                so
            })
            .collect();
        self.marks
            .iter()
            .enumerate()
            .filter(move |(_, mark)| wanted.get(mark.place()) == Some(&true))
            .map(|(place, _)| place)
            .take(matching)
    }

    /// How many of each kind.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// How many of each fate.
    pub const fn fates(&self) -> FateCounts {
        self.fate_counts
    }
}

/// Two ledgers are the same when every item has the same outcome and the same fate in both, and
/// failed again for the same reason, whatever was written over on the way there.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        let whys = self.why_marks.len().max(other.why_marks.len());
        if self.fates != other.fates || (0..whys).any(|place| self.why(place) != other.why(place)) {
            return false;
        }
        // Marks that were found to mean the same need not be compared again.
        let mut same: Vec<Option<Mark>> = vec![None; self.distinct.len()];
        self.marks.iter().zip(&other.marks).all(|(mine, theirs)| {
            let Some(found) = same.get_mut(mine.place()) else {
                return false;
            };
            if *found == Some(*theirs) {
                return true;
            }
            *found = Some(*theirs);
            self.distinct.get(*mine) == other.distinct.get(*theirs)
        })
    }
}

impl Eq for Ledger {}

#[cfg(test)]
mod tests;
