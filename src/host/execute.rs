//! Carrying a run out: write ahead, send, write down, and again. Knows no screen.

use super::channel::Says;
use super::lock::Held;
use super::record::{Confirmed, RunId, RunSummary, Stand};
use super::store::Store;
use super::watched::{Unkept, Unwritten, Watched};
use super::wish::Wish;
use super::{Host, look};
use crate::api::sending::{self, Confirmation};
use crate::clock::now;
use crate::stopped::unless_stopped;
use crate::ui::unload::unless_it_goes;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::http::{Exchange, NotSent};
use redrive_core::journal::Entry;
use redrive_core::problem::Problem;
use redrive_core::run::{Phase, Run, State, Step};
use std::sync::atomic::Ordering;

/// How often, at least, lists are told how far a run is.
const SUMMARY_EVERY: TimeDelta = TimeDelta::milliseconds(500);

/// A run that this tab holds.
pub struct Holding {
    pub host: Host,
    pub id: RunId,
    pub watched: Watched,
    pub store: Store,
    /// Without one nothing is sent.
    pub confirmation: Option<Confirmation>,
    /// As long as it is held, no other tab sends.
    _lock: Held,
    /// A pause that has to wait for the end of the checks.
    postponed: Option<Wish>,
    /// What the lists were told last, and when.
    told: Option<(Stand, DateTime<Utc>)>,
}

impl Holding {
    pub fn new(
        host: Host,
        watched: Watched,
        store: Store,
        confirmation: Option<Confirmation>,
        lock: Held,
    ) -> Self {
        Self {
            host,
            id: watched.id(),
            watched,
            store,
            confirmation,
            _lock: lock,
            postponed: None,
            told: None,
        }
    }

    /// Goes on until nothing is left to do.
    ///
    /// # Errors
    /// When the journal cannot be written: then nothing further was sent.
    pub async fn carry_out(&mut self) -> Result<(), Unkept> {
        self.tell_confirmed();
        loop {
            while let Some(wish) = self.watched.inbox.take() {
                self.grant(wish).await?;
            }
            self.give_back_what_is_left();
            if self.lacks_confirmation() {
                self.summarise().await?;
                self.watched.inbox.rung().await;
                continue;
            }
            let Some(step) = self.change(|run| run.next(now())) else {
                return Ok(());
            };
            match step {
                Step::Send { call, intent } => self.send(call, &intent).await?,
                Step::Write(entry) => self.write(&entry).await?,
                Step::Look(_) => {
                    let entry = look::carry_out(self).await;
                    unless_it_goes().await;
                    if let Some(entry) = entry {
                        self.write(&entry).await?;
                    }
                }
                Step::Wait { until } => {
                    if until - now() > SUMMARY_EVERY {
                        self.summarise().await?;
                    }
                    if self.awaits_word() && self.watched.inbox.is_empty() {
                        return Ok(());
                    }
                    self.watched.inbox.rung_or(until).await;
                }
                Step::Ask(_) => self.watched.inbox.rung().await,
                Step::AwaitAnswer { .. } => self.interrupt().await?,
                Step::Finished => {
                    self.summarise().await?;
                    if self.watched.inbox.is_empty() {
                        return Ok(());
                    }
                }
            }
        }
    }

    async fn send(&mut self, call: usize, intent: &Entry) -> Result<(), Unkept> {
        let Some(confirmation) = self.confirmation.clone() else {
            return Ok(());
        };
        unless_stopped().await;
        // The intent is durable before the call leaves: if this fails, nothing was sent.
        let unwritten = |of| move |problem| Unkept { problem, of };
        let of = Unwritten::Intent { call };
        self.write(intent).await.map_err(unwritten(of))?;
        let round = self.watched.run.with_untracked(|run| run.round(call));
        let exchange = sending::send_call(&confirmation, call, round).await;
        unless_it_goes().await;
        if let Exchange::NotSent { why } = &exchange
            && let NotSent::SignedOut | NotSent::NotConfirmed(_) = why
        {
            self.confirmation = None;
            self.tell_confirmed();
            if *why == NotSent::SignedOut {
                self.host.session.ended();
            }
        }
        let of = Unwritten::End { call };
        match self.change(|run| run.answer(now(), &exchange)).flatten() {
            Some(entry) => self.write(&entry).await.map_err(unwritten(of)),
            None => Ok(()),
        }
    }

