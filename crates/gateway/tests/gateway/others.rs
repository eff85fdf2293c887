//! Two who look at the same failure do not both send it without knowing.

use crate::kit::{Kit, Page, Vendor, asked, events, notifications, plan_file};
use serde_json::{Value, json};
use std::time::Duration;

/// What confirms a plan, of these spans of which it is known that the other one sent them.
fn knowing(plan: &Value, other: &Value, places: &Value) -> Value {
    let mut body = asked(plan);
    body["knows_sent"] = json!([{ "plan": other["digest"], "places": places }]);
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
    assert_eq!(first.give_back(&id).await, 204);

    let other = plan_file(community, events(2..6));
    let refused = second.post("/api/confirmations", &asked(&other)).await;
    assert_eq!(
        (refused.status, refused.kind().as_str()),
        (409, "sent_lately")
    );
    let error = &refused.json()["error"];
    let [told] = error["sent"].as_array().unwrap().as_slice() else {
        panic!("{error}");
    };
    assert_eq!(told["plan"], plan["digest"]);
    assert_eq!(told["places"], json!([[0, 1]]));
    assert_eq!(told["operator"], "admin");
    assert!(error["message"].as_str().unwrap().contains("last by admin"));
    // Whoever knows of another record, or of another plan, does not know of this one.
    for (knows, of, status) in [
        (json!([]), &plan, 409),
        (json!([[1, 1]]), &plan, 409),
        (json!([[1, 3]]), &plan, 409),
        (json!([[0, 4]]), &other, 409),
        (json!([[0, 1]]), &plan, 201),
        (json!([[0, 4]]), &plan, 201),
    ] {
        let body = knowing(&other, of, &knows);
        let reply = second.post("/api/confirmations", &body).await;
        assert_eq!(reply.status, status, "{knows}");
    }
    // What was told is known as it came.
    let mut echoed = asked(&other);
    echoed["knows_sent"] = error["sent"].clone();
    let reply = second.post("/api/confirmations", &echoed).await;
    assert_eq!(reply.status, 201);
    // The same plan goes on where it stopped, and what nobody sent is nobody's.
    for unasked in [&plan, &plan_file(community, events(3..9))] {
        let reply = second.post("/api/confirmations", &asked(unasked)).await;
        assert_eq!(reply.status, 201);
    }
    // A day later it is no news.
    kit.hand.advance(Duration::from_hours(25));
    let later = kit.signed_in().await;
    let again = asked(&plan_file(community, events(1..4)));
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
        let reply = page.post("/api/confirmations", &asked(&again(1))).await;
        assert_eq!(reply.status, 201, "before {status}: {}", reply.json());
        let id = reply.json()["confirmation"].as_str().unwrap().to_owned();
        page.send(&id, 0).await;
    }
    let id = page.confirm(&again(1)).await;
    vendor.tell(500, &[], "");
    page.send(&id, 0).await;
    let refused = page.post("/api/confirmations", &asked(&again(2))).await;
    assert_eq!(refused.kind(), "sent_lately");
    let told = &refused.json()["error"]["sent"];
    assert_eq!(told[0]["places"], json!([[0, 1]]));
}

#[tokio::test]
async fn what_was_sent_before_a_restart_does_not_stand_for_what_others_sent_since() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    let id = first.confirm(&plan_file(community, events(1..4))).await;
    assert_eq!(first.sends(&id, 0).await, "200");
    assert_eq!(first.give_back(&id).await, 204);
    // The browser's journal tells of two more, in a plan of which this gateway knows nothing.
    let plan = plan_file(community, events(1..7));
    let before = plan_file(community, events(4..9));
    let body = knowing(&plan, &before, &json!([[4, 2]]));
    let refused = second.post("/api/confirmations", &body).await;
    assert_eq!(refused.kind(), "sent_lately");
    let told = &refused.json()["error"]["sent"];
    assert_eq!(told[0]["places"], json!([[0, 2]]));
    let mut both = body;
    let told = told[0].clone();
    both["knows_sent"].as_array_mut().unwrap().push(told);
    assert_eq!(second.post("/api/confirmations", &both).await.status, 201);
}

