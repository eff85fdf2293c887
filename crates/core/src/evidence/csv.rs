//! The items as rows for spreadsheets, each with all that it needs to stand alone.

use super::Evidence;
use crate::csv::row;
use crate::time::iso;
use crate::wording;

const HEADING: [&str; 18] = [
    "id",
    "outcome",
    "code",
    "message",
    "fate",
    "call",
    "vendor_request_id",
    "plan",
    "actor",
    "reason",
    "started_utc",
    "why_failed_again",
    "type",
    "group",
    "recipient",
    "connection",
    "environment",
    "base_url",
];

/// The heading, then one row an item.
pub(super) fn rows(evidence: &Evidence<'_>) -> impl Iterator<Item = String> {
    let run = evidence.run;
    let ledger = run.ledger();
    let started = iso(run.opened_at());
    let items = run.plan().items().iter().zip(ledger.iter());
    let rows = items.enumerate().map(move |(place, (item, outcome))| {
        let call = evidence.calls.of_item(place);
        let last = evidence.calls.tries(call).last();
        let label = evidence.labels.label(place);
        row([
            item.to_string().as_str(),
            outcome.kind().word(),
            &wording::code(outcome),
            &wording::message(outcome),
            ledger.fate(place).word(),
            &(call + 1).to_string(),
            last.and_then(|record| record.request_id.as_deref())
                .unwrap_or_default(),
            run.plan().digest().as_str(),
            run.actor(),
            run.reason(),
            &started,
            ledger.why(place).unwrap_or_default(),
            label.kind.unwrap_or_default(),
            label.group.unwrap_or_default(),
            label.recipient.unwrap_or_default(),
            &evidence.connection.label,
            evidence.connection.environment.name(),
            &evidence.connection.base_url,
        ])
    });
    std::iter::once(row(HEADING)).chain(rows)
}
