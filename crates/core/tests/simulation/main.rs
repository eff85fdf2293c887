//! Runs through schedules that are drawn from a seed, against small models of the three vendors.
//!
//! Why: what a run promises must hold in every order of losses, crashes, clocks and second
//! thoughts, and nobody can write all those orders down. A schedule is one such order. Its seed
//! replays it, and a failure prints the seed and every step. `tests/README.md` says how to run
//! more of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is tests, their helpers too"
)]

mod chance;
mod clock;
mod flaws;
mod host;
mod laws;
mod moods;
mod operator;
mod schedule;
mod tally;
mod trace;
mod trouble;
mod vendor;
mod world;

use std::time::Instant;
use tally::Tally;

/// In this many schedules every flaw of a host must show.
const FLAWED_SCHEDULES: u64 = 500;

/// In an ordinary run of the tests; `REDRIVE_SCHEDULES` asks for another number.
const SCHEDULES: u64 = 10_000;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.replace('_', "").parse();
    Some(number.unwrap_or_else(|_| panic!("{variable} must be a number, not {text:?}")))
}

#[test]
fn no_schedule_makes_a_run_break_its_promises() {
    if let Some(seed) = number("REDRIVE_SEED") {
        let ending = schedule::aloud(seed);
        println!(
            "seed {seed}: {}",
            ending.as_ref().map_or("broken", |_| "held")
        );
        ending.unwrap();
        return;
    }
    let first = number("REDRIVE_FIRST_SEED").unwrap_or(0);
    let count = number("REDRIVE_SCHEDULES").unwrap_or(SCHEDULES);
    let begun = Instant::now();
    match shared_out(first, count) {
        Ok(tally) => {
            let seconds = begun.elapsed().as_secs_f64();
            println!("{count} schedules in {seconds:.1} s{tally}");
            schedule::was_rough(&tally, count);
        }
        Err(seed) => {
            let ending = schedule::aloud(seed);
            panic!("seed {seed} (REDRIVE_SEED={seed} shows it again): {ending:?}");
        }
    }
}

#[test]
fn a_host_that_is_wrong_is_caught_by_the_law_that_it_breaks() {
    for (flaw, words) in flaws::ALL {
        let broken = (0..FLAWED_SCHEDULES)
            .find(|seed| schedule::flawed(*seed, flaw).is_err_and(|why| why.contains(words)));
        assert!(broken.is_some(), "{flaw:?} breaks no law");
        println!("{flaw:?} was caught in schedule {}", broken.unwrap_or(0));
    }
}

/// Every processor carries out its share.
fn shared_out(first: u64, count: u64) -> Result<Tally, u64> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (first..)
            .take(threads)
            .map(|start| {
                scope.spawn(move || schedule::all((start..first + count).step_by(threads)))
            })
            .collect();
        let mut tally = Tally::default();
        let mut failed = None;
        for part in parts {
            match part.join() {
                Ok(Ok(own)) => tally.take_in(own),
                Ok(Err(seed)) => failed = Some(failed.map_or(seed, |known: u64| known.min(seed))),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(Ok(tally), Err)
    })
}
