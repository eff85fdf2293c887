//! Somebody who is asked, who changes their mind, and who presses buttons at odd moments.

use crate::host::{Host, Lived};
use crate::moods::manner;
use redrive_core::journal::Entry;
use redrive_core::run::Pause;

/// Does something that nobody asked for.
pub fn acts(host: &mut Host) -> Lived {
    let now = host.clock.host();
    let (name, entry): (_, Option<Entry>) = match host.chance.below(14) {
        0..=4 => ("pause", host.run.pause(now)),
        5 | 6 => ("go on", host.run.go_on(now)),
        7 => ("try again", host.run.try_again(now)),
        8 => ("stop", host.run.stop(now)),
        9 | 10 => {
            let manner = manner(&mut host.chance);
            ("manner", host.run.set_manner(now, manner))
        }
        11 | 12 => ("recheck", host.run.recheck(now)),
        _ => ("read back again", host.run.read_back_again(now)),
    };
    written(host, name, entry)
}

/// Answers what the run asks.
pub fn decides(host: &mut Host, why: &Pause) -> Lived {
    host.tally.count("asked", word(why));
    if host.chance.percent(10) {
        host.clock.pass(host.chance.seconds(60, 3 * 86_400));
    }
    if *why == Pause::Conflict && host.chance.percent(70) {
        host.service.clear_conflict();
    }
    let now = host.clock.host();
    let tries_again = matches!(why, Pause::Unresolved { .. }) && host.patience > 0;
    let (name, entry) = if host.moods.operator > 0 && host.chance.percent(5) {
        ("stop", host.run.stop(now))
    } else if tries_again && host.chance.percent(50) {
        host.patience -= 1;
        ("try again", host.run.try_again(now))
    } else {
        ("go on", host.run.go_on(now))
    };
    if entry.is_none() {
        return Err(format!("'{name}' is not taken while it asks {why:?}").into());
    }
    written(host, name, entry)
}

/// After the end: whether the operator wants anything more.
pub fn is_not_done(host: &mut Host) -> Lived<bool> {
    let can_recheck = host.run.can_recheck(host.clock.host());
    if host.patience == 0 || host.chance.percent(50) {
        return Ok(false);
    }
    host.patience = host.patience.saturating_sub(3);
    let now = host.clock.host();
    let (name, entry): (_, Option<Entry>) = if can_recheck {
        ("recheck", host.run.recheck(now))
    } else {
        ("read back again", host.run.read_back_again(now))
    };
    let goes_on = entry.is_some();
    if can_recheck && !goes_on {
        return Err("it can be rechecked, and then not".to_owned().into());
    }
    written(host, name, entry)?;
    Ok(goes_on)
}

fn written(host: &mut Host, name: &'static str, entry: Option<Entry>) -> Lived {
    let Some(entry) = entry else {
        return Ok(());
    };
    host.tally.count("operator", name);
    host.say(|| format!("operator: {name}"));
    host.keep(entry)
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
        Pause::Unresolved { .. } => "unresolved",
        Pause::TooManyRejected => "too many rejected",
        Pause::Canary => "first items",
    }
}
