//! What can be done once a run has ended, the best first. Pure.

use super::again;
use chrono::{DateTime, Utc};
use redrive_core::fate::Fate;
use redrive_core::outcome::OutcomeKind;
use redrive_core::promises::Repeat;
use redrive_core::report::retryable_places;
use redrive_core::run::{Phase, Run};

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Learn what became of so many unknown items.
    Check {
        count: usize,
        by: Means,
    },
    /// Plan so many anew that were refused or turned away, and can work now.
    Retry {
        count: usize,
    },
    /// Plan so many anew of which none was ever sent.
    Send {
        count: usize,
    },
    /// Take the calls apart that were refused as a whole.
    Halve {
        count: usize,
    },
    /// Plan so many anew that stay refused until something is put right.
    Refused {
        count: usize,
    },
    ReadAgain,
    /// Plan so many anew that were taken, and failed again at their receiver.
    Again {
        count: usize,
    },
    Evidence,
}

/// How the unknown is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The same calls with the same keys, within so many hours.
    SameKey {
        hours: u32,
    },
    /// Setting a switch once more.
    SameCall,
    Reading,
}

/// The actions of a run that has ended, the best first; none while it has not.
pub fn actions(run: &Run, now: DateTime<Utc>) -> Vec<Action> {
    if !run.is_sent() {
        return Vec::new();
    }
    let unknown = run.ledger().counts().unknown;
    let check = run.can_recheck(now).then(|| Action::Check {
        count: unknown,
        by: means(run, now),
    });
    let retryable = retryable_places(run.ledger(), run.plan().vendor()).count();
    let retry = (retryable > 0).then(|| {
        if never_sent(run, retryable) {
            Action::Send { count: retryable }
        } else {
            Action::Retry { count: retryable }
        }
    });
    let together = again::refused_together(run).len();
    // What was alone in its call is known to be refused.
    let halve = (together > 1).then_some(Action::Halve { count: together });
    let fixable = again::fixable(run).len();
    let refused = (fixable > 0).then_some(Action::Refused { count: fixable });
    let over = matches!(run.phase(), Phase::Settled | Phase::Awaiting);
    let read = (over && run.can_be_read_back()).then_some(Action::ReadAgain);
    // What is about to be read back says more in a moment.
    let failed = if over { failed_again(run).count() } else { 0 };
    let again = (failed > 0).then_some(Action::Again { count: failed });
    let evidence = Some(Action::Evidence);
    [check, retry, halve, refused, read, again, evidence]
        .into_iter()
        .flatten()
        .collect()
}

/// Places of what was taken and failed again.
pub fn failed_again(run: &Run) -> impl Iterator<Item = usize> {
    let ledger = run.ledger();
    (0..ledger.len()).filter(|place| ledger.fate(*place) == Fate::FailedAgain)
}

fn means(run: &Run, now: DateTime<Utc>) -> Means {
    if !run.recheck_repeats(now) {
        return Means::Reading;
    }
    match run.plan().draft().repeat() {
        Repeat::SafeWithKey { hours } => Means::SameKey { hours },
        Repeat::Harmless | Repeat::SendsAgain => Means::SameCall,
    }
}

fn never_sent(run: &Run, retryable: usize) -> bool {
    let ledger = run.ledger();
    retryable <= ledger.counts().not_attempted
        && retryable_places(ledger, run.plan().vendor()).all(|place| {
            ledger
                .outcome(place)
                .is_some_and(|outcome| outcome.kind() == OutcomeKind::NotAttempted)
        })
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use chrono::TimeDelta;
    use redrive_core::plan::Shape;

    fn stop(run: &mut Run, at: DateTime<Utc>) {
        run.stop(at).unwrap();
    }

    #[test]
    fn nothing_is_offered_before_the_end() {
        assert_eq!(actions(&kit::emails(1), kit::now()), []);
    }

    #[test]
    fn the_unknown_is_checked_before_anything_is_sent_again() {
        let mut run = kit::emails(2500);
        let mut at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        // Lost again and again, until nothing but asking is left.
        for _ in 0..6 {
            at = kit::send(&mut run, at, &kit::answer(502, ""));
        }
        stop(&mut run, at);
        let keyed = Means::SameKey { hours: 24 };
        assert_eq!(
            actions(&run, at),
            [
                Action::Check {
                    count: 1000,
                    by: keyed
                },
                Action::Send { count: 500 },
                Action::Evidence,
            ]
        );
        let later = at + TimeDelta::hours(30);
        assert_eq!(
            actions(&run, later),
            [Action::Send { count: 500 }, Action::Evidence],
            "the key is forgotten"
        );
    }

    #[test]
    fn while_the_vendor_may_still_try_it_can_be_looked_at_once_more_and_the_failed_planned_anew() {
        let mut run = kit::emails(3);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        for _ in 0..5 {
            kit::read_back(
                &mut run,
                at,
                &[(0, Fate::FailedAgain), (1, Fate::Delivered)],
            );
        }
        assert_eq!(run.phase(), Phase::Awaiting);
        let wanted = [
            Action::ReadAgain,
            Action::Again { count: 1 },
            Action::Evidence,
        ];
        assert_eq!(actions(&run, at), wanted);
        assert!(run.read_back_again(at).is_some());
        assert_eq!(actions(&run, at), [Action::Evidence]);
    }

    #[test]
    fn what_failed_again_is_not_left_as_if_all_were_well() {
        let mut run = kit::emails(3);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        assert_eq!(actions(&run, at), [Action::Evidence]);
        let fates = [Fate::FailedAgain, Fate::Delivered, Fate::FailedAgain];
        let fates: Vec<(usize, Fate)> = fates.into_iter().enumerate().collect();
        kit::read_back(&mut run, at, &fates);
        assert_eq!(
            actions(&run, at),
            [Action::Again { count: 2 }, Action::Evidence]
        );
        assert_eq!(failed_again(&run).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn a_batch_that_was_refused_for_the_sake_of_one_can_be_taken_apart() {
        let refused = kit::answer(400, r#"{"errors":[{"message":"m","code":"invalid"}]}"#);
        let mut run = kit::events(3, 3, Shape::default());
        kit::send(&mut run, kit::now(), &refused);
        assert_eq!(
            actions(&run, kit::now()),
            [Action::Halve { count: 3 }, Action::Evidence]
        );
        let mut run = kit::events(1, 3, Shape::default());
        kit::send(&mut run, kit::now(), &refused);
        assert_eq!(
            actions(&run, kit::now()),
            [Action::Refused { count: 1 }, Action::Evidence],
            "one alone is known to be refused"
        );
    }

    #[test]
    fn what_is_to_be_put_right_first_can_be_planned_anew_then() {
        let switched_off = r#"{"errors":[{"message":"m","code":"endpoint_inactive"}]}"#;
        let mut run = kit::events(5, 3, Shape::default());
        let at = kit::send(&mut run, kit::now(), &kit::answer(400, switched_off));
        kit::send(&mut run, at, &kit::answer(400, switched_off));
        assert_eq!(
            actions(&run, kit::now()),
            [Action::Refused { count: 5 }, Action::Evidence]
        );
    }
}
