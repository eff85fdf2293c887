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
    /// It was left when some had been told.
    Left,
    Failed(Problem),
    /// All of so many were looked up; what was told first is as old as this.
    Done(usize, DateTime<Utc>),
}

/// What is looked up, and since when: whoever leaves it, or whose vendor fails, goes on with it.
struct Begun {
    lookup: Lookup,
    /// When the first query with rows was begun.
    oldest: Option<DateTime<Utc>>,
}

/// A handle: copies are the same. What was found stays when the plan is made anew.
#[derive(Clone, Copy)]
pub struct LookingUp {
    pub state: RwSignal<Looking>,
    /// By ids.
    pub found: RwSignal<HashMap<String, Fact>>,
    /// How far the query under way is.
    pub phase: RwSignal<Phase>,
    begun: StoredValue<Option<Begun>>,
    abort: StoredValue<Option<SendWrapper<AbortController>>>,
}

impl LookingUp {
    pub fn new() -> Self {
        let looking = Self {
            state: RwSignal::new(Looking::Not),
            found: RwSignal::new(HashMap::new()),
            phase: RwSignal::new(Phase::Asking),
            begun: StoredValue::new(None),
            abort: StoredValue::new(None),
        };
        on_cleanup(move || looking.cancel());
        looking
    }

    /// Whether something is waited for; followed.
    pub fn is_under(self) -> bool {
        self.state.with(|state| matches!(state, Looking::Under(..)))
    }

    /// Leaves what is under way. What was found so far is so all the same.
    pub fn cancel(self) {
        let abort = self.abort.try_update_value(Option::take).flatten();
        if let Some(abort) = abort {
            abort.abort();
            let some_told = self.with(|begun| begun.oldest.is_some());
            self.state.try_set(match some_told {
                Some(true) => Looking::Left,
                _ => Looking::Not,
            });
        }
    }

    /// Asks for all of it, query by query: the next one when the one before has its rows. Goes on with
    /// what was begun, if that is not over.
    pub fn begin(self, connection: ConnectionId, lookup: impl FnOnce() -> Option<Lookup>) {
        self.cancel();
        self.begun.update_value(|begun| {
            if begun.as_ref().is_none_or(|begun| begun.oldest.is_none()) {
                let anew = |lookup| Begun {
                    lookup,
                    oldest: None,
                };
                *begun = lookup().map(anew);
            }
        });
        let progress = self.with(|begun| begun.lookup.progress());
        let (Some((known, all)), Ok(abort)) = (progress, AbortController::new()) else {
            return;
        };
        let signal = abort.signal();
        self.abort.set_value(Some(SendWrapper::new(abort)));
        self.state.set(Looking::Under(known, all));
        spawn_local(async move {
            let ended = self.look(connection, &signal).await;
            if signal.aborted() {
                return;
            }
            self.abort.try_set_value(None);
            self.state.try_set(match ended {
                Ok(()) => {
                    let begun = self.begun.try_update_value(Option::take).flatten();
                    let oldest = begun.and_then(|begun| begun.oldest);
                    Looking::Done(all, oldest.unwrap_or_else(now))
                }
                Err(problem) => Looking::Failed(problem),
            });
        });
    }

    async fn look(self, connection: ConnectionId, signal: &AbortSignal) -> Result<(), Problem> {
        while let Some(Some(read)) = self.with(|begun| begun.lookup.next()) {
            let phase = Some(self.phase);
            let rows = job::run(connection.clone(), read, signal.clone(), phase).await?;
            if signal.aborted() {
                break;
            }
            let taken = self.with(|begun| {
                let told = begun.lookup.take(&rows.answer)?;
                let oldest = begun.oldest.get_or_insert(rows.begun_at);
                *oldest = rows.begun_at.min(*oldest);
                Ok::<_, Problem>((told, begun.lookup.progress()))
            });
            let Some(taken) = taken else { break };
            let (told, (known, all)) = taken?;
            let told = told.into_iter().map(|(id, fact)| (id.to_string(), fact));
            self.found.try_update(|found| found.extend(told));
            self.state.try_set(Looking::Under(known, all));
        }
        Ok(())
    }

    /// What was begun, unless its dialog is gone.
    fn with<T>(self, look: impl FnOnce(&mut Begun) -> T) -> Option<T> {
        let begun = |begun: &mut Option<Begun>| begun.as_mut().map(look);
        self.begun.try_update_value(begun).flatten()
    }
}
