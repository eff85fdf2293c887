//! The ledger as a file: one row an id. No body, no password, no token is in it.

use crate::words::outcome;
use redrive_core::csv;
use redrive_core::run::Run;
use redrive_core::time::iso;

/// The whole ledger, whatever the table shows.
pub fn ledger(run: &Run) -> String {
    let mut text = csv::row([
        "id",
        "outcome",
        "code",
        "message",
        "call",
        "vendor_request_id",
        "plan",
        "actor",
        "reason",
        "started_utc",
    ]);
    let plan = run.plan();
    let digest = plan.digest().to_string();
    let started = iso(run.opened_at());
    for (number, call) in plan.calls().iter().enumerate() {
        let request_id = run
            .calls()
            .iter()
            .find(|record| record.call == number)
            .and_then(|record| record.request_id.clone())
            .unwrap_or_default();
        let call_number = (number + 1).to_string();
        let items = plan.items().iter().zip(run.ledger().iter());
        for (item, became) in items.skip(call.items.start).take(call.items.len()) {
            text.push_str(&csv::row([
                item.to_string().as_str(),
                became.kind().word(),
                &outcome::code(became),
                &outcome::message(became),
                &call_number,
                &request_id,
                &digest,
                run.actor(),
                run.reason(),
                &started,
            ]));
        }
    }
    text
}
