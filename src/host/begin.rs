//! Beginning a run, looking at one, and confirming one again: what pages ask the host for.

use super::channel::Says;
use super::record::{Confirmed, RunId, RunRecord, RunSummary};
use super::store::Store;
use super::watched::Watched;
use super::wish::Wish;
use super::{Host, follow, take};
use crate::api::gateway::Refusal;
use crate::api::sending::{self, Confirmation};
use crate::clock::now;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::Connection;
use redrive_core::gateway::KnownSent;
use redrive_core::labels::Labels;
use redrive_core::plan::{Plan, PlanFile};
use redrive_core::problem::Problem;
use redrive_core::run::{Manner, Run};
use redrive_core::secret::Secret;
use std::sync::Arc;

/// Reads back what was sent and nobody reads back any more. It changes nothing at the vendor, so
/// nobody is asked.
pub fn read_back(host: Host, runs: Vec<RunId>) {
    spawn_local(async move {
        for id in runs {
            // What cannot be read says so on its own page.
            if let Ok(watched) = host.watch(&id).await {
                take::over(host, watched);
            }
        }
    });
}

impl Host {
    /// Begins the run of a confirmed plan, on its connection and with what is known of its items.
    /// When it returns, the opening is written down and the run goes on by itself.
    ///
    /// # Errors
    /// When the journal cannot be kept, or this plan was run before: then nothing was sent.
    pub async fn start(
        self,
        (connection, labels): (Connection, Labels),
        plan: Plan,
        confirmation: Confirmation,
        reason: String,
        manner: Manner,
    ) -> Result<RunId, Problem> {
        let store = Store::open().await?;
        self.ask_to_be_kept();
        let actor = confirmation.operator.clone();
        let (run, opening) = Run::open(plan, actor, reason, manner, now());
        let record = RunRecord::of(&connection, &labels, &run);
        let summary = RunSummary::of(&connection, &labels, &run, Confirmed::Yes);
        let lock = take::first_lock(&record.id).await?;
        store
            .create(&record, run.plan(), &summary, &opening)
            .await?;
        let watched = Watched::new(self, (connection, labels), run, 1);
        self.keep(&watched);
        self.note(summary);
        take::hold(self, watched, store, Some(confirmation), lock);
        Ok(record.id)
    }

    /// A run to look at: the living one where there is one, else what its journal tells.
    ///
    /// # Errors
    /// When there is no such run, or what is stored of it cannot be read.
    pub async fn watch(self, id: &RunId) -> Result<Watched, Problem> {
        self.see_whether_kept();
        if let Some(watched) = self.watched(id) {
            return Ok(watched);
        }
        let store = Store::open().await?;
        let record = store.record(id).await?;
        let (run, written) = follow::rebuild(&store, &record).await?;
        // Somebody else may have asked for the same meanwhile.
        if let Some(watched) = self.watched(id) {
            return Ok(watched);
        }
        let watched = Watched::new(self, (record.connection, record.labels), run, written);
        self.keep(&watched);
        self.look_round().await;
        self.channel.tell(id, Says::Who);
        Ok(watched)
    }

    /// Confirms the plan of a run once more, so that it can go on, and lets it go on where it
    /// waits for nothing else.
    ///
    /// # Errors
    /// The gateway's refusal, `wrong_password` among its codes: nothing changed then.
    pub async fn confirm_again(
        self,
        watched: &Watched,
        password: Secret,
        vendor_password: Option<Secret>,
        knows_sent: &[KnownSent],
    ) -> Result<(), Refusal> {
        let (plan, reason) = watched
            .run
            .with_untracked(|run| (run.plan().to_file(), run.reason().to_owned()));
        let confirmation = sending::confirm(sending::Approval {
            plan: &plan,
            reason: &reason,
            password: &password,
            vendor_password: vendor_password.as_ref(),
            knows_sent,
        })
        .await?;
        watched.wish(Wish::Confirmed(confirmation));
        Ok(())
    }

    /// The plan of a run and what was known of its items, to make a new one like it.
    ///
    /// # Errors
    /// When there is no such run, or what is stored of it cannot be read.
    pub async fn plan_of(self, id: &RunId) -> Result<(PlanFile, Labels), Problem> {
        let record = Store::open().await?.record(id).await?;
        Ok((record.plan, record.labels))
    }

    fn watched(self, id: &RunId) -> Option<Watched> {
        self.living(id)?.as_any().downcast_ref().cloned()
    }

    /// Keeps a run for whoever asks for it next, and forgets those that nobody looks at.
    fn keep(self, watched: &Watched) {
        self.living.try_update_value(|all| {
            all.retain(|_, known| known.is_of_use());
            all.insert(watched.id(), Arc::new(watched.clone()));
        });
    }
}
