//! Which rows fulfil a filter, kept up to date: a mask a row, with a bit for each slot it fails.
//!
//! Must not know in which order rows are shown.

use crate::blocks::{BLOCK, Blocks, spans};
use crate::facets::Facets;
use crate::filter::Filter;
use crate::slot::{Slot, slots};
use crate::table::{Cursor, Table};

/// A filter and its answers.
#[derive(Debug, Clone, Default)]
pub struct Matches {
    filter: Filter,
    slots: Vec<Slot>,
    failing: Blocks<u16>,
    at: Cursor,
}

impl Matches {
    pub fn new(filter: Filter) -> Self {
        Self {
            slots: slots(&filter),
            filter,
            ..Self::default()
        }
    }

    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How far the table was followed.
    pub fn at(&self) -> Cursor {
        self.at
    }

    /// Whether a followed row fulfils it.
    pub fn has(&self, row: u32) -> bool {
        self.failing.get(row) == Some(0)
    }

    /// Whether a row fulfils it as it is now, followed or not.
    pub fn has_now(&self, table: &Table, row: u32) -> bool {
        let mut scratch = Vec::new();
        self.slots
            .iter()
            .all(|slot| slot.holds_now(table, row, &mut scratch))
    }

    /// Judges the words that came since.
    fn judge(&mut self, table: &Table) {
        self.slots
            .iter_mut()
            .for_each(|slot| slot.judge(table, None));
    }

    /// Follows the table: rows that changed in place, then those that are new. Where `changed` is
    /// not known, everything is looked at anew.
    pub fn follow(&mut self, table: &Table, changed: Option<&[u32]>, facets: &mut Facets) {
        self.judge(table);
        if changed.is_none() {
            self.failing.clear();
            self.at = Cursor::default();
        }
        for &row in changed.unwrap_or_default() {
            let failing = self.slots.iter().filter(|slot| !slot.holds(table, row));
            let mask = failing.fold(0, |mask, slot| mask | slot.bit);
            self.failing.set(row, mask);
        }
        if changed.is_none_or(|changed| !changed.is_empty()) {
            facets.recount(table, &self.failing, self.at.rows);
        }
        self.take_in(table, facets);
        self.at = table.cursor();
    }

    fn take_in(&mut self, table: &Table, facets: &mut Facets) {
        let (from, to) = (self.at.rows, table.cursor().rows);
        let mut holds = Vec::new();
        let mut masks = Vec::new();
        for (block, place, first) in spans(from, to) {
            let length = (BLOCK - place).min((to - first) as usize);
            holds.resize(length, false);
            masks.clear();
            masks.resize(length, 0_u16);
            for slot in &self.slots {
                slot.mark(table, block, place, &mut holds);
                for (mask, holds) in masks.iter_mut().zip(&holds) {
                    *mask |= if *holds { 0 } else { slot.bit };
                }
            }
            for (mask, row) in masks.iter().zip(first..) {
                self.failing.push(*mask);
                facets.moved(table, row, u16::MAX, *mask);
            }
        }
    }

    /// Asks something else of the rows that were followed. Only what differs is looked at. Says
    /// whether some row fulfils it now that did not before.
    pub fn ask(&mut self, table: &Table, filter: Filter, facets: &mut Facets) -> bool {
        let mut old = std::mem::take(&mut self.slots);
        let mut gained = false;
        for mut slot in slots(&filter) {
            let place = old.iter().position(|known| known.bit == slot.bit);
            let known = place.map(|place| old.swap_remove(place));
            match known {
                Some(known) if known.is(&slot) => self.slots.push(known),
                known => {
                    slot.judge(table, known.as_ref());
                    gained |= self.mark(table, slot.bit, Some(&slot), facets);
                    self.slots.push(slot);
                }
            }
        }
        for slot in old {
            gained |= self.mark(table, slot.bit, None, facets);
        }
        self.filter = filter;
        gained
    }

    /// Marks anew who fails in one slot; nobody does where it is gone.
    fn mark(&mut self, table: &Table, bit: u16, slot: Option<&Slot>, facets: &mut Facets) -> bool {
        let mut gained = false;
        let mut holds = Vec::new();
        for (block, from, first) in spans(0, self.at.rows) {
            let masks = self.failing.part_mut(block, from);
            holds.resize(masks.len(), true);
            match slot {
                Some(slot) => slot.mark(table, block, from, &mut holds),
                None => holds.fill(true),
            }
            for ((mask, holds), row) in masks.iter_mut().zip(&holds).zip(first..) {
                let before = *mask;
                let after = if *holds { before & !bit } else { before | bit };
                if before == after {
                    continue;
                }
                *mask = after;
                gained |= after == 0;
                facets.moved(table, row, before, after);
            }
        }
        gained
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let slots: usize = self.slots.iter().map(Slot::memory).sum();
        slots + self.failing.memory()
    }
}
