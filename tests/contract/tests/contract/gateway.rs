//! Through the gateway and past it: what was confirmed is sent once, and everything else sends
//! nothing. Each time the oracle is asked.

use crate::kit::{
    Gate, dead_deliveries, drive_by, event_ids, kind_of, lies, listed, notification_ids,
};
use redrive_core::connection::Vendor;
use redrive_core::http::Exchange;
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::plan::{Draft, Plan};
use redrive_core::run::{End, State};
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const VENDORS: [Vendor; 3] = [Vendor::Selfcommunity, Vendor::Kirim, Vendor::Zuora];

/// One plan of each vendor, and a replay of what was listed.
async fn plans(gate: &Gate) -> Vec<Plan> {
    let endpoint = EndpointId::new(1);
    let community = gate.server.carrier(Vendor::Selfcommunity).await;
    let kirim = gate.server.carrier(Vendor::Kirim).await;
    let zuora = gate.server.carrier(Vendor::Zuora).await;
    let failed = NotificationStatus::Failed;
    let subscription = crate::kit::subscription(&kirim, "Support inbox")
        .await
        .id
        .unwrap();
    let born_at = "2020-01-01T12:00:00Z";
    let dead = gate.server.births(subscription.as_str(), born_at, 5).await;
    [
        Draft::ResendEvents {
            endpoint,
            events: event_ids(&community, endpoint, 3).await,
        },
        Draft::ReplayDeliveries {
            deliveries: dead_deliveries(&kirim, 3).await,
        },
        listed(&subscription, ReplayStatus::Dead, born_at, &dead),
        Draft::ResendNotifications {
            channel: Channel::Callout,
            notifications: notification_ids(&zuora, Channel::Callout, failed, 3).await,
        },
    ]
    .into_iter()
    .map(|draft| gate.plan(draft))
    .collect()
}

async fn assert_nothing_was_sent(gate: &Gate, what: &str) {
    for vendor in VENDORS {
        assert!(
            gate.server.sends(vendor).await.is_empty(),
            "{what}: {vendor:?}"
        );
    }
}

#[tokio::test]
async fn what_is_confirmed_is_sent_once_and_told_truly() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let before = gate.server.sends(plan.vendor()).await;
        let run = gate.drive_from(&plan, async |_| {}).await.run;
        let mut sends = gate.server.sends(plan.vendor()).await;
        sends.retain(|id, _| !before.contains_key(id));
        assert_eq!(run.state(), &State::Ended(End::Done));
        assert_eq!(run.ledger().counts().accepted, plan.items().len());
        assert!(sends.len() >= 3);
        let lies = lies(&run, &sends);
        assert!(lies.is_empty(), "{lies:?}");
    }
}

#[tokio::test]
async fn a_call_again_sends_nothing_twice_with_a_key_or_without() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let confirmation = gate.confirm(&plan).await;
        gate.send(&confirmation, 0).await;
        let sends = gate.server.sends(plan.vendor()).await;
        // By the same confirmation, and by another of the same plan.
        for confirmation in [confirmation, gate.confirm(&plan).await] {
            let again = gate.send(&confirmation, 0).await;
            match plan.vendor() {
                Vendor::Selfcommunity => {
                    let path = Gate::call_path(&confirmation, 0);
                    let kind = kind_of(gate.own(Method::POST, &path)).await;
                    assert_eq!(kind, "already_sent");
                    assert!(matches!(again, Exchange::Lost { .. }), "{again:?}");
                }
                _ => assert!(matches!(again, Exchange::Answered(_)), "{again:?}"),
            }
        }
        assert_eq!(gate.server.sends(plan.vendor()).await, sends);
        assert!(!sends.is_empty() && sends.values().all(|times| *times == 1));
    }
}

