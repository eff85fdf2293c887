//! What must become of the call that a fault hits, word for word.

use super::actions::Action;
use redrive_core::outcome::OutcomeKind::{self, Accepted, NotAttempted, Rejected, Unknown};
use redrive_sandbox::FaultKind as Kind;

/// What must come of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// The outcome of each item of the call that the vendor knows.
    pub outcome: OutcomeKind,
    /// Whether the vendor applied the call all the same.
    pub applied: bool,
    /// Whether the run goes on with the next call.
    pub goes_on: bool,
}

/// The one cell that no client can read rightly: a map of failures whose body was lost on its way
/// looks like the vendor's documented word for 'all accepted'.
pub fn cannot_be_told(action: Action, kind: Kind) -> bool {
    action == Action::ResendEmailsOneUnknown && kind == Kind::BlankBody
}

pub fn of(action: Action, kind: Kind) -> Expected {
    let (outcome, applied, goes_on) = match kind {
        Kind::Delay | Kind::WrongContentType => (Accepted, true, true),
        Kind::ResetBefore | Kind::Internal | Kind::BadGateway => (Unknown, false, false),
        // With Zuora it says that the key is known with something else: the operator must know.
        Kind::Unprocessable if action.is_zuora() => (Rejected, false, false),
        Kind::NotFound | Kind::Unprocessable => (Rejected, false, true),
        // Zuora's 409 says that the first call with this key still runs.
        Kind::Conflict if action.is_zuora() => (Unknown, false, false),
        Kind::Unauthorized | Kind::Forbidden | Kind::Conflict => (Rejected, false, false),
        // Turned away unread: nothing was attempted with it.
        Kind::Throttled | Kind::ThrottledSilently => (NotAttempted, false, false),
        // Where the right answer has no body, there is nothing to spoil.
        Kind::TruncatedJson | Kind::BlankBody if action.answers_without_body() => {
            (Accepted, true, true)
        }
        // The vendor's documented word for 'all accepted'.
        Kind::BlankBody if action.is_zuora() => (Accepted, true, true),
        Kind::ResetAfter | Kind::BadGatewayAfter | Kind::TruncatedJson | Kind::BlankBody => {
            (Unknown, true, false)
        }
    };
    Expected {
        outcome,
        applied,
        goes_on,
    }
}
