//! What a run may do by its operator's leave only, and what it must wait for.
//!
//! The host notes here what the operator really said, so that the run's word for it is not needed.

use crate::host::Host;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::http::{Exchange, NotSent};
use redrive_core::journal::Event;
use redrive_core::outcome::OutcomeKind;
use redrive_core::promises::Repeat;
use redrive_core::run::{CanaryRule, Pause, State, Then};
use redrive_core::search::Search;
use serde_json::Value;
use std::collections::HashSet;

/// Answers needed before the rejected share is meaningful.
const SHARE_FROM: usize = 20;
/// At most this many refusals in a row by a rate limit before somebody is asked.
const LIMITED: u32 = 20;

/// How long a baseline stays valid.
const LOOKED: TimeDelta = TimeDelta::minutes(1);

/// What a run may do by now.
#[derive(Debug, Clone, Default)]
pub struct Leave {
    /// To send what comes after the first items.
    past_first: bool,
    /// To go on however much is rejected.
    despite_rejections: bool,
    /// To call again at this instant of the host's clock.
    not_before: Option<DateTime<Utc>>,
    /// How often in a row the vendor had no room.
    limited: u32,
    /// What was there was read then, on the host's clock, and the operator was not asked since.
    looked: Option<DateTime<Utc>>,
    /// Calls that were refused for good by what stands against them (409).
    refused: HashSet<usize>,
    /// With what code the last of them was.
    conflict: Option<String>,
    /// Codes of such refusals that the operator lets pass.
    passed_over: HashSet<String>,
    /// A window that took more than was listed, of which the operator was not told.
    more: Option<usize>,
    /// How it ended when that was tried last.
    before: Before,
    /// To send all the same.
    without: bool,
}

/// Whether what was at the vendor before a call is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Read,
    Unread,
}

impl Leave {
    /// The operator sees this and lets it go on.
    pub fn given(&mut self, seen: &State, word: &Event) {
        if let State::Paused { why, then } = seen {
            if let (Pause::Conflict, Then::After(call)) = (why, then) {
                match word {
                    Event::TriedAgain => {
                        self.refused.remove(call);
                    }
                    _ => self.passed_over.extend(self.conflict.take()),
                }
            }
            self.past_first |= *why == Pause::Canary;
            self.despite_rejections |= *why == Pause::TooManyRejected;
            self.without |= *why == Pause::BaselineUnread && *word == Event::Resumed;
            if matches!(why, Pause::TookMore { .. }) {
                self.more = None;
            }
        }
        self.not_before = None;
        self.limited = 0;
        self.looked = None;
    }

    /// A call says that it took so many more than it was to hold, and that is durable.
    pub fn took_more(&mut self, call: usize) {
        self.more = Some(call);
    }

    /// What was there was read, or could not be, and that is durable.
    pub fn looked(&mut self, at: DateTime<Utc>, unread: bool) {
        self.looked = Some(at);
        self.before = if unread { Before::Unread } else { Before::Read };
    }
}

/// Before a call leaves: it is its turn.
pub fn to_call(host: &Host, call: usize) -> Result<(), String> {
    let first = host.plan.shape().first.map_or(0, |first| first as usize);
    let is_first = host.plan.calls()[call].items.start < first;
    if first > 0 && !is_first && !host.leave.past_first {
        return Err(format!(
            "call {call} leaves, and nobody looked at the first"
        ));
    }
    if Search::baseline(&host.plan).is_some() && host.is_new(call) {
        let age = host.leave.looked.map(|at| host.clock.host() - at);
        if age.is_none_or(|age| age < TimeDelta::zero() || age > LOOKED) {
            return Err(format!(
                "call {call} leaves, and what is there was read {age:?} before"
            ));
        }
    }
    let only_rows_tell = host.plan.draft().repeat() == Repeat::SendsAgain;
    if only_rows_tell
        && host.is_new(call)
        && host.leave.before == Before::Unread
        && !host.leave.without
    {
        return Err(format!(
            "call {call} leaves, and nobody was told that what is there could not be read"
        ));
    }
    if let Some(more) = host.leave.more
        && host.is_new(call)
    {
        return Err(format!(
            "call {call} leaves, and nobody was told that call {more} took more"
        ));
    }
    if host.leave.refused.contains(&call) {
        return Err(format!(
            "call {call} leaves, which was refused, and nobody wanted it again"
        ));
    }
    match host.leave.not_before {
        Some(at) if host.clock.host() < at => Err(format!(
            "call {call} leaves before {at}, which the vendor asked to wait for"
        )),
        _ => Ok(()),
    }
}

