//! One seed, one schedule: carried out silently, and once more aloud when it fails.

use crate::chance::Chance;
use crate::flaws::Flaw;
use crate::host::Host;
use crate::tally::Tally;
use crate::trace::Trace;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Carries out all of these; the first seed that fails.
pub fn all(seeds: impl Iterator<Item = u64>) -> Result<Tally, u64> {
    let mut tally = Tally::default();
    for seed in seeds {
        let lived = catch_unwind(AssertUnwindSafe(|| live(seed, Trace::Silent, None)));
        match lived {
            Ok(Ok(own)) => tally.take_in(own),
            Ok(Err(_)) | Err(_) => return Err(seed),
        }
    }
    Ok(tally)
}

/// Carries out one, and prints every step.
pub fn aloud(seed: u64) -> Result<Tally, String> {
    live(seed, Trace::Printed, None)
}

/// Carries out one with a host that is wrong; what the laws say of it.
pub fn flawed(seed: u64, flaw: Flaw) -> Result<(), String> {
    live(seed, Trace::Silent, Some(flaw)).map(|_| ())
}

fn live(seed: u64, trace: Trace, flaw: Option<Flaw>) -> Result<Tally, String> {
    let mut host = Host::begin(Chance::of(seed), trace, flaw);
    host.live()?;
    Ok(host.tally)
}

/// Whether everything that a schedule may hold did happen: a simulation in which nothing goes
/// wrong proves nothing.
pub fn was_rough(tally: &Tally, schedules: u64) {
    assert!(
        tally.of_group("tried again") * 40 > schedules,
        "hardly any call was tried again"
    );
    for group in [
        "trouble", "crashes", "clocks", "operator", "asked", "looks", "fates", "outcomes",
    ] {
        let times = tally.of_group(group);
        assert!(
            times * 20 > schedules,
            "{group} happened only {times} times"
        );
    }
}
