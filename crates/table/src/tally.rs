//! How many records are chosen, how many of them are worth sending, and in how many calls.

use crate::cell::Row;
use crate::chosen::Chosen;
use crate::filter::Filter;
use crate::matches::Matches;
use crate::selection::Selection;
use crate::table::Table;

/// The numbers of a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Ids in all.
    pub chosen: usize,
    /// Those of them whose row fulfils what makes it worth sending.
    pub eligible: usize,
    /// Those of them that the table has no row for: nothing is known of them here.
    pub elsewhere: usize,
}

impl Selection {
    /// Counts the choice as the table is now. `eligible` says which rows are worth sending.
    pub fn tally(&mut self, table: &Table, eligible: &Filter) -> Tally {
        self.follow(table);
        let mut worth = Matches::new(eligible.clone());
        worth.judge(table);
        let mut tally = Tally::default();
        let mut count = |row: Row| {
            tally.chosen += 1;
            tally.eligible += usize::from(worth.would_have(table, row.0));
        };
        let mut elsewhere = 0;
        match self.chosen() {
            Chosen::None => {}
            Chosen::Ids(ids) => {
                for key in ids.iter() {
                    table
                        .row_of_code(key)
                        .map_or_else(|| elsewhere += 1, &mut count);
                }
            }
            Chosen::AllMatching(all) => {
                let known = |row: &Row| {
                    table
                        .key(*row)
                        .is_some_and(|key| all.has(key, all.matches.has(row.0)))
                };
                table.rows().filter(known).for_each(count);
                let also = all
                    .also
                    .iter()
                    .filter(|key| table.row_of_code(*key).is_none());
                elsewhere = also.count();
            }
        }
        tally.elsewhere = elsewhere;
        tally.chosen += elsewhere;
        tally
    }
}
