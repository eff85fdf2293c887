//! Ids, each once, in the order in which they came. A million of them are kept once, not twice:
//! what is known is told by a hash, and only what shares one is compared.

use std::collections::hash_map::{Entry, RandomState};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

/// Many small tables grow one after the other: a large one would keep a page waiting.
const TABLES: usize = 64;

type Hash = fn(&RandomState, &str) -> u64;

#[derive(Debug)]
pub(super) struct Distinct {
    ids: Vec<String>,
    /// The place of the first id with this hash.
    places: Vec<HashMap<u64, u32>>,
    /// Ids whose hash another one has.
    others: HashSet<String>,
    state: RandomState,
    hash: Hash,
}

impl Default for Distinct {
    fn default() -> Self {
        Self::with(|state, id| state.hash_one(id))
    }
}

impl Distinct {
    fn with(hash: Hash) -> Self {
        Self {
            ids: Vec::new(),
            places: (0..TABLES).map(|_| HashMap::new()).collect(),
            others: HashSet::new(),
            state: RandomState::new(),
            hash,
        }
    }

    /// Adds one; false when it is there already.
    pub(super) fn add(&mut self, id: String) -> bool {
        let hash = (self.hash)(&self.state, &id);
        let Some(table) = self.places.get_mut(table_of(hash)) else {
            return false;
        };
        let new = match table.entry(hash) {
            Entry::Vacant(place) => {
                // A list of four thousand million ids does not fit in memory.
                place.insert(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
                true
            }
            Entry::Occupied(place) => {
                self.ids.get(*place.get() as usize) != Some(&id) && self.others.insert(id.clone())
            }
        };
        if new {
            self.ids.push(id);
        }
        new
    }

    /// Whether it is there.
    pub(super) fn holds(&self, id: &str) -> bool {
        let hash = (self.hash)(&self.state, id);
        let place = self
            .places
            .get(table_of(hash))
            .and_then(|table| table.get(&hash));
        place.is_some_and(|place| {
            self.ids
                .get(*place as usize)
                .is_some_and(|known| known == id)
                || self.others.contains(id)
        })
    }

    pub(super) fn as_slice(&self) -> &[String] {
        &self.ids
    }

    pub(super) fn into_vec(self) -> Vec<String> {
        self.ids
    }
}

/// By bits that the table itself does not begin with.
const fn table_of(hash: u64) -> usize {
    (hash >> 40) as usize % TABLES
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_is_kept_once_in_order_even_where_all_share_a_hash(
            ids in prop::collection::vec("[a-d]{1,2}", 0..60),
            shared in any::<bool>(),
        ) {
            let mut distinct = if shared {
                Distinct::with(|_, id| id.len() as u64)
            } else {
                Distinct::default()
            };
            let mut naive: Vec<String> = Vec::new();
            for id in ids {
                let new = !naive.contains(&id);
                prop_assert_eq!(distinct.holds(&id), !new);
                prop_assert_eq!(distinct.add(id.clone()), new);
                if new {
                    naive.push(id);
                }
            }
            prop_assert_eq!(distinct.into_vec(), naive);
        }
    }
}