    /// Says that nobody waits for the answer of the call under way any more.
    pub async fn interrupt(&mut self) -> Result<(), Problem> {
        match self.change(|run| run.interrupted(now())).flatten() {
            Some(entry) => self.write(&entry).await,
            None => Ok(()),
        }
    }

    async fn grant(&mut self, wish: Wish) -> Result<(), Problem> {
        if let Wish::Confirmed(confirmation) = &wish {
            let actor = confirmation.operator.clone();
            if let Some(entry) = self.change(|run| run.confirm_again(now(), actor)).flatten() {
                self.write(&entry).await?;
            }
            self.confirmation = Some(confirmation.clone());
            self.tell_confirmed();
        }
        let checking = self.watched.run.with_untracked(Run::phase) == Phase::Checking;
        if wish == Wish::Pause && checking {
            self.postponed = Some(wish);
            return Ok(());
        }
        let entry = self.change(|run| wish.grant(run, now())).flatten();
        self.watched.asked.set(None);
        match entry {
            Some(entry) => self.write(&entry).await,
            None => Ok(()),
        }
    }

    /// What a run that has ended left unsent is not about to be sent any more, and nobody who sends it
    /// now is to be told so. Where all was sent, what became of it may still be asked with the same
    /// confirmation.
    fn give_back_what_is_left(&mut self) {
        let leaves_some = |run: &Run| {
            run.is_sent()
                && (run.ledger().counts().not_attempted > 0 || run.turned_away().next().is_some())
        };
        if self.confirmation.is_some()
            && self.watched.run.with_untracked(leaves_some)
            && let Some(confirmation) = self.confirmation.take()
        {
            self.tell_confirmed();
            spawn_local(sending::give_back(confirmation));
        }
    }

    fn lacks_confirmation(&self) -> bool {
        let ready = |run: &Run| matches!(run.state(), State::Ready { .. });
        self.confirmation.is_none() && self.watched.run.with_untracked(ready)
    }

    /// Whether only the vendor may have anything more to tell, in its time. Nobody has to hold a run
    /// for that: whoever sees that a look is due takes it over.
    fn awaits_word(&self) -> bool {
        self.watched.run.with_untracked(Run::phase) == Phase::Awaiting
    }

    fn change<T>(&self, change: impl FnOnce(&mut Run) -> T) -> Option<T> {
        self.watched.run.try_update(change)
    }

    async fn write(&mut self, entry: &Entry) -> Result<(), Problem> {
        let at = self.watched.marks.written.load(Ordering::Relaxed);
        let summary = self.summary_if_due();
        self.store
            .append(&self.id, at, entry, summary.as_ref())
            .await?;
        self.watched.marks.written.store(at + 1, Ordering::Relaxed);
        self.host.channel.tell(&self.id, Says::Written);
        if let Some(summary) = summary {
            self.host.note(summary);
        }
        let checking = self.watched.run.with_untracked(Run::phase) == Phase::Checking;
        if !checking && let Some(wish) = self.postponed.take() {
            self.watched.inbox.put(wish);
        }
        Ok(())
    }

    /// The lists are not told of every call: to count the calls of a large plan takes its time.
    fn summary_if_due(&mut self) -> Option<RunSummary> {
        let (now, confirmed) = (now(), self.confirmed());
        let stand = self
            .watched
            .run
            .with_untracked(|run| Stand::of(run, confirmed));
        if let Some((told, at)) = self.told
            && told == stand
            && now - at < SUMMARY_EVERY
        {
            return None;
        }
        self.told = Some((stand, now));
        Some(self.summary())
    }

    fn confirmed(&self) -> Confirmed {
        self.confirmation.is_some().into()
    }

    fn summary(&self) -> RunSummary {
        let confirmed = self.confirmed();
        let Watched {
            connection, labels, ..
        } = &self.watched;
        self.watched
            .run
            .with_untracked(|run| RunSummary::of(connection, labels, run, confirmed))
    }

    /// Before a wait: how it stands now.
    async fn summarise(&mut self) -> Result<(), Problem> {
        let summary = self.summary();
        if self.host.knows(&summary) {
            return Ok(());
        }
        self.told = Some((summary.stand, now()));
        self.store.summarise(&summary).await?;
        self.host.note(summary);
        Ok(())
    }

    fn tell_confirmed(&self) {
        let confirmed = self.confirmation.is_some();
        self.watched.confirmed.set(confirmed);
        self.host.channel.tell(&self.id, Says::Held { confirmed });
    }
}
