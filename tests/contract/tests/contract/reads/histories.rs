//! Zuora's two history lists: windows, pages behind links that name other hosts, times without a
//! zone.

use crate::kit::{Carrier, Server, count};
use chrono::{DateTime, Duration, Utc};
use redrive_core::connection::Vendor;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::zuora::contract::{Channel, EmailHistory, NotificationStatus, Row};
use redrive_core::zuora::{self, NotificationFilter, Read, next_page_query};
use serde_json::json;
use std::time::SystemTime;

/// Whole seconds: the lists know no finer ones.
fn now() -> DateTime<Utc> {
    let now: DateTime<Utc> = SystemTime::now().into();
    DateTime::from_timestamp(now.timestamp(), 0).unwrap()
}

fn emails(until: DateTime<Utc>, days: i64, failed_only: bool, page_size: u32) -> Read {
    Read::EmailHistory {
        account: None,
        start: Some((until - Duration::days(days)).naive_utc()),
        end: Some(until.naive_utc()),
        failed_only,
        page: 1,
        page_size,
    }
}

async fn all_emails(zuora: &Carrier, first: Read) -> Vec<Row<EmailHistory>> {
    let (mut rows, mut read) = (Vec::new(), first);
    loop {
        let page = zuora.ask(&read.request().unwrap()).await;
        let page = zuora::email_history(&page).unwrap();
        rows.extend(page.email_histories);
        let Some(link) = page.next_page else {
            return rows;
        };
        read = Read::NextPage {
            channel: Channel::Email,
            query: next_page_query(&link),
        };
    }
}

#[tokio::test]
async fn emails_page_on_whatever_host_the_link_names() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let until = now();
    let filter = |status| NotificationFilter {
        channel: Channel::Email,
        account: None,
        status,
        created_after: Some(until - Duration::days(3)),
        created_before: Some(until),
    };
    for (failed_only, status) in [(false, None), (true, Some(NotificationStatus::Failed))] {
        let wanted = count(&zuora, &filter(status)).await;
        let foreign = all_emails(&zuora, emails(until, 3, failed_only, 40)).await;
        assert_eq!(foreign.len() as u64, wanted);
        for row in &foreign {
            assert!(!failed_only || row.known.result == Some(NotificationStatus::Failed));
            assert!(row.raw.get("id").is_none(), "a history row has no id");
            let sent = row.known.send_time.as_ref().unwrap();
            assert!(sent.utc().is_none() && sent.zoneless().is_some());
            assert!(row.known.to_email.is_some() && row.known.event_category.is_some());
        }
        server
            .dialect(json!({"zuora": {"next_page_base": null, "page_size_max": 17}}))
            .await;
        let own = all_emails(&zuora, emails(until, 3, failed_only, 40)).await;
        assert_eq!(own.len(), foreign.len());
        server
            .dialect(
                json!({"zuora": {"next_page_base": "http://localhost/apps", "page_size_max": 40}}),
            )
            .await;
    }
}

#[tokio::test]
async fn callouts_page_to_their_end_and_their_types_may_wobble() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let mut seen = Vec::new();
    for as_text in [false, true] {
        server
            .dialect(json!({"zuora": {"numbers_as_text": as_text}}))
            .await;
        let mut read = Read::CalloutHistory {
            start: Some((now() - Duration::days(8)).naive_utc()),
            end: Some(now().naive_utc()),
            failed_only: false,
            page: 1,
            page_size: 40,
        };
        let mut rows = Vec::new();
        loop {
            let page = zuora.ask(&read.request().unwrap()).await;
            let page = zuora::callout_history(&page).unwrap();
            rows.extend(page.callout_histories);
            let Some(link) = page.next_page else { break };
            read = Read::NextPage {
                channel: Channel::Callout,
                query: next_page_query(&link),
            };
        }
        assert!(rows.iter().all(|row| row.known.create_time.is_some()));
        assert!(rows.iter().all(|row| row.known.attempted_num.is_some()));
        let known: Vec<_> = rows.into_iter().map(|row| row.known).collect();
        seen.push(known);
    }
    let filter = NotificationFilter {
        channel: Channel::Callout,
        account: None,
        status: None,
        created_after: None,
        created_before: None,
    };
    assert_eq!(seen[0].len() as u64, count(&zuora, &filter).await);
    let numbers = |rows: &[zuora::contract::CalloutHistory]| -> Vec<_> {
        rows.iter()
            .map(|row| {
                (
                    row.attempted_num,
                    row.response_code,
                    row.event_category.clone(),
                )
            })
            .collect()
    };
    assert_eq!(numbers(&seen[0]), numbers(&seen[1]));
}

#[tokio::test]
async fn a_zone_moves_the_text_of_times_and_no_instant_is_made_up() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let first = async || {
        let page = zuora
            .ask(&emails(now(), 3, true, 1).request().unwrap())
            .await;
        let row = zuora::email_history(&page)
            .unwrap()
            .email_histories
            .remove(0);
        row.known.send_time.unwrap()
    };
    let in_utc = first().await;
    // Both ends of the window are read in the zone too, so ask without one.
    server.dialect(json!({"zuora": {"zone_hours": -8}})).await;
    let read = Read::EmailHistory {
        account: None,
        start: None,
        end: None,
        failed_only: false,
        page: 1,
        page_size: 1,
    };
    let page = zuora.ask(&read.request().unwrap()).await;
    let row = zuora::email_history(&page)
        .unwrap()
        .email_histories
        .remove(0);
    let there = row.known.send_time.unwrap();
    assert!(there.utc().is_none() && in_utc.utc().is_none());
    let behind = now().naive_utc() - there.zoneless().unwrap();
    assert!(behind >= Duration::hours(8), "{behind}");
}

#[tokio::test]
async fn a_window_of_four_days_is_refused_with_200_or_400_alike() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    for status in [200, 400] {
        server
            .dialect(json!({"zuora": {"window_error_status": status}}))
            .await;
        let answer = zuora
            .ask(&emails(now(), 4, true, 40).request().unwrap())
            .await;
        let problem: Problem = zuora::email_history(&answer).unwrap_err();
        assert_eq!(
            (problem.kind, problem.status),
            (ProblemKind::Invalid, Some(status))
        );
        assert_eq!(problem.code.as_deref(), Some("50000027"));
        assert!(problem.message.contains("3 days") && problem.request_id.is_some());
    }
}
