//! What must hold, whatever happens. The models say what really happened; the run's word for it
//! is never taken.

use crate::host::Host;
use crate::vendor::Receiver;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::fate::Fate;
use redrive_core::outcome::{Accepted, NotAttempted, Outcome, OutcomeKind, Unknown};
use redrive_core::run::{End, Phase, State};
use redrive_core::search::Found;
use std::collections::HashSet;

pub mod leave;

/// After every step: nothing forbidden was done at the vendor, and every item has one outcome.
pub fn at_any_time(host: &Host) -> Result<(), String> {
    if let Some(wrong) = &host.service.book.wrong {
        return Err(wrong.clone());
    }
    let ledger = host.run.ledger();
    let items = host.plan.items().len();
    let told = ledger.iter().count();
    if ledger.len() != items || told != items || ledger.counts().total() != items {
        return Err(format!("{items} items, and {told} outcomes"));
    }
    Ok(())
}

/// Whenever an entry was written: what the ledger says is so.
pub fn of_truth(host: &Host) -> Result<(), String> {
    // Looking through many items each time would take too long; the end looks at all of them.
    if host.plan.items().len() > 100 {
        return Ok(());
    }
    truth(host)
}

fn truth(host: &Host) -> Result<(), String> {
    let book = &host.service.book;
    let excused = excused(host);
    let cut_off = carried(host, &host.cut_off);
    for (place, outcome) in host.run.ledger().iter().enumerate() {
        let is_so = match outcome {
            Outcome::Accepted(accepted) => is_accepted(host, place, accepted),
            Outcome::Rejected(_) | Outcome::NotAttempted(_) | Outcome::Skipped(_) => {
                book.applied[place] == 0 && !book.taken[place]
            }
            Outcome::Unknown(Unknown::Awaited) => {
                matches!(host.run.state(), State::InFlight { .. })
            }
            Outcome::Unknown(Unknown::Interrupted) => cut_off[place],
            Outcome::Unknown(_) => excused[place],
        };
        if !is_so {
            let applied = book.applied[place];
            return Err(format!(
                "item {place} is said to be {outcome:?}, and was applied {applied} times"
            ));
        }
        let fate = host.run.ledger().fate(place);
        let is_so = match fate {
            Fate::Delivered | Fate::HandedOver => receiver(host, place).delivered,
            Fate::FailedAgain => host.failed_again[place],
            Fate::Pending | Fate::NotVerifiable | Fate::NotRead => true,
        };
        if !is_so {
            return Err(format!(
                "item {place} is told as {fate:?}, and nobody saw that"
            ));
        }
    }
    Ok(())
}

/// Whether others made the vendor send this item again after the baseline of its call: nobody can
/// tell such a trace from ours.
fn by_others(host: &Host, place: usize) -> bool {
    host.service.book.by_others[place].is_some_and(|rows| rows >= host.since[place])
}

fn is_accepted(host: &Host, place: usize, accepted: &Accepted) -> bool {
    let book = &host.service.book;
    match accepted {
        Accepted::Queued | Accepted::ReplayedAs(_) => book.applied[place] == 1,
        Accepted::TakenWithoutReport => book.taken[place],
        Accepted::SeenAfterwards | Accepted::SeenAmongMore(_) => {
            book.applied[place] == 1 || by_others(host, place)
        }
        Accepted::Changed => book.applied[place] > 0,
    }
}

/// Items of which it may be unknown what became: something befell a call of theirs, or the vendor
/// left it open for one of its items.
fn excused(host: &Host) -> Vec<bool> {
    let calls = host.plan.calls();
    let untold = &host.service.book.untold;
    let excused: Vec<bool> = calls
        .iter()
        .zip(&host.excused)
        .map(|(call, excused)| *excused || untold[call.items.clone()].contains(&true))
        .collect();
    carried(host, &excused)
}

/// The items that these calls carry.
fn carried(host: &Host, calls: &[bool]) -> Vec<bool> {
    let mut items = vec![false; host.plan.items().len()];
    let which = host.plan.calls().iter().zip(calls);
    for (call, _) in which.filter(|(_, is)| **is) {
        items[call.items.clone()].fill(true);
    }
    items
}

