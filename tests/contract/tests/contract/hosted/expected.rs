//! What must become of a fault when the whole machine meets it: repeats, reads, waits and questions.

use crate::matrix::actions::Action;
use redrive_core::outcome::OutcomeKind::{self, Accepted, Rejected, Unknown};
use redrive_core::run::Pause;
use redrive_sandbox::FaultKind as Kind;

/// What must come of a fault that hits one call once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The outcome of each item of the call that the vendor knows.
    pub outcome: OutcomeKind,
    /// What the operator was asked.
    pub asked: Option<Pause>,
}

/// Whether the same call may be made again.
fn is_repeated(action: Action) -> bool {
    action != Action::ResendEvents
}

pub fn of(action: Action, kind: Kind) -> Expected {
    let call = action.hit();
    let (outcome, asked) = match kind {
        Kind::Unauthorized => (Accepted, Some(Pause::CredentialsRefused)),
        Kind::Forbidden => (Accepted, Some(Pause::Forbidden)),
        // Zuora says with it that the first call with this key still runs.
        Kind::Conflict if action.is_zuora() => (Accepted, None),
        Kind::Conflict => (Rejected, Some(Pause::Conflict)),
        Kind::Unprocessable if action.is_zuora() => (Rejected, Some(Pause::KeyReused)),
        Kind::NotFound | Kind::Unprocessable => (Rejected, None),
        // Not applied and without a key: no trace comes, and no trace is no proof.
        Kind::ResetBefore | Kind::Internal | Kind::BadGateway if !is_repeated(action) => {
            (Unknown, Some(Pause::Unresolved { call }))
        }
        // Everything else is waited for, repeated with its key, or found by reading.
        _ => (Accepted, None),
    };
    Expected { outcome, asked }
}
