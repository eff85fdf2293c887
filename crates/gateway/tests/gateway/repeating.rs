//! Which calls may be sent again: those that certainly applied nothing, those whose repeat the
//! vendor promises to be safe, and switches. No others.

use crate::kit::raw::{Manner, RawVendor};
use crate::kit::{Kit, Page, Vendor, events, notifications, plan_file, switch_off};
use redrive_core::plan::Draft;
use serde_json::Value;
use std::time::Duration;

struct Scene {
    kit: Kit,
    vendor: Vendor,
    page: Page,
    plan: Value,
}

async fn scene(connection: &str, draft: Draft) -> Scene {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection(connection), draft);
    Scene {
        kit,
        vendor,
        page,
        plan,
    }
}

impl Scene {
    /// Lets so many hours pass, then signs in anew and confirms the plan again.
    async fn hours_later(&mut self, hours: u64) -> String {
        self.kit.hand.advance(Duration::from_hours(hours));
        self.page = self.kit.signed_in().await;
        self.page.confirm(&self.plan).await
    }
}

#[tokio::test]
async fn what_the_vendor_turned_away_unread_may_be_sent_again() {
    for draft in [events(1..3), notifications(2)] {
        let connection = match &draft {
            Draft::ResendEvents { .. } => "community",
            _ => "billing",
        };
        let mut scene = scene(connection, draft).await;
        let mut id = scene.page.confirm(&scene.plan).await;
        for status in [429, 401, 403, 429, 200] {
            scene.vendor.tell(status, &[], "");
            assert_eq!(scene.page.sends(&id, 0).await, status.to_string());
            id = scene.hours_later(10).await;
        }
        // By now it is 50 hours since it first left: no key makes the last one safe to repeat.
        assert_eq!(scene.page.sends(&id, 0).await, "already_sent");
        assert_eq!(scene.vendor.calls().len(), 5, "{connection}");
    }
}

#[tokio::test]
async fn without_a_key_one_other_answer_ends_it_for_ever() {
    for status in [200, 204, 302, 400, 404, 408, 409, 422, 500, 502, 503] {
        let scene = scene("community", events(1..3)).await;
        let id = scene.page.confirm(&scene.plan).await;
        for told in [429, status] {
            scene.vendor.tell(told, &[], "");
            scene.page.send(&id, 0).await;
        }
        assert_eq!(scene.page.sends(&id, 0).await, "already_sent", "{status}");
        assert_eq!(scene.vendor.calls().len(), 2, "{status}");
    }
}

#[tokio::test]
async fn a_key_repeats_a_call_for_23_hours() {
    let mut scene = scene("billing", notifications(2)).await;
    let id = scene.page.confirm(&scene.plan).await;
    scene.vendor.tell(500, &[], "");
    assert_eq!(scene.page.sends(&id, 0).await, "500");
    let id = scene.hours_later(22).await;
    assert_eq!(scene.page.sends(&id, 0).await, "200");
    let id = scene.hours_later(1).await;
    assert_eq!(scene.page.sends(&id, 0).await, "already_sent");
    assert_eq!(scene.vendor.calls().len(), 2);
}

#[tokio::test]
async fn a_switch_may_be_set_again_whatever_came_back() {
    let mut scene = scene("community", switch_off()).await;
    let id = scene.page.confirm(&scene.plan).await;
    for status in [500, 200, 400, 429, 200] {
        scene.vendor.tell(status, &[], "");
        assert_eq!(scene.page.sends(&id, 0).await, status.to_string());
    }
    let id = scene.hours_later(24 * 7).await;
    assert_eq!(scene.page.sends(&id, 0).await, "200");
    assert_eq!(scene.vendor.calls().len(), 6);
}

#[tokio::test]
async fn a_switch_may_be_set_again_when_its_answer_was_lost() {
    let vendor = RawVendor::start(Manner::Close).await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), switch_off());
    let id = page.confirm(&plan).await;
    for _ in 0..3 {
        assert_eq!(page.sends(&id, 0).await, "answer_lost");
    }
    assert_eq!(vendor.asked(), 3);
}

#[tokio::test]
async fn of_a_call_that_was_turned_away_one_of_many_is_served_again() {
    let scene = scene("community", events(1..3)).await;
    let id = scene.page.confirm(&scene.plan).await;
    scene.vendor.tell(429, &[], "");
    scene.page.send(&id, 0).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (page, id) = (scene.page.clone(), id.clone());
        all.spawn(async move { page.sends(&id, 0).await });
    }
    let ends = all.join_all().await;
    assert_eq!(
        ends.iter().filter(|end| *end == "200").count(),
        1,
        "{ends:?}"
    );
    assert_eq!(scene.vendor.calls().len(), 2);
}

#[tokio::test]
async fn what_was_refused_as_a_whole_goes_again_with_another_key_and_once() {
    for (connection, draft) in [("community", events(1..3)), ("billing", notifications(2))] {
        let scene = scene(connection, draft).await;
        let id = scene.page.confirm(&scene.plan).await;
        let anew = async |round| scene.page.sends_anew(&id, 0, round).await;
        scene.vendor.tell(422, &[], "");
        assert_eq!(scene.page.sends(&id, 0).await, "422");
        assert_eq!(anew(1).await, "200", "{connection}");
        for round in [0, 2, 7] {
            assert_eq!(anew(round).await, "not_refused", "{connection} {round}");
        }
        assert_eq!(anew(u32::MAX).await, "not_refused");
        let calls = scene.vendor.calls();
        let [first, second] = calls.as_slice() else {
            panic!("{} calls", calls.len());
        };
        assert_eq!(first.body, second.body, "{connection}");
        let (key, other) = (
            first.header("idempotency-key"),
            second.header("idempotency-key"),
        );
        assert!(key != other || key.is_empty(), "{connection}: {key}");
    }
}
