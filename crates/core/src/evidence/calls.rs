//! Which call an item went with, and how a call went.

use crate::run::{CallRecord, Run};

/// Looked up once, because a run of a million items may have a million calls.
pub(super) struct Calls<'a> {
    /// Of each item the last call that was tried with it, or the first that would have carried it.
    of_items: Vec<u32>,
    /// The tries, those of one call in a row and in the order of time.
    tries: Vec<&'a CallRecord>,
}

impl<'a> Calls<'a> {
    pub(super) fn of(run: &'a Run) -> Self {
        let mut tries: Vec<&CallRecord> = run.calls().iter().collect();
        tries.sort_by_key(|record| record.call);
        let mut calls = Self {
            of_items: Vec::new(),
            tries,
        };
        let mut of_items: Vec<Option<u32>> = vec![None; run.plan().items().len()];
        for (index, call) in run.plan().calls().iter().enumerate() {
            let was_made = !calls.tries(index).is_empty();
            let items = of_items.iter_mut().take(call.items.end);
            for slot in items.skip(call.items.start) {
                if was_made || slot.is_none() {
                    *slot = u32::try_from(index).ok();
                }
            }
        }
        calls.of_items = of_items
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect();
        calls
    }

    /// The call of the item at this place.
    pub(super) fn of_item(&self, place: usize) -> usize {
        self.of_items.get(place).map_or(0, |call| *call as usize)
    }

    /// How often a call was tried, and how each try ended, as far as it has.
    pub(super) fn tries(&self, call: usize) -> &[&'a CallRecord] {
        let start = self.tries.partition_point(|record| record.call < call);
        let end = self.tries.partition_point(|record| record.call <= call);
        self.tries.get(start..end).unwrap_or_default()
    }
}
