//! A vendor as a small model: what it does with a call, what it remembers, what its rows say.
//!
//! The answers have the vendor's own form, so that the real readings and the real searches run.
//! A model knows nothing of runs, journals and hosts.

mod book;
mod community;
mod keys;
mod kirim;
mod switch;
mod zuora;

pub use book::{Book, Receiver};
pub use community::{Community, UnknownEvents};
pub use kirim::{Habits, Incident, Kirim, Life, Order, Row, delivery_id};
pub use switch::Switch;
pub use zuora::{Billing, Blank};

use chrono::{DateTime, TimeDelta, Utc};
use keys::{Keys, Known};
use redrive_core::connection::Vendor;
use redrive_core::http::{Answer, Request};
use redrive_core::idempotency::IDEMPOTENCY_KEY;
use redrive_core::read::Read;

/// What is particular to one vendor.
pub trait Model {
    /// Carries a call out that is not known by its key.
    fn apply(&mut self, request: &Request, at: DateTime<Utc>, book: &mut Book) -> Answer;

    fn read(&mut self, read: &Read, at: DateTime<Utc>) -> Answer;

    /// What happens there without us.
    fn live_until(&mut self, at: DateTime<Utc>, book: &mut Book);

    /// How many rows there are.
    fn rows(&self) -> usize {
        0
    }

    /// What the rows after so many of them say.
    fn receiver(&self, place: usize, since: usize, at: DateTime<Utc>) -> Receiver;

    /// Clears what stands against our calls, as an operator would who is told of a conflict.
    fn clear_conflict(&mut self) {}
}

/// A vendor's service: a model, the memory of its keys, and calls that are still on their way.
pub struct Service {
    vendor: Vendor,
    model: Box<dyn Model + Send>,
    keys: Keys,
    /// Failures are kept under a key as successes are.
    keeps_failures: bool,
    late: Vec<(DateTime<Utc>, Request)>,
    pub book: Book,
}

impl Service {
    pub fn new(
        vendor: Vendor,
        model: Box<dyn Model + Send>,
        keeps_failures: bool,
        book: Book,
    ) -> Self {
        Self {
            vendor,
            model,
            keys: Keys::default(),
            keeps_failures,
            late: Vec::new(),
            book,
        }
    }

    /// A call arrives. `runs_for` is how long it counts as still running.
    pub fn arrive(&mut self, request: &Request, at: DateTime<Utc>, runs_for: TimeDelta) -> Answer {
        self.live_until(at);
        let key = request.headers.get(IDEMPOTENCY_KEY);
        let Some(key) = key.filter(|_| self.vendor != Vendor::Selfcommunity) else {
            return self.model.apply(request, at, &mut self.book);
        };
        match self.keys.look_up(key, request, at, &mut self.book) {
            Known::Same(answer) => answer,
            Known::Running => self.running(),
            Known::Other(first) => self.key_reused(first),
            Known::No => {
                let mut answer = self.model.apply(request, at, &mut self.book);
                if self.vendor == Vendor::Kirim {
                    answer.headers.push("Idempotent-Replayed", "false");
                }
                if self.keeps_failures || answer.is_success() {
                    self.keys.keep(key, request, &answer, at, at + runs_for);
                }
                answer
            }
        }
    }

    fn running(&self) -> Answer {
        match self.vendor {
            Vendor::Kirim => error(409, "conflict", "idempotency_in_progress"),
            Vendor::Zuora | Vendor::Selfcommunity => answer(409, ""),
        }
    }

    fn key_reused(&self, first: Answer) -> Answer {
        match self.vendor {
            Vendor::Kirim => error(422, "invalid_request_error", "idempotency_key_reuse"),
            Vendor::Zuora | Vendor::Selfcommunity => first,
        }
    }

    /// A call that will arrive although nobody waits for its answer.
    pub fn arrives_later(&mut self, request: &Request, at: DateTime<Utc>) {
        self.late.push((at, request.clone()));
        self.late.sort_by_key(|(at, _)| *at);
    }

    pub fn live_until(&mut self, at: DateTime<Utc>) {
        while let Some((arrival, request)) =
            self.late.first().filter(|(time, _)| *time <= at).cloned()
        {
            self.late.remove(0);
            self.arrive(&request, arrival, TimeDelta::zero());
        }
        self.model.live_until(at, &mut self.book);
    }

    /// Until whatever is on its way has arrived.
    pub fn last_arrival(&self) -> Option<DateTime<Utc>> {
        self.late.last().map(|(at, _)| *at)
    }

    pub fn read(&mut self, read: &Read, at: DateTime<Utc>) -> Answer {
        self.live_until(at);
        self.model.read(read, at)
    }

    pub fn rows(&mut self, at: DateTime<Utc>) -> usize {
        self.live_until(at);
        self.model.rows()
    }

    pub fn receiver(&self, place: usize, since: usize, at: DateTime<Utc>) -> Receiver {
        self.model.receiver(place, since, at)
    }

    pub fn clear_conflict(&mut self) {
        self.model.clear_conflict();
    }
}

pub fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer::bare(status, body)
}

/// Kirim's error envelope.
pub fn error(status: u16, kind: &str, code: &str) -> Answer {
    answer(
        status,
        format!(
            r#"{{"error":{{"type":"{kind}","code":"{code}","message":"m","request_id":"r"}}}}"#
        ),
    )
}
