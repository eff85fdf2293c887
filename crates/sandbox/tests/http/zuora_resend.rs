//! Zuora's resends and their idempotency.

use crate::common::zuora::{PATH, Zuora, failed_ids};
use crate::common::{Server, send};
use redrive_core::zuora::contract::paths;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_resend_names_only_what_failed() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids = failed_ids(&zuora, 1400).await;
    assert!(ids.len() >= 1300, "{}", ids.len());
    assert!(ids.iter().all(|id| id.len() == 33));
    let all = send(zuora.post(PATH).json(&json!(ids[..3]))).await;
    assert_eq!(
        (
            all.status.as_u16(),
            all.bytes.len(),
            all.header("content-type")
        ),
        (202, 0, "")
    );
    let some = send(zuora.post(PATH).json(&json!([ids[3], "nobody", ids[3]]))).await;
    assert_eq!(some.status, 202);
    assert_eq!(
        some.json(),
        json!({"nobody": {"code": "ObjectNotFound", "message": "No such email history."}})
    );
    let none = send(zuora.post(PATH).json(&json!(["nobody", "noone"]))).await;
    assert_eq!(
        (none.status.as_u16(), none.json().as_object().unwrap().len()),
        (400, 2)
    );
    let sends = server.ask("sends").await["zuora"].clone();
    let expected: BTreeSet<_> = ids[..4].iter().cloned().collect();
    assert_eq!(
        sends
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>(),
        expected
    );
    for body in [json!([]), json!({}), json!([1]), json!(vec!["x"; 1001])] {
        let refused = send(zuora.post(PATH).json(&body)).await;
        assert_eq!(
            (
                refused.status.as_u16(),
                refused.json()["reasons"][0]["code"].as_str()
            ),
            (400, Some("InvalidValue"))
        );
    }
}

#[tokio::test]
async fn a_resent_mail_becomes_a_new_row() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let rows = zuora.query("SELECT * FROM notificationhistoryemail WHERE toemail LIKE '%@mail.example' AND status = 'Failed' LIMIT 1").await;
    let bounce = zuora
        .query(
            "SELECT * FROM notificationhistoryemail WHERE toemail LIKE '%@oldpost.example' LIMIT 1",
        )
        .await;
    let ids = [
        rows[0]["id"].as_str().unwrap(),
        bounce[0]["id"].as_str().unwrap(),
    ];
    assert_eq!(send(zuora.post(PATH).json(&json!(ids))).await.status, 202);
    let newer = |row: &Value| {
        format!(
            "SELECT * FROM notificationhistoryemail WHERE accountid = '{}' AND subject = '{}' ORDER BY createdon DESC, id DESC",
            row["accountid"].as_str().unwrap(),
            row["subject"].as_str().unwrap()
        )
    };
    assert_eq!(zuora.query(&newer(&rows[0])).await.len(), 1);
    server.advance(2).await;
    let well = zuora.query(&newer(&rows[0])).await;
    assert_eq!(
        (
            well.len(),
            well[0]["status"].as_str(),
            well[1]["id"].as_str()
        ),
        (2, Some("OK"), Some(ids[0]))
    );
    let ill = zuora.query(&newer(&bounce[0])).await;
    assert_eq!(
        (ill.len(), ill[0]["errormessage"].as_str()),
        (2, Some("Mailbox unknown"))
    );
}

#[tokio::test]
async fn callouts_are_resent_by_the_same_contract() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let rows = zuora
        .query("SELECT id FROM notificationhistorycallout WHERE status = 'Failed' LIMIT 2")
        .await;
    let path = paths::RESEND_CALLOUTS;
    let answer = send(zuora.post(path).json(&json!([rows[0]["id"], "nobody"]))).await;
    assert_eq!(
        answer.json()["nobody"]["message"],
        "No such callout history."
    );
    assert_eq!(
        server.sent("zuora", rows[0]["id"].as_str().unwrap()).await,
        1
    );
}

#[tokio::test]
async fn how_often_a_resent_callout_is_tried_and_where_that_shows_are_switches() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let down = json!({"vendor": "zuora", "receiver": "erp.harbour.example", "state": "down"});
    let up = json!({"vendor": "zuora", "receiver": "erp.harbour.example", "state": "up"});
    let rows = zuora
        .query("SELECT id, objectid FROM notificationhistorycallout WHERE status = 'Failed' AND requesturl LIKE '%erp.%' ORDER BY id LIMIT 4")
        .await;
    let cases = [
        (json!({}), vec![("Failed", 3)], 60),
        (
            json!({"callout_further_try": "own_row"}),
            vec![("Failed", 1), ("Failed", 2), ("Failed", 3)],
            60,
        ),
        (json!({"callout_tries": 1}), vec![("Failed", 1)], 2880),
        (
            json!({"callout_tries": 5, "callout_gap_minutes": 1440}),
            vec![("Failed", 2)],
            2879,
        ),
    ];
    for (row, (switch, told, minutes)) in rows.iter().zip(cases) {
        server.set("reset", json!({})).await;
        server.set("receivers", down.clone()).await;
        server.set("dialect", json!({"zuora": switch})).await;
        let days = json!({"zuora": {"token_seconds": 1_000_000}});
        server.set("dialect", days).await;
        let zuora = Zuora::sign_in(&server).await;
        let id = row["id"].as_str().unwrap();
        let answer = send(zuora.post(paths::RESEND_CALLOUTS).json(&json!([id]))).await;
        assert_eq!(answer.status, 202);
        server.advance(minutes * 60 + 2).await;
        let newer = format!(
            "SELECT status, attemptednum, responsecode, createdon FROM notificationhistorycallout WHERE objectid = '{}' AND id <> '{id}' ORDER BY createdon",
            row["objectid"].as_str().unwrap()
        );
        let seen = zuora.query(&newer).await;
        let tries = |row: &Value| (row["status"].clone(), row["attemptednum"].clone());
        let expected: Vec<_> = told
            .iter()
            .map(|(status, tries)| (json!(status), json!(tries)))
            .collect();
        assert_eq!(
            seen.iter().map(tries).collect::<Vec<_>>(),
            expected,
            "{switch}"
        );
        // What its receiver takes is not tried again, and the vendor's own tries are no sends of ours.
        server.set("receivers", up.clone()).await;
        server.advance(5 * 86_400).await;
        let last = zuora.query(&newer).await;
        let all_tried = told
            .last()
            .is_some_and(|(_, tries)| *tries == 3 || switch["callout_tries"] == 1);
        let status = if all_tried { "Failed" } else { "OK" };
        assert_eq!(last.last().unwrap()["status"], status, "{switch}");
        assert_eq!(server.sent("zuora", id).await, 1);
    }
}

