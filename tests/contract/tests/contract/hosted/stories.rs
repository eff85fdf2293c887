//! Whole incidents: what an operator goes through, judged by the oracle.

use crate::kit::{Host, Server, Way, event_ids, lies, notification_ids, plan};
use redrive_core::connection::Vendor;
use redrive_core::fate::Fate;
use redrive_core::outcome::{Accepted, Outcome};
use redrive_core::plan::Draft;
use redrive_core::run::{End, Manner, Phase, State};
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use redrive_sandbox::FaultKind;
use serde_json::json;

const ENDPOINT: EndpointId = EndpointId::new(1);

#[tokio::test]
async fn a_lost_answer_of_the_second_of_three_calls_mails_nobody_twice() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    let ids = notification_ids(&zuora, Channel::Email, NotificationStatus::Failed, 60).await;
    let draft = Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: (0..2100)
            .map(|number| match ids.get(number / 36) {
                Some(id) if number % 36 == 0 => id.clone(),
                _ => format!("8ad0e1unknown{number:020}").parse().unwrap(),
            })
            .collect(),
    };
    let plan = plan(draft);
    assert_eq!(plan.calls().len(), 3);
    let manner = Manner {
        brake_at: 100,
        ..Manner::default()
    };
    let mut host = Host::new(&server, Way::Straight(&zuora), &plan, manner);
    let hits = std::cell::Cell::new(0);
    host.carry_out(async |call| {
        if call == 1 && hits.replace(hits.get() + 1) == 0 {
            server
                .arm(FaultKind::ResetAfter, "zuora.resend_emails")
                .await;
        }
    })
    .await;
    assert_eq!(hits.get(), 2, "the same call, once more");
    let run = host.driven().run;
    let sends = server.sends(Vendor::Zuora).await;
    assert_eq!(lies(&run, &sends), [""; 0]);
    assert_eq!(run.ledger().counts().accepted, sends.len());
    assert_eq!(run.ledger().counts().rejected, 2100 - sends.len());
    assert!(sends.len() > 55 && sends.values().all(|times| *times == 1));
}

#[tokio::test]
async fn after_a_204_reading_back_finds_what_was_delivered_and_what_failed_again() {
    let server = Server::start().await;
    let community = server.carrier(Vendor::Selfcommunity).await;
    let events = event_ids(&community, ENDPOINT, 4).await;
    let receiver = async |state: &str| {
        let receiver = json!({"vendor": "selfcommunity", "receiver": "1", "state": state});
        server.set("receivers", receiver).await;
    };
    let draft = Draft::ResendEvents {
        endpoint: ENDPOINT,
        events,
    };
    receiver("up").await;
    let first = plan(draft.clone());
    let mut host = Host::new(
        &server,
        Way::Straight(&community),
        &first,
        Manner::default(),
    );
    host.carry_out(async |_| {}).await;
    let run = host.driven().run;
    assert_eq!(
        (run.state(), run.phase()),
        (&State::Ended(End::Done), Phase::Settled)
    );
    let taken = Outcome::Accepted(Accepted::TakenWithoutReport);
    assert!(run.ledger().iter().all(|outcome| *outcome == taken));
    assert_eq!(run.ledger().fates().of(Fate::Delivered), 4);

    receiver("down").await;
    let second = plan(draft);
    let mut host = Host::new(
        &server,
        Way::Straight(&community),
        &second,
        Manner::default(),
    );
    while host.run.phase() != Phase::Awaiting {
        assert!(host.step(&async |_| {}).await);
    }
    let fates = host.run.ledger().fates();
    assert_eq!(fates.of(Fate::Pending), 4, "the vendor still tries");
    // The last of its tries comes an hour and five minutes after the first, and is waited for.
    host.carry_out(async |_| {}).await;
    let run = host.driven().run;
    assert!(run.ledger().iter().all(|outcome| *outcome == taken));
    assert_eq!(run.ledger().fates().of(Fate::FailedAgain), 4);
}
