//! Each different outcome once, with how many items have it. A million items share a handful of
//! outcomes, and this is why they cost a few bytes each.

use crate::outcome::{Accepted, Outcome};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where an outcome stands among the different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u32);

impl Mark {
    /// Its place as an index.
    pub(super) const fn place(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone)]
struct Entry {
    outcome: Outcome,
    items: u32,
}

/// The different outcomes. One that no item has any more stays, in case it comes again.
#[derive(Debug, Clone, Default)]
pub(super) struct Distinct {
    entries: Vec<Entry>,
    /// By the hash of the outcome. Where two different ones share a hash, the later is not listed
    /// and may be kept twice, which costs memory and nothing else.
    known: HashMap<u64, Mark>,
}

impl Distinct {
    /// The mark of this outcome, old or new.
    pub(super) fn mark(&mut self, outcome: &Outcome) -> Mark {
        // Every replay makes a delivery of its own: looking for another of the same id is in vain.
        if matches!(outcome, Outcome::Accepted(Accepted::ReplayedAs(_))) {
            return self.add(outcome);
        }
        let mut hasher = DefaultHasher::new();
        outcome.hash(&mut hasher);
        let hash = hasher.finish();
        match self.known.get(&hash) {
            Some(&mark) if self.get(mark) == Some(outcome) => mark,
            Some(_) => self.add(outcome),
            None => {
                let mark = self.add(outcome);
                self.known.insert(hash, mark);
                mark
            }
        }
    }

    fn add(&mut self, outcome: &Outcome) -> Mark {
        // Four thousand million different outcomes do not fit in memory.
        let mark = Mark(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(Entry {
            outcome: outcome.clone(),
            items: 0,
        });
        mark
    }

    /// The outcome with this mark.
    pub(super) fn get(&self, mark: Mark) -> Option<&Outcome> {
        self.entries.get(mark.place()).map(|entry| &entry.outcome)
    }

    /// The outcome with this mark, and how many items have it.
    pub(super) fn entry(&self, mark: Mark) -> Option<(&Outcome, usize)> {
        let entry = self.entries.get(mark.place())?;
        Some((&entry.outcome, entry.items as usize))
    }

    /// How many there are, those that no item has among them.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Counts so many items more that have it.
    pub(super) fn gain(&mut self, mark: Mark, items: u32) {
        if let Some(entry) = self.entries.get_mut(mark.place()) {
            entry.items += items;
        }
    }

    /// Counts one item less.
    pub(super) fn lose(&mut self, mark: Mark) {
        if let Some(entry) = self.entries.get_mut(mark.place()) {
            entry.items -= 1;
        }
    }

    /// All in order of their marks, those that no item has among them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Outcome, usize)> {
        self.entries
            .iter()
            .map(|entry| (&entry.outcome, entry.items as usize))
    }
}
