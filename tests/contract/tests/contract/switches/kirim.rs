//! Kirim's switches that decide which deliveries a replay takes (contract 2.5).

use crate::kit::{Carrier, Server, deliveries, drive, lies, plan, subscription};
use redrive_core::connection::Vendor;
use redrive_core::kirim::contract::{BulkReplay, DeliveryStatus, ReplayStatus, SubscriptionId};
use redrive_core::kirim::{self, DeliveryFilter, Read};
use redrive_core::outcome::{Accepted, Outcome, Refusal};
use redrive_core::plan::{Count, Draft};
use serde_json::{Value, json};

struct Scene {
    server: Server,
    carrier: Carrier,
    subscription: SubscriptionId,
}

impl Scene {
    async fn start() -> Self {
        let server = Server::start().await;
        let carrier = server.carrier(Vendor::Kirim).await;
        let subscription = subscription(&carrier, "Orders-prod").await.id.unwrap();
        Self {
            server,
            carrier,
            subscription,
        }
    }

    async fn flip(&self, switches: Value) {
        self.server.dialect(json!({ "kirim": switches })).await;
    }

    fn filter(&self, after: Option<&str>, before: Option<&str>) -> BulkReplay {
        BulkReplay {
            subscription_id: self.subscription.clone(),
            status: ReplayStatus::Dead,
            event_type: None,
            created_after: after.map(|at| at.parse().unwrap()),
            created_before: before.map(|at| at.parse().unwrap()),
        }
    }

    /// Replays a filter; what the ledger says, and how many were sent by it.
    async fn replay(&self, filter: BulkReplay) -> (Outcome, u64) {
        let before = self.total().await;
        let plan = plan(Draft::ReplayMatching {
            filter,
            matched: Count::Unknown,
        });
        let driven = drive(&self.carrier, &plan).await;
        let outcome = driven.run.ledger().outcome(0).unwrap().clone();
        (outcome, self.total().await - before)
    }

    async fn total(&self) -> u64 {
        self.server.sends(Vendor::Kirim).await.values().sum()
    }

    async fn born(&self, at: &str, count: u32) -> Vec<String> {
        self.server
            .births(self.subscription.as_str(), at, count)
            .await
    }
}

fn enqueued(count: u64, capped: bool) -> (Outcome, u64) {
    (
        Outcome::Accepted(Accepted::Enqueued { count, capped }),
        count,
    )
}

#[tokio::test]
async fn any_success_status_is_a_success_when_the_body_says_so() {
    let scene = Scene::start().await;
    let ids = scene.born("2020-01-01T12:00:00Z", 6).await;
    for (status, pair) in [200, 201, 202].into_iter().zip(ids.chunks(2)) {
        scene.flip(json!({ "success_status": status })).await;
        let plan = plan(Draft::ReplayDeliveries {
            deliveries: pair.iter().map(|id| id.parse().unwrap()).collect(),
        });
        let run = drive(&scene.carrier, &plan).await.run;
        for (id, outcome) in pair.iter().zip(run.ledger().iter()) {
            let Outcome::Accepted(Accepted::ReplayedAs(new)) = outcome else {
                panic!("{status}: {outcome:?}");
            };
            let read = Read::Delivery { id: new.clone() }.request();
            let row = kirim::delivery(&scene.carrier.ask(&read).await).unwrap();
            assert_eq!(row.known.delivery.replayed_from, Some(id.parse().unwrap()));
        }
    }
    assert!(
        scene
            .server
            .sends(Vendor::Kirim)
            .await
            .values()
            .all(|times| *times == 1)
    );
    let window = scene.filter(Some("2020-01-01T00:00:00Z"), Some("2020-01-02T00:00:00Z"));
    scene.flip(json!({"success_status": 200})).await;
    assert_eq!(scene.replay(window).await, enqueued(6, false));
}

#[tokio::test]
async fn the_bounds_of_a_window_are_the_vendors_and_the_count_is_what_it_took() {
    let scene = Scene::start().await;
    let (start, end) = ("2020-01-01T10:00:00Z", "2020-01-01T11:00:00Z");
    for (at, count) in [(start, 1), ("2020-01-01T10:30:00Z", 2), (end, 4)] {
        scene.born(at, count).await;
    }
    for (after, before, count) in [
        ("inclusive", "exclusive", 3),
        ("exclusive", "exclusive", 2),
        ("exclusive", "inclusive", 6),
        ("inclusive", "inclusive", 7),
    ] {
        scene
            .flip(json!({"created_after": after, "created_before": before}))
            .await;
        let window = scene.filter(Some(start), Some(end));
        assert_eq!(
            scene.replay(window).await,
            enqueued(count, false),
            "{after} {before}"
        );
        let filter = DeliveryFilter {
            subscription: Some(scene.subscription.clone()),
            created_after: Some(start.parse().unwrap()),
            created_before: Some(end.parse().unwrap()),
            status: Some(DeliveryStatus::Dead),
            event_type: None,
        };
        let listed = deliveries(&scene.carrier, &filter, 100).await;
        assert_eq!(listed.len() as u64, count, "{after} {before}");
    }
}

