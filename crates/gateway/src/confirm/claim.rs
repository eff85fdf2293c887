//! One call in somebody's hand. Whatever happens to that hand, the call ends as one that may have
//! been applied, unless it is said that it ended otherwise.

use super::Confirmations;
use super::journal::{Ended, Left};
use super::lately::{Noted, Sending};
use super::sent::End;
use crate::error::ApiError;
use crate::lock::lock;
use redrive_core::gateway::Places;
use redrive_core::http::{Answer, Request};
use redrive_core::plan::Plan;
use redrive_core::run::may_be_applied;
use redrive_core::secret::Secret;
use redrive_core::selfcommunity;
use std::collections::HashSet;
use std::sync::Arc;

pub struct Claim {
    confirmations: Arc<Confirmations>,
    plan: Arc<Plan>,
    sending: Sending,
    /// The places of the items that no try before this one may have applied.
    noted: Vec<usize>,
    number: usize,
    round: u32,
    vendor_password: Option<Secret>,
    end: End,
    /// The places of the items that it applied, or may have: of a call in nobody's hand, all.
    applied: Vec<usize>,
}

impl Claim {
    pub(super) fn new(
        confirmations: Arc<Confirmations>,
        plan: Arc<Plan>,
        Noted { sending, places }: Noted,
        number: usize,
        round: u32,
        vendor_password: Option<Secret>,
    ) -> Self {
        let call = plan.calls().get(number);
        Self {
            applied: call.map_or_else(Vec::new, |call| call.items.clone().collect()),
            confirmations,
            plan,
            sending,
            noted: places,
            number,
            round,
            vendor_password,
            end: End::MayBeApplied,
        }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub const fn number(&self) -> usize {
        self.number
    }

    /// The request to send, with the vendor's own password where this vendor checks it.
    pub fn request(&self) -> Option<Request> {
        let request = self.plan.calls().get(self.number)?.request_in(self.round);
        Some(match &self.vendor_password {
            Some(password) => selfcommunity::with_password(request, password),
            None => request,
        })
    }

    /// Ends when what a gateway that is started again has to know of it is on the disk. It must not
    /// leave before.
    ///
    /// # Errors
    /// When that could not be written.
    pub async fn written(&self) -> Result<(), ApiError> {
        match &self.confirmations.journal {
            Some(journal) => {
                let left = Left::of(&self.plan, self.number, self.round, &self.sending);
                journal.ahead(left).await
            }
            None => Ok(()),
        }
    }

    /// Gives the call back.
    pub fn ended(mut self, result: &Result<Answer, ApiError>) {
        self.end = End::of(&self.plan, self.number, result);
        match (self.end, result) {
            (End::MayBeApplied, Ok(answer)) => {
                self.applied = may_be_applied(&self.plan, self.number, answer);
            }
            (End::MayBeApplied, Err(_)) => {}
            (End::NotSent | End::TurnedAway | End::Refused | End::RefusedAllAlong, _) => {
                self.applied.clear();
            }
        }
    }

    /// The places of what nobody applied, in order.
    fn taken_back(&mut self) -> Vec<usize> {
        if self.end == End::RefusedAllAlong {
            // Nor did any try before this one apply it.
            let call = self.plan.calls().get(self.number);
            return call.map_or_else(Vec::new, |call| call.items.clone().collect());
        }
        let applied: HashSet<usize> = self.applied.drain(..).collect();
        let noted = self.noted.drain(..);
        noted.filter(|place| !applied.contains(place)).collect()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let taken_back = self.taken_back();
        if let Some(journal) = &self.confirmations.journal {
            journal.behind(Ended {
                plan: self.plan.digest().clone(),
                call: self.number,
                turn: self.sending.turn,
                end: self.end,
                taken_back: Places::of(taken_back.iter().copied()),
            });
        }
        let mut inner = lock(&self.confirmations.inner);
        inner.sent.ended(self.plan.digest(), self.number, self.end);
        inner.lately.take_back(&self.plan, taken_back.into_iter());
    }
}
