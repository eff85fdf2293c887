//! One call in somebody's hand. Whatever happens to that hand, the call ends as one that may have
//! been applied, unless it is said that it ended otherwise.

use super::Confirmations;
use super::sent::End;
use crate::lock::lock;
use redrive_core::http::Request;
use redrive_core::plan::Plan;
use redrive_core::secret::Secret;
use redrive_core::selfcommunity;
use std::sync::Arc;

pub struct Claim {
    confirmations: Arc<Confirmations>,
    plan: Arc<Plan>,
    number: usize,
    vendor_password: Option<Secret>,
    end: End,
}

impl Claim {
    pub(super) fn new(
        confirmations: Arc<Confirmations>,
        plan: Arc<Plan>,
        number: usize,
        vendor_password: Option<Secret>,
    ) -> Self {
        Self {
            confirmations,
            plan,
            number,
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
        let request = self.plan.calls().get(self.number)?.request.clone();
        Some(match &self.vendor_password {
            Some(password) => selfcommunity::with_password(request, password),
            None => request,
        })
    }

    /// Gives the call back.
    pub fn ended(mut self, end: End) {
        self.end = end;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.confirmations.inner)
            .sent
            .ended(self.plan.digest(), self.number, self.end);
    }
}
