//! What is shown: the rows that fulfil a filter, in an order, with the counts of the facets.
//!
//! A view is a snapshot. Rows that arrive later and cells that change never move what is under the
//! reader's hand: they stay out until [`View::catch_up`] takes them in. A new filter or order is the
//! reader's own act and takes them in too.
//! Must not know what is drawn or chosen.

use crate::cell::{ColumnId, Row};
use crate::facets::{FacetValue, Facets};
use crate::filter::Filter;
use crate::matches::Matches;
use crate::merge;
use crate::sorted::{SortKey, Sorted, compare};
use crate::table::{Cursor, Table};

/// The rows that are shown. It belongs to the one table with which it was made.
#[derive(Debug, Clone)]
pub struct View {
    matches: Matches,
    facets: Facets,
    sorted: Sorted,
    shown: Vec<u32>,
}

impl View {
    /// All rows as they came, and the columns whose values are counted: those of texts or labels.
    pub fn new(table: &Table, facets: &[ColumnId]) -> Self {
        let mut view = Self {
            matches: Matches::default(),
            facets: Facets::of(table, facets),
            sorted: Sorted::default(),
            shown: Vec::new(),
        };
        view.catch_up(table);
        view
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The row at a place, from 0.
    pub fn row(&self, place: usize) -> Option<Row> {
        self.shown.get(place).copied().map(Row)
    }

    /// Rows from one place on, as many as there are of those wanted.
    pub fn rows(&self, first: usize, count: usize) -> impl Iterator<Item = Row> {
        let rows = self.shown.iter().skip(first).take(count);
        rows.copied().map(Row)
    }

    /// Where a row is shown.
    pub fn place(&self, row: Row) -> Option<usize> {
        self.shown.iter().position(|shown| *shown == row.0)
    }

    /// What is asked of the rows.
    pub fn filter(&self) -> &Filter {
        self.matches.filter()
    }

    /// What they are sorted by; first things first.
    pub fn sort_keys(&self) -> &[SortKey] {
        self.sorted.keys()
    }

    /// The values of a counted column with the number of rows that have them and fulfil what is
    /// asked of all other columns. Most rows first; values without rows are not listed.
    pub fn facet<'a>(&self, table: &'a Table, column: ColumnId) -> Vec<FacetValue<'a>> {
        self.facets.values(table, column)
    }

    /// Asks something else.
    pub fn filter_by(&mut self, table: &Table, filter: Filter) {
        self.catch_up(table);
        if *self.filter() == filter {
            return;
        }
        if self.matches.ask(table, filter, &mut self.facets) {
            self.pick();
        } else {
            let matches = &self.matches;
            self.shown.retain(|row| matches.has(*row));
        }
    }

    /// Sorts otherwise. Rows that are equal in all keys stand in the order in which they came.
    pub fn sort_by(&mut self, table: &Table, keys: &[SortKey]) {
        self.catch_up(table);
        if self.sort_keys() != keys {
            self.sorted.sort(table, keys);
            self.pick();
        }
    }

    /// Brings the texts of a column into their order ahead of a press that sorts by it: of a million
    /// different ones that is most of what the press would have to wait for.
    pub fn prepare(&mut self, table: &Table, column: ColumnId) {
        self.sorted.prepare(table, column);
    }

    /// Takes in everything that has happened in the table.
    pub fn catch_up(&mut self, table: &Table) {
        let at = self.matches.at();
        if at == table.cursor() {
            return;
        }
        let changed = table.changed_since(at);
        self.matches
            .follow(table, changed.as_deref(), &mut self.facets);
        let Some(changed) = changed else {
            let keys = self.sort_keys().to_vec();
            self.sorted.sort(table, &keys);
            return self.pick();
        };
        self.take_in(table, at, changed);
    }

    fn take_in(&mut self, table: &Table, at: Cursor, changed: Vec<u32>) {
        if !changed.is_empty() {
            self.sorted.take_out(&changed);
            self.shown.retain(|row| changed.binary_search(row).is_err());
        }
        let mut rows = changed;
        rows.extend(at.rows..table.cursor().rows);
        let Some(mut rows) = self.sorted.take_in(table, rows) else {
            return self.pick();
        };
        rows.retain(|row| self.matches.has(*row));
        let keys = self.sorted.keys();
        merge::merge(&mut self.shown, &rows, &mut |one, other| {
            compare(table, keys, one, other)
        });
    }

    /// Picks the rows to show out of all.
    fn pick(&mut self) {
        let matches = &self.matches;
        self.shown.clear();
        self.shown.extend(
            self.sorted
                .rows()
                .iter()
                .copied()
                .filter(|row| matches.has(*row)),
        );
    }

    pub(crate) fn matches(&self) -> &Matches {
        &self.matches
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let shown = self.shown.capacity() * size_of::<u32>();
        shown + self.matches.memory() + self.facets.memory() + self.sorted.memory()
    }
}