/// What receivers saw of every item until now.
pub fn receivers(host: &Host) -> Vec<Receiver> {
    let items = 0..host.plan.items().len();
    items.map(|place| receiver(host, place)).collect()
}

fn receiver(host: &Host, place: usize) -> Receiver {
    host.service
        .receiver(place, host.since[place], host.clock.truth())
}

/// What reading back says is so, at one end of the reading at least.
pub fn of_fates(host: &mut Host, found: &Found, before: &[Receiver]) -> Result<(), String> {
    host.service.live_until(host.clock.truth());
    let after = receivers(host);
    for (place, fate) in found.findings.traces() {
        let (before, after) = (before[place], after[place]);
        let failed = |seen: Receiver| seen.failed && !seen.delivered && !seen.pending;
        let is_so = match fate {
            Fate::Delivered | Fate::HandedOver => after.delivered,
            // Somebody else's failure cannot be told from ours, which may still be on its way.
            Fate::FailedAgain => {
                let others = by_others(host, place);
                failed(before) || failed(after) || others && after.failed && !before.delivered
            }
            Fate::Pending | Fate::NotVerifiable | Fate::NotRead => true,
        };
        if !is_so {
            return Err(format!(
                "item {place} is said to be {fate:?}: {before:?}, {after:?}"
            ));
        }
        host.failed_again[place] |= fate == Fate::FailedAgain;
        host.tally.count("fates", word(fate));
    }
    Ok(())
}

/// After a look: once the first looks are over the vendor's rows are read rarely, not for ever, and
/// with nothing left to send.
pub fn of_patience(host: &mut Host, now: DateTime<Utc>) -> Result<(), String> {
    if host.run.phase() != Phase::Awaiting {
        return Ok(());
    }
    host.tally.count("looks", "while the vendor may still try");
    let (Some(next), Some(until)) = (host.run.next_reading(), host.run.word_comes_until()) else {
        return Err("it waits for a word and never looks".into());
    };
    let gap = next - now;
    let rarely = gap >= TimeDelta::minutes(10) || next == until;
    let in_time = TimeDelta::zero() < gap && gap <= TimeDelta::minutes(68) && next <= until;
    if !host.run.is_sent() || host.run.still_to_send().next().is_some() || !rarely || !in_time {
        return Err(format!(
            "the next look is at {next}, at {now}, until {until}"
        ));
    }
    Ok(())
}

const fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "delivered",
        Fate::HandedOver => "handed over",
        Fate::FailedAgain => "failed again",
        Fate::Pending => "pending",
        Fate::NotVerifiable => "not verifiable",
        Fate::NotRead => "not read",
    }
}

/// A run that takes refused calls apart does so down to the single item.
fn taken_apart(host: &Host) -> Result<(), String> {
    let run = &host.run;
    if !host.plan.shape().halving || *run.state() != State::Ended(End::Done) {
        return Ok(());
    }
    let ended = run.calls().iter().filter(|made| made.ended_at().is_some());
    let calls = ended.map(|made| &host.plan.calls()[made.call]);
    let alone: HashSet<usize> = calls
        .filter(|call| call.items.len() == 1)
        .map(|call| call.items.start)
        .collect();
    let mut rejected = run.ledger().places(OutcomeKind::Rejected);
    match rejected.find(|place| !alone.contains(place)) {
        Some(place) => Err(format!("item {place} was refused with others only")),
        None => Ok(()),
    }
}

/// After the last step, and after everything that was still on its way has arrived.
pub fn at_the_end(host: &mut Host) -> Result<(), String> {
    at_any_time(host)?;
    truth(host)?;
    host.is_all_durable()?;
    taken_apart(host)?;
    let run = &host.run;
    if !run.is_sent() {
        return Err(format!("it ends as {:?}", run.state()));
    }
    for outcome in run.ledger().iter() {
        host.tally.count("outcomes", outcome.kind().word());
        let is_open = matches!(
            outcome,
            Outcome::Unknown(Unknown::Awaited) | Outcome::NotAttempted(NotAttempted::Waiting)
        );
        let left_out = matches!(outcome, Outcome::NotAttempted(_));
        if is_open || (left_out && *run.state() == State::Ended(End::Done)) {
            return Err(format!(
                "an item ends as {outcome:?} of a run that is {:?}",
                run.state()
            ));
        }
    }
    Ok(())
}
