//! Two who look at the same failure do not both send it without knowing.

use crate::kit::{Kit, Vendor, asked, events, notifications, plan_file};
use serde_json::{Value, json};
use std::time::Duration;

fn knowing(plan: &Value, knows_sent: &[usize]) -> Value {
    let mut body = asked(plan);
    body["knows_sent"] = json!(knows_sent);
    body
}

#[tokio::test]
async fn what_others_sent_is_told_before_it_is_sent_again() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    let plan = plan_file(community, events(1..4));
    let id = first.confirm(&plan).await;
    assert_eq!(first.sends(&id, 0).await, "200");

    let other = plan_file(community, events(2..6));
    let refused = second
        .post("/api/confirmations", &knowing(&other, &[]))
        .await;
    assert_eq!(
        (refused.status, refused.kind().as_str()),
        (409, "sent_lately")
    );
    let error = &refused.json()["error"];
    assert_eq!(error["sent"]["places"], json!([0]));
    assert_eq!(error["sent"]["operator"], "admin");
    assert!(error["message"].as_str().unwrap().contains("last by admin"));
    // Whoever knows of another one does not know of this one.
    for (knows, status) in [(&[][..], 409), (&[1], 409), (&[1, 2, 3], 409), (&[0], 201)] {
        let reply = second
            .post("/api/confirmations", &knowing(&other, knows))
            .await;
        assert_eq!(reply.status, status, "{knows:?}");
    }
    // The same plan goes on where it stopped, and what nobody sent is nobody's.
    for unasked in [&plan, &plan_file(community, events(3..9))] {
        let reply = first
            .post("/api/confirmations", &knowing(unasked, &[]))
            .await;
        assert_eq!(reply.status, 201);
    }
    // A day later it is no news.
    kit.hand.advance(Duration::from_hours(25));
    let later = kit.signed_in().await;
    let again = knowing(&plan_file(community, events(1..4)), &[]);
    let reply = later.post("/api/confirmations", &again).await;
    assert_eq!(reply.status, 201);
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn what_was_refused_was_not_sent_and_what_was_lost_may_have_been() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let billing = kit.connection("billing");
    let again = |count: usize| plan_file(billing, notifications(count));
    for (status, body) in [
        (403, String::new()),
        (
            400,
            r#"{"reasons":[{"code":50000040,"message":"m"}],"success":false}"#.to_owned(),
        ),
        (
            202,
            r#"{"mail0":{"code":"ObjectNotFound","message":"m"}}"#.to_owned(),
        ),
    ] {
        vendor.tell(status, &[("content-type", "application/json")], body);
        let reply = page
            .post("/api/confirmations", &knowing(&again(1), &[]))
            .await;
        assert_eq!(reply.status, 201, "before {status}: {}", reply.json());
        let id = reply.json()["confirmation"].as_str().unwrap().to_owned();
        page.send(&id, 0).await;
    }
    let id = page.confirm(&again(1)).await;
    vendor.tell(500, &[], "");
    page.send(&id, 0).await;
    let refused = page
        .post("/api/confirmations", &knowing(&again(2), &[]))
        .await;
    assert_eq!(refused.kind(), "sent_lately");
    assert_eq!(refused.json()["error"]["sent"]["places"], json!([0]));
}

#[tokio::test]
async fn what_was_sent_before_a_restart_does_not_stand_for_what_others_sent_since() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    let id = first.confirm(&plan_file(community, events(1..4))).await;
    assert_eq!(first.sends(&id, 0).await, "200");
    // The browser's journal tells of two more, of which this gateway knows nothing.
    let plan = plan_file(community, events(1..7));
    let refused = second
        .post("/api/confirmations", &knowing(&plan, &[4, 5]))
        .await;
    assert_eq!(refused.kind(), "sent_lately");
    assert_eq!(refused.json()["error"]["sent"]["places"], json!([0, 1]));
    let both = knowing(&plan, &[0, 1, 4, 5]);
    assert_eq!(second.post("/api/confirmations", &both).await.status, 201);
}

#[tokio::test]
async fn places_are_taken_in_order_once_each_and_inside_the_plan_or_not_at_all() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), events(1..4));
    for wrong in [
        json!([1, 0]),
        json!([1, 1]),
        json!([3]),
        json!([0, 1, 2, 3]),
        json!([-1]),
        json!([0.5]),
        json!(["0"]),
        json!(1_000_000),
        json!(null),
    ] {
        let mut body = asked(&plan);
        body["knows_sent"] = wrong.clone();
        let reply = page.post("/api/confirmations", &body).await;
        let told = (reply.status, reply.kind());
        assert_eq!(told, (400, "bad_request".to_owned()), "{wrong}");
    }
    let reply = page
        .post("/api/confirmations", &knowing(&plan, &[0, 1, 2]))
        .await;
    assert_eq!(reply.status, 201);
}
