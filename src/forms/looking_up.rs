//! Looking up what a plan names and no list has told of: how far it is, how to leave it, and what was
//! found. Only reads leave from here.

use crate::api::job::{self, Phase};
use crate::clock::now;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::ConnectionId;
use redrive_core::lookup::Lookup;
use redrive_core::preflight::Fact;
use redrive_core::problem::Problem;
use send_wrapper::SendWrapper;
use std::collections::HashMap;
use web_sys::{AbortController, AbortSignal};

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looking {
    Not,
    /// So many are known, of so many.
    Under(usize, usize),
    Failed(Problem),
    /// All of so many were looked up then.
    Done(usize, DateTime<Utc>),
}

/// A handle: copies are the same. What was found stays when the plan is made anew.
#[derive(Clone, Copy)]
pub struct LookingUp {
    pub state: RwSignal<Looking>,
    /// By ids.
    pub found: RwSignal<HashMap<String, Fact>>,
    /// How far the query under way is.
    pub phase: RwSignal<Phase>,
    abort: StoredValue<Option<SendWrapper<AbortController>>>,
}

impl LookingUp {
    pub fn new() -> Self {
        let looking = Self {
            state: RwSignal::new(Looking::Not),
            found: RwSignal::new(HashMap::new()),
            phase: RwSignal::new(Phase::Asking),
            abort: StoredValue::new(None),
        };
        on_cleanup(move || looking.cancel());
        looking
    }

    /// Leaves what is under way. What was found so far is so all the same.
    pub fn cancel(self) {
        let abort = self.abort.try_update_value(Option::take).flatten();
        if let Some(abort) = abort {
            abort.abort();
            self.state.try_set(Looking::Not);
        }
    }

    /// Asks for all of it, query by query: the next one when the one before has its rows.
    pub fn begin(self, connection: ConnectionId, lookup: Lookup) {
        self.cancel();
        let Ok(abort) = AbortController::new() else {
            return;
        };
        let signal = abort.signal();
        self.abort.set_value(Some(SendWrapper::new(abort)));
        let (known, all) = lookup.progress();
        self.state.set(Looking::Under(known, all));
        spawn_local(async move {
            let ended = self.look(connection, lookup, &signal).await;
            if signal.aborted() {
                return;
            }
            self.abort.try_set_value(None);
            self.state.try_set(match ended {
                Ok(()) => Looking::Done(all, now()),
                Err(problem) => Looking::Failed(problem),
            });
        });
    }

    async fn look(
        self,
        connection: ConnectionId,
        mut lookup: Lookup,
        signal: &AbortSignal,
    ) -> Result<(), Problem> {
        while let Some(read) = lookup.next() {
            let asked = job::run(connection.clone(), read, signal.clone(), Some(self.phase));
            let told = lookup.take(&asked.await?)?;
            if signal.aborted() {
                break;
            }
            let told = told.into_iter().map(|(id, fact)| (id.to_string(), fact));
            self.found.try_update(|found| found.extend(told));
            let (known, all) = lookup.progress();
            self.state.try_set(Looking::Under(known, all));
        }
        Ok(())
    }
}
