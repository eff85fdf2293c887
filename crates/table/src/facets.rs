//! How many rows have each value of a column, among those that fulfil everything that is asked of
//! the other columns.

use crate::blocks::{Blocks, spans};
use crate::cell::ColumnId;
use crate::column::Stored;
use crate::merge;
use crate::schema::Kind;
use crate::slot::bit_of;
use crate::table::Table;
use crate::texts::ABSENT;

/// The counts of some columns.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    each: Vec<Facet>,
}

#[derive(Debug, Clone)]
struct Facet {
    column: ColumnId,
    /// Failing here does not count.
    own: u16,
    /// By code.
    counts: Vec<u32>,
}

/// One value of a column, and how many rows have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetValue<'a> {
    /// The words; nothing for absent cells.
    pub words: Option<&'a str>,
    /// How many rows have it and fulfil everything else.
    pub count: usize,
}

impl Facets {
    /// Counts for those of the columns that hold texts or labels.
    pub fn of(table: &Table, columns: &[ColumnId]) -> Self {
        let has_words = |column: &&ColumnId| {
            matches!(table.kind(**column), Some(Kind::Text(_) | Kind::Choice(_)))
        };
        let each = columns.iter().filter(has_words).map(|&column| Facet {
            column,
            own: bit_of(column),
            counts: Vec::new(),
        });
        Self {
            each: each.collect(),
        }
    }

    /// A row failed in these slots and now fails in those; a new row failed everywhere.
    pub fn moved(&mut self, table: &Table, row: u32, before: u16, after: u16) {
        for facet in &mut self.each {
            let (was, is) = (before & !facet.own == 0, after & !facet.own == 0);
            if was != is
                && let Some(stored) = table.stored(facet.column)
            {
                facet.count(stored.code(row), is);
            }
        }
    }

    /// Counts everything anew: cells were changed in place, and what they were is not known.
    pub fn recount(&mut self, table: &Table, failing: &Blocks<u16>, rows: u32) {
        for facet in &mut self.each {
            facet.counts.clear();
            for (block, from, _) in spans(0, rows) {
                facet.count_block(table, block, failing.part(block, from));
            }
        }
    }

    /// The values that some row has, most rows first; equal ones in the order of their codes.
    pub fn values<'a>(&self, table: &'a Table, column: ColumnId) -> Vec<FacetValue<'a>> {
        let facet = self.each.iter().find(|facet| facet.column == column);
        let (Some(facet), Some(stored)) = (facet, table.stored(column)) else {
            return Vec::new();
        };
        let count = |code: u32| facet.counts.get(code as usize).copied().unwrap_or_default();
        let all = u32::try_from(facet.counts.len()).unwrap_or(u32::MAX);
        let mut codes: Vec<u32> = (0..all).filter(|code| count(*code) > 0).collect();
        merge::sort(&mut codes, &mut |one, other| {
            count(other).cmp(&count(one)).then(one.cmp(&other))
        });
        let value = |code| FacetValue {
            words: stored.word(code).filter(|_| code != ABSENT),
            count: count(code) as usize,
        };
        codes.into_iter().map(value).collect()
    }

    /// Bytes that it holds.
    pub fn memory(&self) -> usize {
        let counts = self.each.iter().map(|facet| facet.counts.capacity());
        counts.sum::<usize>() * size_of::<u32>()
    }
}

impl Facet {
    fn count(&mut self, code: u32, more: bool) {
        let place = code as usize;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(place) {
            *count = if more { *count + 1 } else { *count - 1 };
        }
    }

    fn count_block(&mut self, table: &Table, block: usize, failing: &[u16]) {
        let own = self.own;
        match table.stored(self.column) {
            Some(Stored::Text { codes, .. }) => {
                for (failing, code) in failing.iter().zip(codes.part(block, 0)) {
                    if failing & !own == 0 {
                        self.count(*code, true);
                    }
                }
            }
            Some(Stored::Choice { codes, .. }) => {
                for (failing, code) in failing.iter().zip(codes.part(block, 0)) {
                    if failing & !own == 0 {
                        self.count(u32::from(*code), true);
                    }
                }
            }
            Some(Stored::Number { .. }) | None => {}
        }
    }
}
