//! A run that is cut off in the middle is carried on through the gateway: its plan is confirmed
//! once more, and what was sent before stays sent once.

use crate::kit::{Gate, dead_deliveries, event_ids, kind_of, lies, nonce, now};
use chrono::{DateTime, Utc};
use redrive_core::connection::Vendor;
use redrive_core::http::Exchange;
use redrive_core::journal::Entry;
use redrive_core::kirim::{self, DeliveryFilter};
use redrive_core::outcome::{Outcome, OutcomeKind};
use redrive_core::plan::{Draft, Plan, Shape};
use redrive_core::read::Read;
use redrive_core::run::{Look, Manner, Pause, Run, State, Step};
use redrive_core::search::Baseline;
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const UNKNOWN: EventId = EventId::new(99_999_999);

/// A run as a page holds it: what is written survives the page, the rest does not.
struct Trip {
    plan: Plan,
    journal: Vec<Entry>,
    run: Run,
    now: DateTime<Utc>,
}

impl Trip {
    fn begin(plan: &Plan) -> Self {
        let now = now();
        let (who, why) = ("tester".to_owned(), "a test".to_owned());
        let (run, opened) = Run::open(plan.clone(), who, why, Manner::default(), now);
        Self {
            plan: plan.clone(),
            journal: vec![opened],
            run,
            now,
        }
    }

    /// Goes on until the run asks something, or all is sent; what it asked.
    async fn carry_on(&mut self, gate: &Gate, confirmation: &str) -> Option<Pause> {
        self.carry_on_until(gate, confirmation, usize::MAX).await
    }

    /// The same, and makes no call from this one on.
    async fn carry_on_until(
        &mut self,
        gate: &Gate,
        confirmation: &str,
        end: usize,
    ) -> Option<Pause> {
        loop {
            if matches!(self.run.state(), State::Ready { call, .. } if *call >= end) {
                return None;
            }
            let entry = match self.run.next(self.now) {
                Step::Send { call, intent } => {
                    self.journal.push(intent);
                    let end = gate.send(confirmation, call).await;
                    self.run.answer(self.now, &end)
                }
                Step::Look(Look::Baseline) => {
                    let nothing = Some(Baseline::default());
                    self.run.baseline_read(self.now, nothing)
                }
                Step::Wait { until } if !self.run.is_sent() => {
                    self.now = until;
                    continue;
                }
                Step::Ask(why) => return Some(why),
                _ => return None,
            };
            self.journal.push(entry.unwrap());
        }
    }

    /// Another page reads what was written, and the operator lets the run go on.
    fn in_another_page(&mut self) {
        self.run = Run::resume(self.plan.clone(), &self.journal).unwrap();
        if let Some(entry) = self.run.go_on(self.now) {
            self.journal.push(entry);
        }
    }
}

async fn ends_session(gate: &Gate) {
    let end = gate.own(Method::DELETE, "/api/session").send().await;
    assert_eq!(end.unwrap().status(), 204);
}

#[tokio::test]
async fn what_a_session_left_unsent_is_sent_in_the_next_one_and_nothing_twice() {
    let gate = Gate::start().await;
    let messaging = gate.server.carrier(Vendor::Kirim).await;
    let plan = gate.plan(Draft::ReplayDeliveries {
        deliveries: dead_deliveries(&messaging, 9).await,
    });
    let mut trip = Trip::begin(&plan);
    let first = gate.confirm(&plan).await;
    assert_eq!(trip.carry_on_until(&gate, &first, 3).await, None);
    ends_session(&gate).await;
    assert_eq!(trip.carry_on(&gate, &first).await, Some(Pause::SignedOut));

    gate.sign_in().await;
    trip.in_another_page();
    assert_eq!(
        trip.carry_on(&gate, &first).await,
        Some(Pause::NotConfirmed)
    );
    trip.in_another_page();
    let second = gate.confirm(&plan).await;
    assert_eq!(trip.carry_on_until(&gate, &second, 6).await, None);

    // A vendor that asks for ten minutes outlasts a confirmation; reading needs none meanwhile.
    gate.hand.advance(Duration::from_mins(10));
    assert_eq!(
        trip.carry_on(&gate, &second).await,
        Some(Pause::NotConfirmed)
    );
    let rows = Read::Kirim(kirim::Read::Deliveries {
        filter: DeliveryFilter::default(),
        limit: 10,
        cursor: None,
    });
    let read = gate.read(plan.connection().as_str(), &rows).await;
    assert!(matches!(read, Exchange::Answered(answer) if answer.is_success()));
    trip.in_another_page();
    let third = gate.confirm(&plan).await;
    assert_eq!(trip.carry_on(&gate, &third).await, None);

    let sends = gate.server.sends(Vendor::Kirim).await;
    assert_eq!(trip.run.ledger().counts().accepted, 9);
    assert!(sends.len() == 9 && sends.values().all(|times| *times == 1));
    assert_eq!(lies(&trip.run, &sends), Vec::<String>::new());
}

#[tokio::test]
async fn a_batch_that_was_refused_in_one_session_is_taken_apart_in_the_next() {
    let gate = Gate::start().await;
    let endpoint = EndpointId::new(1);
    let community = gate.server.carrier(Vendor::Selfcommunity).await;
    let mut events = event_ids(&community, endpoint, 5).await;
    events.insert(2, UNKNOWN);
    let switches = json!({"selfcommunity": {"unknown_event": "refused"}});
    gate.server.dialect(switches).await;
    let shape = Shape {
        halving: true,
        ..Shape::default()
    };
    let draft = Draft::ResendEvents { endpoint, events };
    let connection = gate.connection(Vendor::Selfcommunity);
    let plan = Plan::shaped(connection, draft, shape, nonce(), now()).unwrap();

    let mut trip = Trip::begin(&plan);
    let first = gate.confirm(&plan).await;
    let half = Gate::call_path(&first, 1);
    assert_eq!(kind_of(gate.own(Method::POST, &half)).await, "not_its_turn");
    assert_eq!(trip.carry_on_until(&gate, &first, 1).await, None);
    ends_session(&gate).await;
    assert_eq!(trip.carry_on(&gate, &first).await, Some(Pause::SignedOut));
    gate.sign_in().await;
    trip.in_another_page();
    let second = gate.confirm(&plan).await;
    assert_eq!(trip.carry_on(&gate, &second).await, None);

    let sends = gate.server.sends(Vendor::Selfcommunity).await;
    assert!(sends.len() == 5 && sends.values().all(|times| *times == 1));
    let kinds: Vec<_> = trip.run.ledger().iter().map(Outcome::kind).collect();
    let mut wanted = [OutcomeKind::Accepted; 6];
    wanted[2] = OutcomeKind::Rejected;
    assert_eq!(kinds, wanted);
    assert_eq!(lies(&trip.run, &sends), Vec::<String>::new());

    // Whatever a page asks for now, nothing more is sent.
    for call in 0..plan.calls().len() {
        let path = Gate::call_path(&second, call);
        let kind = kind_of(gate.own(Method::POST, &path)).await;
        assert!(
            kind == "already_sent" || kind == "not_its_turn",
            "{call}: {kind}"
        );
    }
    assert_eq!(gate.server.sends(Vendor::Selfcommunity).await, sends);
}
