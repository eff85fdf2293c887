//! A refused call is taken apart only when the gateway itself saw it refused as a whole.

use crate::kit::raw::{Manner, RawVendor};
use crate::kit::{Kit, Page, Vendor, events, halved};
use serde_json::Value;

const REFUSAL: &str =
    r#"{"errors":[{"field":"event","messages":[{"message":"No.","code":"does_not_exist"}]}]}"#;

/// Two events a call: call 0 is of both, 1 and 2 are of one each; 3, 4 and 5 likewise.
async fn scene() -> (Vendor, Page, Value) {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = halved(kit.connection("community"), events(1..5));
    (vendor, page, plan)
}

#[tokio::test]
async fn no_half_is_sent_before_the_whole() {
    let (vendor, page, plan) = scene().await;
    let id = page.confirm(&plan).await;
    for half in [1, 2, 4, 5] {
        let reply = page.send(&id, half).await;
        assert_eq!((reply.status, reply.kind().as_str()), (409, "not_its_turn"));
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn no_half_is_sent_when_the_whole_was_not_refused_for_good() {
    for status in [200, 201, 204, 302, 401, 403, 408, 429, 500, 503] {
        let (vendor, page, plan) = scene().await;
        let id = page.confirm(&plan).await;
        vendor.tell(status, &[], REFUSAL);
        page.send(&id, 0).await;
        for half in [1, 2] {
            assert_eq!(page.sends(&id, half).await, "not_its_turn", "{status}");
        }
        assert_eq!(vendor.calls().len(), 1);
    }
}

#[tokio::test]
async fn no_half_is_sent_when_the_wholes_answer_was_lost() {
    for manner in [Manner::Close, Manner::BreakOff, Manner::Silent] {
        let vendor = RawVendor::start(manner).await;
        let kit = Kit::impatient(&vendor.url).await;
        let page = kit.signed_in().await;
        let plan = halved(kit.connection("community"), events(1..3));
        let id = page.confirm(&plan).await;
        assert_eq!(page.sends(&id, 0).await, "answer_lost");
        assert_eq!(page.sends(&id, 1).await, "not_its_turn");
        assert_eq!(vendor.asked(), 1);
    }
}

#[tokio::test]
async fn no_half_is_sent_while_the_whole_is_under_way() {
    let (vendor, page, plan) = scene().await;
    let id = page.confirm(&plan).await;
    vendor.shut();
    vendor.tell(400, &[], REFUSAL);
    let whole = {
        let (page, id) = (page.clone(), id.clone());
        tokio::spawn(async move { page.sends(&id, 0).await })
    };
    vendor.arrival().await;
    assert_eq!(page.sends(&id, 1).await, "not_its_turn");
    vendor.open();
    assert_eq!(whole.await.unwrap(), "400");
    assert_eq!(page.sends(&id, 1).await, "200");
}

#[tokio::test]
async fn the_halves_of_a_refused_whole_are_sent_once_and_the_whole_never_again() {
    let (vendor, page, plan) = scene().await;
    let first = page.confirm(&plan).await;
    vendor.tell(400, &[], REFUSAL);
    page.send(&first, 0).await;
    // The memory is the plan's, not the confirmation's.
    let id = page.confirm(&plan).await;
    assert_eq!(page.sends(&id, 0).await, "already_sent");
    assert_eq!(page.sends(&id, 4).await, "not_its_turn", "another's half");
    for half in [1, 2] {
        assert_eq!(page.sends(&id, half).await, "200");
        assert_eq!(page.sends(&id, half).await, "already_sent");
    }
    assert_eq!(page.sends(&id, 0).await, "already_sent");
    let bodies: Vec<Value> = vendor
        .calls()
        .iter()
        .map(|call| serde_json::from_slice(&call.body).unwrap())
        .map(|body: Value| body["event"].clone())
        .collect();
    assert_eq!(bodies, [[1, 2].as_slice(), &[1], &[2]].map(Value::from));
}
