//! `SelfCommunity`'s switches (contract 1.13).

use super::refusal;
use crate::kit::{
    Carrier, Driven, Server, connection, drive, event_ids, lies, nonce, plan_with_nonce,
};
use redrive_core::connection::{Settings, Vendor};
use redrive_core::http::Exchange;
use redrive_core::outcome::{Accepted, NotAttempted, Outcome, Refused};
use redrive_core::plan::{Draft, Plan};
use redrive_core::run::{End, State};
use redrive_core::secret::Secret;
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::selfcommunity::{read_resend, with_password};
use redrive_sandbox::SELFCOMMUNITY_PASSWORD;
use serde_json::{Value, json};

const UNKNOWN: EventId = EventId::new(99_999_999);
const TAKEN: Outcome = Outcome::Accepted(Accepted::TakenWithoutReport);

struct Scene {
    server: Server,
    carrier: Carrier,
    events: Vec<EventId>,
}

impl Scene {
    async fn start(switches: Value) -> Self {
        let server = Server::start().await;
        let carrier = server.carrier(Vendor::Selfcommunity).await;
        let events = event_ids(&carrier, EndpointId::new(1), 3).await;
        server.dialect(json!({ "selfcommunity": switches })).await;
        Self {
            server,
            carrier,
            events,
        }
    }

    async fn flip(&self, switches: Value) {
        self.server
            .dialect(json!({ "selfcommunity": switches }))
            .await;
    }

    fn plan(&self, endpoint: u64, cap: u32, more: &[EventId]) -> Plan {
        let mut connection = connection(Vendor::Selfcommunity);
        connection.settings = Settings::Selfcommunity {
            cap,
            checks_password: true,
        };
        let draft = Draft::ResendEvents {
            endpoint: EndpointId::new(endpoint),
            events: [&self.events, more].concat(),
        };
        plan_with_nonce(&connection, draft, nonce())
    }

    async fn resend(&self, plan: &Plan) -> Driven {
        drive(&self.carrier, plan).await
    }

    async fn sent(&self) -> usize {
        self.server.sends(Vendor::Selfcommunity).await.len()
    }
}

#[tokio::test]
async fn an_unknown_event_is_skipped_in_silence_or_refuses_the_whole_call() {
    let scene = Scene::start(json!({})).await;
    let plan = scene.plan(1, 100, &[UNKNOWN]);
    scene.flip(json!({"unknown_event": "refused"})).await;
    let strict = scene.resend(&plan).await.run;
    for item in 0..4 {
        assert_eq!(
            refusal(&strict, item),
            Some(("does_not_exist", Refused::Call))
        );
    }
    assert_eq!(scene.sent().await, 0);
    scene.flip(json!({"unknown_event": "skipped"})).await;
    let lenient = scene.resend(&plan).await.run;
    assert!(lenient.ledger().iter().all(|one| *one == TAKEN));
    // 'Taken without report' is all that a 204 says, and all that is claimed: no more was sent.
    assert_eq!(scene.sent().await, 3);
}

#[tokio::test]
async fn a_cap_of_the_vendors_refuses_a_longer_call_and_our_cap_keeps_below_it() {
    let scene = Scene::start(json!({"bulk_cap": 2})).await;
    let long = scene.resend(&scene.plan(1, 100, &[])).await.run;
    assert_eq!(refusal(&long, 0), Some(("max_length", Refused::Call)));
    assert_eq!(scene.sent().await, 0);
    let short = scene.resend(&scene.plan(1, 2, &[])).await.run;
    assert_eq!(
        (short.calls().len(), short.state()),
        (2, &State::Ended(End::Done))
    );
    let sends = scene.server.sends(Vendor::Selfcommunity).await;
    assert!(lies(&short, &sends).is_empty() && sends.len() == 3);
}

#[tokio::test]
async fn an_inactive_endpoint_takes_events_or_refuses_them() {
    let scene = Scene::start(json!({"inactive_endpoint": "refused"})).await;
    let refused = scene.resend(&scene.plan(4, 100, &[])).await.run;
    assert_eq!(
        refusal(&refused, 2),
        Some(("endpoint_inactive", Refused::Call))
    );
    assert_eq!(scene.sent().await, 0);
    scene.flip(json!({"inactive_endpoint": "accepted"})).await;
    let taken = scene.resend(&scene.plan(4, 100, &[])).await.run;
    assert_eq!(taken.ledger().counts().accepted, 3);
    assert_eq!(scene.sent().await, 3);
}

#[tokio::test]
async fn a_password_is_ignored_checked_or_required() {
    let scene = Scene::start(json!({})).await;
    let plan = scene.plan(1, 100, &[]);
    let good = Some(SELFCOMMUNITY_PASSWORD);
    for (rule, password, code) in [
        ("required", None, Some("required")),
        ("required", Some("wrong"), Some("invalid")),
        ("checked_if_present", Some("wrong"), Some("invalid")),
        ("checked_if_present", None, None),
        ("required", good, None),
        ("ignored", Some("wrong"), None),
    ] {
        scene.flip(json!({ "password": rule })).await;
        let before = scene.server.sends(Vendor::Selfcommunity).await;
        let mut request = plan.calls()[0].request.clone();
        if let Some(password) = password {
            request = with_password(request, &Secret::new(password.to_owned()));
        }
        let Exchange::Answered(answer) = scene.carrier.carry(&request).await else {
            panic!("no answer");
        };
        let outcome = read_resend(&answer, 3).outcomes.remove(0);
        let after = scene.server.sends(Vendor::Selfcommunity).await;
        match (code, outcome) {
            (None, outcome) => assert_eq!((outcome, after != before), (TAKEN, true), "{rule}"),
            (Some(code), Outcome::Rejected(refusal)) => {
                assert_eq!((refusal.code.as_str(), after), (code, before), "{rule}");
                assert!(
                    refusal.message.starts_with("password: "),
                    "{}",
                    refusal.message
                );
            }
            (Some(_), outcome) => panic!("{rule} {password:?}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_before_the_next_call() {
    let scene = Scene::start(json!({"calls_per_minute": 2})).await;
    let plan = scene.plan(1, 1, &[]);
    let run = scene.resend(&plan).await.run;
    let limited = Outcome::NotAttempted(NotAttempted::RateLimited);
    let refused = run.ledger().iter().position(|outcome| *outcome == limited);
    assert_eq!(refused, Some(2));
    let sends = scene.server.sends(Vendor::Selfcommunity).await;
    assert!(
        lies(&run, &sends).is_empty() && sends.len() == 2,
        "{sends:?}"
    );
}
