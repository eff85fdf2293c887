//! Windows of a replay as bars over time, so few that a page can draw them however many there are.
//! Pure: places in time and counts, no picture.

use chrono::{DateTime, Utc};
use redrive_core::kirim::Portion;
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::outcome::{Outcome, OutcomeKind, Unknown};
use redrive_core::plan::Draft;
use redrive_core::run::Run;
use std::ops::Range;

/// More than this many nobody can tell apart.
const MOST: usize = 200;

/// What one bar stands for: a window, or neighbours of one status drawn as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub status: ReplayStatus,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Whether only single deliveries stand in it.
    pub single: bool,
    pub calls: usize,
    /// Their places in the plan.
    pub items: Range<usize>,
}

/// What became of the calls of a bar: the worst of them, and until then the least done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    Accepted,
    Skipped,
    /// Its turn has not come, or not that of all of it.
    NotSent,
    InFlight,
    Unknown,
    Rejected,
}

/// The bars of a run in the order of its calls. Empty where it replays no listed deliveries.
pub fn bars(run: &Run) -> Vec<Bar> {
    let Draft::ReplayListed { rows, .. } = run.plan().draft() else {
        return Vec::new();
    };
    let mut start = 0;
    let single = run.plan().windows().into_iter().filter_map(|portion| {
        let items = start..start + portion.count();
        start = items.end;
        let row = rows.get(items.start)?;
        let (from, to, single) = match portion {
            Portion::Window { after, before, .. } => (after, before, false),
            Portion::Single => (row.created_at, row.created_at, true),
        };
        Some(Bar {
            status: row.status,
            from,
            to,
            single,
            calls: 1,
            items,
        })
    });
    merge(single.collect())
}

/// As many neighbours in each bar as it takes to have few bars.
fn merge(bars: Vec<Bar>) -> Vec<Bar> {
    let each = bars.len().div_ceil(MOST).max(1);
    let mut merged: Vec<Bar> = Vec::new();
    for bar in bars {
        match merged.last_mut() {
            Some(last) if last.status == bar.status && last.calls < each => {
                last.to = last.to.max(bar.to);
                last.from = last.from.min(bar.from);
                last.single &= bar.single;
                last.calls += 1;
                last.items.end = bar.items.end;
            }
            _ => merged.push(bar),
        }
    }
    merged
}

/// What became of each bar.
pub fn became(run: &Run, bars: &[Bar]) -> Vec<Became> {
    let mut outcomes = run.ledger().iter();
    bars.iter()
        .map(|bar| {
            let own = outcomes.by_ref().take(bar.items.len());
            own.map(of).max().unwrap_or(Became::NotSent)
        })
        .collect()
}

fn of(outcome: &Outcome) -> Became {
    match outcome {
        Outcome::Unknown(Unknown::Awaited) => Became::InFlight,
        other => match other.kind() {
            OutcomeKind::Accepted => Became::Accepted,
            OutcomeKind::Skipped => Became::Skipped,
            OutcomeKind::NotAttempted => Became::NotSent,
            OutcomeKind::Unknown => Became::Unknown,
            OutcomeKind::Rejected => Became::Rejected,
        },
    }
}

impl Became {
    /// The class that colours it.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Accepted => "good",
            Self::Skipped => "warn",
            Self::NotSent => "idle",
            Self::InFlight => "under-way",
            Self::Unknown => "unsure",
            Self::Rejected => "bad",
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Skipped => "skipped",
            Self::NotSent => "not sent",
            Self::InFlight => "in flight",
            Self::Unknown => "unknown",
            Self::Rejected => "rejected",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::kit;
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_window_is_a_bar_and_its_colour_that_of_its_call() {
        let mut run = kit::deliveries(5);
        let bars = bars(&run);
        let items: Vec<Range<usize>> = bars.iter().map(|bar| bar.items.clone()).collect();
        assert_eq!(items, [0..2, 2..5], "cut at the delivery of another");
        assert!(bars.iter().all(|bar| !bar.single && bar.from < bar.to));
        assert_eq!(became(&run, &bars), [Became::NotSent; 2]);
        let enqueued = r#"{"data":{"enqueued":2,"capped":false},"request_id":"r"}"#;
        kit::send(&mut run, kit::now(), &kit::answer(202, enqueued));
        assert_eq!(became(&run, &bars), [Became::Accepted, Became::NotSent]);
    }

    #[test]
    fn however_many_there_are_few_are_drawn_and_none_is_lost() {
        let bar = |n: usize| {
            let from = DateTime::UNIX_EPOCH + TimeDelta::minutes(i64::try_from(n).unwrap());
            Bar {
                status: if n < 700 {
                    ReplayStatus::Dead
                } else {
                    ReplayStatus::Failed
                },
                from,
                to: from + TimeDelta::seconds(50),
                single: n.is_multiple_of(7),
                calls: 1,
                items: n..n + 1,
            }
        };
        for count in [0, 1, 199, 200, 201, 1000, 1001] {
            let merged = merge((0..count).map(bar).collect());
            assert!(merged.len() <= MOST + 1, "{count}");
            assert_eq!(merged.iter().map(|bar| bar.calls).sum::<usize>(), count);
            let mut end = 0;
            for bar in merged {
                assert_eq!(bar.items.start, end);
                assert_eq!(bar.items.len(), bar.calls);
                end = bar.items.end;
            }
            assert_eq!(end, count);
        }
    }
}
