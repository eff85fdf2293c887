//! What the table of this visit has seen of items, also on pages that were left: the plan dialog
//! counts and warns by it, and ids that come from elsewhere are compared with it.

use super::noted::Noted;
use super::planner::Facts;
use crate::routes::Listed;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use std::borrow::Borrow;
use std::sync::Arc;

/// Of the table that was opened last, and of no other: a table may hold a million rows.
#[derive(Default)]
struct Memory {
    of: Option<(ConnectionId, Listed)>,
    facts: Noted,
}

/// A handle: copies are the same memory. It ends when another table is opened.
#[derive(Clone, Copy)]
pub struct Known(StoredValue<Memory>);

/// Puts the memory where every page finds it.
pub fn provide_known() -> Known {
    let known = Known(StoredValue::new(Memory::default()));
    provide_context(known);
    known
}

/// The memory, whoever's it is now. To be asked for while a page is built.
pub fn use_known() -> Known {
    expect_context()
}

impl Known {
    /// The memory of a table that is opened now. What another one knew is gone.
    pub fn of_table(connection: &ConnectionId, listed: Listed) -> Self {
        let known = use_known();
        known.0.update_value(|memory| {
            let of = Some((connection.clone(), listed));
            if memory.of != of {
                *memory = Memory {
                    of,
                    facts: Noted::default(),
                };
            }
        });
        known
    }

    /// The memory, if it is still that of this table and holds anything.
    pub fn left_by(self, connection: &ConnectionId, listed: Listed) -> Option<Self> {
        let fits = self.0.with_value(|memory| {
            let of = memory.of.as_ref();
            of.is_some_and(|(of, what)| of == connection && *what == listed)
                && !memory.facts.is_empty()
        });
        fits.then_some(self)
    }

    /// Takes in what rows tell; what came later counts.
    pub fn note(self, facts: impl Iterator<Item = (impl AsRef<str>, impl Borrow<Fact>)>) {
        self.0.update_value(|memory| {
            for (id, fact) in facts {
                memory.facts.note(id.as_ref(), fact.borrow());
            }
        });
    }

    /// How many items are known.
    pub fn count(self) -> usize {
        self.0.with_value(|memory| memory.facts.count())
    }

    /// Whether this one is.
    pub fn holds(self, id: &str) -> bool {
        self.0.with_value(|memory| memory.facts.holds(id))
    }

    /// What is known of the records that a draft names, if this is still the memory of their table.
    pub fn of_draft(self, connection: &ConnectionId, draft: &Draft) -> Facts {
        let left = Listed::of(draft).and_then(|listed| self.left_by(connection, listed));
        let ids = || {
            draft
                .items()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        left.map(|known| known.of(&ids())).unwrap_or_default()
    }

    /// What is known of these.
    pub fn of(self, ids: &[String]) -> Facts {
        self.0.with_value(|memory| {
            let found = ids
                .iter()
                .filter_map(|id| Some((id.clone(), memory.facts.of(id)?)));
            Arc::new(found.collect())
        })
    }
}
