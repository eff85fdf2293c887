//! The phases of a run as named steps. What this run never does is no step of it.

use super::glance::Glance;
use crate::words::ended::AWAITS;
use leptos::prelude::*;
use redrive_core::promises::ReadBack;
use redrive_core::run::{End, Phase, Run, State};
use redrive_core::search::Search;

/// A step, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    word: &'static str,
    standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Done,
    Now,
    ToCome,
}

/// The steps in a row; the current one is marked for everybody.
#[component]
pub fn Phases(glance: Glance) -> impl IntoView {
    let steps = Memo::new(move |_| glance.read(steps));
    let line = |step: Step| {
        let (class, current) = match step.standing {
            Standing::Done => ("done", None),
            Standing::Now => ("now", Some("step")),
            Standing::ToCome => ("to-come", None),
        };
        view! {
            <li class=class aria-current=current>
                {step.word}
            </li>
        }
    };
    view! {
        <ol class="phases" aria-label="Phases of the run">
            {move || steps.get().into_iter().map(line).collect_view()}
        </ol>
    }
}

fn steps(run: &Run) -> Vec<Step> {
    let plan = run.plan();
    let now = run.phase();
    let checks = Search::baseline(plan).is_some();
    let reads = plan.draft().read_back() != ReadBack::Nothing;
    let read_back = match now {
        Phase::Awaiting => now,
        _ => Phase::ReadingBack,
    };
    let phases = [
        (Phase::Checking, checks),
        (Phase::Sending, true),
        (read_back, reads),
        (Phase::Settled, true),
    ];
    let phases = phases.into_iter().filter(|(_, own)| *own);
    let step = |(phase, _): (Phase, bool)| {
        let standing = match order(phase).cmp(&order(now)) {
            std::cmp::Ordering::Less => Standing::Done,
            // Nothing follows the last one: it is no step that still goes on.
            std::cmp::Ordering::Equal if now == Phase::Settled => Standing::Done,
            std::cmp::Ordering::Equal => Standing::Now,
            std::cmp::Ordering::Greater => Standing::ToCome,
        };
        Step {
            word: word(phase, standing, run.state()),
            standing,
        }
    };
    phases.map(step).collect()
}

const fn order(phase: Phase) -> u8 {
    match phase {
        Phase::Checking => 0,
        Phase::Sending => 1,
        Phase::ReadingBack | Phase::Awaiting => 2,
        Phase::Settled => 3,
    }
}

const fn word(phase: Phase, standing: Standing, state: &State) -> &'static str {
    match (phase, standing) {
        (Phase::Checking, Standing::Done) => "Checked",
        (Phase::Checking, _) => "Checking",
        (Phase::Sending, Standing::Done) => match state {
            State::Ended(End::Stopped(_)) => "Stopped",
            _ => "Sent",
        },
        (Phase::Sending, Standing::Now) => match state {
            State::Paused { .. } => "Sending, paused",
            _ => "Sending",
        },
        (Phase::Sending, Standing::ToCome) => "Sending",
        (Phase::ReadingBack, Standing::Done) => "Read back",
        (Phase::ReadingBack, _) => "Reading back",
        (Phase::Awaiting, _) => AWAITS,
        (Phase::Settled, _) => "Settled",
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use redrive_core::fate::Fate;

    fn words(run: &Run) -> Vec<(&'static str, Standing)> {
        let steps = steps(run).into_iter();
        steps.map(|step| (step.word, step.standing)).collect()
    }

    #[test]
    fn the_current_phase_is_the_one_that_is_marked() {
        use Standing::{Done, Now, ToCome};
        let mut run = kit::deliveries(3);
        assert_eq!(
            words(&run),
            [
                ("Checking", Now),
                ("Sending", ToCome),
                ("Reading back", ToCome),
                ("Settled", ToCome)
            ]
        );
        let enqueued = r#"{"data":{"enqueued":2,"capped":false},"request_id":"r"}"#;
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, enqueued));
        assert_eq!(words(&run)[1], ("Sending", Now));
        run.pause(at).unwrap();
        assert_eq!(words(&run)[1], ("Sending, paused", Now));
        run.stop(at).unwrap();
        assert_eq!(
            words(&run),
            [
                ("Checked", Done),
                ("Stopped", Done),
                ("Reading back", Now),
                ("Settled", ToCome)
            ]
        );
    }

    #[test]
    fn the_vendors_word_may_be_waited_for_before_it_is_settled() {
        let mut run = kit::emails(1);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        for _ in 0..5 {
            assert_eq!(words(&run)[1], ("Reading back", Standing::Now));
            kit::read_back(&mut run, at, &[]);
        }
        assert_eq!(
            words(&run)[1..],
            [(AWAITS, Standing::Now), ("Settled", Standing::ToCome)]
        );
    }

    #[test]
    fn nothing_is_marked_as_going_on_once_it_is_settled() {
        let mut run = kit::emails(1);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        kit::read_back(&mut run, at, &[(0, Fate::Delivered)]);
        assert_eq!(words(&run).last(), Some(&("Settled", Standing::Done)));
    }
}
