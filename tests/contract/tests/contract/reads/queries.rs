//! Zuora's data query: the ids of notifications, page by page below a cursor of core's own making.

use crate::kit::{Server, count, notifications, same};
use redrive_core::connection::Vendor;
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{Channel, NotificationRow, NotificationStatus, Row};
use serde_json::json;
use std::collections::BTreeSet;

fn everything(channel: Channel) -> NotificationFilter {
    NotificationFilter {
        channel,
        account: None,
        status: None,
        created_after: None,
        created_before: None,
    }
}

fn ids(rows: &[Row<NotificationRow>]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = rows
        .iter()
        .map(|row| row.known.id.clone().unwrap().to_string())
        .collect();
    assert_eq!(ids.len(), rows.len(), "no row twice");
    ids
}

#[tokio::test]
async fn every_row_comes_once_ties_too_and_the_count_agrees() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    for channel in [Channel::Email, Channel::Callout] {
        let filter = everything(channel);
        let all = notifications(&zuora, &filter, 10_000).await;
        assert_eq!(all.len() as u64, count(&zuora, &filter).await);
        let born =
            |row: &Row<NotificationRow>| row.known.created_on.as_ref().unwrap().utc().unwrap();
        let ties = all
            .windows(2)
            .filter(|pair| born(&pair[0]) == born(&pair[1]))
            .count();
        assert!(channel == Channel::Callout || ties > 100, "{ties} ties");
        // So short that pages end within ties.
        let limit = if channel == Channel::Email { 83 } else { 7 };
        same(&notifications(&zuora, &filter, limit).await, &all);
        assert_eq!(ids(&all).len(), all.len());
        for row in &all {
            assert!(row.known.status.is_some() && row.known.account_id.is_some());
            assert!(row.known.event_name.is_some() && row.known.notification_id.is_some());
            let to = match channel {
                Channel::Email => &row.known.to_email,
                Channel::Callout => &row.known.request_url,
            };
            assert!(to.is_some());
        }
    }
}

#[tokio::test]
async fn a_filter_of_every_field_shows_what_it_says() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let all = notifications(&zuora, &everything(Channel::Email), 10_000).await;
    let born = |row: &Row<NotificationRow>| row.known.created_on.as_ref().unwrap().utc().unwrap();
    let (after, before) = (born(&all[all.len() * 3 / 4]), born(&all[all.len() / 4]));
    let mut filter = NotificationFilter {
        status: Some(NotificationStatus::Failed),
        created_after: Some(after),
        created_before: Some(before),
        ..everything(Channel::Email)
    };
    let is_within = |row: &&Row<NotificationRow>| {
        row.known.status == Some(NotificationStatus::Failed) && (after..before).contains(&born(row))
    };
    let wanted: Vec<_> = all.iter().filter(is_within).cloned().collect();
    assert!(wanted.len() > 100, "{}", wanted.len());
    same(&notifications(&zuora, &filter, 100).await, &wanted);
    assert_eq!(count(&zuora, &filter).await, wanted.len() as u64);
    let account = wanted[0].known.account_id.clone().unwrap();
    filter.account = Some(account.parse().unwrap());
    let of_account: Vec<_> = wanted
        .into_iter()
        .filter(|row| row.known.account_id.as_ref() == Some(&account))
        .collect();
    same(&notifications(&zuora, &filter, 2).await, &of_account);
}

#[tokio::test]
async fn neither_the_letter_case_of_columns_nor_the_stages_of_a_job_matter() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    // With time in each of its stages, a job must be polled.
    server
        .dialect(json!({"zuora": {"query_stage_ms": 20}}))
        .await;
    let filter = everything(Channel::Callout);
    let known = |rows: Vec<Row<NotificationRow>>| -> Vec<NotificationRow> {
        rows.into_iter().map(|row| row.known).collect()
    };
    let lower = known(notifications(&zuora, &filter, 50).await);
    server.dialect(json!({"zuora": {"columns": "upper"}})).await;
    same(&known(notifications(&zuora, &filter, 50).await), &lower);
    assert_eq!(count(&zuora, &filter).await, lower.len() as u64);
}