/// How many items of this call are rejected.
pub fn rejected(host: &Host, call: usize) -> usize {
    let items = host.plan.calls()[call].items.clone();
    let outcomes = items.filter_map(|place| host.run.ledger().outcome(place));
    outcomes
        .filter(|outcome| outcome.kind() == OutcomeKind::Rejected)
        .count()
}

/// After the end of a call is durable: it does not leave again by itself when what stands against
/// it refused it for good.
pub fn was_refused(host: &mut Host, call: usize, exchange: &Exchange) {
    if conflict(exchange).is_some() && rejected(host, call) == host.plan.calls()[call].items.len() {
        host.leave.refused.insert(call);
    }
}

/// The code of a conflict, in the words of whichever vendor.
fn conflict(exchange: &Exchange) -> Option<String> {
    let Exchange::Answered(answer) = exchange else {
        return None;
    };
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let words = [
        &body["error"]["code"],
        &body["errors"][0]["code"],
        &body["errors"][0]["messages"][0]["code"],
    ];
    let code = words
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or("HTTP 409");
    (answer.status == 409).then(|| code.to_owned())
}

/// After an answer was taken: what it says stops the run where it has to. Some of the call may have
/// been rejected before.
pub fn after_an_answer(
    host: &mut Host,
    call: usize,
    exchange: &Exchange,
    rejected_before: usize,
) -> Result<(), String> {
    let status = match exchange {
        Exchange::Answered(answer) => answer.status,
        Exchange::Lost { .. } | Exchange::NotSent { .. } => 0,
    };
    let refused = rejected(host, call) > rejected_before;
    let conflict = conflict(exchange).filter(|_| refused);
    let is_news = |code: &String| !host.leave.passed_over.contains(code);
    let no_token = matches!(
        exchange,
        Exchange::NotSent {
            why: NotSent::CredentialsRefused(_)
        }
    );
    let stops = no_token || matches!(status, 401 | 403) || conflict.as_ref().is_some_and(is_news);
    if stops && !matches!(host.run.state(), State::Paused { .. }) {
        return Err(format!("it goes on after a {status}, no token: {no_token}"));
    }
    host.leave.conflict = conflict.or(host.leave.conflict.take());
    limits(host, status, exchange)?;
    if refused { brake(host) } else { Ok(()) }
}

/// A vendor without room is left alone for as long as it asks, and not asked for ever.
fn limits(host: &mut Host, status: u16, exchange: &Exchange) -> Result<(), String> {
    host.leave.not_before = None;
    if status != 429 {
        host.leave.limited = 0;
        return Ok(());
    }
    host.leave.limited += 1;
    if host.leave.limited > LIMITED {
        return Err(format!(
            "refused {LIMITED} times with a 429, and nobody is asked"
        ));
    }
    if let Exchange::Answered(answer) = exchange {
        let asked = answer.headers.get("retry-after");
        let asked = asked.and_then(|seconds| seconds.parse::<i64>().ok());
        let wait = asked.filter(|seconds| *seconds <= 86_400);
        let until = wait.map(|seconds| host.clock.host() + TimeDelta::seconds(seconds));
        host.leave.not_before = until;
    }
    Ok(())
}

/// Too many rejections stop a run that is not made to find out who they are.
fn brake(host: &Host) -> Result<(), String> {
    let counts = host.run.ledger().counts();
    let answered = counts.accepted + counts.rejected;
    let allowed = usize::from(host.run.manner().brake_at) * answered;
    let is_too_much = answered >= SHARE_FROM && counts.rejected * 100 > allowed;
    let has_leave = host.leave.despite_rejections || host.plan.shape().halving;
    if is_too_much && !has_leave && matches!(host.run.state(), State::Ready { .. }) {
        return Err(format!(
            "it goes on although {} of {answered} were rejected",
            counts.rejected
        ));
    }
    Ok(())
}

/// After the first items were read back: nothing goes on by itself unless all of them are there.
pub fn past_the_first(host: &mut Host) -> Result<(), String> {
    let first = host.plan.shape().first.map_or(0, |first| first as usize);
    let all = (0..first).all(|place| super::receiver(host, place).delivered);
    if !all || host.run.manner().canary == CanaryRule::Ask {
        return Err("it goes on by itself after the first items".into());
    }
    host.leave.past_first = true;
    Ok(())
}
