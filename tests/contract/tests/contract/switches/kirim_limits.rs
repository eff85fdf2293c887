//! Kirim's switches of pace and of idempotency keys.

use super::refusal;
use crate::kit::{Server, dead_deliveries, drive, lies, plan, subscription};
use redrive_core::connection::Vendor;
use redrive_core::kirim::DeliveryFilter;
use redrive_core::kirim::contract::{SubscriptionStatus, codes};
use redrive_core::outcome::{NotAttempted, Outcome, OutcomeKind, Refused, Unknown};
use redrive_core::plan::{Draft, Plan};
use redrive_sandbox::FaultKind;
use serde_json::json;

fn replays(deliveries: Vec<redrive_core::kirim::contract::DeliveryId>) -> Plan {
    plan(Draft::ReplayDeliveries { deliveries })
}

#[tokio::test]
async fn a_used_up_plan_turns_a_call_away_unread() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let plan = replays(dead_deliveries(&kirim, 9).await);
    server.dialect(json!({"kirim": {"plan": "tiny"}})).await;
    let run = drive(&kirim, &plan).await.run;
    let counts = run.ledger().counts();
    assert!(counts.accepted >= 6 && counts.rejected == 0, "{counts:?}");
    let limited = Outcome::NotAttempted(NotAttempted::RateLimited);
    assert_eq!(run.ledger().outcome(counts.accepted), Some(&limited));
    assert!(lies(&run, &server.sends(Vendor::Kirim).await).is_empty());
}

#[tokio::test]
async fn a_disabled_subscription_is_refused_and_its_refusal_is_kept_or_not() {
    for keeps in [true, false] {
        let server = Server::start().await;
        let kirim = server.carrier(Vendor::Kirim).await;
        server
            .dialect(json!({"kirim": {"keeps_failures": keeps}}))
            .await;
        let bot = subscription(&kirim, "Legacy bot").await.id.unwrap();
        let filter = DeliveryFilter {
            subscription: Some(bot.clone()),
            ..DeliveryFilter::default()
        };
        let row = crate::kit::deliveries(&kirim, &filter, 100).await.remove(0);
        let plan = replays(vec![row.id.unwrap()]);
        let disabled = Some((codes::SUBSCRIPTION_DISABLED, Refused::Call));
        let run = drive(&kirim, &plan).await.run;
        assert_eq!(refusal(&run, 0), disabled);
        assert!(server.sends(Vendor::Kirim).await.is_empty());
        let enable = crate::kit::plan(Draft::SetSubscriptionStatus {
            subscription: bot,
            status: SubscriptionStatus::Active,
        });
        let counts = drive(&kirim, &enable).await.run.ledger().counts();
        assert_eq!(counts.accepted, 1);
        // The same key: the refusal again where it is kept. A new attempt takes a new key.
        let again = drive(&kirim, &plan).await.run;
        assert_eq!(refusal(&again, 0), disabled.filter(|_| keeps));
        assert!(lies(&again, &server.sends(Vendor::Kirim).await).is_empty());
        let fresh = crate::kit::plan(plan.draft().clone());
        let before = server.sends(Vendor::Kirim).await.values().sum::<u64>();
        assert_eq!(
            drive(&kirim, &fresh).await.run.ledger().counts().accepted,
            1
        );
        assert_eq!(
            server.sends(Vendor::Kirim).await.values().sum::<u64>(),
            before + 1
        );
    }
}

#[tokio::test]
async fn a_call_that_still_runs_is_waited_for_or_unknown_and_is_never_done_twice() {
    for (wait_ms, unknown) in [(30_000, 0), (0, 1)] {
        let server = Server::start().await;
        let kirim = server.carrier(Vendor::Kirim).await;
        server
            .dialect(json!({"kirim": {"in_progress_wait_ms": wait_ms}}))
            .await;
        let plan = replays(dead_deliveries(&kirim, 1).await);
        let slow = json!({"kind": FaultKind::Delay, "operation": "kirim.replay", "delay_ms": 1500});
        server.set("faults", slow).await;
        let (one, two) = tokio::join!(drive(&kirim, &plan), drive(&kirim, &plan));
        let outcomes: Vec<_> = [one, two]
            .map(|driven| driven.run.ledger().outcome(0).unwrap().clone())
            .into();
        let accepted = outcomes
            .iter()
            .filter(|one| one.kind() == OutcomeKind::Accepted);
        assert_eq!(accepted.count(), 2 - unknown, "{outcomes:?}");
        let running = Outcome::Unknown(Unknown::InProgress);
        assert_eq!(
            outcomes.iter().filter(|one| **one == running).count(),
            unknown
        );
        let sends = server.sends(Vendor::Kirim).await;
        assert_eq!(sends.values().copied().collect::<Vec<_>>(), [1]);
    }
}