#[tokio::test]
async fn nothing_is_sent_without_the_password_or_with_another_plan() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let with = |field: &str, value: Value| {
            let mut asked = gate.asked(&plan);
            asked[field] = value;
            asked
        };
        let mut missing = gate.asked(&plan);
        missing.as_object_mut().unwrap().remove("password");
        let mut other_digest = json!(plan.to_file());
        other_digest["digest"] = "0".repeat(64).into();
        let mut other_nonce = json!(plan.to_file());
        other_nonce["nonce"] = "f".repeat(32).into();
        for (asked, kind) in [
            (with("password", json!("not it")), "wrong_password"),
            (missing, "bad_request"),
            (with("plan", other_digest), "plan_refused"),
            (with("plan", other_nonce), "plan_refused"),
        ] {
            let got = kind_of(gate.post("/api/confirmations", &asked)).await;
            assert_eq!(got, kind);
            // A wrong password makes the next one wait a little longer.
            gate.hand.advance(Duration::from_mins(1));
        }
    }
    assert_nothing_was_sent(&gate, "nothing was confirmed").await;
}

#[tokio::test]
async fn nothing_is_sent_by_a_confirmation_that_has_expired() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let confirmation = gate.confirm(&plan).await;
        gate.hand.advance(Duration::from_mins(5));
        let path = Gate::call_path(&confirmation, 0);
        assert_eq!(
            kind_of(gate.own(Method::POST, &path)).await,
            "not_confirmed"
        );
        let run = drive_by(&plan, async |call| gate.send(&confirmation, call).await)
            .await
            .run;
        assert_eq!(run.ledger().counts().not_attempted, plan.items().len());
    }
    assert_nothing_was_sent(&gate, "all had expired").await;
}

#[tokio::test]
async fn a_confirmation_that_expires_on_the_way_leaves_the_rest_unattempted() {
    let gate = Gate::start().await;
    let plan = plans(&gate).await.remove(1);
    let run = gate
        .drive_from(&plan, async |call| {
            if call == 1 {
                gate.hand.advance(Duration::from_mins(5));
            }
        })
        .await
        .run;
    let counts = run.ledger().counts();
    assert_eq!((counts.accepted, counts.not_attempted), (1, 2));
    let sends = gate.server.sends(Vendor::Kirim).await;
    assert!(lies(&run, &sends).is_empty() && sends.len() == 1);
}

#[tokio::test]
async fn nothing_is_sent_by_a_request_that_is_not_our_pages() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let path = &Gate::call_path(&gate.confirm(&plan).await, 0);
        for (what, request) in [
            ("no header", gate.bare(Method::POST, path)),
            (
                "a foreign origin",
                gate.own(Method::POST, path)
                    .header("origin", "https://evil.example"),
            ),
            (
                "another site",
                gate.bare(Method::POST, path)
                    .header("redrive", "1")
                    .header("sec-fetch-site", "cross-site"),
            ),
            (
                "a foreign name",
                gate.own(Method::POST, path).header("host", "evil.example"),
            ),
        ] {
            assert_eq!(kind_of(request).await, "foreign_request", "{what}");
        }
    }
    assert_nothing_was_sent(&gate, "all were foreign").await;
}

#[tokio::test]
async fn nothing_is_sent_by_a_request_made_by_hand() {
    let gate = Gate::start().await;
    for plan in plans(&gate).await {
        let request = &plan.calls()[0].request;
        let connection = format!("/api/connections/{}", plan.connection());
        let whole = json!(request);
        for path in [
            request.path.clone(),
            format!("/api{}", request.path),
            format!("{connection}{}", request.path),
            format!("{connection}/read"),
            format!("{connection}/send"),
            format!("/api/confirmations/{}/calls/0", "0".repeat(64)),
        ] {
            let body: Value = request
                .body
                .as_ref()
                .map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
            for body in [&body, &whole, &json!(plan.to_file())] {
                let status = gate.post(&path, body).send().await.unwrap().status();
                assert!(status.is_client_error(), "{path}: {status}");
            }
        }
    }
    assert_nothing_was_sent(&gate, "all were made by hand").await;
}
