//! A hundred thousand ids from a spreadsheet: read, checked, sealed as a plan. At most 50 ms.

#![allow(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up is to end at once"
)]

use chrono::DateTime;
use criterion::{Criterion, criterion_group, criterion_main};
use redrive_core::connection::{Connection, Environment, Settings};
use redrive_core::intake::{IdKind, Intake, Layout};
use redrive_core::plan::{Draft, Plan};
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::zuora::contract::{Channel, NotificationId};
use redrive_core::zuora::headers::Scope;
use std::hint::black_box;

const IDS: usize = 100_000;

fn connection(settings: Settings) -> Connection {
    Connection {
        id: "one".parse().unwrap(),
        label: "One".to_owned(),
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:1".to_owned(),
        settings,
    }
}

fn plan(connection: &Connection, draft: Draft) -> Plan {
    let nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
    Plan::build(connection, draft, nonce, DateTime::UNIX_EPOCH).unwrap()
}

/// The ids of a text, as the console reads them.
fn read(kind: IdKind, text: &str) -> Vec<String> {
    let layout = Layout::of(kind, text.as_bytes());
    let mut intake = Intake::new(kind, &layout, layout.column.unwrap_or_default());
    intake.push(text.as_bytes(), &mut drop);
    intake.end(&mut drop);
    intake.into_ids()
}

fn emails(bench: &mut Criterion) {
    let text: String = (0..IDS)
        .flat_map(|number| ["8ad0e1h", &format!("{number:026}"), "\r\n"].map(str::to_owned))
        .collect();
    let connection = connection(Settings::Zuora {
        scope: Scope::default(),
    });
    let draft = |notifications| Draft::ResendNotifications {
        channel: Channel::Email,
        notifications,
    };
    bench.bench_function("paste 100 thousand e-mail ids, read", |bencher| {
        bencher.iter_with_large_drop(|| read(IdKind::Notification, black_box(&text)));
    });
    let parse = |text: &str| -> Vec<NotificationId> {
        let ids = read(IdKind::Notification, text).into_iter();
        ids.flat_map(NotificationId::try_from).collect()
    };
    let ids = parse(&text);
    bench.bench_function("paste 100 thousand e-mail ids, seal", |bencher| {
        bencher.iter_batched(
            || ids.clone(),
            |ids| plan(&connection, draft(ids)),
            criterion::BatchSize::LargeInput,
        );
    });
    bench.bench_function("paste 100 thousand e-mail ids", |bencher| {
        bencher.iter_with_large_drop(|| plan(&connection, draft(parse(black_box(&text)))));
    });
}

fn event_ids(bench: &mut Criterion) {
    let text: String = (0..IDS)
        .flat_map(|number| [(number * 7).to_string(), "\n".to_owned()])
        .collect();
    let connection = connection(Settings::Selfcommunity {
        cap: 100,
        checks_password: false,
    });
    bench.bench_function("paste 100 thousand event ids", |bencher| {
        bencher.iter_with_large_drop(|| {
            let ids = read(IdKind::Event, black_box(&text));
            let events = ids.iter().flat_map(|id| id.parse::<EventId>()).collect();
            let endpoint = EndpointId::new(4);
            plan(&connection, Draft::ResendEvents { endpoint, events })
        });
    });
}

criterion_group!(benches, emails, event_ids);
criterion_main!(benches);
