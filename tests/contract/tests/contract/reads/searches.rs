//! Searches against real rows: what was applied though its answer was lost is found, what was not
//! leaves no trace, and what became of each item afterwards is what the receivers did.

use crate::kit::{
    Carrier, Server, count, dead_deliveries, event_ids, notification_ids, plan, read, subscription,
};
use redrive_core::connection::Vendor;
use redrive_core::fate::Fate;
use redrive_core::http::Exchange;
use redrive_core::plan::{Draft, Plan};
use redrive_core::search::{Baseline, Found, Search, Since, Wanted};
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use redrive_sandbox::FaultKind;
use serde_json::json;

async fn searched(carrier: &Carrier, mut search: Search) -> Search {
    while let Some(wanted) = search.next() {
        search.read(&read(carrier, &wanted).await);
    }
    search
}

async fn baseline(carrier: &Carrier, plan: &Plan) -> Baseline {
    let search = searched(carrier, Search::baseline(plan).unwrap()).await;
    search.into_baseline().unwrap()
}

async fn look(carrier: &Carrier, plan: &Plan, baseline: &Baseline) -> Found {
    let wanted = Wanted {
        plan,
        places: (0..plan.items().len()).collect(),
        since: vec![Since {
            place: 0,
            baseline,
            sent_from: plan.made_at(),
        }],
        replays: Vec::new(),
    };
    let search = searched(carrier, Search::traces(wanted).unwrap()).await;
    let found = search.into_findings();
    assert!(found.findings.is_complete());
    found
}

fn fates(found: &Found) -> Vec<(usize, Fate)> {
    found.findings.traces().collect()
}

fn all(count: usize, fate: Fate) -> Vec<(usize, Fate)> {
    (0..count).map(|place| (place, fate)).collect()
}

#[tokio::test]
async fn trap_01_events_are_told_by_the_attempts_that_came_later() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let endpoint = EndpointId::new(1);
    let ids = event_ids(&community, endpoint, 4).await;
    let plan = plan(Draft::ResendEvents {
        endpoint,
        events: ids,
    });
    let receiver = |state| json!({"vendor": "selfcommunity", "receiver": "1", "state": state});
    server.set("receivers", receiver("down")).await;
    let before = baseline(&community, &plan).await;
    // The first call of two is applied, the second is not, and neither is answered.
    for (call, fault) in plan
        .calls()
        .iter()
        .zip([FaultKind::ResetAfter, FaultKind::ResetBefore])
    {
        server.arm(fault, "selfcommunity.bulk_resend").await;
        let end = community.carry(&call.request).await;
        assert!(matches!(end, Exchange::Lost { .. }), "{end:?}");
    }
    assert_eq!(fates(&look(&community, &plan, &before).await), []);
    server.advance(10).await;
    let found = look(&community, &plan, &before).await;
    assert_eq!(fates(&found), all(2, Fate::Pending));
    assert_eq!(found.proven, [0, 1]);
    server.advance(4000).await;
    let found = look(&community, &plan, &before).await;
    assert_eq!(fates(&found), all(2, Fate::FailedAgain));

    server.set("receivers", receiver("up")).await;
    let before = baseline(&community, &plan).await;
    for call in plan.calls() {
        community.carry(&call.request).await;
    }
    server.advance(10).await;
    let found = look(&community, &plan, &before).await;
    assert_eq!(fates(&found), all(4, Fate::Delivered));
    assert_eq!(found.proven, [0, 1, 2, 3]);
}

#[tokio::test]
async fn trap_12_deliveries_are_told_by_the_rows_that_were_made_of_them() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let deliveries = dead_deliveries(&kirim, 3).await;
    let plan = plan(Draft::ReplayDeliveries { deliveries });
    let before = baseline(&kirim, &plan).await;
    let faults = [FaultKind::ResetAfter, FaultKind::ResetBefore];
    for (call, fault) in plan.calls().iter().zip(faults) {
        server.arm(fault, "kirim.replay").await;
        let end = kirim.carry(&call.request).await;
        assert!(matches!(end, Exchange::Lost { .. }), "{end:?}");
    }
    let found = look(&kirim, &plan, &before).await;
    assert_eq!(fates(&found), [(0, Fate::Pending)]);
    assert_eq!(found.proven, [0]);

    let id = subscription(&kirim, "Orders-prod").await.id.unwrap();
    let receiver = json!({"vendor": "kirim", "receiver": id, "state": "down"});
    server.advance(10).await;
    assert_eq!(
        fates(&look(&kirim, &plan, &before).await),
        [(0, Fate::Delivered)]
    );
    server.set("receivers", receiver).await;
    kirim.carry(&plan.calls()[2].request).await;
    server.advance(10).await;
    let found = look(&kirim, &plan, &before).await;
    assert_eq!(
        fates(&found),
        [(0, Fate::Delivered), (2, Fate::FailedAgain)]
    );
    // The same rows are no traces of a later run.
    let later = baseline(&kirim, &plan).await;
    assert_eq!(fates(&look(&kirim, &plan, &later).await), []);
}

#[tokio::test]
async fn trap_20_notifications_are_told_by_rows_with_a_key_of_their_own() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    for channel in [Channel::Email, Channel::Callout] {
        let failed = NotificationStatus::Failed;
        let notifications = notification_ids(&zuora, channel, failed, 30).await;
        let plan = plan(Draft::ResendNotifications {
            channel,
            notifications,
        });
        assert!(Search::baseline(&plan).is_none());
        let nothing = Baseline::default();
        assert_eq!(fates(&look(&zuora, &plan, &nothing).await), []);
        for call in plan.calls() {
            zuora.carry(&call.request).await;
        }
        server.advance(60).await;
        let found = look(&zuora, &plan, &nothing).await;
        assert!(found.proven.is_empty());
        let told = |wanted: Fate| {
            found
                .findings
                .traces()
                .filter(|(_, fate)| *fate == wanted)
                .count()
        };
        let later = |status| NotificationFilter {
            channel,
            account: None,
            status: Some(status),
            created_after: Some(plan.made_at()),
            created_before: None,
        };
        let went_well = count(&zuora, &later(NotificationStatus::Ok)).await;
        let failed = count(&zuora, &later(NotificationStatus::Failed)).await;
        assert_eq!(went_well + failed, 30);
        assert!(went_well > 0);
        let of_ok = match channel {
            Channel::Email => Fate::HandedOver,
            Channel::Callout => Fate::Delivered,
        };
        assert_eq!(told(of_ok) as u64, went_well);
        assert_eq!(told(Fate::FailedAgain) as u64, failed);
    }
}
