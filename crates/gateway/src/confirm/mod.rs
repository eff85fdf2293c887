//! What an operator confirmed with the password, and which of its calls were sent.
//!
//! A confirmation belongs to one session and one plan. It ends when it was not used for five
//! minutes, when its page gives it back, and with its session. The calls are those of the gateway's
//! own copy of the plan: the page only says which number is next. Nothing here knows how a call is
//! carried.

mod begin;
mod call;
mod claim;
mod end;
mod journal;
mod lately;
mod sent;

pub use begin::begin;
pub use call::{send, send_anew};
pub use end::end;
pub use journal::{Journal, JournalError};
pub use lately::News;

use crate::clock::Clock;
use crate::error::ApiError;
use crate::lock::lock;
use crate::session::SignedIn;
use crate::ticket::{ConfirmationId, ConfirmationKey, SessionKey};
use chrono::{DateTime, Utc};
use claim::Claim;
use lately::{Awaited, Lately, Records, Word};
use redrive_core::gateway::KnownSent;
use redrive_core::plan::Plan;
use redrive_core::secret::Secret;
use sent::{SentCalls, refuse_by_date};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const UNUSED: Duration = Duration::from_mins(5);

struct Confirmation {
    session: SessionKey,
    word: Word,
    at: DateTime<Utc>,
    plan: Arc<Plan>,
    /// In spite of what it was given.
    knows_sent: Vec<KnownSent>,
    vendor_password: Option<Secret>,
    used: Instant,
}

#[derive(Default)]
struct Inner {
    open: HashMap<ConfirmationKey, Confirmation>,
    sent: SentCalls,
    lately: Lately,
}

impl Inner {
    fn end_unused(&mut self, now: Instant) {
        self.open
            .retain(|_, open| now.duration_since(open.used) < UNUSED);
    }

    /// What others are about to send through the connection of a plan. Whoever is signed in with this
    /// session has the journals that tell so of their own plans.
    fn awaited_elsewhere(&self, session: SessionKey, plan: &Plan) -> Vec<Awaited<'_>> {
        let others = self.open.values().filter(|other| {
            other.session != session
                && other.plan.connection() == plan.connection()
                && other.plan.digest() != plan.digest()
        });
        others
            .map(|other| {
                let places = self.sent.still_to_send(&other.plan);
                Awaited::new(&other.plan, places, other.word.clone(), other.at)
            })
            .collect()
    }
}

/// All confirmations, and the memory of what was sent.
pub struct Confirmations {
    clock: Clock,
    inner: Mutex<Inner>,
    /// Where it outlives the gateway.
    journal: Option<Journal>,
}

impl Confirmations {
    /// Nothing is confirmed. What was sent is remembered from the journal in a folder; without one,
    /// nothing was, and nothing of it outlives the gateway.
    ///
    /// # Errors
    /// When the journal cannot be opened.
    pub fn new(clock: Clock, journal: Option<&Path>) -> Result<Self, JournalError> {
        let mut inner = Inner::default();
        let journal = match journal {
            Some(folder) => {
                let (journal, restored) = Journal::open(folder, &clock)?;
                (inner.sent, inner.lately) = restored.end();
                Some(journal)
            }
            None => None,
        };
        Ok(Self {
            clock,
            inner: Mutex::new(inner),
            journal,
        })
    }

    /// Confirms a plan for a session. The password was checked before. Where another plan sent some
    /// of its records lately or is about to, and the operator does not know so, nothing is confirmed.
    ///
    /// To compare a million records takes a while, so it does not hold up others. A page that is
    /// gone meanwhile leaves a confirmation that ends unused.
    pub async fn begin(
        self: &Arc<Self>,
        signed_in: SignedIn,
        plan: Arc<Plan>,
        knows_sent: Vec<KnownSent>,
        vendor_password: Option<Secret>,
    ) -> Result<ConfirmationId, ApiError> {
        let this = Arc::clone(self);
        let compare = move || this.compare(signed_in, plan, knows_sent, vendor_password);
        let compared = tokio::task::spawn_blocking(compare).await;
        compared.map_err(|_| ApiError::Internal)?
    }

    fn compare(
        &self,
        SignedIn { operator, session }: SignedIn,
        plan: Arc<Plan>,
        knows_sent: Vec<KnownSent>,
        vendor_password: Option<Secret>,
    ) -> Result<ConfirmationId, ApiError> {
        let today = self.clock.today();
        refuse_by_date(&plan, today)?;
        let items = plan.items().len();
        if !knows_sent.iter().all(|known| known.places.fit(items)) {
            return Err(ApiError::BadRequest);
        }
        let id = ConfirmationId::new()?;
        let records = Records::of(&plan);
        let now = self.clock.now();
        let mut inner = lock(&self.inner);
        inner.end_unused(now);
        inner.sent.forget(today);
        inner.lately.forget(today);
        let awaited = inner.awaited_elsewhere(session, &plan);
        if let Some(news) = inner.lately.news(&records, &knows_sent, &awaited) {
            return Err(ApiError::SentLately(Box::new(news)));
        }
        let word = Word {
            operator: operator.as_str().to_owned(),
            given: inner.lately.turn(),
        };
        let confirmation = Confirmation {
            session,
            word,
            at: today,
            plan,
            knows_sent,
            vendor_password,
            used: now,
        };
        inner.open.insert(id.key(), confirmation);
        Ok(id)
    }

    /// Takes one call for sending. Of many who ask at once, one gets it: the check and the claim
    /// happen under one lock. What another plan sent of it since it was confirmed is told first.
    pub fn claim(
        self: &Arc<Self>,
        session: SessionKey,
        id: ConfirmationKey,
        number: usize,
        round: u32,
    ) -> Result<Claim, ApiError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let mut inner = lock(&self.inner);
        inner.end_unused(now);
        let Inner { open, sent, lately } = &mut *inner;
        let confirmation = open
            .get_mut(&id)
            .filter(|open| open.session == session)
            .ok_or(ApiError::NotConfirmed)?;
        confirmation.used = now;
        let Confirmation {
            plan,
            word,
            knows_sent,
            ..
        } = &*confirmation;
        if lately.overtakes(plan, number, word, knows_sent) {
            return Err(ApiError::Overtaken);
        }
        sent.claim(plan, number, round, now)?;
        let (plan, word) = (Arc::clone(&confirmation.plan), confirmation.word.clone());
        let noted = lately.note(&plan, number, word, today);
        Ok(Claim::new(
            Arc::clone(self),
            plan,
            noted,
            number,
            round,
            confirmation.vendor_password.clone(),
        ))
    }

    /// For a vendor that has forgotten it too, as a sandbox does that begins anew: what was confirmed
    /// was meant for what it had before.
    pub fn forget_all(&self) {
        *lock(&self.inner) = Inner::default();
    }

    /// Ends one, where this session made it: nothing more is sent with it. A call that is under way
    /// comes to its end.
    pub fn end(&self, session: SessionKey, id: ConfirmationKey) {
        lock(&self.inner)
            .open
            .retain(|key, open| *key != id || open.session != session);
    }

    /// Ends all that a session confirmed.
    pub fn end_session(&self, session: SessionKey) {
        lock(&self.inner)
            .open
            .retain(|_, open| open.session != session);
    }
}

#[cfg(test)]
mod tests;
