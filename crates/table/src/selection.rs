//! Which records are chosen, and how a reader chooses them.
//!
//! A choice is of ids, never of places: it survives every order, filter, page and reload, and a
//! row without an id cannot be part of it. 'Everything matching' is a wish and stays one: a row
//! that arrives later or changes is in it exactly when it then fulfils the filter, unless it was
//! taken out by hand. A plan must not be a wish: [`Selection::freeze`] turns it into the ids as
//! they are at that moment, and whatever is confirmed is built from those.

use crate::bits::Bits;
use crate::cell::Row;
use crate::chosen::{AllMatching, Chosen};
use crate::filter::Filter;
use crate::matches::Matches;
use crate::table::Table;
use crate::view::View;

/// The choice. It belongs to the one table with which it was made.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    chosen: Chosen,
    /// The id of the row that was last chosen or taken out by itself: where a range begins.
    anchor: Option<u32>,
}

/// What is chosen, told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'a> {
    /// Nothing.
    None,
    /// How many ids.
    Ids(usize),
    /// Everything that fulfils this filter.
    AllMatching {
        /// The filter.
        filter: &'a Filter,
        /// How many ids were taken out by hand.
        except: usize,
        /// How many were added by hand.
        also: usize,
    },
}

/// How much of some rows is chosen: the three states of a header's checkbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// None of them, or there is none that could be.
    None,
    /// Some.
    Some,
    /// All that have an id.
    All,
}

impl Selection {
    /// Exactly these ids. Those that the table has no row for are kept all the same.
    pub fn of<'a>(table: &mut Table, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bits = Bits::default();
        for key in ids.into_iter().filter_map(|id| table.key_of(id)) {
            bits.set(key, true);
        }
        Self::with(Chosen::Ids(bits))
    }

    pub(crate) fn with(chosen: Chosen) -> Self {
        Self {
            chosen,
            anchor: None,
        }
    }

    pub(crate) fn chosen(&self) -> &Chosen {
        &self.chosen
    }

    pub(crate) fn follow(&mut self, table: &Table) {
        self.chosen.follow(table);
    }

    /// What is chosen.
    pub fn what(&self) -> What<'_> {
        match &self.chosen {
            Chosen::None => What::None,
            Chosen::Ids(ids) => match ids.count() {
                0 => What::None,
                count => What::Ids(count),
            },
            Chosen::AllMatching(all) => What::AllMatching {
                filter: all.matches.filter(),
                except: all.except.count(),
                also: all.also.count(),
            },
        }
    }

    /// Whether a row is chosen, as the table is now.
    pub fn has(&self, table: &Table, row: Row) -> bool {
        table
            .key(row)
            .is_some_and(|key| self.chosen.has_now(table, row.0, key))
    }

    /// Chooses one row, or takes it out. Ranges begin here from now on.
    pub fn choose(&mut self, table: &Table, row: Row, on: bool) {
        self.chosen.follow(table);
        if let Some(key) = table.key(row) {
            self.chosen.set(row.0, key, on);
            self.anchor = Some(key);
        }
    }

    /// The first place and the length of the range that ends at this row. Nothing when nothing
    /// shown is where it begins.
    pub fn range(&self, table: &Table, view: &View, row: Row) -> Option<(usize, usize)> {
        let to = view.place(row)?;
        let from = view.place(table.row_of_code(self.anchor?)?)?;
        Some((from.min(to), from.abs_diff(to) + 1))
    }

    /// Chooses, or takes out, all of these rows: a page, or what is loaded. Gives how many of them
    /// have an id.
    pub fn choose_rows(
        &mut self,
        table: &Table,
        rows: impl Iterator<Item = Row>,
        on: bool,
    ) -> usize {
        self.chosen.follow(table);
        let mut count = 0;
        for row in rows {
            if let Some(key) = table.key(row) {
                self.chosen.set(row.0, key, on);
                count += 1;
            }
        }
        count
    }

    /// Chooses everything that fulfils a filter, in place of what was chosen.
    pub fn choose_filter(&mut self, filter: Filter) {
        let all = AllMatching {
            matches: Matches::new(filter),
            ..AllMatching::default()
        };
        *self = Self::with(Chosen::AllMatching(Box::new(all)));
    }

    /// Chooses nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// How much of these rows is chosen, as the table is now.
    pub fn covers(&self, table: &Table, rows: impl Iterator<Item = Row>) -> Coverage {
        // Most of the time, and then a million rows need not be asked.
        if self.what() == What::None {
            return Coverage::None;
        }
        let (mut some, mut all) = (false, true);
        for row in rows {
            let Some(key) = table.key(row) else {
                continue;
            };
            let is = self.chosen.has_now(table, row.0, key);
            some |= is;
            all &= is;
            if some && !all {
                return Coverage::Some;
            }
        }
        if some { Coverage::All } else { Coverage::None }
    }

    /// Turns the choice into the ids that it has at this moment. What arrives later is not in it.
    pub fn freeze(&mut self, table: &Table) {
        self.chosen.follow(table);
        if let Chosen::AllMatching(all) = &self.chosen {
            let mut ids = all.also.clone();
            for row in table.rows().filter(|row| all.matches.has(row.0)) {
                if let Some(key) = table.key(row).filter(|key| !all.except.has(*key)) {
                    ids.set(key, true);
                }
            }
            self.chosen = Chosen::Ids(ids);
        }
    }

    /// Freezes the choice and gives its ids: those with rows as these came, then those without.
    pub fn ids<'a>(&mut self, table: &'a Table) -> Vec<&'a str> {
        self.freeze(table);
        let Chosen::Ids(ids) = &self.chosen else {
            return Vec::new();
        };
        let here = table
            .rows()
            .filter(|row| table.key(*row).is_some_and(|key| ids.has(key)));
        let here = here.filter_map(|row| table.id(row));
        let elsewhere = ids.iter().filter(|key| table.row_of_code(*key).is_none());
        here.chain(elsewhere.filter_map(|key| table.id_of(key)))
            .collect()
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        match &self.chosen {
            Chosen::None => 0,
            Chosen::Ids(ids) => ids.memory(),
            Chosen::AllMatching(all) => {
                all.matches.memory() + all.except.memory() + all.also.memory()
            }
        }
    }
}
