//! The words of a cell beyond its kind: why an outcome is unknown, what refused, and where the run
//! stands after it.

use super::actions::Action;
use super::expected;
use redrive_core::outcome::{Outcome, Refused, Unknown};
use redrive_core::run::{End, Run, State, StopReason};
use redrive_sandbox::FaultKind as Kind;

/// Where the run must stand in the end: it does not go on by itself where that would be blind.
fn state(action: Action, kind: Kind) -> State {
    if expected::of(action, kind).goes_on {
        State::Ended(End::Done)
    } else {
        State::Ended(End::Stopped(StopReason::ByOperator))
    }
}

/// Whether this is the reason that the fault leads to.
fn is_reason(kind: Kind, why: &Unknown) -> bool {
    match kind {
        Kind::ResetBefore | Kind::ResetAfter => matches!(why, Unknown::NoAnswer(_)),
        Kind::Internal => *why == Unknown::ServerFailed { status: 500 },
        Kind::BadGateway | Kind::BadGatewayAfter => *why == Unknown::ServerFailed { status: 502 },
        Kind::Conflict => *why == Unknown::InProgress,
        Kind::TruncatedJson | Kind::BlankBody => matches!(why, Unknown::Unreadable { .. }),
        _ => false,
    }
}

/// Every word that is not the one the fault leads to.
pub fn wrong(action: Action, kind: Kind, run: &Run) -> Vec<String> {
    let mut wrong = Vec::new();
    let wanted = state(action, kind);
    if *run.state() != wanted {
        wrong.push(format!("the run is {:?}, wanted {wanted:?}", run.state()));
    }
    let hit = &run.plan().calls()[action.hit()].items;
    for outcome in run.ledger().iter().take(hit.end).skip(hit.start) {
        let good = match outcome {
            Outcome::Unknown(why) => is_reason(kind, why),
            Outcome::Rejected(refusal) if expected::of(action, kind).applied => {
                refusal.of == Refused::Item
            }
            Outcome::Rejected(refusal) => {
                refusal.of == Refused::Call && !refusal.message.is_empty()
            }
            _ => true,
        };
        if !good {
            wrong.push(format!("{outcome:?} is not the word for it"));
        }
    }
    wrong
}