#[tokio::test]
async fn the_blank_answer_and_refusals_are_switches() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids = failed_ids(&zuora, 1).await;
    for (word, length, kind) in [
        ("zero_length_json", 0, "application/json"),
        ("empty_object", 2, "application/json"),
        ("empty_object_untyped", 2, ""),
    ] {
        server
            .set("dialect", json!({"zuora": {"blank": word}}))
            .await;
        let answer = send(zuora.post(PATH).json(&ids)).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.bytes.len(),
                answer.header("content-type")
            ),
            (202, length, kind)
        );
    }
    let fine = zuora
        .query("SELECT id FROM notificationhistoryemail WHERE status = 'OK' LIMIT 1")
        .await;
    let body = json!([fine[0]["id"]]);
    assert_eq!(send(zuora.post(PATH).json(&body)).await.status, 202);
    server
        .set("dialect", json!({"zuora": {"refuse_ok": true}}))
        .await;
    let refused = send(zuora.post(PATH).json(&body)).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            refused.json()[fine[0]["id"].as_str().unwrap()]["code"].as_str()
        ),
        (400, Some("InvalidStatus"))
    );
}

#[tokio::test]
async fn what_is_locked_is_refused_by_itself_until_it_is_free() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids = failed_ids(&zuora, 3).await;
    let lock = |locked: Value| server.set("dialect", json!({"zuora": {"locked": locked}}));
    lock(json!(ids[1..])).await;
    let answer = send(zuora.post(PATH).json(&ids)).await;
    assert_eq!(answer.status, 202);
    let refused = answer.json();
    assert_eq!(refused.as_object().unwrap().len(), 2);
    for id in &ids[1..] {
        assert_eq!(refused[id]["code"], "58730050");
    }
    assert_eq!(server.sends("zuora").await, 1);
    lock(json!([])).await;
    let answer = send(zuora.post(PATH).json(&ids[1..])).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (202, 0));
    assert_eq!(server.sends("zuora").await, 3);
}

#[tokio::test]
async fn a_key_gives_the_first_result_again_failures_included() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids = failed_ids(&zuora, 2).await;
    let keyed = |key: &str, body: Value| {
        zuora
            .post(PATH)
            .header("Idempotency-Key", key.to_owned())
            .json(&body)
    };
    let failed = send(keyed("k1", json!(["nobody"]))).await;
    let again = send(keyed("k1", json!(["nobody"]))).await;
    assert_eq!((failed.status.as_u16(), again.status.as_u16()), (400, 400));
    assert_eq!(
        failed.header("zuora-request-id"),
        again.header("zuora-request-id")
    );
    assert_eq!(send(keyed("k2", json!(ids))).await.status, 202);
    assert_eq!(send(keyed("k2", json!(ids))).await.status, 202);
    // Another body: the stored result, or 422 by a switch. Another address is always 422.
    assert_eq!(send(keyed("k2", json!(["nobody"]))).await.status, 202);
    server
        .set("dialect", json!({"zuora": {"other_body": "refused"}}))
        .await;
    assert_eq!(send(keyed("k2", json!(["nobody"]))).await.status, 422);
    let other = zuora
        .post(paths::RESEND_CALLOUTS)
        .header("Idempotency-Key", "k2");
    assert_eq!(send(other.json(&json!(ids))).await.status, 422);
    assert_eq!(server.sends("zuora").await, 2);
    server
        .set(
            "faults",
            json!({"kind": "delay", "operation": "zuora.resend_emails", "delay_ms": 300}),
        )
        .await;
    let (one, two) = tokio::join!(send(keyed("k3", json!(ids))), send(keyed("k3", json!(ids))));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 409]);
    server.advance(24 * 3600 + 1).await;
    let late = Zuora::sign_in(&server).await;
    assert_eq!(
        send(
            late.post(PATH)
                .header("Idempotency-Key", "k1")
                .json(&json!(ids))
        )
        .await
        .status,
        202
    );
}
