//! Somebody who is asked, who changes their mind, and who presses buttons at odd moments.

use crate::host::{Host, Lived};
use crate::moods::manner;
use chrono::{DateTime, Utc};
use redrive_core::journal::{Entry, Event};
use redrive_core::run::{Pause, Run};

/// Does something that nobody asked for.
pub fn acts(host: &mut Host) -> Lived {
    match host.chance.below(14) {
        0..=4 => presses(host, "pause", Run::pause),
        5 | 6 => presses(host, "go on", Run::go_on),
        7 => presses(host, "try again", Run::try_again),
        8 => presses(host, "stop", Run::stop),
        9 | 10 => {
            let manner = manner(&mut host.chance);
            presses(host, "manner", |run, now| run.set_manner(now, manner))
        }
        11 | 12 => presses(host, "recheck", Run::recheck),
        _ => presses(host, "read back again", Run::read_back_again),
    }?;
    Ok(())
}

/// Answers what the run asks.
pub fn decides(host: &mut Host, why: &Pause) -> Lived {
    host.tally.count("asked", word(why));
    if host.chance.percent(10) {
        host.clock.pass(host.chance.seconds(60, 3 * 86_400));
    }
    if host.moods.clock > 0 && host.chance.percent(10) {
        let last_entry = host.last_entry();
        host.clock.falls_behind(last_entry, &mut host.chance);
    }
    if *why == Pause::Conflict && host.chance.percent(70) {
        host.service.clear_conflict();
    }
    let can_be_tried = match why {
        Pause::Unresolved { .. } | Pause::BaselineUnread => true,
        Pause::Conflict => host.run.to_try_again().is_some(),
        _ => false,
    };
    let tries_again = can_be_tried && host.patience > 0;
    let taken = if host.moods.operator > 0 && host.chance.percent(5) {
        presses(host, "stop", Run::stop)
    } else if tries_again && host.chance.percent(50) {
        host.patience -= 1;
        host.tally.count("tried again", word(why));
        presses(host, "try again", Run::try_again)
    } else {
        presses(host, "go on", Run::go_on)
    }?;
    if !taken {
        return Err(format!("no button does anything while it asks {why:?}").into());
    }
    Ok(())
}

/// After the end: whether the operator wants anything more.
pub fn is_not_done(host: &mut Host) -> Lived<bool> {
    let can_recheck = host.run.can_recheck(host.clock.host());
    if host.patience == 0 || host.chance.percent(50) {
        return Ok(false);
    }
    host.patience = host.patience.saturating_sub(3);
    if !can_recheck {
        return presses(host, "read back again", Run::read_back_again);
    }
    if !presses(host, "recheck", Run::recheck)? {
        return Err("it can be rechecked, and then not".to_owned().into());
    }
    Ok(true)
}

/// Whether the run takes it.
fn presses(
    host: &mut Host,
    name: &'static str,
    button: impl FnOnce(&mut Run, DateTime<Utc>) -> Option<Entry>,
) -> Lived<bool> {
    let seen = host.run.state().clone();
    let Some(entry) = button(&mut host.run, host.clock.host()) else {
        return Ok(false);
    };
    if matches!(
        entry.event,
        Event::Resumed | Event::TriedAgain | Event::Rechecked
    ) {
        host.leave.given(&seen, &entry.event);
    }
    host.tally.count("operator", name);
    host.say(|| format!("operator: {name}"));
    host.keep(entry)?;
    Ok(true)
}

const fn word(why: &Pause) -> &'static str {
    match why {
        Pause::ByOperator => "paused",
        Pause::Interrupted => "interrupted",
        Pause::SignedOut => "signed out",
        Pause::NotConfirmed => "not confirmed",
        Pause::NotSent(_) => "not sent",
        Pause::Unreachable => "unreachable",
        Pause::CredentialsRefused => "credentials",
        Pause::Forbidden => "forbidden",
        Pause::Conflict => "conflict",
        Pause::KeyReused => "key reused",
        Pause::RateLimited => "rate limited",
        Pause::BaselineUnread => "what is there is unread",
        Pause::Unresolved { .. } => "unresolved",
        Pause::TookMore { .. } => "took more",
        Pause::TooManyRejected => "too many rejected",
        Pause::Canary => "first items",
    }
}
