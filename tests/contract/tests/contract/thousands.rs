//! 1,500 pasted ids, some of which do not exist: two calls, every id with its own outcome, and the
//! oracle's word on each. Straight to the vendor and through the gateway.

use crate::kit::{Driven, Gate, Sends, Server, drive, lies, notifications, plan};
use redrive_core::connection::Vendor;
use redrive_core::outcome::{Accepted, Outcome, OutcomeKind, Refusal, Refused};
use redrive_core::plan::Draft;
use redrive_core::run::{End, State};
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{Channel, NotificationId};

const ALL: usize = 1500;

fn unknown(number: usize) -> NotificationId {
    format!("8ad0e1unknown{number:020}").parse().unwrap()
}

/// Every fortieth id is one that nobody knows, the first and the last among them.
async fn pasted(server: &Server) -> Vec<NotificationId> {
    let zuora = server.carrier(Vendor::Zuora).await;
    let filter = NotificationFilter {
        channel: Channel::Email,
        account: None,
        status: None,
        created_after: None,
        created_before: None,
    };
    let rows = notifications(&zuora, &filter, 10_000).await;
    let mut known = rows.into_iter().map(|row| row.known.id.unwrap());
    (0..ALL)
        .map(|number| match number {
            0 | 1499 => unknown(number),
            number if number % 40 == 39 => unknown(number),
            _ => known.next().unwrap(),
        })
        .collect()
}

fn draft(notifications: Vec<NotificationId>) -> Draft {
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications,
    }
}

fn not_found() -> Outcome {
    Outcome::Rejected(Refusal {
        code: "ObjectNotFound".to_owned(),
        message: "No such email history.".to_owned(),
        of: Refused::Item,
    })
}

fn assert_each_has_its_own(driven: &Driven, ids: &[NotificationId], sends: &Sends) {
    let run = &driven.run;
    assert_eq!(
        (run.calls().len(), run.state()),
        (2, &State::Ended(End::Done))
    );
    assert!(run.calls().iter().all(|call| call.status == Some(202)));
    let lens: Vec<usize> = run
        .plan()
        .calls()
        .iter()
        .map(|call| call.items.len())
        .collect();
    assert_eq!(lens, [1000, 500]);
    for (id, outcome) in ids.iter().zip(run.ledger().iter()) {
        let exists = !id.as_str().contains("unknown");
        let wanted = if exists {
            Outcome::Accepted(Accepted::Queued)
        } else {
            not_found()
        };
        assert_eq!(
            (outcome, sends.get(id.as_str())),
            (&wanted, exists.then_some(&1)),
            "{id}"
        );
    }
    assert_eq!(run.ledger().counts().rejected, 39);
    assert_eq!(run.ledger().counts().accepted, sends.len());
    assert!(lies(run, sends).is_empty());
}

#[tokio::test]
async fn each_of_1500_ids_ends_in_its_own_outcome() {
    let server = Server::start().await;
    let ids = pasted(&server).await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let driven = drive(&zuora, &plan(draft(ids.clone()))).await;
    assert_each_has_its_own(&driven, &ids, &server.sends(Vendor::Zuora).await);
}

#[tokio::test]
async fn through_the_gateway_each_of_1500_ids_ends_in_its_own_outcome() {
    let gate = Gate::start().await;
    let ids = pasted(&gate.server).await;
    let plan = gate.plan(draft(ids.clone()));
    let driven = gate.drive_from(&plan, async |_| {}).await;
    assert_each_has_its_own(&driven, &ids, &gate.server.sends(Vendor::Zuora).await);
}

#[tokio::test]
async fn all_unknown_is_400_with_every_id_named() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let ids: Vec<NotificationId> = (0..ALL).map(unknown).collect();
    let run = drive(&zuora, &plan(draft(ids))).await.run;
    let statuses: Vec<_> = run.calls().iter().map(|call| call.status).collect();
    assert_eq!(
        (statuses, run.state()),
        (vec![Some(400); 2], &State::Ended(End::Done))
    );
    assert!(run.ledger().iter().all(|outcome| *outcome == not_found()));
    assert!(server.sends(Vendor::Zuora).await.is_empty());
}

#[tokio::test]
async fn a_second_call_that_is_cut_leaves_the_first_as_it_was() {
    let server = Server::start().await;
    let ids = pasted(&server).await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let plan = plan(draft(ids));
    let run = crate::kit::drive_from(&zuora, &plan, async |call| {
        if call == 1 {
            let cut = redrive_sandbox::FaultKind::ResetAfter;
            server.arm(cut, "zuora.resend_emails").await;
        }
    })
    .await
    .run;
    let kinds: Vec<_> = run.ledger().iter().map(Outcome::kind).collect();
    assert!(
        kinds[..1000]
            .iter()
            .all(|kind| *kind != OutcomeKind::Unknown)
    );
    assert!(
        kinds[1000..]
            .iter()
            .all(|kind| *kind == OutcomeKind::Unknown)
    );
    let sends = server.sends(Vendor::Zuora).await;
    assert!(lies(&run, &sends).is_empty());
    let again = drive(&zuora, &plan).await.run;
    assert_eq!(again.ledger().counts().rejected, 39);
    assert_eq!(
        server.sends(Vendor::Zuora).await,
        sends,
        "nothing was sent twice"
    );
    assert!(lies(&again, &sends).is_empty());
}
