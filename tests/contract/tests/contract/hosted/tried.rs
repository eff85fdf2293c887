//! Callouts whose receiver is down at first, and that the vendor tries again by itself or does not:
//! whether it does, and where it shows, is not published, so each is played.

use crate::kit::{Host, Server, Way, lies, notification_ids, plan};
use redrive_core::connection::Vendor;
use redrive_core::fate::Fate;
use redrive_core::plan::Draft;
use redrive_core::run::Manner;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use serde_json::{Value, json};

const COUNT: usize = 3;

/// Every host that is called, up or down.
async fn receivers(server: &Server, state: &str) {
    for host in ["erp", "tax", "ledger"] {
        let receiver = format!("{host}.harbour.example");
        let set = json!({"vendor": "zuora", "receiver": receiver, "state": state});
        server.set("receivers", set).await;
    }
}

/// Resends callouts whose receivers take nothing for so many hours, if they ever do; gives what all of
/// them came to, and after how many hours that was told.
async fn came_to(switches: Value, up_after: Option<i64>) -> (Fate, i64) {
    let server = Server::start().await;
    // Longer than a run reads back.
    server
        .dialect(json!({"zuora": {"token_seconds": 1_000_000}}))
        .await;
    server.dialect(json!({"zuora": switches})).await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let channel = Channel::Callout;
    let notifications = notification_ids(&zuora, channel, NotificationStatus::Failed, COUNT).await;
    receivers(&server, "down").await;
    let plan = plan(Draft::ResendNotifications {
        channel,
        notifications,
    });
    let mut host = Host::new(&server, Way::Straight(&zuora), &plan, Manner::default());
    let mut is_up = false;
    let mut looked = Fate::NotRead;
    while host.step(&async |_| {}).await {
        let hours = (host.now() - plan.made_at()).num_hours();
        if looked == Fate::NotRead {
            looked = host.run.ledger().fate(0);
            assert_ne!(
                looked,
                Fate::FailedAgain,
                "{switches}: its first try is not its last"
            );
        }
        if !is_up && looked != Fate::NotRead && up_after.is_some_and(|up| hours >= up) {
            receivers(&server, "up").await;
            is_up = true;
        }
    }
    let sends = server.sends(Vendor::Zuora).await;
    assert!(sends.values().all(|count| *count == 1) && sends.len() == COUNT);
    let lies = lies(&host.run, &sends);
    assert!(lies.is_empty(), "{lies:?}");
    let hours = (host.now() - plan.made_at()).num_hours();
    let fates: Vec<Fate> = (0..COUNT)
        .map(|place| host.run.ledger().fate(place))
        .collect();
    assert!(fates.iter().all(|fate| *fate == fates[0]), "{fates:?}");
    host.driven();
    (fates[0], hours)
}

#[tokio::test]
async fn what_a_later_try_delivers_is_told_to_be_delivered() {
    for rows in ["same_row", "own_row"] {
        let switches = json!({"callout_further_try": rows});
        let (fate, hours) = came_to(switches, Some(0)).await;
        assert_eq!(
            (fate, hours <= 1),
            (Fate::Delivered, true),
            "{rows}: {hours}"
        );
    }
}

#[tokio::test]
async fn a_tenant_may_have_it_tried_for_days() {
    let switches = json!({"callout_tries": 5, "callout_gap_minutes": 1440});
    let (fate, hours) = came_to(switches, Some(73)).await;
    assert_eq!(
        (fate, (96..98).contains(&hours)),
        (Fate::Delivered, true),
        "{hours}"
    );
}

#[tokio::test]
async fn what_no_try_delivers_has_failed_again_once_none_can_come() {
    // Never tried again; tried three times within an hour; tried as often as may be set.
    for (tries, least, most) in [(1, 25, 27), (3, 73, 75), (5, 2, 4)] {
        let (fate, hours) = came_to(json!({"callout_tries": tries}), None).await;
        let in_time = (least..=most).contains(&hours);
        assert_eq!(
            (fate, in_time),
            (Fate::FailedAgain, true),
            "{tries}: {hours}"
        );
    }
}
