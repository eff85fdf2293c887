//! Hosts that are wrong on purpose, each in one way. The laws must catch every one of them: a
//! simulation that lets one live proves nothing.

use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::connection::Vendor;
use redrive_core::http::{Exchange, Request};
use redrive_core::idempotency::IDEMPOTENCY_KEY;
use redrive_core::plan::{Draft, Plan};
use redrive_core::run::Run;
use redrive_core::time::iso;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The intent of a call is made durable when the call has been sent.
    WritesAfterSending,
    /// A window ends on the moment of the row behind it.
    TouchesARow,
    /// A call goes out with the key of the one before it.
    ReusesKeys,
    /// After a crash, a call of which no end was written is made once more.
    RepeatsWhenResumed,
    /// A 2xx is a success, whatever it says.
    BelievesEverySuccess,
    /// Every question is answered with 'go on', and nobody sees it.
    AsksNobody,
    /// No wait is kept.
    NeverWaits,
    /// Every try of a call takes a new key, whatever became of the one before it.
    RenewsEveryKey,
    /// A call that was refused for good is made again as if it had been turned away.
    RepeatsTheRefused,
}

/// Each with words of the law that it breaks.
pub const ALL: [(Flaw, &str); 10] = [
    (Flaw::WritesAfterSending, "was applied 2 times"),
    (Flaw::TouchesARow, "is said to be Unknown(CountDiffers"),
    (Flaw::ReusesKeys, "came with another body"),
    (Flaw::RepeatsWhenResumed, "was applied 2 times"),
    (Flaw::BelievesEverySuccess, "and was applied 0 times"),
    (Flaw::AsksNobody, "nobody looked at the first"),
    (Flaw::AsksNobody, "that what is there could not be read"),
    (Flaw::NeverWaits, "which the vendor asked to wait for"),
    (Flaw::RenewsEveryKey, "was applied 2 times"),
    (Flaw::RepeatsTheRefused, "and nobody wanted it again"),
];

/// The request of a call, as it is sent.
pub fn request(flaw: Option<Flaw>, run: &Run, call: usize) -> Request {
    let plan = run.plan();
    let mut request = run.request(call).unwrap();
    match flaw {
        Some(Flaw::RenewsEveryKey) => {
            let tries = u32::try_from(run.calls().len()).unwrap();
            request = plan.calls()[call].request_in(tries);
        }
        Some(Flaw::TouchesARow) => touch(&mut request, plan, call),
        Some(Flaw::ReusesKeys) => {
            if let Some(key) = call.checked_sub(1).and_then(|last| key(plan, last)) {
                let headers = request.headers.iter();
                request.headers = headers
                    .map(|(name, text)| match name {
                        IDEMPOTENCY_KEY => (name, key),
                        _ => (name, text),
                    })
                    .collect();
            }
        }
        _ => {}
    }
    request
}

fn key(plan: &Plan, call: usize) -> Option<&str> {
    plan.calls()[call].request.headers.get(IDEMPOTENCY_KEY)
}

fn touch(request: &mut Request, plan: &Plan, call: usize) {
    let Draft::ReplayListed { rows, .. } = plan.draft() else {
        return;
    };
    let mut body: Value =
        serde_json::from_str(request.body.as_deref().unwrap_or("")).unwrap_or_default();
    if let (Some(bound), Some(row)) = (
        body.get_mut("created_before"),
        rows.get(plan.calls()[call].items.end),
    ) {
        *bound = iso(row.created_at).into();
        request.body = Some(body.to_string());
    }
}

/// What came back, as the run is told.
pub fn answer(flaw: Option<Flaw>, vendor: Vendor, exchange: Exchange) -> Exchange {
    match exchange {
        Exchange::Answered(mut answer)
            if flaw == Some(Flaw::BelievesEverySuccess) && answer.is_success() =>
        {
            // The words of a vendor that took everything; Kirim's name what it took.
            let status = match vendor {
                Vendor::Selfcommunity => Some(204),
                Vendor::Zuora => Some(202),
                Vendor::Kirim => None,
            };
            if let Some(status) = status {
                answer.status = status;
                answer.body.clear();
            }
            Exchange::Answered(answer)
        }
        exchange => exchange,
    }
}

/// What the run is told of the time.
pub fn now(flaw: Option<Flaw>, now: DateTime<Utc>) -> DateTime<Utc> {
    match flaw {
        Some(Flaw::NeverWaits) => now + TimeDelta::days(1),
        _ => now,
    }
}
