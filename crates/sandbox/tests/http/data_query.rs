//! The data query: what may be asked, how it ends, how results are written.

use crate::common::zuora::{Zuora, failed_ids, job_path};
use crate::common::{Server, send};
use redrive_core::zuora::contract::paths;
use reqwest::Method;
use serde_json::json;
use std::collections::HashSet;

const TABLE: &str = "notificationhistoryemail";
const JOBS: &str = paths::QUERY_JOBS;

#[tokio::test]
async fn keyset_pages_with_literals_of_time_give_every_row_once() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let count = zuora
        .query(&format!(
            "SELECT count(*) AS n FROM {TABLE} WHERE status = 'Failed'"
        ))
        .await;
    let all = count[0]["n"].as_u64().unwrap();
    let (mut seen, mut place) = (HashSet::new(), String::new());
    loop {
        let sql = format!(
            "SELECT * FROM {TABLE} WHERE status = 'Failed' {place} ORDER BY createdon DESC, id DESC LIMIT 200"
        );
        let rows = zuora.query(&sql).await;
        let Some(last) = rows.last() else { break };
        let at = last["createdon"].as_str().unwrap();
        assert!(at.len() == 24 && at.ends_with('Z'));
        let literal = format!(
            "TIMESTAMP '{} UTC'",
            at.trim_end_matches('Z').replace('T', " ")
        );
        let id = last["id"].as_str().unwrap();
        place = format!("AND (createdon < {literal} OR (createdon = {literal} AND id < '{id}'))");
        for row in &rows {
            assert!(seen.insert(row["id"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(seen.len() as u64, all);
}

#[tokio::test]
async fn a_job_goes_through_its_states() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    server
        .set("dialect", json!({"zuora": {"query_stage_ms": 60_000}}))
        .await;
    let job = zuora
        .submit(&format!("SELECT id FROM {TABLE} LIMIT 3"), "JSON", "NONE")
        .await
        .json();
    assert_eq!(job["data"]["queryStatus"], "submitted");
    assert!(job["data"].get("dataFile").is_none());
    let path = job_path(&job);
    for state in ["accepted", "in_progress"] {
        server.advance(60).await;
        assert_eq!(
            send(zuora.get(&path)).await.json()["data"]["queryStatus"],
            state
        );
    }
    server.advance(60).await;
    let done = zuora.ended(&job).await;
    assert_eq!(
        (
            done["data"]["queryStatus"].as_str(),
            done["data"]["outputRows"].as_u64()
        ),
        (Some("completed"), Some(3))
    );
    let address = done["data"]["dataFile"].as_str().unwrap();
    let unsigned = address.split('?').next().unwrap();
    assert_eq!(send(server.client.get(unsigned)).await.status, 403);
    assert_eq!(
        send(server.client.get(address).bearer_auth("anything"))
            .await
            .status,
        200
    );
    let list = send(zuora.get(&format!("{JOBS}?queryStatus=completed&pageSize=1")))
        .await
        .json();
    assert_eq!(list["data"][0]["id"], job["data"]["id"]);
    assert_eq!(
        send(zuora.get(&format!("{JOBS}?queryStatus=odd")))
            .await
            .status,
        400
    );
    assert_eq!(
        send(zuora.get(&format!("{JOBS}/00000000-0000-4000-8000-000000000000")))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_job_can_be_cancelled_or_fail() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let failing = zuora
        .submit(&format!("SELECT nothing FROM {TABLE}"), "JSON", "NONE")
        .await
        .json();
    let failed = zuora.ended(&failing).await;
    assert_eq!(failed["data"]["queryStatus"], "failed");
    assert!(
        failed["data"]["errorMessage"]
            .as_str()
            .unwrap()
            .contains("nothing")
    );
    // Counting to a billion takes long enough to be stopped.
    let slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) AS n FROM n";
    let job = zuora.submit(slow, "JSON", "NONE").await.json();
    let path = job_path(&job);
    assert_eq!(
        send(zuora.call(Method::DELETE, &path)).await.json()["data"]["queryStatus"],
        "cancelled"
    );
    assert_eq!(zuora.ended(&job).await["data"]["queryStatus"], "cancelled");
}

#[tokio::test]
async fn only_a_select_over_the_two_tables_is_taken() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    for sql in [
        "DELETE FROM notificationhistoryemail",
        "SELECT * FROM kirim_delivery",
        "SELECT 1; SELECT 2",
        "SELECT * FROM notificationhistoryemail WHERE createdon > TIMESTAMP 'soon'",
        "",
    ] {
        let refused = zuora.submit(sql, "JSON", "NONE").await;
        assert_eq!(refused.status, 400, "{sql}");
        assert!(refused.json()["code"].is_i64());
    }
    for (format, compression) in [("XML", "NONE"), ("JSON", "ZIP"), ("JSON", "LZ")] {
        assert_eq!(
            zuora.submit("SELECT 1", format, compression).await.status,
            400
        );
    }
}

#[tokio::test]
async fn results_are_written_in_every_form() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let sql = "SELECT 'a,b' AS Word, 2 AS n, 1.5 AS r, NULL AS nil";
    let text = async |format: &str| {
        String::from_utf8(zuora.file(sql, format, "NONE").await.bytes).unwrap()
    };
    let object: serde_json::Value = serde_json::from_str(&text("JSON").await).unwrap();
    assert_eq!(
        object,
        json!({"n": 2, "nil": null, "r": 1.5, "word": "a,b"})
    );
    assert_eq!(text("CSV").await, "word,n,r,nil\n\"a,b\",2,1.5,\n");
    assert_eq!(text("TSV").await, "word\tn\tr\tnil\na,b\t2\t1.5\t\n");
    let packed = zuora.file(sql, "JSON", "GZIP").await;
    assert_eq!(packed.bytes[..2], [0x1f, 0x8b]);
    server
        .set("dialect", json!({"zuora": {"columns": "upper"}}))
        .await;
    assert!(text("CSV").await.starts_with("WORD,N,"));
    let callouts = zuora
        .query("select * from NotificationHistoryCallout where RESPONSECODE = 500 limit 1")
        .await;
    assert_eq!(callouts[0]["RESPONSECODE"], 500);
}

#[tokio::test]
async fn bodies_travel_packed_both_ways() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids: Vec<String> = (0..200).map(|number| format!("nobody{number}")).collect();
    let packed = pack(&serde_json::to_vec(&ids).unwrap());
    let request = zuora
        .post(crate::common::zuora::PATH)
        .header("content-encoding", "gzip")
        .header("accept-encoding", "gzip")
        .body(packed);
    let answer = send(request).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-encoding")),
        (400, "gzip")
    );
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut flate2::read::GzDecoder::new(answer.bytes.as_slice()),
        &mut text,
    )
    .unwrap();
    assert!(text.contains("nobody199"));
    let small = send(
        zuora
            .post(crate::common::zuora::PATH)
            .header("accept-encoding", "gzip")
            .json(&json!(["x"])),
    )
    .await;
    assert_eq!(small.header("content-encoding"), "");
    let broken = zuora
        .post(crate::common::zuora::PATH)
        .header("content-encoding", "gzip")
        .body("no gzip");
    assert_eq!(send(broken).await.status, 422);
}

#[tokio::test]
async fn queries_and_writes_go_on_side_by_side() {
    let server = Server::start().await;
    let zuora = Zuora::sign_in(&server).await;
    let ids = failed_ids(&zuora, 20).await;
    let sql = format!("SELECT * FROM {TABLE} ORDER BY createdon DESC, id DESC");
    let reads = async {
        for _ in 0..10 {
            assert!(zuora.query(&sql).await.len() >= 1800);
        }
    };
    let writes = async {
        for id in &ids {
            let answer = send(zuora.post(crate::common::zuora::PATH).json(&json!([id]))).await;
            assert_eq!(answer.status, 202, "{}", answer.header("x-sandbox-failure"));
            server.advance(2).await;
        }
    };
    tokio::join!(reads, writes);
    assert_eq!(server.sends("zuora").await, 20);
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    packed
}
