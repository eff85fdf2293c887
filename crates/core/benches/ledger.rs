//! A million outcomes: written, reported, and weighed. A report in at most 100 ms. An item in at
//! most 64 bytes as vendors answer a call of many, whose outcomes repeat; the other two weigh what
//! an id or words of its own cost an item, which the ledger keeps whole.

#![allow(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up is to end at once"
)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use redrive_core::connection::Vendor;
use redrive_core::ledger::Ledger;
use redrive_core::outcome::{Accepted, Outcome, OutcomeKind, Refusal, Refused};
use redrive_core::report::{Report, retryable_places};
use std::hint::black_box;

const ITEMS: usize = 1_000_000;
const CALL: usize = 1000;

fn rejected(message: String) -> Outcome {
    Outcome::Rejected(Refusal {
        code: "ObjectNotFound".to_owned(),
        message,
        of: Refused::Item,
    })
}

/// Every item of a call accepted, but for one in fifty.
fn bulk(start: usize) -> Vec<Outcome> {
    let outcomes = (start..start + CALL).map(|place| match place % 50 {
        0 => rejected("No such e-mail history.".to_owned()),
        _ => Outcome::Accepted(Accepted::Queued),
    });
    outcomes.collect()
}

/// One call an item: no outcome is like another.
fn singles(start: usize) -> Vec<Outcome> {
    let outcomes = (start..start + CALL).map(|place| {
        let id = format!("wbd_{place:026}").parse().unwrap();
        Outcome::Accepted(Accepted::ReplayedAs(id))
    });
    outcomes.collect()
}

/// A vendor that says something else of each.
fn messages(start: usize) -> Vec<Outcome> {
    let outcomes = (start..start + CALL)
        .map(|place| rejected(format!("No e-mail history with id 8ad0e1h{place:026}.")));
    outcomes.collect()
}

fn written(outcomes: fn(usize) -> Vec<Outcome>) -> Ledger {
    let mut ledger = Ledger::waiting(ITEMS);
    for start in (0..ITEMS).step_by(CALL) {
        let outcomes = outcomes(start);
        ledger.write(start..start + CALL, |place| outcomes.get(place).unwrap());
    }
    ledger
}

/// Bytes of memory that this process holds.
fn held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon:"));
    let digits = line.and_then(|line| line.split_whitespace().nth(1));
    digits.map_or(0, |digits| digits.parse::<usize>().unwrap() * 1024)
}

fn ledger(bench: &mut Criterion) {
    for (name, outcomes) in [
        ("in bulk", bulk as fn(usize) -> Vec<Outcome>),
        ("one by one", singles),
        ("each with words of its own", messages),
    ] {
        let before = held();
        let ledger = written(outcomes);
        let bytes = (held() - before) / ITEMS;
        println!("a million outcomes, {name}: {bytes} bytes each");
        bench.bench_function(
            &format!("report of a million outcomes, {name}"),
            |bencher| {
                bencher.iter(|| Report::of(black_box(&ledger), Vendor::Zuora));
            },
        );
        bench.bench_function(&format!("places among a million, {name}"), |bencher| {
            bencher.iter(|| {
                let kind = ledger.places(OutcomeKind::Rejected).count();
                kind + retryable_places(&ledger, Vendor::Zuora).count()
            });
        });
    }
    let calls: Vec<Vec<Outcome>> = (0..ITEMS).step_by(CALL).map(bulk).collect();
    bench.bench_function("write a million outcomes in bulk", |bencher| {
        bencher.iter_batched(
            || Ledger::waiting(ITEMS),
            |mut ledger| {
                for (call, outcomes) in calls.iter().enumerate() {
                    let items = call * CALL..(call + 1) * CALL;
                    ledger.write(items, |place| outcomes.get(place).unwrap());
                }
                ledger
            },
            BatchSize::PerIteration,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = ledger
}
criterion_main!(benches);
