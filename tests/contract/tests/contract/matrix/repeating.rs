//! An outcome that cannot be told is cleared up by the same call with the same key, where the
//! vendor promises that: nothing is sent twice, and then the ledger knows.

use super::actions::{self, Action};
use super::expected;
use crate::kit::{Server, drive, drive_from, lies, plan};
use redrive_core::outcome::OutcomeKind;
use redrive_core::run::{End, State};
use redrive_sandbox::FaultKind;

#[tokio::test]
async fn the_same_key_clears_up_what_is_unknown_and_sends_nothing_twice() {
    for action in [
        Action::ReplayListed,
        Action::ReplayDeliveries,
        Action::ResendEmails,
        Action::ResendCallouts,
    ] {
        let server = Server::start().await;
        let carrier = server.carrier(action.vendor()).await;
        let mut stock = actions::stock(action, &carrier).await;
        for (number, kind) in FaultKind::ALL.into_iter().enumerate() {
            let draft = actions::draft(action, &server, &carrier, &mut stock, number).await;
            if expected::of(action, kind).outcome != OutcomeKind::Unknown {
                continue;
            }
            let plan = plan(draft);
            assert!(plan.calls().iter().all(|call| call.key.is_some()));
            let before = server.sends(action.vendor()).await;
            let first = drive_from(&carrier, &plan, async |call| {
                if call == action.hit() {
                    server.arm(kind, action.operation()).await;
                }
            })
            .await;
            let claimed = first.run.ledger().counts();
            assert!(claimed.unknown > 0, "{action:?} {kind:?}: {claimed:?}");
            let again = drive(&carrier, &plan).await;
            assert_eq!(
                again.run.state(),
                &State::Ended(End::Done),
                "{action:?} {kind:?}"
            );
            let counts = again.run.ledger().counts();
            assert_eq!(counts.accepted, counts.total(), "{action:?} {kind:?}");
            let mut sends = server.sends(action.vendor()).await;
            sends.retain(|id, times| {
                *times -= before.get(id).copied().unwrap_or(0);
                *times > 0
            });
            let lies = lies(&again.run, &sends);
            assert!(lies.is_empty(), "{action:?} {kind:?}: {lies:?}");
        }
    }
}
