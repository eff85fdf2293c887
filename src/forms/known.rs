//! What a page has seen of items, also on pages of the table that were left: the plan dialog
//! counts and warns by it.

use super::planner::Facts;
use leptos::prelude::*;
use redrive_core::preflight::Fact;
use std::collections::HashMap;
use std::sync::Arc;

/// A handle: copies are the same memory. It ends with the page.
#[derive(Clone, Copy, Default)]
pub struct Known(StoredValue<HashMap<String, Fact>>);

impl Known {
    /// Takes in what rows tell; what came later counts.
    pub fn note(self, facts: impl Iterator<Item = (String, Fact)>) {
        self.0.update_value(|known| known.extend(facts));
    }

    /// What is known of these.
    pub fn of(self, ids: &[String]) -> Facts {
        self.0.with_value(|known| {
            let found = ids
                .iter()
                .filter_map(|id| Some((id.clone(), known.get(id)?.clone())));
            Arc::new(found.collect())
        })
    }
}
