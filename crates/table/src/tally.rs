//! How many records are chosen, and how many of them have a row here.

use crate::cell::Row;
use crate::chosen::Chosen;
use crate::selection::Selection;
use crate::table::Table;

/// The numbers of a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Ids in all.
    pub chosen: usize,
    /// Those of them that the table has no row for: nothing is known of them here.
    pub elsewhere: usize,
}

impl Selection {
    /// Counts the choice as the table is now.
    pub fn tally(&mut self, table: &Table) -> Tally {
        self.follow(table);
        let is_elsewhere = |key: &u32| table.row_of_code(*key).is_none();
        match self.chosen() {
            Chosen::None => Tally::default(),
            Chosen::Ids(ids) => Tally {
                chosen: ids.count(),
                elsewhere: ids.iter().filter(is_elsewhere).count(),
            },
            Chosen::AllMatching(all) => {
                let known = |row: &Row| {
                    table
                        .key(*row)
                        .is_some_and(|key| all.has(key, all.matches.has(row.0)))
                };
                let elsewhere = all.also.iter().filter(is_elsewhere).count();
                Tally {
                    chosen: table.rows().filter(known).count() + elsewhere,
                    elsewhere,
                }
            }
        }
    }
}
