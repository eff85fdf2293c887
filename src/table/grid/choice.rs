//! Choosing rows of a grid. What cannot be sent is never part of a choice: it is counted and told.

use super::columns::Spec;
use super::rows::{KeptRows, barred_in};
use super::state::Grid;
use leptos::prelude::*;
use redrive_table::{Coverage, Row, Selection};
use std::collections::BTreeMap;

/// What one act chose, and what it had to leave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Took {
    pub rows: usize,
    /// Rows on the way that cannot be sent.
    pub barred: usize,
}

/// How many records by a reason, in the order of the words.
pub type Reasons = Vec<(String, usize)>;

/// What is chosen, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Ids in all.
    pub chosen: usize,
    /// Those of them without a row here: nothing is known of them.
    pub elsewhere: usize,
    /// Those that cannot be sent, by the reason. They were chosen before that was known.
    pub barred: Reasons,
    /// What speaks against sending some of the others.
    pub noted: Reasons,
}

impl Counted {
    /// How many will be sent.
    pub fn sendable(&self) -> usize {
        let barred: usize = self.barred.iter().map(|(_, count)| count).sum();
        self.chosen.saturating_sub(barred)
    }
}

/// How far a choice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Row,
    /// From the row that was chosen last.
    Range,
}

impl KeptRows {
    /// Of what is shown, so many rows from a place.
    fn choose_shown(&mut self, spec: &Spec, (first, count): (usize, usize), on: bool) -> Took {
        let (table, mut barred) = (&self.table, 0);
        let free = self.view.rows(first, count).filter(|row| {
            let is = barred_in(table, spec, *row).is_some();
            barred += usize::from(is);
            !is
        });
        let rows = self.selection.choose_rows(table, free, on);
        Took { rows, barred }
    }

    /// Takes rows that cannot be sent out of what is chosen.
    pub(super) fn leave_barred(&mut self, spec: &Spec) {
        let chosen = |row: &Row| self.selection.has(&self.table, *row);
        let barred = |row: &Row| self.barred(spec, *row).is_some();
        let rows: Vec<Row> = self.table.rows().filter(chosen).filter(barred).collect();
        self.selection
            .choose_rows(&self.table, rows.into_iter(), false);
    }

    fn counted(&mut self, grid: Grid) -> Counted {
        let tally = self.selection.tally(&self.table);
        let mut counted = Counted {
            chosen: tally.chosen,
            elsewhere: tally.elsewhere,
            ..Counted::default()
        };
        if tally.chosen == tally.elsewhere || grid.spec.barred.is_none() {
            return counted;
        }
        let (mut barred, mut noted) = (BTreeMap::new(), BTreeMap::new());
        let chosen = |row: &Row| self.selection.has(&self.table, *row);
        for row in self.table.rows().filter(chosen) {
            let note = || self.table.words(row, grid.spec.noted?);
            if let Some(why) = self.barred(grid.spec, row) {
                *barred.entry(why).or_insert(0) += 1;
            } else if let Some(note) = note() {
                *noted.entry(note).or_insert(0) += 1;
            }
        }
        let listed = |reasons: BTreeMap<&str, usize>| -> Reasons {
            let reasons = reasons.into_iter();
            reasons
                .map(|(why, count)| (why.to_owned(), count))
                .collect()
        };
        (counted.barred, counted.noted) = (listed(barred), listed(noted));
        counted
    }
}

impl Grid {
    /// Chooses the row at a place, or everything from where the range begins to it; or no longer.
    pub fn choose(self, place: usize, on: bool, reach: Reach) -> Took {
        let took = self.change(|kept| {
            let row = kept.view.row(place)?;
            let begin = kept.selection.range(&kept.table, &kept.view, row);
            if let Some(places) = begin.filter(|_| reach == Reach::Range) {
                return Some(kept.choose_shown(self.spec, places, on));
            }
            if kept.barred(self.spec, row).is_some() {
                return Some(Took { rows: 0, barred: 1 });
            }
            kept.selection.choose(&kept.table, row, on);
            Some(Took { rows: 1, barred: 0 })
        });
        self.changed();
        took.flatten().unwrap_or_default()
    }

    /// Chooses everything that is shown, or none of it any longer.
    pub fn choose_shown(self, on: bool) -> Took {
        let took = self.change(|kept| {
            let all = (0, kept.view.len());
            kept.choose_shown(self.spec, all, on)
        });
        self.changed();
        took.unwrap_or_default()
    }

    /// Chooses exactly these ids, whether their rows are here or not.
    pub fn choose_ids(self, ids: &[String]) {
        self.change(|kept| {
            let ids = ids.iter().map(String::as_str);
            kept.selection = Selection::of(&mut kept.table, ids);
        });
        self.changed();
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.change(|kept| kept.selection.clear());
        self.changed();
    }

    /// Whether the row at a place is chosen.
    pub fn is_chosen(self, place: usize) -> bool {
        let chosen = |kept: &KeptRows| {
            let row = kept.view.row(place);
            row.is_some_and(|row| kept.selection.has(&kept.table, row))
        };
        self.kept(chosen).unwrap_or_default()
    }

    /// Why the row at a place cannot be sent, in a sentence.
    pub fn why_barred(self, place: usize) -> String {
        let why = |kept: &KeptRows| {
            let row = kept.view.row(place)?;
            kept.barred(self.spec, row).map(str::to_owned)
        };
        let why = self.kept(why).flatten();
        why.map_or_else(String::new, |why| format!("It cannot be chosen: {why}"))
    }

    /// How much of what is shown and can be sent is chosen; followed.
    pub fn coverage(self) -> Coverage {
        self.turn.track();
        self.kept(|kept| {
            let shown = kept.view.rows(0, kept.view.len());
            let free = shown.filter(|row| kept.barred(self.spec, *row).is_none());
            kept.selection.covers(&kept.table, free)
        })
        .unwrap_or(Coverage::None)
    }

    /// What is chosen, counted; followed.
    pub fn counted(self) -> Counted {
        self.turn.track();
        self.change(|kept| kept.counted(self)).unwrap_or_default()
    }

    /// How many are chosen, and which, as long as they are no more than so many.
    pub fn chosen_within(self, most: usize) -> (usize, Option<Vec<String>>) {
        let count = |kept: &mut KeptRows| kept.selection.tally(&kept.table).chosen;
        match self.change(count) {
            Some(count) if count > most => (count, None),
            _ => {
                let ids = self.chosen();
                (ids.len(), Some(ids))
            }
        }
    }

    /// The ids that are chosen now and can be sent.
    pub fn chosen(self) -> Vec<String> {
        let ids = self.change(|kept| {
            let ids = kept.selection.ids(&kept.table).into_iter();
            let free = |id: &&str| {
                let row = kept.table.row(id);
                row.is_none_or(|row| kept.barred(self.spec, row).is_none())
            };
            ids.filter(free).map(str::to_owned).collect()
        });
        ids.unwrap_or_default()
    }
}
