//! What is remembered of a plan outlives confirmations and sessions, and a plan that is too old to
//! be remembered is not confirmed any more.

use crate::kit::{Kit, Vendor, asked, events, plan_file, plan_made_in};
use serde_json::json;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_plan_confirmed_again_after_days_goes_on_where_it_stopped() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let plan = plan_file(kit.connection("community"), events(1..9));
    for number in 0..4 {
        let page = kit.signed_in().await;
        let id = page.confirm(&plan).await;
        for sent in 0..number {
            assert_eq!(page.sends(&id, sent).await, "already_sent");
        }
        assert_eq!(page.sends(&id, number).await, "200");
        kit.hand.advance(7 * DAY);
    }
    assert_eq!(vendor.calls().len(), 4);
}

#[tokio::test]
async fn a_plan_older_than_30_days_is_refused() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let plan = plan_file(kit.connection("community"), events(1..5));
    let page = kit.signed_in().await;
    let id = page.confirm(&plan).await;
    page.send(&id, 0).await;
    kit.hand.advance(29 * DAY);
    let page = kit.signed_in().await;
    let id = page.confirm(&plan).await;
    assert_eq!(page.sends(&id, 0).await, "already_sent");
    kit.hand.advance(DAY + Duration::from_secs(1));
    let page = kit.signed_in().await;
    let reply = page.post("/api/confirmations", &asked(&plan)).await;
    assert_eq!((reply.status, reply.kind().as_str()), (422, "plan_refused"));
    assert!(
        reply.json()["error"]["message"]
            .as_str()
            .unwrap()
            .contains("30 days")
    );
    assert_eq!(vendor.calls().len(), 1);
}

/// It could be confirmed, and sent again, when nobody remembers any more that it was sent.
#[tokio::test]
async fn a_plan_that_is_dated_ahead_is_refused() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    for (hours, status) in [(23, 201), (25, 422), (24 * 400, 422)] {
        let ahead = Duration::from_hours(hours);
        let plan = plan_made_in(ahead, kit.connection("community"), events(1..5));
        let reply = page.post("/api/confirmations", &asked(&plan)).await;
        assert_eq!(reply.status, status, "{hours} hours: {}", reply.json());
    }
}

#[tokio::test]
async fn rows_are_read_while_nothing_is_confirmed() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), events(1..5));
    let id = page.confirm(&plan).await;
    page.send(&id, 0).await;
    kit.hand.advance(Duration::from_mins(10));
    let read = json!({ "selfcommunity": { "endpoint": { "id": 1 } } });
    assert_eq!(page.read("community", &read).await.vendor_status(), "200");
    assert_eq!(page.sends(&id, 1).await, "not_confirmed");
    assert_eq!(page.read("community", &read).await.vendor_status(), "200");
    let id = page.confirm(&plan).await;
    assert_eq!(page.sends(&id, 1).await, "200");
}
