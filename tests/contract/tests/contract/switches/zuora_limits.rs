//! Zuora's switches of who may call, for whom, and how often (contract 3.0).

use super::refusal;
use crate::kit::{Server, connection, drive, lies, nonce, notification_ids, plan, plan_with_nonce};
use redrive_core::connection::{Settings, Vendor};
use redrive_core::outcome::{NotAttempted, Outcome, OutcomeKind, Refused};
use redrive_core::plan::Draft;
use redrive_core::problem::ProblemKind;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use redrive_core::zuora::headers::Scope;
use redrive_core::zuora::{self, Read};
use serde_json::{Value, json};

async fn draft(server: &Server, count: usize) -> Draft {
    let carrier = server.carrier(Vendor::Zuora).await;
    let failed = NotificationStatus::Failed;
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: notification_ids(&carrier, Channel::Email, failed, count).await,
    }
}

fn history() -> redrive_core::http::Request {
    let read = Read::EmailHistory {
        account: None,
        start: None,
        end: None,
        failed_only: true,
        page: 1,
        page_size: 5,
    };
    read.request().unwrap()
}

#[tokio::test]
async fn entities_and_organisations_are_said_only_where_they_must_be() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let draft = draft(&server, 2).await;
    let scope = |entity: Option<&str>, organisations: &[&str]| Scope {
        entity: entity.map(|id| id.parse().unwrap()),
        organisations: organisations.iter().map(|id| id.parse().unwrap()).collect(),
    };
    for (switches, scope, accepted) in [
        (json!({"entities": ["e1", "e2"]}), scope(None, &[]), false),
        (
            json!({"entities": ["e1", "e2"]}),
            scope(Some("e3"), &[]),
            false,
        ),
        (
            json!({"entities": ["e1", "e2"]}),
            scope(Some("e2"), &[]),
            true,
        ),
        (json!({"entities": []}), scope(Some("e2"), &[]), false),
        (
            json!({"organisations": ["o1", "o2"]}),
            scope(None, &["o1", "o2"]),
            true,
        ),
        (
            json!({"organisations": ["o1", "o2"]}),
            scope(None, &["o1", "o3"]),
            false,
        ),
        (json!({"organisations": []}), scope(None, &["o1"]), false),
    ] {
        server.dialect(json!({ "zuora": switches })).await;
        let mut connection = connection(Vendor::Zuora);
        connection.settings = Settings::Zuora { scope };
        let plan = plan_with_nonce(&connection, draft.clone(), nonce());
        let before = server.sends(Vendor::Zuora).await;
        let run = drive(&zuora, &plan).await.run;
        let kind = run.ledger().outcome(0).unwrap().kind();
        let sent = server.sends(Vendor::Zuora).await != before;
        let wanted = if accepted {
            OutcomeKind::Accepted
        } else {
            OutcomeKind::Rejected
        };
        assert_eq!(
            (kind, sent),
            (wanted, accepted),
            "{switches} {:?}",
            connection.settings
        );
        if !accepted {
            assert_eq!(refusal(&run, 0).unwrap().1, Refused::Call);
        }
    }
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back_or_leaves_it_open() {
    for told in [true, false] {
        let server = Server::start().await;
        let draft = draft(&server, 2).await;
        let zuora = server.carrier(Vendor::Zuora).await;
        let switches = json!({"zuora": {"calls_per_minute": 1, "retry_after": told}});
        server.dialect(switches).await;
        // Takes what is left.
        zuora.ask(&history()).await;
        let run = drive(&zuora, &plan(draft)).await.run;
        let limited = Outcome::NotAttempted(NotAttempted::RateLimited);
        assert!(run.ledger().iter().all(|outcome| *outcome == limited));
        assert!(server.sends(Vendor::Zuora).await.is_empty());
    }
}

#[tokio::test]
async fn an_expired_token_holds_the_run_and_a_new_one_goes_on() {
    let server = Server::start().await;
    let draft = draft(&server, 2).await;
    server
        .dialect(json!({"zuora": {"token_seconds": 60}}))
        .await;
    let zuora = server.carrier(Vendor::Zuora).await;
    server.advance(61).await;
    let plan = plan(draft);
    let run = drive(&zuora, &plan).await.run;
    assert_eq!(run.ledger().counts().rejected, 2);
    assert!(server.sends(Vendor::Zuora).await.is_empty());
    let fresh = server.carrier(Vendor::Zuora).await;
    let again = drive(&fresh, &plan).await.run;
    assert_eq!(again.ledger().counts().accepted, 2);
    assert!(lies(&again, &server.sends(Vendor::Zuora).await).is_empty());
}

#[tokio::test]
async fn refusals_of_reads_keep_their_kind_in_all_their_shapes() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let from_a_page = history().with_header("origin", "http://page.example");
    let problem = zuora::email_history(&zuora.ask(&from_a_page).await).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::CredentialsRefused);
    assert_eq!(problem.code.as_deref(), Some("90000010"));
    server
        .dialect(json!({"zuora": {"refuse_origin": false}}))
        .await;
    assert!(zuora::email_history(&zuora.ask(&from_a_page).await).is_ok());
    let unknown = zuora.with_bearer("nobody's");
    let problem = zuora::email_history(&unknown.ask(&history()).await).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::CredentialsRefused);
    server.dialect(json!({"zuora": {"concurrency": 0}})).await;
    let problem = zuora::email_history(&zuora.ask(&history()).await).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::RateLimited);
    let job = Read::Job {
        id: "00000000-0000-4000-8000-00000000dead".parse().unwrap(),
    };
    let problem = zuora::job(&zuora.ask(&job.request().unwrap()).await).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NotFound);
    let _: Value = json!(problem);
}

#[tokio::test]
async fn where_nobody_listens_nothing_is_attempted() {
    let server = Server::start().await;
    let draft = draft(&server, 2).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let zuora = server.carrier(Vendor::Zuora).await.to(&nobody);
    let run = drive(&zuora, &plan(draft)).await.run;
    assert_eq!(run.ledger().counts().not_attempted, 2);
    assert!(server.sends(Vendor::Zuora).await.is_empty());
}