#[tokio::test]
async fn what_somebody_sent_after_it_is_told_to_who_knows_of_an_earlier_sending() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (own, colleague) = (kit.signed_in().await, kit.signed_in().await);
    let billing = kit.connection("billing");
    let again = || plan_file(billing, notifications(1));
    let (first, theirs, third) = (again(), again(), again());
    let taken = || vendor.tell(202, &[("content-type", "application/json")], "{}");
    taken();
    let id = own.confirm(&first).await;
    assert_eq!(own.sends(&id, 0).await, "202");
    taken();
    let id = colleague.confirm(&theirs).await;
    assert_eq!(colleague.sends(&id, 0).await, "202");

    let of_own = knowing(&third, &first, &json!([[0, 1]]));
    let told = own.post("/api/confirmations", &of_own).await;
    assert_eq!(told.kind(), "sent_lately");
    let sent = &told.json()["error"]["sent"];
    assert_eq!(sent.as_array().unwrap().len(), 1, "its own is no news");
    assert_eq!(sent[0]["plan"], theirs["digest"]);
    taken();
    let id = own.confirm_as(of_own).await;
    assert_eq!(own.sends(&id, 0).await, "202");
    // What the colleague sent was told when the third plan was confirmed.
    let last = knowing(&again(), &third, &json!([[0, 1]]));
    let reply = own.post("/api/confirmations", &last).await;
    assert_eq!(reply.status, 201);
}

#[tokio::test]
async fn places_are_taken_in_order_once_each_and_inside_the_plan_or_not_at_all() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let plan = plan_file(kit.connection("community"), events(1..4));
    for wrong in [
        json!([[1, 1], [0, 1]]),
        json!([[0, 2], [1, 1]]),
        json!([[3, 1]]),
        json!([[0, 4]]),
        json!([[1, u64::MAX]]),
        json!([[-1, 1]]),
        json!([[0.5, 1]]),
        json!([["0", 1]]),
        json!([0, 1]),
        json!(1_000_000),
        json!(null),
    ] {
        let reply = page
            .post("/api/confirmations", &knowing(&plan, &plan, &wrong))
            .await;
        let told = (reply.status, reply.kind());
        assert_eq!(told, (400, "bad_request".to_owned()), "{wrong}");
    }
    for wrong in [
        json!(null),
        json!([0]),
        json!({}),
        json!([{ "places": [] }]),
    ] {
        let mut body = asked(&plan);
        body["knows_sent"] = wrong.clone();
        let reply = page.post("/api/confirmations", &body).await;
        assert_eq!(reply.kind(), "bad_request", "{wrong}");
    }
    let all = knowing(&plan, &plan, &json!([[0, 2], [2, 1]]));
    let reply = page.post("/api/confirmations", &all).await;
    assert_eq!(reply.status, 201);
}

#[tokio::test]
async fn what_is_at_the_vendor_right_now_is_told_too_and_is_forgotten_where_it_is_refused() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let billing = kit.connection("billing");
    let id = first.confirm(&plan_file(billing, notifications(2))).await;
    vendor.shut();
    let refused = r#"{"reasons":[{"code":50000040,"message":"m"}],"success":false}"#;
    vendor.tell(400, &[("content-type", "application/json")], refused);
    let under_way = tokio::spawn({
        let first = first.clone();
        async move { first.sends(&id, 0).await }
    });
    vendor.arrival().await;
    let again = asked(&plan_file(billing, notifications(3)));
    let told = second.post("/api/confirmations", &again).await;
    assert_eq!((told.status, told.kind().as_str()), (409, "sent_lately"));
    vendor.open();
    assert_eq!(under_way.await.unwrap(), "400");
    let told = second.post("/api/confirmations", &again).await;
    assert_eq!(told.status, 201, "it was refused as a whole");
}

#[tokio::test]
async fn what_a_later_plan_takes_back_an_earlier_one_sent_all_the_same() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    let billing = kit.connection("billing");
    let again = || plan_file(billing, notifications(1));
    let of_json = ("content-type", "application/json");
    let id = page.confirm(&again()).await;
    vendor.tell(202, &[of_json], "{}");
    assert_eq!(page.sends(&id, 0).await, "202");
    let id = page.confirm(&again()).await;
    vendor.tell(500, &[], "");
    assert_eq!(page.sends(&id, 0).await, "500");
    let refused = r#"{"reasons":[{"code":50000040,"message":"m"}],"success":false}"#;
    vendor.tell(400, &[of_json, ("idempotent-replayed", "true")], refused);
    assert_eq!(page.sends(&id, 0).await, "400");
    let told = page.post("/api/confirmations", &asked(&again())).await;
    assert_eq!((told.status, told.kind().as_str()), (409, "sent_lately"));
}

