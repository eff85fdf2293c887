//! `SelfCommunity`: endpoints, event types, attempts, and the events in them.

use crate::kit::{Carrier, Server, attempts, same};
use redrive_core::connection::Vendor;
use redrive_core::problem::ProblemKind;
use redrive_core::selfcommunity::contract::{Attempt, Endpoint, EndpointId, Row};
use redrive_core::selfcommunity::{self, Read, group};
use redrive_sandbox::SELFCOMMUNITY_MEMBER;
use serde_json::json;
use std::collections::BTreeSet;

async fn endpoints(community: &Carrier, limit: u32) -> Vec<Row<Endpoint>> {
    let mut rows = Vec::new();
    loop {
        let offset = rows.len() as u64;
        let read = Read::Endpoints { limit, offset };
        let page = selfcommunity::endpoints(&community.ask(&read.request()).await).unwrap();
        rows.extend(page.results);
        if page.next.is_none() {
            assert_eq!(rows.len() as u64, page.count);
            return rows;
        }
    }
}

#[tokio::test]
async fn endpoints_are_read_in_pages_and_one_by_one() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let all = endpoints(&community, 2).await;
    same(&all, &endpoints(&community, 100).await);
    let ids: BTreeSet<EndpointId> = all.iter().map(|row| row.known.id.unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    for row in &all {
        let known = &row.known;
        assert!(known.created_at.as_ref().unwrap().utc().is_some());
        assert!(known.updated_at.as_ref().unwrap().utc().is_some());
        assert!(known.is_active.is_some() && known.ssl_cert_verification.is_some());
        assert!(known.target.is_some() && known.description.is_some());
        let types = known.events.as_deref().unwrap();
        assert!(types.iter().all(|event| event.kind.is_some()));
        let read = Read::Endpoint {
            id: known.id.unwrap(),
        };
        let one = selfcommunity::endpoint(&community.ask(&read.request()).await).unwrap();
        assert_eq!(one, *row);
    }
}

#[tokio::test]
async fn attempts_are_read_to_the_last_and_lead_to_events() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let mut without_event = 0;
    for endpoint in endpoints(&community, 100).await {
        let id = endpoint.known.id.unwrap();
        let all = attempts(&community, id, 100).await;
        same(&all, &attempts(&community, id, 37).await);
        let ids: BTreeSet<_> = all.iter().map(|row| row.known.id.unwrap()).collect();
        assert_eq!(ids.len(), all.len());
        let born = |row: &Row<Attempt>| row.known.created_at.as_ref().unwrap().utc().unwrap();
        assert!(all.windows(2).all(|pair| born(&pair[0]) >= born(&pair[1])));
        for row in &all {
            let known = &row.known;
            assert!(known.event.as_ref().unwrap().kind.is_some());
            assert!(known.sent_at.as_ref().unwrap().utc().unwrap() < born(row));
            let retry = known.next_retry.as_ref().map(|at| at.utc().unwrap());
            assert!(retry.is_none_or(|at| at > born(row)));
        }
        let groups = group(all.clone());
        let grouped: usize = groups.events.iter().map(|event| event.attempts.len()).sum();
        assert_eq!(grouped + groups.without_event.len(), all.len());
        without_event += groups.without_event.len();
        server
            .dialect(json!({"selfcommunity": {"attempt_event": "array"}}))
            .await;
        let known = |rows: &[Row<Attempt>]| -> Vec<Attempt> {
            rows.iter().map(|row| row.known.clone()).collect()
        };
        same(&known(&attempts(&community, id, 100).await), &known(&all));
        server
            .dialect(json!({"selfcommunity": {"attempt_event": "object"}}))
            .await;
    }
    assert!(
        without_event > 0,
        "the story has bodies without an event id"
    );
}

#[tokio::test]
async fn a_shorter_page_than_asked_for_still_chains() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let id = EndpointId::new(2);
    let all = attempts(&community, id, 100).await;
    server
        .dialect(json!({"selfcommunity": {"list_limit_max": 23}}))
        .await;
    same(&attempts(&community, id, 100).await, &all);
}

#[tokio::test]
async fn refusals_of_reads_are_the_vendors_words() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let read = |id| {
        Read::Endpoint {
            id: EndpointId::new(id),
        }
        .request()
    };
    for (carrier, id, kind, code) in [
        (
            &community.with_bearer("x"),
            1,
            ProblemKind::CredentialsRefused,
            "authentication_failed",
        ),
        (
            &community.with_bearer(SELFCOMMUNITY_MEMBER),
            1,
            ProblemKind::Forbidden,
            "permission_denied",
        ),
        (&community, 99, ProblemKind::NotFound, "not_found"),
    ] {
        let problem = selfcommunity::endpoint(&carrier.ask(&read(id)).await).unwrap_err();
        assert_eq!((problem.kind, problem.code.as_deref()), (kind, Some(code)));
    }
}
