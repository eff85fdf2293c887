//! Runs for the tests of this page: a plan, its answers, and a clock that goes where the run wants
//! to wait.

use chrono::{DateTime, Utc};
use redrive_core::connection::{Connection, Environment, Settings};
use redrive_core::fate::{Fate, Findings};
use redrive_core::http::{Answer, Exchange, NotSent};
use redrive_core::kirim::ListedDelivery;
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::plan::{Count, Draft, Plan, Shape};
use redrive_core::run::{Look, Manner, Run, Step};
use redrive_core::search::{Baseline, Found};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::zuora::contract::Channel;
use redrive_core::zuora::headers::Scope;

pub fn now() -> DateTime<Utc> {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

/// A plan on a connection of this kind.
pub fn plan(settings: Settings, draft: Draft, shape: Shape) -> Plan {
    let connection = Connection {
        id: "c1".parse().unwrap(),
        label: "One".into(),
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:9000/x".into(),
        settings,
    };
    let nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
    Plan::shaped(&connection, draft, shape, nonce, now()).unwrap()
}

fn run(settings: Settings, draft: Draft, shape: Shape) -> Run {
    let plan = plan(settings, draft, shape);
    Run::open(plan, "a".into(), "why".into(), Manner::default(), now()).0
}

pub fn emails(count: usize) -> Run {
    let notifications = (0..count).map(|n| format!("id{n}").parse().unwrap());
    let draft = Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: notifications.collect(),
    };
    let scope = Scope::default();
    run(Settings::Zuora { scope }, draft, Shape::default())
}

/// Events of endpoint 4, so many in a call.
pub fn events(count: u64, cap: u32, shape: Shape) -> Run {
    let draft = Draft::ResendEvents {
        endpoint: EndpointId::new(4),
        events: (1..=count).map(EventId::new).collect(),
    };
    let settings = Settings::Selfcommunity {
        cap,
        checks_password: false,
    };
    run(settings, draft, shape)
}

/// Dead deliveries, one a minute, with another's between the second and the third.
pub fn deliveries(count: usize) -> Run {
    let rows = (0..count).map(|n| ListedDelivery {
        status: ReplayStatus::Dead,
        created_at: format!("2026-05-01T{:02}:{:02}:00Z", n / 60, n % 60)
            .parse()
            .unwrap(),
        id: format!("wbd_{n:026}").parse().unwrap(),
    });
    let draft = Draft::ReplayListed {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        event_type: None,
        rows: rows.collect(),
        avoid: vec!["2026-05-01T00:01:30Z".parse().unwrap()],
        pinned_at: now(),
        matched: Count::Exact(count as u64),
    };
    run(Settings::Kirim, draft, Shape::default())
}

pub fn answer(status: u16, body: &str) -> Exchange {
    Exchange::Answered(Answer::bare(status, body))
}

/// It certainly never left.
pub fn unreachable() -> Exchange {
    Exchange::NotSent {
        why: NotSent::Unreachable("refused".into()),
    }
}

/// It left, and nobody knows what became of it.
pub fn lost() -> Exchange {
    Exchange::Lost {
        why: "reset".into(),
    }
}

/// Lets the vendor's rows tell what became of the items that were sent.
pub fn read_back(run: &mut Run, at: DateTime<Utc>, fates: &[(usize, Fate)]) {
    read_back_because(run, at, fates, &[]);
}

/// The same, with why some failed again.
pub fn read_back_because(
    run: &mut Run,
    mut at: DateTime<Utc>,
    fates: &[(usize, Fate)],
    whys: &[(usize, &str)],
) {
    loop {
        match run.next(at) {
            Step::Wait { until } => at = until,
            Step::Look(Look::Delivered) => {
                let found = Found {
                    findings: Findings::of(fates.to_vec(), true).because(whys.iter().copied()),
                    ..Found::default()
                };
                run.looked(at, found).unwrap();
                return;
            }
            step => panic!("{step:?}"),
        }
    }
}

/// Makes the next call and ends it so; the instant after it.
pub fn send(run: &mut Run, mut at: DateTime<Utc>, end: &Exchange) -> DateTime<Utc> {
    loop {
        match run.next(at) {
            Step::Wait { until } => at = until,
            Step::Look(Look::Baseline) => {
                run.baseline_read(at, Some(Baseline::default())).unwrap();
            }
            Step::Send { .. } => {
                run.answer(at, end).unwrap();
                return at;
            }
            step => panic!("{step:?}"),
        }
    }
}
