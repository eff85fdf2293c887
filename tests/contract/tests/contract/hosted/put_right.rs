//! What stands against a call (409) is put right while its run waits, and the same call is made
//! again: taken once, whatever the vendor keeps of the refusal.

use crate::kit::{Gate, Host, Server, Way, deliveries, drive, event_ids, lies, plan, subscription};
use redrive_core::connection::Vendor;
use redrive_core::kirim::DeliveryFilter;
use redrive_core::kirim::contract::SubscriptionStatus;
use redrive_core::plan::Draft;
use redrive_core::run::{Manner, Pause, Run};
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_sandbox::FaultKind;
use serde_json::json;
use std::cell::Cell;

/// Three deliveries of a subscription that is switched off; it is switched on before the second
/// call leaves.
async fn replayed(gate: &Gate) -> Run {
    let kirim = gate.server.carrier(Vendor::Kirim).await;
    let bot = subscription(&kirim, "Legacy bot").await.id.unwrap();
    let filter = DeliveryFilter {
        subscription: Some(bot.clone()),
        ..DeliveryFilter::default()
    };
    let rows = deliveries(&kirim, &filter, 3).await;
    let chosen = gate.plan(Draft::ReplayDeliveries {
        deliveries: rows.into_iter().filter_map(|row| row.id).take(3).collect(),
    });
    let confirmation = gate.confirm(&chosen).await;
    let way = Way::ByGateway(gate, confirmation);
    let mut host = Host::new(&gate.server, way, &chosen, Manner::default());
    host.makes_again = true;
    let calls = Cell::new(0);
    host.carry_out(async |_| {
        if calls.replace(calls.get() + 1) == 1 {
            let on = plan(Draft::SetSubscriptionStatus {
                subscription: bot.clone(),
                status: SubscriptionStatus::Active,
            });
            drive(&kirim, &on).await;
        }
    })
    .await;
    assert_eq!(host.asked, [Pause::Conflict]);
    assert_eq!(calls.get(), 4, "the first of three twice");
    host.driven().run
}

#[tokio::test]
async fn a_subscription_that_was_switched_off_takes_each_delivery_once() {
    for keeps in [true, false] {
        let gate = Gate::start().await;
        let server = &gate.server;
        let dialect = json!({"kirim": {"keeps_failures": keeps}});
        server.dialect(dialect).await;
        let run = replayed(&gate).await;
        let sends = server.sends(Vendor::Kirim).await;
        assert_eq!(lies(&run, &sends), [""; 0]);
        assert_eq!(run.ledger().counts().accepted, 3);
        assert!(sends.len() == 3 && sends.values().all(|times| *times == 1));
    }
}

#[tokio::test]
async fn events_without_a_key_go_out_once_too() {
    let gate = Gate::start().await;
    let server: &Server = &gate.server;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let endpoint = EndpointId::new(1);
    let events = event_ids(&community, endpoint, 4).await;
    let resend = gate.plan(Draft::ResendEvents { endpoint, events });
    let confirmation = gate.confirm(&resend).await;
    let way = Way::ByGateway(&gate, confirmation);
    let mut host = Host::new(server, way, &resend, Manner::default());
    host.makes_again = true;
    server
        .arm(FaultKind::Conflict, "selfcommunity.bulk_resend")
        .await;
    host.carry_out(async |_| {}).await;
    assert_eq!(host.asked, [Pause::Conflict]);
    let run = host.driven().run;
    let sends = server.sends(Vendor::Selfcommunity).await;
    assert_eq!(lies(&run, &sends), [""; 0]);
    assert_eq!(run.ledger().counts().accepted, 4);
    assert!(sends.len() == 4 && sends.values().all(|times| *times == 1));
}
