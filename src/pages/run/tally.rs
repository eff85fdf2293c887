//! How many items are where: sent, in flight, unknown, not sent. They always add up to the plan. Pure.

use redrive_core::ledger::Counts;
use redrive_core::outcome::OutcomeKind;
use redrive_core::run::Run;

/// Four parts of one whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The vendor got them, whether it took or refused them.
    pub sent: usize,
    /// Their call left, and its answer is awaited.
    pub in_flight: usize,
    /// Their call ended, and what became of them cannot be told.
    pub unknown: usize,
    /// Their call never left, or was turned away unread.
    pub not_sent: usize,
}

impl Tally {
    /// Where the items of a run are.
    pub fn of(run: &Run) -> Self {
        let counts = run.ledger().counts();
        let in_flight = run.in_flight();
        // What is in flight is in the ledger as unknown, unless an earlier try told of it.
        let unknown = counts.unknown.saturating_sub(in_flight);
        let not_sent = counts.not_attempted + counts.skipped + run.turned_away().count();
        Self {
            sent: counts.total() - not_sent - unknown - in_flight,
            in_flight,
            unknown,
            not_sent,
        }
    }

    /// How many ended in this kind: what is in flight is in the ledger as unknown, and is not.
    pub const fn ended(self, counts: &Counts, kind: OutcomeKind) -> usize {
        match kind {
            OutcomeKind::Unknown => self.unknown,
            kind => counts.of(kind),
        }
    }

    /// All items.
    pub const fn total(self) -> usize {
        self.sent + self.in_flight + self.unknown + self.not_sent
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use redrive_core::run::Step;

    #[test]
    fn what_was_turned_away_unread_was_not_sent() {
        let mut run = kit::emails(2500);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        for status in [401, 403] {
            let at = kit::send(&mut run, at, &kit::answer(status, ""));
            let not_sent = Tally {
                sent: 1000,
                in_flight: 0,
                unknown: 0,
                not_sent: 1500,
            };
            assert_eq!(Tally::of(&run), not_sent);
            run.go_on(at).unwrap();
        }
        kit::send(&mut run, at, &kit::answer(202, ""));
        assert_eq!(Tally::of(&run).sent, 2000);
    }

    #[test]
    fn sent_in_flight_unknown_and_not_sent_add_up_at_every_step() {
        let mut run = kit::emails(2500);
        let tally = |run: &Run| {
            let Tally {
                sent,
                in_flight,
                unknown,
                not_sent,
            } = Tally::of(run);
            (sent, in_flight, unknown, not_sent)
        };
        assert_eq!(tally(&run), (0, 0, 0, 2500));
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        assert_eq!(tally(&run), (1000, 0, 0, 1500));
        assert!(matches!(run.next(at), Step::Send { call: 1, .. }));
        assert_eq!(
            tally(&run),
            (1000, 1000, 0, 500),
            "its answer may still come"
        );
        run.interrupted(at).unwrap();
        assert_eq!(tally(&run), (1000, 0, 1000, 500));
        run.stop(at).unwrap();
        assert_eq!(
            tally(&run),
            (1000, 0, 1000, 500),
            "nobody knows whether it was applied, so it is not called sent"
        );
        assert_eq!(Tally::of(&run).total(), 2500);
    }
}
