//! The night after an outage: 8,000 dead deliveries, many of them on one timestamp, while others
//! die and are born. Its tab dies three times, and the vendor asks to slow down.

use crate::kit::{Carrier, Host, Sends, Server, Way, lies, nonce, subscription};
use redrive_core::connection::Vendor;
use redrive_core::fate::Fate;
use redrive_core::kirim::{ReplayStatuses, Survey, SurveyAsked};
use redrive_core::outcome::OutcomeKind;
use redrive_core::plan::{Draft, Plan};
use redrive_core::run::{End, Manner, Pause, Phase, State};
use redrive_sandbox::FaultKind;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::SystemTime;

const DEAD: usize = 8_000;
/// On one timestamp: more than one call may carry.
const TIE: u32 = 1_050;

/// What happened in the outage, long before anything that the sandbox tells.
struct Outage {
    dead: BTreeSet<String>,
    /// Pending at the preview, dead before the sending.
    late: Vec<String>,
}

async fn outage(server: &Server, subscription: &str) -> Outage {
    let mut dead = server
        .births(subscription, "2020-03-01T02:00:00Z", TIE)
        .await;
    let mut late = Vec::new();
    let mut second = 0;
    while dead.len() < DEAD {
        second += 1;
        let count = u32::try_from(DEAD - dead.len()).unwrap().min(97);
        let at = format!("2020-03-01T03:{:02}:{:02}.250Z", second / 60, second % 60);
        dead.extend(server.births(subscription, &at, count).await);
        // Some still wait for their next try, a moment after the dead ones or at the same moment.
        let moment = match second % 50 {
            0 => format!("2020-03-01T03:{:02}:{:02}.750Z", second / 60, second % 60),
            25 => at,
            _ => continue,
        };
        late.extend(server.births_of("pending", subscription, &moment, 2).await);
    }
    Outage {
        dead: dead.into_iter().collect(),
        late,
    }
}

async fn survey(kirim: &Carrier, asked: SurveyAsked) -> Draft {
    let mut survey = Survey::new(asked, SystemTime::now().into()).unwrap();
    while let Some(read) = survey.next() {
        let exchange = kirim.carry(&read.request().unwrap()).await;
        survey.read(&exchange).unwrap();
    }
    assert_eq!(survey.progress().matched, DEAD as u64);
    survey.finish().unwrap()
}

fn of_the_outage(mut sends: Sends, outage: &Outage) -> Sends {
    sends.retain(|id, _| outage.dead.contains(id) || outage.late.contains(id));
    sends
}

#[tokio::test]
async fn every_delivery_of_an_outage_is_replayed_once_and_no_late_one() {
    for (order, bound) in [("oldest", "exclusive"), ("newest", "inclusive")] {
        let server = Server::start().await;
        server
            .dialect(json!({"kirim": {"order": order, "created_before": bound}}))
            .await;
        let kirim = server.carrier(Vendor::Kirim).await;
        let id = subscription(&kirim, "Orders-prod").await.id.unwrap();
        let outage = outage(&server, id.as_str()).await;
        let asked = SurveyAsked {
            subscription: id.clone(),
            statuses: ReplayStatuses::Dead,
            event_type: None,
            created_after: Some("2020-03-01T00:00:00Z".parse().unwrap()),
            created_before: Some("2020-03-02T00:00:00Z".parse().unwrap()),
            at_most: None,
        };
        let draft = survey(&kirim, asked).await;
        let connection = crate::kit::connection(Vendor::Kirim);
        let plan = Plan::build(&connection, draft, nonce(), SystemTime::now().into()).unwrap();
        server.deaths(&outage.late).await;

        let way = Way::Straight(&kirim);
        let mut host = Host::new(&server, way, &plan, Manner::default());
        for _ in 0..3 {
            for _ in 0..40 {
                host.step(&async |_| {}).await;
            }
            host.die_at_next_call().await;
        }
        for _ in 0..9 {
            server.arm(FaultKind::Throttled, "kirim.bulk_replay").await;
            server.arm(FaultKind::Throttled, "kirim.replay").await;
        }
        host.carry_out(async |_| {}).await;
        assert_eq!(host.asked, [const { Pause::Interrupted }; 3]);

        let run = host.driven().run;
        assert_eq!(
            (run.state(), run.phase()),
            (&State::Ended(End::Done), Phase::Settled)
        );
        let counts = run.ledger().counts();
        assert_eq!(counts.of(OutcomeKind::Accepted), DEAD, "{counts:?}");
        assert_eq!(run.ledger().fates().of(Fate::Delivered), DEAD);
        let sends = of_the_outage(server.sends(Vendor::Kirim).await, &outage);
        assert_eq!(lies(&run, &sends), [""; 0]);
        assert_eq!(sends.len(), DEAD);
        assert!(outage.dead.iter().all(|id| sends.get(id) == Some(&1)));
    }
}
