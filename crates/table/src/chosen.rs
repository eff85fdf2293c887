//! What is chosen: nothing, these ids, or everything that fulfils a filter.
//!
//! Must not know what is shown: that is the business of `selection.rs`.

use crate::bits::Bits;
use crate::facets::Facets;
use crate::matches::Matches;
use crate::table::Table;

/// What is chosen. Ids are kept by the codes of the table's key column.
#[derive(Debug, Clone, Default)]
pub enum Chosen {
    #[default]
    None,
    Ids(Bits),
    AllMatching(Box<AllMatching>),
}

/// Everything that fulfils a filter, without some ids and with some others.
#[derive(Debug, Clone, Default)]
pub struct AllMatching {
    pub matches: Matches,
    /// Ids that were taken out by hand, whether they fulfil the filter or not.
    pub except: Bits,
    /// Ids that did not fulfil it and were chosen by hand. None of them is excepted.
    pub also: Bits,
}

impl Chosen {
    /// Takes in what has happened in the table, so that [`Self::has`] can be asked of every row.
    pub fn follow(&mut self, table: &Table) {
        let Self::AllMatching(all) = self else {
            return;
        };
        let at = all.matches.at();
        if at != table.cursor() {
            let changed = table.changed_since(at);
            all.matches
                .follow(table, changed.as_deref(), &mut Facets::default());
        }
    }

    /// Whether a row with this id is chosen. The table was followed.
    pub fn has(&self, row: u32, key: u32) -> bool {
        match self {
            Self::None => false,
            Self::Ids(ids) => ids.has(key),
            Self::AllMatching(all) => all.has(key, all.matches.has(row)),
        }
    }

    /// The same for a row as it is now, followed or not.
    pub fn has_now(&self, table: &Table, row: u32, key: u32) -> bool {
        match self {
            Self::AllMatching(all) => all.has(key, all.matches.has_now(table, row)),
            _ => self.has(row, key),
        }
    }

    /// Chooses a row by hand, or takes it out. The table was followed.
    pub fn set(&mut self, row: u32, key: u32, on: bool) {
        match self {
            Self::None if on => {
                let mut ids = Bits::default();
                ids.set(key, true);
                *self = Self::Ids(ids);
            }
            Self::None => {}
            Self::Ids(ids) => ids.set(key, on),
            Self::AllMatching(all) => {
                all.except.set(key, !on);
                all.also.set(key, on && !all.matches.has(row));
            }
        }
    }
}

impl AllMatching {
    /// Whether an id is chosen whose row does or does not fulfil the filter.
    pub fn has(&self, key: u32, matches: bool) -> bool {
        self.also.has(key) || (matches && !self.except.has(key))
    }
}
