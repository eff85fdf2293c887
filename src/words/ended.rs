//! What became of the items of a run, as far as the list of runs knows it: counted in words, and what
//! of it is a problem. Knows no screen.

use super::number::grouped;
use crate::host::RunSummary;
use redrive_core::outcome::OutcomeKind;

/// What a number of items came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Kind(OutcomeKind),
    /// Their call is being made.
    InFlight,
    /// The vendor took them, and they failed once more.
    FailedAgain,
}

impl End {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.word(),
            Self::InFlight => "in flight",
            Self::FailedAgain => "failed again",
        }
    }

    /// Whether somebody has to see to it once the run is over.
    const fn is_problem(self) -> bool {
        match self {
            Self::Kind(kind) => match kind {
                OutcomeKind::Rejected | OutcomeKind::Unknown | OutcomeKind::NotAttempted => true,
                OutcomeKind::Accepted | OutcomeKind::Skipped => false,
            },
            Self::FailedAgain => true,
            Self::InFlight => false,
        }
    }
}

/// How many items came to what; what is zero is left out. What is in flight stands in the ledger as
/// unknown until its answer came. What failed again was accepted, and is said beside it: the line is
/// no good news then.
pub fn ends(run: &RunSummary) -> Vec<(End, usize)> {
    let [.., not_attempted] = run.counts;
    let in_flight = (run.items() - not_attempted).saturating_sub(run.over);
    let told = |(kind, count): (OutcomeKind, usize)| match kind {
        OutcomeKind::Unknown => (End::Kind(kind), count.saturating_sub(in_flight)),
        _ => (End::Kind(kind), count),
    };
    let kinds = OutcomeKind::ALL.into_iter().zip(run.counts).map(told);
    kinds
        .chain([
            (End::InFlight, in_flight),
            (End::FailedAgain, run.failed_again),
        ])
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// `2,331 accepted, 6 rejected, 100 in flight`.
pub fn counts(run: &RunSummary) -> String {
    listed(ends(run).into_iter())
}

/// `900 rejected, 2 failed again`: what somebody has to see to; empty where all is well. What was not
/// attempted is yet to be, as long as a run goes on.
pub fn problems(run: &RunSummary) -> String {
    let is_problem = |(end, _): &(End, usize)| match end {
        End::Kind(OutcomeKind::NotAttempted) => run.stand.is_sent(),
        end => end.is_problem(),
    };
    listed(ends(run).into_iter().filter(is_problem))
}

/// `Settled, 900 rejected`; nothing of a run that is not over.
pub fn over(run: &RunSummary) -> Option<String> {
    let word = if run.awaits_word() { AWAITS } else { "Settled" };
    let problems = problems(run);
    run.is_over().then(|| match problems.as_str() {
        "" => word.to_owned(),
        problems => format!("{word}, {problems}"),
    })
}

/// That only the vendor may have anything more to tell.
pub const AWAITS: &str = "Waiting for the vendor's word";

fn listed(ends: impl Iterator<Item = (End, usize)>) -> String {
    let parts: Vec<String> = ends
        .map(|(end, count)| format!("{} {}", grouped(count), end.word()))
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Stand;
    use crate::host::kit::run;

    #[test]
    fn what_failed_again_is_not_hidden_behind_what_was_accepted() {
        let mut run = run(Stand::Settled, 8);
        run.failed_again = 2;
        assert_eq!(counts(&run), "8 accepted, 2 failed again");
        assert_eq!(over(&run).unwrap(), "Settled, 2 failed again");
    }

    #[test]
    fn what_is_in_flight_is_not_called_unknown() {
        let mut run = run(Stand::Sending, 2);
        run.counts = [2, 0, 4, 0, 2];
        run.over = 3;
        assert_eq!(
            counts(&run),
            "2 accepted, 1 unknown, 2 not attempted, 3 in flight"
        );
        assert_eq!(problems(&run), "1 unknown", "the others are yet to come");
    }

    #[test]
    fn a_settled_run_says_what_is_wrong_with_it() {
        assert_eq!(over(&run(Stand::Settled, 8)).unwrap(), "Settled");
        let mut run = run(Stand::Settled, 8);
        run.counts = [10, 900, 0, 3, 0];
        run.over = 913;
        assert_eq!(over(&run).unwrap(), "Settled, 900 rejected");
        run.stand = Stand::ReadingBack;
        assert_eq!(over(&run), None);
        run.next_look = Some(chrono::DateTime::UNIX_EPOCH);
        assert_eq!(over(&run).unwrap(), format!("{AWAITS}, 900 rejected"));
    }
}
