//! Kirim: subscriptions, deliveries by every filter, and one delivery with its tries.

use crate::kit::{Carrier, Server, deliveries, same, subscription};
use redrive_core::connection::Vendor;
use redrive_core::kirim::contract::{Delivery, DeliveryStatus, EventType, codes};
use redrive_core::kirim::{self, DeliveryFilter, Read};
use redrive_core::problem::ProblemKind;
use redrive_sandbox::KIRIM_EXPIRED_KEY;
use serde_json::json;
use std::collections::BTreeSet;

fn ids(rows: &[Delivery]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = rows
        .iter()
        .map(|row| row.id.clone().unwrap().to_string())
        .collect();
    assert_eq!(ids.len(), rows.len(), "no row twice");
    ids
}

async fn page(
    kirim: &Carrier,
    filter: &DeliveryFilter,
    limit: u32,
    cursor: Option<String>,
) -> Result<kirim::contract::List<Delivery>, redrive_core::problem::Problem> {
    let read = Read::Deliveries {
        filter: filter.clone(),
        limit,
        cursor,
    };
    kirim::deliveries(&kirim.ask(&read.request()).await)
}

#[tokio::test]
async fn deliveries_chain_to_the_end_whatever_the_page_and_the_filter() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let everything = DeliveryFilter::default();
    let all = deliveries(&kirim, &everything, 100).await;
    let mut by_status = BTreeSet::new();
    for status in [
        DeliveryStatus::Pending,
        DeliveryStatus::Delivered,
        DeliveryStatus::Failed,
        DeliveryStatus::Dead,
    ] {
        let filter = DeliveryFilter {
            status: Some(status.clone()),
            ..everything.clone()
        };
        let rows = deliveries(&kirim, &filter, 99).await;
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| row.status.as_ref() == Some(&status)));
        by_status.extend(ids(&rows));
    }
    assert!(by_status == ids(&all), "every row has one of four states");
    let born = |row: &Delivery| row.created_at.as_ref().unwrap().utc().unwrap();
    assert!(all.windows(2).all(|pair| born(&pair[0]) >= born(&pair[1])));
    for known in &all {
        assert!(known.created_at.as_ref().unwrap().text().ends_with('Z'));
        assert!(known.subscription_id.is_some() && known.attempt_count.is_some());
        assert!(known.event_id.is_some() && known.replayed_from.is_none());
        for at in [&known.delivered_at, &known.next_attempt_at]
            .into_iter()
            .flatten()
        {
            assert!(at.utc().is_some());
        }
    }
}

#[tokio::test]
async fn a_filter_of_every_field_shows_what_it_says() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let id = subscription(&kirim, "Orders-prod").await.id.unwrap();
    let kind: EventType = "message.status".parse().unwrap();
    let all = deliveries(&kirim, &DeliveryFilter::default(), 100).await;
    let instants: Vec<_> = all
        .iter()
        .map(|row| row.created_at.as_ref().unwrap().utc().unwrap())
        .collect();
    let (after, before) = (
        instants[instants.len() * 3 / 4],
        instants[instants.len() / 4],
    );
    let filter = DeliveryFilter {
        subscription: Some(id.clone()),
        status: Some(DeliveryStatus::Dead),
        event_type: Some(kind.clone()),
        created_after: Some(after),
        created_before: Some(before),
    };
    let wanted: Vec<Delivery> = all
        .into_iter()
        .zip(instants)
        .filter(|(row, at)| {
            row.subscription_id.as_ref() == Some(&id)
                && row.status == Some(DeliveryStatus::Dead)
                && row.event_type.as_deref() == Some(kind.as_str())
                && (after..before).contains(at)
        })
        .map(|(row, _)| row)
        .collect();
    assert!(wanted.len() > 20, "{}", wanted.len());
    same(&deliveries(&kirim, &filter, 7).await, &wanted);
}

