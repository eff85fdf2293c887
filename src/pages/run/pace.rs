//! How fast a run goes, how long it will take, and what the next call waits for. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::run::{Look, Run, State, TryEnd};

/// The rate is measured over this long.
const WHILE: TimeDelta = TimeDelta::seconds(60);

/// Calls, as far as their number is known before they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calls {
    /// Those of which at least one try left, or may have, and is over.
    pub made: usize,
    /// Halves of calls are made only if these are refused, so they are not counted before.
    pub all: usize,
}

/// How many calls were made, of how many.
pub fn calls(run: &Run) -> Calls {
    Calls {
        made: run.calls_made(),
        all: run.calls_to_make(),
    }
}

/// Calls that ended in a minute, measured over the last while. `None` where too few ended.
pub fn per_minute(run: &Run, now: DateTime<Utc>) -> Option<usize> {
    let (ended, span) = measured(run, now)?;
    let rate = i64::try_from(ended).ok()? * 60_000 / span.num_milliseconds().max(1);
    usize::try_from(rate).ok().filter(|rate| *rate > 0)
}

/// How long the calls that are left will take at that rate, or at the operator's own speed before
/// anything could be measured.
pub fn left(run: &Run, now: DateTime<Utc>) -> Option<TimeDelta> {
    let Calls { made, all } = calls(run);
    let left = i32::try_from(all - made).ok()?;
    match (measured(run, now), run.manner().calls_per_minute) {
        (Some((ended, span)), _) => Some(span * left / i32::try_from(ended).ok()?.max(1)),
        (None, Some(speed)) => {
            Some(TimeDelta::minutes(1) * left / i32::try_from(speed).ok()?.max(1))
        }
        (None, None) => None,
    }
}

/// How many calls ended after the first of the last while, and how long that took.
fn measured(run: &Run, now: DateTime<Utc>) -> Option<(usize, TimeDelta)> {
    // What never left was no call.
    let ended = run
        .calls()
        .iter()
        .rev()
        .filter_map(|record| match record.end {
            TryEnd::Ended(at) => Some(at),
            TryEnd::Awaited | TryEnd::Interrupted | TryEnd::NotSent(_) => None,
        });
    // Nor does it tell how fast it goes that it waited for somebody.
    let recent = ended.take_while(|at| now - *at < WHILE && *at >= run.went_on_at());
    let (count, first) = recent.fold((0_usize, None), |(count, _), at| (count + 1, Some(at)));
    let span = now - first?;
    (count > 2 && span > TimeDelta::zero()).then_some((count - 1, span))
}

/// What a run waits for by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// The vendor asked for it (429).
    Asked,
    /// The last try got no clear answer; tries get rarer.
    Failed,
    /// The operator's own speed.
    Speed(u32),
    /// The vendor's limit is nearly used up; a share of it is left to others.
    Share,
    /// Rows are read again, later and later.
    Reading,
}

/// Until when it waits by itself, and why. `None` when it does not.
pub fn wait(run: &Run, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Wait)> {
    let (until, why) = match run.state() {
        State::Ready { not_before, .. } => (*not_before, why_the_next_call_waits(run)),
        State::Looking {
            look, not_before, ..
        } if *look != Look::Baseline => (*not_before, Wait::Reading),
        State::Ended(_) => (run.next_reading()?, Wait::Reading),
        _ => return None,
    };
    (until > now).then_some((until, why))
}

fn why_the_next_call_waits(run: &Run) -> Wait {
    match run.calls().last().map(|record| record.status) {
        Some(Some(429)) => Wait::Asked,
        Some(None | Some(500..)) => Wait::Failed,
        _ => run
            .manner()
            .calls_per_minute
            .map_or(Wait::Share, Wait::Speed),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use redrive_core::plan::Shape;

    /// A call a second.
    fn steady(run: &mut Run, calls: i64) -> DateTime<Utc> {
        let at = |call| kit::now() + TimeDelta::seconds(call);
        for call in 0..calls {
            kit::send(run, at(call), &kit::answer(204, ""));
        }
        at(calls - 1)
    }

    #[test]
    fn rate_and_time_left_follow_what_was_measured() {
        let mut run = kit::events(100, 1, Shape::default());
        assert_eq!(
            (per_minute(&run, kit::now()), left(&run, kit::now())),
            (None, None)
        );
        let at = steady(&mut run, 40);
        assert_eq!(calls(&run), Calls { made: 40, all: 100 });
        assert_eq!(per_minute(&run, at), Some(60));
        assert_eq!(left(&run, at), Some(TimeDelta::seconds(60)));
        let later = at + TimeDelta::minutes(5);
        assert_eq!(
            (per_minute(&run, later), left(&run, later)),
            (None, None),
            "what is long ago says nothing of now"
        );
    }

    #[test]
    fn a_pause_is_no_part_of_the_rate() {
        let mut run = kit::events(100, 1, Shape::default());
        let at = steady(&mut run, 10);
        run.pause(at).unwrap();
        let again = at + TimeDelta::seconds(40);
        run.go_on(again).unwrap();
        assert_eq!(per_minute(&run, again), None);
        for call in 1..5 {
            let at = again + TimeDelta::seconds(call);
            kit::send(&mut run, at, &kit::answer(204, ""));
        }
        let now = again + TimeDelta::seconds(4);
        assert_eq!(per_minute(&run, now), Some(60));
        assert_eq!(left(&run, now), Some(TimeDelta::seconds(86)));
    }

    #[test]
    fn what_never_left_is_no_call_and_has_no_rate() {
        let mut run = kit::emails(2500);
        let mut at = kit::now();
        for _ in 0..4 {
            at = kit::send(&mut run, at, &kit::unreachable());
            assert_eq!(calls(&run), Calls { made: 0, all: 3 });
        }
        assert_eq!(per_minute(&run, at), None);
    }

    #[test]
    fn halves_count_when_they_are_made() {
        let halving = Shape {
            first: None,
            halving: true,
        };
        let mut run = kit::events(4, 4, halving);
        assert_eq!(calls(&run), Calls { made: 0, all: 1 });
        let refused = kit::answer(400, r#"{"errors":[{"message":"m","code":"invalid"}]}"#);
        let at = kit::send(&mut run, kit::now(), &refused);
        kit::send(&mut run, at, &kit::answer(204, ""));
        assert_eq!(calls(&run), Calls { made: 2, all: 2 });
    }

    #[test]
    fn a_wait_says_what_it_is_for() {
        let mut run = kit::emails(2000);
        let at = kit::send(&mut run, kit::now(), &kit::answer(429, ""));
        assert_eq!(wait(&run, at).map(|(_, why)| why), Some(Wait::Asked));
        let at = kit::send(&mut run, at, &kit::answer(502, ""));
        let (until, why) = wait(&run, at).unwrap();
        assert_eq!(why, Wait::Failed);
        assert_eq!(wait(&run, until), None, "it is over");
    }
}
