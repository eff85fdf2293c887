//! A million deliveries at hand, cut into windows and sealed as a plan. At most 500 ms.

#![allow(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up is to end at once"
)]

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use redrive_core::connection::{Connection, Environment, Settings};
use redrive_core::kirim::ListedDelivery;
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::plan::{Count, Draft, Plan};

const ROWS: i64 = 1_000_000;

/// Newest first, as the vendor lists them; every third shares its moment with the one before, and
/// one moment has more than a window holds.
fn rows(start: DateTime<Utc>) -> Vec<ListedDelivery> {
    let millis = |number: i64| match number {
        400_000..402_000 => 400_000,
        number => number - i64::from(number % 3 == 0),
    };
    (0..ROWS)
        .rev()
        .map(|number| ListedDelivery {
            status: ReplayStatus::Dead,
            created_at: start + TimeDelta::milliseconds(millis(number)),
            id: format!("wbd_{number:026}").parse().unwrap(),
        })
        .collect()
}

fn windows(bench: &mut Criterion) {
    let connection = Connection {
        id: "one".parse().unwrap(),
        label: "One".to_owned(),
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:1".to_owned(),
        settings: Settings::Kirim,
    };
    let start: DateTime<Utc> = "2026-06-01T00:00:00Z".parse().unwrap();
    let made_at = start + TimeDelta::days(1);
    let draft = Draft::ReplayListed {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        event_type: None,
        rows: rows(start),
        avoid: Vec::new(),
        pinned_at: made_at,
        matched: Count::Exact(ROWS.unsigned_abs()),
    };
    let nonce = || "0123456789abcdef0123456789abcdef".parse().unwrap();
    bench.bench_function("plan a million deliveries into windows", |bencher| {
        bencher.iter_batched(
            || draft.clone(),
            |draft| Plan::build(&connection, draft, nonce(), made_at).unwrap(),
            BatchSize::PerIteration,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = windows
}
criterion_main!(benches);
