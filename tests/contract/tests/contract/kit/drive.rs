//! Drives a plan through the whole machine, journal and all, as a host would.

use super::carrier::Carrier;
use super::plans::now;
use redrive_core::http::Exchange;
use redrive_core::journal::Entry;
use redrive_core::plan::Plan;
use redrive_core::run::{Look, Manner, Run, State, Step};
use redrive_core::search::Baseline;

/// A finished run and what was written of it.
#[derive(Debug)]
pub struct Driven {
    pub run: Run,
    pub journal: Vec<Entry>,
}

/// Carries a plan out.
pub async fn drive(carrier: &Carrier, plan: &Plan) -> Driven {
    drive_from(carrier, plan, async |_| {}).await
}

/// Carries a plan out, and does something before each call.
pub async fn drive_from(carrier: &Carrier, plan: &Plan, before: impl AsyncFn(usize)) -> Driven {
    drive_by(plan, async |call| {
        before(call).await;
        carrier.carry(&plan.calls()[call].request).await
    })
    .await
}

/// Carries a plan out by whatever sends a call of it, each call once: where the run would make a
/// call again, read rows or ask, it is stopped, so that what stands in its ledger is what the first
/// answers say.
pub async fn drive_by(plan: &Plan, send: impl AsyncFn(usize) -> Exchange) -> Driven {
    let manner = Manner {
        leave_free: 0,
        brake_at: 100,
        ..Manner::default()
    };
    let mut clock = now();
    let opened = Run::open(
        plan.clone(),
        "tester".into(),
        "a test".into(),
        manner,
        clock,
    );
    let (mut run, opened) = opened;
    let mut journal = vec![opened];
    loop {
        let entry = match run.next(clock) {
            Step::Send { call, intent } => {
                journal.push(intent);
                let exchange = send(call).await;
                run.answer(clock, &exchange)
            }
            Step::Look(Look::Baseline) => run.baseline_read(clock, Some(Baseline::default())),
            Step::Wait { until } if is_untried(&run) => {
                clock = until;
                continue;
            }
            Step::Wait { .. } | Step::Look(_) | Step::Ask(_) if !run.is_sent() => run.stop(clock),
            _ => break,
        };
        journal.push(entry.unwrap());
    }
    let driven = Driven { run, journal };
    driven.survives_its_journal(plan);
    driven
}

fn is_untried(run: &Run) -> bool {
    matches!(run.state(), State::Ready { call, .. } if run.first_sent_at(*call).is_none())
}

impl Driven {
    /// What was written, through JSON lines and back, is the same run.
    pub(super) fn survives_its_journal(&self, plan: &Plan) {
        let entries: Vec<Entry> = self
            .journal
            .iter()
            .map(|entry| serde_json::to_string(entry).unwrap())
            .map(|line| serde_json::from_str(&line).unwrap())
            .collect();
        assert_eq!(Run::resume(plan.clone(), &entries).unwrap(), self.run);
        let ended = self.run.ledger().len();
        assert_eq!(ended, plan.items().len(), "one outcome an item");
        assert_eq!(self.run.ledger().counts().total(), ended);
    }
}
