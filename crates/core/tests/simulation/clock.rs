//! Two clocks: the true one, which the vendor has, and the host's, which may be set wrong.

use crate::chance::Chance;
use chrono::{DateTime, TimeDelta, Utc};

/// A host's clock is never set back by more than this in all.
const BACKWARD: TimeDelta = TimeDelta::minutes(30);

/// For longer it is not far behind: with what it may be set back, that stays within the margin of
/// an hour that runs keep from the end of a key.
const MOMENT: TimeDelta = TimeDelta::minutes(3);

#[derive(Debug, Clone)]
pub struct Clock {
    truth: DateTime<Utc>,
    /// How far the host's clock goes ahead of the true one.
    ahead: TimeDelta,
    /// The most that it ever went ahead.
    most_ahead: TimeDelta,
    /// How far it is wrong for a moment.
    behind: TimeDelta,
}

impl Clock {
    pub const fn new(truth: DateTime<Utc>) -> Self {
        Self {
            truth,
            ahead: TimeDelta::zero(),
            most_ahead: TimeDelta::zero(),
            behind: TimeDelta::zero(),
        }
    }

    pub const fn truth(&self) -> DateTime<Utc> {
        self.truth
    }

    /// What the host reads.
    pub fn host(&self) -> DateTime<Utc> {
        self.truth + self.ahead - self.behind
    }

    pub fn pass(&mut self, time: TimeDelta) {
        self.truth += time;
        if time > MOMENT {
            self.is_right_again();
        }
    }

    /// Until the host reads this instant.
    pub fn wait_until(&mut self, host: DateTime<Utc>) {
        self.is_right_again();
        let left = host - self.host();
        self.pass(left.max(TimeDelta::zero()));
    }

    /// Something that happens to clocks; says what.
    pub fn jump(&mut self, last_entry: DateTime<Utc>, chance: &mut Chance) -> &'static str {
        match chance.below(8) {
            0 => {
                self.pass(TimeDelta::hours(23) + chance.seconds(0, 5400));
                "the host slept for about a day"
            }
            1 => {
                self.set_back(chance);
                self.pass(TimeDelta::hours(24));
                "the host's clock was set back, and it slept for a day"
            }
            2 => {
                self.falls_behind(last_entry, chance);
                "the host's clock was far behind for a moment"
            }
            3 => {
                self.pass(chance.seconds(10 * 3600, 16 * 3600));
                "the host slept for half a day"
            }
            4 => {
                self.pass(chance.seconds(3600, 4 * 86_400));
                "the host slept for hours or days"
            }
            5 => {
                self.ahead += chance.seconds(60, 2 * 86_400);
                self.most_ahead = self.most_ahead.max(self.ahead);
                "the host's clock was set forward"
            }
            _ => {
                self.set_back(chance);
                "the host's clock was set back"
            }
        }
    }

    fn set_back(&mut self, chance: &mut Chance) {
        let least = self.most_ahead - BACKWARD;
        let wished = self.ahead - chance.seconds(1, 1800);
        self.ahead = wished.max(least);
    }

    /// For a moment, far more than it is ever set back. Only soon after an entry of the journal:
    /// its instant shows the host that its clock is wrong. What it slept through since then,
    /// nothing could show it.
    pub fn falls_behind(&mut self, last_entry: DateTime<Utc>, chance: &mut Chance) {
        if self.truth + self.ahead - last_entry <= MOMENT {
            self.behind = chance.seconds(3600, 2 * 86_400);
        }
    }

    /// The moment is over.
    pub fn is_right_again(&mut self) {
        self.behind = TimeDelta::zero();
    }
}