#[tokio::test]
async fn capped_is_kept_whichever_rows_the_vendor_takes() {
    for order in ["oldest", "newest", "arbitrary"] {
        let scene = Scene::start().await;
        scene.flip(json!({ "order": order })).await;
        let old = scene.born("2020-01-01T12:00:00Z", 600).await;
        let new = scene.born("2020-01-02T12:00:00Z", 600).await;
        let window = scene.filter(None, Some("2020-02-01T00:00:00Z"));
        assert_eq!(scene.replay(window).await, enqueued(1000, true), "{order}");
        let sends = scene.server.sends(Vendor::Kirim).await;
        let of = |ids: &[String]| ids.iter().filter(|id| sends.contains_key(*id)).count();
        match order {
            "oldest" => assert_eq!((of(&old), of(&new)), (600, 400)),
            "newest" => assert_eq!((of(&old), of(&new)), (400, 600)),
            _ => assert_eq!(of(&old) + of(&new), 1000),
        }
    }
}

#[tokio::test]
async fn the_same_window_again_sends_again_unless_the_vendor_leaves_replayed_rows_out() {
    let scene = Scene::start().await;
    scene.born("2020-01-01T12:00:00Z", 3).await;
    let window = || scene.filter(None, Some("2020-02-01T00:00:00Z"));
    assert_eq!(scene.replay(window()).await, enqueued(3, false));
    assert_eq!(scene.replay(window()).await, enqueued(3, false));
    scene.flip(json!({"skip_replayed": true})).await;
    assert_eq!(scene.replay(window()).await, enqueued(0, false));
}

#[tokio::test]
async fn zero_is_told_as_zero_where_ended_rows_carry_the_other_word() {
    let scene = Scene::start().await;
    scene.born("2020-01-01T12:00:00Z", 3).await;
    let window = || scene.filter(None, Some("2020-02-01T00:00:00Z"));
    scene.flip(json!({"ended": "failed"})).await;
    assert_eq!(scene.replay(window()).await, enqueued(0, false));
    let failed = BulkReplay {
        status: ReplayStatus::Failed,
        ..window()
    };
    assert_eq!(scene.replay(failed).await, enqueued(3, false));
    for (word, status) in [
        ("failed", DeliveryStatus::Failed),
        ("dead", DeliveryStatus::Dead),
    ] {
        scene.flip(json!({ "ended": word })).await;
        let filter = DeliveryFilter {
            created_before: Some("2020-02-01T00:00:00Z".parse().unwrap()),
            ..DeliveryFilter::default()
        };
        let rows = deliveries(&scene.carrier, &filter, 100).await;
        assert!(rows.iter().all(|row| row.status.as_ref() == Some(&status)));
        assert_eq!(rows.len(), 3);
    }
}

#[tokio::test]
async fn a_wrong_value_is_the_vendors_refusal_as_400_or_422() {
    let scene = Scene::start().await;
    // No plan leads to such a request: its window is reversed.
    let reversed = scene.filter(Some("2020-02-01T00:00:00Z"), Some("2020-01-01T00:00:00Z"));
    for status in [400, 422] {
        scene.flip(json!({ "validation_status": status })).await;
        let key = format!("reversed-{status}").parse().unwrap();
        let answer = scene
            .carrier
            .ask(&kirim::bulk_replay(&reversed, &key))
            .await;
        assert_eq!(answer.status, status);
        let reading = kirim::read_bulk_replay(&answer);
        let Outcome::Rejected(Refusal { code, .. }) = &reading.outcomes[0] else {
            panic!("{reading:?}");
        };
        assert_eq!(code, "invalid_field_value");
        assert!(reading.request_id.is_some());
    }
    assert_eq!(scene.total().await, 0);
}

#[tokio::test]
async fn a_replay_is_delivered_after_it_was_accepted_and_the_old_row_stays() {
    let scene = Scene::start().await;
    let id = scene.born("2020-01-01T12:00:00Z", 1).await.remove(0);
    scene.flip(json!({"settle_ms": 60_000})).await;
    let plan = plan(Draft::ReplayDeliveries {
        deliveries: vec![id.parse().unwrap()],
    });
    let run = drive(&scene.carrier, &plan).await.run;
    let Some(Outcome::Accepted(Accepted::ReplayedAs(new))) = run.ledger().outcome(0) else {
        panic!("{:?}", run.ledger());
    };
    let status = async |id: &str| {
        let id = id.parse().unwrap();
        let answer = scene.carrier.ask(&Read::Delivery { id }.request()).await;
        kirim::delivery(&answer)
            .unwrap()
            .known
            .delivery
            .status
            .unwrap()
    };
    assert_eq!(status(new.as_str()).await, DeliveryStatus::Pending);
    scene.server.advance(90).await;
    assert_eq!(status(new.as_str()).await, DeliveryStatus::Delivered);
    assert_eq!(status(&id).await, DeliveryStatus::Dead);
    assert!(lies(&run, &scene.server.sends(Vendor::Kirim).await).is_empty());
}
