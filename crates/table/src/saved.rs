//! A choice written down, to be read again after a reload or on another table of the same kind.

use crate::bits::Bits;
use crate::chosen::{AllMatching, Chosen};
use crate::filter::Filter;
use crate::matches::Matches;
use crate::selection::Selection;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// A choice as plain data: ids as they are written, columns by their places, and their names to
/// know by whether these are still the same columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSelection {
    columns: Vec<String>,
    chosen: SavedChoice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum SavedChoice {
    None,
    Ids(Vec<String>),
    AllMatching {
        filter: Filter,
        except: Vec<String>,
        also: Vec<String>,
    },
}

fn columns(table: &Table) -> impl Iterator<Item = &'static str> {
    table.schema().columns().iter().map(|column| column.name)
}

fn written(table: &Table, keys: &Bits) -> Vec<String> {
    let ids = keys.iter().filter_map(|key| table.id_of(key));
    ids.map(ToOwned::to_owned).collect()
}

fn read(table: &mut Table, ids: &[String]) -> Bits {
    let mut keys = Bits::default();
    for key in ids.iter().filter_map(|id| table.key_of(id)) {
        keys.set(key, true);
    }
    keys
}

impl Selection {
    /// The choice as plain data.
    pub fn save(&self, table: &Table) -> SavedSelection {
        let chosen = match self.chosen() {
            Chosen::None => SavedChoice::None,
            Chosen::Ids(ids) => SavedChoice::Ids(written(table, ids)),
            Chosen::AllMatching(all) => SavedChoice::AllMatching {
                filter: all.matches.filter().clone(),
                except: written(table, &all.except),
                also: written(table, &all.also),
            },
        };
        SavedSelection {
            columns: columns(table).map(ToOwned::to_owned).collect(),
            chosen,
        }
    }

    /// The choice again; nothing when it was made on other columns, so that a filter never comes
    /// to mean something else.
    pub fn restore(saved: &SavedSelection, table: &mut Table) -> Option<Self> {
        if !saved.columns.iter().map(String::as_str).eq(columns(table)) {
            return None;
        }
        let chosen = match &saved.chosen {
            SavedChoice::None => Chosen::None,
            SavedChoice::Ids(ids) => Chosen::Ids(read(table, ids)),
            SavedChoice::AllMatching {
                filter,
                except,
                also,
            } => {
                let (except, also) = (read(table, except), read(table, also));
                let matches = Matches::new(filter.clone());
                Chosen::AllMatching(Box::new(AllMatching {
                    matches,
                    except,
                    also,
                }))
            }
        };
        Some(Self::with(chosen))
    }
}
