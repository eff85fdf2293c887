//! Zuora's switches of what a resend answers (contract 3.3).

use super::refusal;
use crate::kit::{
    Carrier, Driven, Server, connection, drive, lies, nonce, notification_ids, plan,
    plan_with_nonce,
};
use redrive_core::connection::Vendor;
use redrive_core::outcome::{Accepted, Outcome, Refused, Unknown};
use redrive_core::plan::Draft;
use redrive_core::report::retryable_places;
use redrive_core::run::{End, State};
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationStatus};
use serde_json::{Value, json};

const QUEUED: Outcome = Outcome::Accepted(Accepted::Queued);

struct Scene {
    server: Server,
    carrier: Carrier,
}

fn emails(notifications: Vec<NotificationId>) -> Draft {
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications,
    }
}

impl Scene {
    async fn start() -> Self {
        let server = Server::start().await;
        let carrier = server.carrier(Vendor::Zuora).await;
        Self { server, carrier }
    }

    async fn flip(&self, switches: Value) {
        self.server.dialect(json!({ "zuora": switches })).await;
    }

    async fn failed(&self, count: usize) -> Vec<NotificationId> {
        notification_ids(
            &self.carrier,
            Channel::Email,
            NotificationStatus::Failed,
            count,
        )
        .await
    }

    async fn resend(&self, ids: &[NotificationId]) -> Driven {
        drive(&self.carrier, &plan(emails(ids.to_vec()))).await
    }
}

#[tokio::test]
async fn blank_is_all_accepted_in_each_of_its_forms() {
    let scene = Scene::start().await;
    let ids = scene.failed(12).await;
    for (form, ids) in [
        "zero_length",
        "zero_length_json",
        "empty_object",
        "empty_object_untyped",
    ]
    .into_iter()
    .zip(ids.chunks(3))
    {
        scene.flip(json!({ "blank": form })).await;
        let run = scene.resend(ids).await.run;
        assert!(run.ledger().iter().eq(&vec![QUEUED; 3]), "{form}");
        assert!(run.calls()[0].request_id.is_some());
    }
    let sends = scene.server.sends(Vendor::Zuora).await;
    assert!(sends.len() == 12 && sends.values().all(|times| *times == 1));
}

#[tokio::test]
async fn mails_that_arrived_are_taken_or_refused_one_by_one() {
    let scene = Scene::start().await;
    let mut ids = scene.failed(2).await;
    let fine = notification_ids(&scene.carrier, Channel::Email, NotificationStatus::Ok, 2).await;
    ids.splice(1..1, fine.clone());
    scene.flip(json!({"refuse_ok": true})).await;
    let run = scene.resend(&ids).await.run;
    for item in [1, 2] {
        assert_eq!(refusal(&run, item), Some(("InvalidStatus", Refused::Item)));
    }
    assert_eq!(run.ledger().counts().accepted, 2);
    assert!(lies(&run, &scene.server.sends(Vendor::Zuora).await).is_empty());
    let none = scene.resend(&fine).await.run;
    assert_eq!(none.calls()[0].status, Some(400));
    assert_eq!(refusal(&none, 0), Some(("InvalidStatus", Refused::Item)));
    scene.flip(json!({"refuse_ok": false})).await;
    assert_eq!(scene.resend(&fine).await.run.ledger().counts().accepted, 2);
    assert_eq!(scene.server.sends(Vendor::Zuora).await.len(), 4);
}

#[tokio::test]
async fn what_was_locked_can_be_retried_by_itself_and_each_goes_once() {
    let scene = Scene::start().await;
    let ids = scene.failed(5).await;
    scene.flip(json!({ "locked": ids[1..4] })).await;
    let run = scene.resend(&ids).await.run;
    for item in 1..4 {
        assert_eq!(refusal(&run, item), Some(("58730050", Refused::Item)));
    }
    let again: Vec<usize> = retryable_places(run.ledger(), Vendor::Zuora).collect();
    assert_eq!(again, [1, 2, 3]);
    scene.flip(json!({"locked": []})).await;
    let run = scene.resend(&ids[1..4]).await.run;
    assert_eq!(run.ledger().counts().accepted, 3);
    let sends = scene.server.sends(Vendor::Zuora).await;
    assert!(sends.len() == 5 && sends.values().all(|times| *times == 1));
}

#[tokio::test]
async fn a_key_with_another_body_is_refused_or_answers_for_strangers_and_nothing_is_claimed() {
    let scene = Scene::start().await;
    let mut ids = scene.failed(4).await;
    let others = ids.split_off(2);
    ids.push("nobody".parse().unwrap());
    let (connection, nonce) = (connection(Vendor::Zuora), nonce());
    let with_key = |ids: Vec<_>| plan_with_nonce(&connection, emails(ids), nonce.clone());
    let first = drive(&scene.carrier, &with_key(ids)).await.run;
    assert_eq!(first.ledger().counts().accepted, 2);
    let sent = scene.server.sends(Vendor::Zuora).await;
    // Two plans never share a key. If they did, this is what would be read.
    let stored = drive(&scene.carrier, &with_key(others.clone())).await.run;
    let unknown = Outcome::Unknown(Unknown::StrangersNamed { status: 202 });
    assert!(stored.ledger().iter().eq(&vec![unknown; 2]));
    assert_eq!(stored.calls()[0].strangers, ["nobody"]);
    scene.flip(json!({"other_body": "refused"})).await;
    let refused = drive(&scene.carrier, &with_key(others)).await.run;
    assert_eq!(
        refusal(&refused, 0),
        Some(("IdempotencyKeyReuse", Refused::Call))
    );
    assert_eq!(scene.server.sends(Vendor::Zuora).await, sent);
}

#[tokio::test]
async fn a_kept_failure_comes_again_with_its_key_and_a_new_key_tries_anew() {
    let scene = Scene::start().await;
    let draft = emails(vec!["nobody".parse().unwrap(), "noone".parse().unwrap()]);
    let first = plan(draft.clone());
    let mut requests = Vec::new();
    for plan in [&first, &first, &plan(draft)] {
        let run = drive(&scene.carrier, plan).await.run;
        assert_eq!(
            (run.state(), run.calls()[0].status),
            (&State::Ended(End::Done), Some(400))
        );
        assert_eq!(refusal(&run, 1), Some(("ObjectNotFound", Refused::Item)));
        requests.push(run.calls()[0].request_id.clone().unwrap());
    }
    assert!(requests[0] == requests[1] && requests[1] != requests[2]);
    assert!(scene.server.sends(Vendor::Zuora).await.is_empty());
}