#[tokio::test]
async fn ties_on_one_instant_are_neither_lost_nor_repeated() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let id = subscription(&kirim, "Support inbox").await.id.unwrap();
    let born = server
        .births(id.as_str(), "2020-05-05T05:05:05Z", 250)
        .await;
    let filter = DeliveryFilter {
        created_before: Some("2020-06-01T00:00:00Z".parse().unwrap()),
        ..DeliveryFilter::default()
    };
    let rows = deliveries(&kirim, &filter, 40).await;
    assert_eq!(ids(&rows), born.into_iter().collect());
}

#[tokio::test]
async fn a_cursor_belongs_to_its_filter() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let everything = DeliveryFilter::default();
    let first = page(&kirim, &everything, 5, None).await.unwrap();
    let cursor = first.next_cursor.unwrap();
    assert!(
        page(&kirim, &everything, 9, Some(cursor.clone()))
            .await
            .is_ok()
    );
    let dead = DeliveryFilter {
        status: Some(DeliveryStatus::Dead),
        ..everything.clone()
    };
    let altered = format!("{cursor}0");
    for (filter, cursor) in [(&dead, cursor), (&everything, altered)] {
        let problem = page(&kirim, filter, 5, Some(cursor)).await.unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Invalid);
        assert_eq!(problem.code.as_deref(), Some(codes::INVALID_CURSOR));
        assert!(problem.request_id.is_some());
    }
}

#[tokio::test]
async fn limits_and_keys_that_are_refused_are_told_as_such() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let everything = DeliveryFilter::default();
    let expired = kirim.with_bearer(KIRIM_EXPIRED_KEY);
    let problem = page(&expired, &everything, 5, None).await.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::CredentialsRefused);
    assert_eq!(problem.code.as_deref(), Some("expired_api_key"));
    server
        .dialect(json!({"kirim": {"list_limit_max": 10}}))
        .await;
    let problem = page(&kirim, &everything, 100, None).await.unwrap_err();
    assert_eq!(problem.code.as_deref(), Some(codes::INVALID_LIMIT));
    server.dialect(json!({"kirim": {"plan": "tiny"}})).await;
    let mut read = 0;
    let problem = loop {
        match page(&kirim, &everything, 5, None).await {
            Ok(_) => read += 1,
            Err(problem) => break problem,
        }
    };
    assert_eq!(problem.kind, ProblemKind::RateLimited);
    assert!(
        problem.retry_after.is_some() && read >= 50,
        "{read} {problem:?}"
    );
}

#[tokio::test]
async fn one_delivery_and_one_subscription_agree_with_their_lists() {
    let server = Server::start().await;
    let kirim = server.carrier(Vendor::Kirim).await;
    let list = page(&kirim, &DeliveryFilter::default(), 20, None)
        .await
        .unwrap();
    for row in list.data {
        let id = row.id.clone().unwrap();
        let read = Read::Delivery { id }.request();
        let one = kirim::delivery(&kirim.ask(&read).await).unwrap().known;
        assert_eq!(one.delivery, row);
        assert!(one.payload.is_some());
        assert_eq!(i64::try_from(one.attempts.len()).ok(), row.attempt_count);
        assert!(
            one.attempts
                .iter()
                .all(|one| one.at.as_ref().unwrap().utc().is_some())
        );
    }
    let known = subscription(&kirim, "Legacy bot").await;
    assert!(known.disabled_at.as_ref().unwrap().utc().is_some());
    assert_eq!(
        (known.consecutive_failures, known.secrets.len()),
        (Some(24), 1)
    );
    let id = known.id.clone().unwrap();
    let read = Read::Subscription { id }.request();
    let one = kirim::subscription(&kirim.ask(&read).await).unwrap().known;
    assert_eq!(one, known);
    let id = "wbs_00000000000000000000000000".parse().unwrap();
    let read = Read::Subscription { id }.request();
    let problem = kirim::subscription(&kirim.ask(&read).await).unwrap_err();
    assert_eq!(problem.code.as_deref(), Some(codes::RESOURCE_NOT_FOUND));
}
