//! Kirim's switches that decide which deliveries a replay takes (contract 2.5).

use crate::kit::{Carrier, Server, deliveries, drive, lies, listed, nonce, plan, subscription};
use redrive_core::connection::Vendor;
use redrive_core::kirim::contract::{
    BulkReplay, BulkReplayed, DeliveryStatus, One, ReplayStatus, SubscriptionId,
};
use redrive_core::kirim::{self, DeliveryFilter, Portion, Read};
use redrive_core::lenient::strict;
use redrive_core::outcome::{Accepted, Counted, Outcome, Refusal, Unknown};
use redrive_core::plan::Draft;
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

    /// Asks the vendor itself to replay a filter: how many it says that it took, whether more
    /// matched, and how many were sent by it.
    async fn took(&self, filter: &BulkReplay) -> (u64, bool, u64) {
        let before = self.total().await;
        let key = nonce().as_str().parse().unwrap();
        let answer = self.carrier.ask(&kirim::bulk_replay(filter, &key)).await;
        assert_eq!(answer.status, 202);
        let said: One<BulkReplayed> = strict(&answer.body).unwrap();
        let BulkReplayed { enqueued, capped } = said.data;
        (enqueued, capped, self.total().await - before)
    }

    /// Replays dead deliveries that were listed and were born at one moment; what the ledger says of
    /// each of them, and how many were sent.
    async fn replay(&self, born_at: &str, ids: &[String]) -> (Outcome, u64) {
        self.replay_of(ReplayStatus::Dead, born_at, ids).await
    }

    async fn replay_of(
        &self,
        status: ReplayStatus,
        born_at: &str,
        ids: &[String],
    ) -> (Outcome, u64) {
        let before = self.total().await;
        let plan = plan(listed(&self.subscription, status, born_at, ids));
        let [Portion::Window { .. }] = plan.windows()[..] else {
            panic!("{:?}", plan.windows());
        };
        let run = drive(&self.carrier, &plan).await.run;
        let outcome = run.ledger().outcome(0).unwrap().clone();
        assert!(run.ledger().iter().all(|other| *other == outcome));
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

const NOON: &str = "2020-01-01T12:00:00Z";
const FEBRUARY: &str = "2020-02-01T00:00:00Z";

/// As many as were listed, and what was sent.
const fn all(count: u64) -> (Outcome, u64) {
    (Outcome::Accepted(Accepted::Queued), count)
}

/// Another number than the three that were listed: of none is it said that it was taken.
const fn none_of_three() -> (Outcome, u64) {
    let counted = Counted {
        listed: 3,
        enqueued: 0,
        capped: false,
    };
    (Outcome::Unknown(Unknown::CountDiffers(counted)), 0)
}

#[tokio::test]
async fn any_success_status_is_a_success_when_the_body_says_so() {
    let scene = Scene::start().await;
    let ids = scene.born(NOON, 6).await;
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
    for status in [200, 201, 202] {
        scene.flip(json!({ "success_status": status })).await;
        assert_eq!(scene.replay(NOON, &ids).await, all(6), "{status}");
    }
}

#[tokio::test]
async fn the_bounds_of_a_window_are_the_vendors_and_the_count_is_what_it_took() {
    let scene = Scene::start().await;
    let (start, end) = ("2020-01-01T10:00:00Z", "2020-01-01T11:00:00Z");
    let middle = "2020-01-01T10:30:00Z";
    scene.born(start, 1).await;
    let between = scene.born(middle, 2).await;
    scene.born(end, 4).await;
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
        let took = scene.took(&window).await;
        assert_eq!(took, (count, false, count), "{after} {before}");
        // A window of ours has its bounds where no row stands.
        let replayed = scene.replay(middle, &between).await;
        assert_eq!(replayed, all(2), "{after} {before}");
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
async fn a_filter_takes_a_thousand_whichever_rows_the_vendor_takes_and_says_that_more_matched() {
    for order in ["oldest", "newest", "arbitrary"] {
        let scene = Scene::start().await;
        scene.flip(json!({ "order": order })).await;
        let old = scene.born(NOON, 600).await;
        let new = scene.born("2020-01-02T12:00:00Z", 600).await;
        let window = scene.filter(None, Some(FEBRUARY));
        assert_eq!(scene.took(&window).await, (1000, true, 1000), "{order}");
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
async fn a_window_that_holds_more_than_a_thousand_by_now_is_never_told_as_accepted() {
    let scene = Scene::start().await;
    let ids = scene.born(NOON, 1000).await;
    // Nobody listed these.
    scene.born(NOON, 100).await;
    let counted = Counted {
        listed: 1000,
        enqueued: 1000,
        capped: true,
    };
    let differs = Outcome::Unknown(Unknown::CountDiffers(counted));
    assert_eq!(scene.replay(NOON, &ids).await, (differs, 1000));
}

#[tokio::test]
async fn the_same_window_again_sends_again_unless_the_vendor_leaves_replayed_rows_out() {
    let scene = Scene::start().await;
    let ids = scene.born(NOON, 3).await;
    let window = scene.filter(None, Some(FEBRUARY));
    assert_eq!(scene.took(&window).await, (3, false, 3));
    assert_eq!(scene.took(&window).await, (3, false, 3));
    assert_eq!(scene.replay(NOON, &ids).await, all(3));
    scene.flip(json!({"skip_replayed": true})).await;
    assert_eq!(scene.took(&window).await, (0, false, 0));
    assert_eq!(scene.replay(NOON, &ids).await, none_of_three());
}

#[tokio::test]
async fn zero_is_told_as_zero_where_ended_rows_carry_the_other_word() {
    let scene = Scene::start().await;
    let ids = scene.born(NOON, 3).await;
    let dead = scene.filter(None, Some(FEBRUARY));
    scene.flip(json!({"ended": "failed"})).await;
    assert_eq!(scene.took(&dead).await, (0, false, 0));
    assert_eq!(scene.replay(NOON, &ids).await, none_of_three());
    let failed = BulkReplay {
        status: ReplayStatus::Failed,
        ..dead
    };
    assert_eq!(scene.took(&failed).await, (3, false, 3));
    let replayed = scene.replay_of(ReplayStatus::Failed, NOON, &ids);
    assert_eq!(replayed.await, all(3));
    for (word, status) in [
        ("failed", DeliveryStatus::Failed),
        ("dead", DeliveryStatus::Dead),
    ] {
        scene.flip(json!({ "ended": word })).await;
        let filter = DeliveryFilter {
            created_before: Some(FEBRUARY.parse().unwrap()),
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
    let reversed = scene.filter(Some(FEBRUARY), Some(NOON));
    for status in [400, 422] {
        scene.flip(json!({ "validation_status": status })).await;
        let key = format!("reversed-{status}").parse().unwrap();
        let answer = scene
            .carrier
            .ask(&kirim::bulk_replay(&reversed, &key))
            .await;
        assert_eq!(answer.status, status);
        let reading = kirim::read_window(&answer, 2);
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
    let id = scene.born(NOON, 1).await.remove(0);
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
