//! The JSON lines before the seal. Calls and items are numbered from 1, as on screens.

use super::windows::{self, Window};
use super::{Evidence, FORMAT};
use crate::connection::ConnectionId;
use crate::idempotency::IdempotencyKey;
use crate::kirim::contract::{EventType, SubscriptionId};
use crate::ledger::{Counts, FateCounts};
use crate::outcome::Counted;
use crate::plan::{Count, Draft, PlanDigest};
use crate::run::TryEnd;
use crate::selfcommunity::contract::EndpointId;
use crate::time::iso;
use crate::wording;
use serde::Serialize;

#[derive(Serialize)]
struct Head<'a> {
    redrive_evidence: u32,
    plan: &'a PlanDigest,
    made_at: String,
    connection: &'a ConnectionId,
    label: &'a str,
    environment: &'static str,
    base_url: &'a str,
    vendor: &'static str,
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<EndpointId>,
    /// That of the plan, or that of all its deliveries where it was known of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<&'a str>,
    /// What the vendor called it.
    #[serde(skip_serializing_if = "Option::is_none")]
    called: Option<&'a str>,
    /// The one type that a replay was limited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    event_type: Option<&'a EventType>,
    /// No window of a listed replay reaches to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pinned_at: Option<String>,
    actor: &'a str,
    reason: &'a str,
    /// By whoever let it go on after its confirmation had ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    confirmed_again: Vec<Confirmed<'a>>,
    opened_at: String,
    ended_at: Option<String>,
    records: Count,
    calls: usize,
    items: usize,
    outcomes: Counts,
    fates: FateCounts,
}

#[derive(Serialize)]
struct Confirmed<'a> {
    at: String,
    actor: &'a str,
}

#[derive(Serialize)]
struct CallLine<'a> {
    call: usize,
    /// First and last item.
    items: (usize, usize),
    key: Option<&'a IdempotencyKey>,
    /// Where it replays a window of what was listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<Window>,
    tries: Vec<Try<'a>>,
}

#[derive(Serialize)]
struct Try<'a> {
    /// Where it was another than that of the call: after a refusal the operator had it made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<IdempotencyKey>,
    left_at: String,
    end: &'static str,
    ended_at: Option<String>,
    status: Option<u16>,
    request_id: Option<&'a str>,
    /// Ids that the vendor named though they were not sent.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    strangers: &'a [String],
    /// Where a window took another number than was listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<Counted>,
}

#[derive(Serialize)]
struct ItemLine<'a> {
    item: usize,
    id: String,
    call: usize,
    outcome: &'static str,
    code: &'a str,
    message: String,
    fate: &'static str,
    /// Why it failed again, where that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
}

/// What it is, then the calls, then the items.
pub(super) fn of(evidence: &Evidence<'_>) -> impl Iterator<Item = String> {
    std::iter::once(head(evidence))
        .chain(call_lines(evidence))
        .chain(item_lines(evidence))
}

fn head(evidence: &Evidence<'_>) -> String {
    let Evidence {
        run,
        connection,
        labels,
        ..
    } = evidence;
    let plan = run.plan();
    let draft = plan.draft();
    let named = draft.subscription().map(SubscriptionId::as_str);
    line(&Head {
        redrive_evidence: FORMAT,
        plan: plan.digest(),
        made_at: iso(plan.made_at()),
        connection: plan.connection(),
        label: &connection.label,
        environment: connection.environment.name(),
        base_url: &connection.base_url,
        vendor: plan.vendor().name(),
        action: draft.action(),
        endpoint: draft.endpoint(),
        subscription: named.or_else(|| match draft {
            Draft::ReplayDeliveries { .. } => labels.only_group(),
            _ => None,
        }),
        called: labels.name(),
        event_type: draft.event_type(),
        pinned_at: match draft {
            Draft::ReplayListed { pinned_at, .. } => Some(iso(*pinned_at)),
            _ => None,
        },
        actor: run.actor(),
        reason: run.reason(),
        confirmed_again: run
            .confirmed_again()
            .map(|(at, actor)| Confirmed { at: iso(at), actor })
            .collect(),
        opened_at: iso(run.opened_at()),
        ended_at: run.ended_at().map(iso),
        records: Count::Exact(plan.items().len() as u64),
        calls: plan.calls().len(),
        items: plan.items().len(),
        outcomes: run.ledger().counts(),
        fates: run.ledger().fates(),
    })
}

/// A half is told when it was needed, every other call also when its turn never came.
fn call_lines(evidence: &Evidence<'_>) -> impl Iterator<Item = String> {
    let windows = windows::of(evidence.run.plan());
    let calls = evidence.run.plan().calls().iter().enumerate();
    calls.filter_map(move |(index, call)| {
        let tries = evidence.calls.tries(index);
        if tries.is_empty() && call.after_refusal_of.is_some() {
            return None;
        }
        let tries = tries.iter().map(|record| Try {
            key: call
                .key
                .as_ref()
                .filter(|_| record.round > 0)
                .map(|key| key.in_round(record.round)),
            left_at: iso(record.left_at),
            end: end(record.end),
            ended_at: record.ended_at().map(iso),
            status: record.status,
            request_id: record.request_id.as_deref(),
            strangers: &record.strangers,
            counted: record.counted,
        });
        Some(line(&CallLine {
            call: index + 1,
            items: (call.items.start + 1, call.items.end),
            key: call.key.as_ref(),
            window: windows.get(index).cloned().flatten(),
            tries: tries.collect(),
        }))
    })
}

/// The words of the format.
const fn end(end: TryEnd) -> &'static str {
    match end {
        TryEnd::Awaited => "in flight",
        TryEnd::Interrupted => "interrupted",
        // That it could not leave is told by its items.
        TryEnd::Ended(_) | TryEnd::NotSent(_) => "ended",
    }
}

fn item_lines(evidence: &Evidence<'_>) -> impl Iterator<Item = String> {
    let ledger = evidence.run.ledger();
    let items = evidence.run.plan().items().iter().zip(ledger.iter());
    items.enumerate().map(|(place, (item, outcome))| {
        let label = evidence.labels.label(place);
        line(&ItemLine {
            item: place + 1,
            id: item.to_string(),
            call: evidence.calls.of_item(place) + 1,
            outcome: outcome.kind().word(),
            code: &wording::code(outcome),
            message: wording::message(outcome),
            fate: ledger.fate(place).word(),
            why: ledger.why(place),
            kind: label.kind,
            group: label.group,
            recipient: label.recipient,
        })
    })
}

fn line(value: &impl Serialize) -> String {
    // Our types always serialise.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}