#[tokio::test]
async fn what_somebody_else_is_about_to_send_is_told_until_it_is_given_back() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    // Three calls of two, of which one leaves.
    let long = plan_file(community, events(1..7));
    let id = first.confirm(&long).await;
    assert_eq!(first.sends(&id, 0).await, "200");
    let plan = plan_file(community, events(2..5));
    let refused = second.post("/api/confirmations", &asked(&plan)).await;
    assert_eq!(refused.kind(), "sent_lately");
    let error = &refused.json()["error"];
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("1 of these was sent"), "{message}");
    let about_to = "2 of these are about to be sent in another plan, which admin confirmed at";
    assert!(message.contains(about_to), "{message}");
    let told = |stage: &str| {
        let all = error["sent"].as_array().unwrap();
        let told = all.iter().find(|told| told["stage"] == stage).unwrap();
        assert_eq!(told["plan"], long["digest"]);
        told["places"].clone()
    };
    assert_eq!(told("sent"), json!([[0, 1]]));
    assert_eq!(told("confirmed"), json!([[1, 2]]));
    for (places, status) in [(json!([[0, 2]]), 409), (json!([[0, 3]]), 201)] {
        let body = knowing(&plan, &long, &places);
        let reply = second.post("/api/confirmations", &body).await;
        assert_eq!(reply.status, status, "{places}");
    }
    // Whoever is signed in there has the journal of it.
    let rest = plan_file(community, events(5..7));
    let reply = first.post("/api/confirmations", &asked(&rest)).await;
    assert_eq!(reply.status, 201);
    let of_rest = reply.json()["confirmation"].as_str().unwrap().to_owned();
    assert_eq!(first.give_back(&of_rest).await, 204);

    let again = asked(&plan_file(community, events(5..7)));
    let end = async || second.post("/api/confirmations", &again).await.status;
    assert_eq!(end().await, 409);
    assert_eq!(second.give_back(&id).await, 204, "it is not theirs");
    assert_eq!(end().await, 409);
    assert_eq!(first.give_back(&id).await, 204);
    assert_eq!(end().await, 201);
    assert_eq!(first.sends(&id, 1).await, "not_confirmed");
    assert_eq!(first.give_back(&id).await, 204, "as often as one likes");
}

#[tokio::test]
async fn nothing_is_about_to_be_sent_that_was_refused_or_whose_confirmation_ended() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let billing = kit.connection("billing");
    let again = || plan_file(billing, notifications(1));
    let status = async |page: &Page| {
        page.post("/api/confirmations", &asked(&again()))
            .await
            .status
    };
    let id = first.confirm(&again()).await;
    vendor.tell(403, &[], "");
    assert_eq!(first.sends(&id, 0).await, "403");
    assert_eq!(
        status(&second).await,
        409,
        "it was turned away: it is tried again"
    );
    let refused = r#"{"reasons":[{"code":50000040,"message":"m"}],"success":false}"#;
    vendor.tell(400, &[("content-type", "application/json")], refused);
    assert_eq!(first.sends(&id, 0).await, "400");
    assert_eq!(status(&second).await, 201);
    assert_eq!(status(&first).await, 409, "now the other one is about to");
    kit.hand.advance(Duration::from_mins(6));
    assert_eq!(status(&first).await, 201);
}

#[tokio::test]
async fn what_another_plan_sent_since_stops_a_plan_that_was_confirmed_before_it_until_that_is_known()
 {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    // Three calls of two.
    let (long, other) = (
        plan_file(community, events(1..7)),
        plan_file(community, events(3..5)),
    );
    let id = first.confirm(&long).await;
    assert_eq!(first.sends(&id, 0).await, "200");
    // In spite of what it was told.
    let theirs = second.confirm(&other).await;
    assert_eq!(second.sends(&theirs, 0).await, "200");

    assert_eq!(first.sends(&id, 1).await, "not_confirmed");
    assert_eq!(first.sends(&id, 1).await, "not_confirmed", "for good");
    assert_eq!(
        first.sends(&id, 2).await,
        "200",
        "of which nobody sent anything"
    );
    assert_eq!(vendor.calls().len(), 3);
    let told = first.post("/api/confirmations", &asked(&long)).await;
    assert_eq!(told.kind(), "sent_lately");
    assert_eq!(told.json()["error"]["sent"][0]["places"], json!([[2, 2]]));
    // Whoever knows of it decides.
    let again = first.confirm(&long).await;
    assert_eq!(first.sends(&again, 1).await, "200");
}

#[tokio::test]
async fn what_is_known_to_come_when_a_plan_is_confirmed_does_not_stop_it() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let (first, second) = (kit.signed_in().await, kit.signed_in().await);
    let community = kit.connection("community");
    let plan = || plan_file(community, events(1..3));
    let id = first.confirm(&plan()).await;
    let theirs = second.confirm(&plan()).await;
    assert_eq!(first.sends(&id, 0).await, "200");
    assert_eq!(second.sends(&theirs, 0).await, "200");
    assert_eq!(vendor.calls().len(), 2);
}
