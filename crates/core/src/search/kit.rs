//! What the tests of searches share: answers, plans, and a driver that counts.

use super::{Found, REPEATS, Search, Since, Wanted};
use crate::connection::Settings;
use crate::http::{Answer, Exchange};
use crate::plan::tests::{billing, community, connection, events, nonce, notifications, now};
use crate::plan::{Draft, Plan};
use crate::read::Read;
use crate::search::Baseline;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

pub fn answered(status: u16, body: impl Into<Vec<u8>>) -> Exchange {
    Exchange::Answered(Answer::bare(status, body))
}

pub fn json(body: &Value) -> Exchange {
    answered(200, body.to_string())
}

pub fn lost() -> Exchange {
    Exchange::Lost {
        why: "reset".into(),
    }
}

/// This many seconds after the beginning of the story.
pub fn second(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

/// Resends these events.
pub fn resend(ids: &[u64]) -> Plan {
    Plan::build(&community(100), events(ids), nonce(), now()).unwrap()
}

/// The text of a delivery id.
pub fn wbd(number: u64) -> String {
    format!("wbd_{number:026}")
}

/// Replays these deliveries.
pub fn replay(ids: &[u64]) -> Plan {
    let deliveries = ids.iter().map(|id| wbd(*id).parse().unwrap()).collect();
    let draft = Draft::ReplayDeliveries { deliveries };
    Plan::build(&connection(Settings::Kirim), draft, nonce(), now()).unwrap()
}

/// Every item of the plan.
pub fn all<'a>(plan: &'a Plan, baseline: &'a Baseline) -> Wanted<'a> {
    Wanted {
        plan,
        places: (0..plan.items().len()).collect(),
        since: vec![Since {
            place: 0,
            baseline,
            sent_from: second(0),
        }],
        replays: Vec::new(),
    }
}

/// Resends the notifications `id0`, `id1` and so on.
pub fn remind(count: usize) -> Plan {
    Plan::build(&billing(), notifications(count), nonce(), now()).unwrap()
}

/// Reads until it is over, which must come within the bound; gives the reads.
pub fn drive(search: &mut Search, mut vendor: impl FnMut(&Read) -> Exchange) -> Vec<Read> {
    let most = search.pages * (usize::from(REPEATS) + 1);
    let mut reads = Vec::new();
    let mut looks = 0;
    while let Some(read) = search.next() {
        search.read(&vendor(&read));
        if matches!(read, Read::Zuora(crate::zuora::Read::Job { .. })) {
            looks += 1;
        }
        reads.push(read);
        assert!(reads.len() - looks <= most, "it does not end");
        assert!(looks <= 100 * most, "it waits for ever");
    }
    reads
}

pub fn found(mut search: Search, vendor: impl FnMut(&Read) -> Exchange) -> Found {
    drive(&mut search, vendor);
    search.into_findings()
}

pub fn baseline(plan: &Plan, vendor: impl FnMut(&Read) -> Exchange) -> Option<Baseline> {
    let mut search = Search::baseline(plan).unwrap();
    drive(&mut search, vendor);
    search.into_baseline()
}
