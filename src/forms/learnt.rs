//! What is learnt of a plan's items while it is looked at: what was looked up, and where they go. The
//! dialog shows it, and what it comes to is kept with the run.

use super::looking_up::LookingUp;
use super::planner::{Asked, Proposal};
use super::reach;
use super::receiver::Receiver;
use super::subscriptions::{Subscriptions, subscriptions};
use leptos::prelude::*;
use redrive_core::connection::Vendor;
use redrive_core::plan::Plan;
use redrive_core::preflight::Fact;
use std::collections::HashSet;

/// A handle: copies are the same. It stays when the plan is made anew.
#[derive(Clone, Copy)]
pub struct Learnt {
    pub looking: LookingUp,
    /// Where the vendor has some.
    subscriptions: Option<Subscriptions>,
}

impl Learnt {
    /// Begins to read. The dialog does not wait for it.
    pub fn of(proposal: &Proposal) -> Self {
        let subscriptions = match proposal {
            Proposal::Sealed { asked, .. } if asked.connection.vendor() == Vendor::Kirim => {
                Some(subscriptions(asked.connection.id.clone()))
            }
            _ => None,
        };
        Self {
            looking: LookingUp::new(),
            subscriptions,
        }
    }

    /// What is known of the plan's items, in its order; followed.
    pub fn facts(self, asked: &Asked, plan: &Plan) -> Vec<Option<Fact>> {
        let found = self.looking.found;
        found.with(|found| reach::facts_of(asked, plan, found))
    }

    /// To whom it goes, by what is known of its items.
    pub fn receiver(self, plan: &Plan, facts: &[Option<Fact>]) -> Receiver {
        Receiver::of(plan, facts, self.subscriptions)
    }

    /// The subscriptions that are switched off, as far as they are known; followed.
    pub fn off(self) -> HashSet<String> {
        let known = self.subscriptions.map(|known| known.off.get());
        known.unwrap_or_default()
    }
}
