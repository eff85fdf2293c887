//! What happens at the vendor while a run is under way, without it.

use super::super::Book;
use super::{Kirim, Life, Row};
use chrono::{DateTime, DurationRound, Utc};

#[derive(Debug, Clone, Copy)]
pub enum Incident {
    /// A delivery is born, and dies when it is to.
    Born(Life),
    /// A row of a replay by filter comes to be.
    Queued(usize),
    /// A row is removed for its age.
    Purged(usize),
    /// Somebody else replays this row.
    ReplayedByOthers(usize),
    Disabled,
    Enabled,
}

impl Kirim {
    pub fn happens(&mut self, at: DateTime<Utc>, what: Incident) {
        let place = self.agenda.partition_point(|(time, _)| *time <= at);
        self.agenda.insert(place, (at, what));
    }

    pub(super) fn carry_on(&mut self, until: DateTime<Utc>, book: &mut Book) {
        while let Some((at, what)) = self.agenda.pop_front() {
            if at > until {
                self.agenda.push_front((at, what));
                return;
            }
            self.incident(at, what, book);
        }
    }

    fn incident(&mut self, at: DateTime<Utc>, what: Incident, book: &mut Book) {
        match what {
            Incident::Born(life) => {
                let born = at.duration_trunc(self.habits.grain).unwrap_or(at);
                self.rows.push(Row::born(born, life));
            }
            Incident::Queued(origin) => {
                self.rows[origin].queued -= 1;
                self.replay(origin, at);
            }
            Incident::Purged(row) => {
                self.rows[row].gone = true;
                self.shift(row, book);
            }
            Incident::ReplayedByOthers(row) if !self.rows[row].gone => {
                if let Some(place) = self.rows[row].place {
                    book.by_others[place] = Some(self.rows.len());
                }
                if self.habits.skips_replayed {
                    self.shift(row, book);
                }
                self.replay(row, at);
            }
            Incident::ReplayedByOthers(_) => {}
            Incident::Disabled => self.enabled = false,
            Incident::Enabled => self.enabled = true,
        }
    }

    /// A row of the plan no longer matches what it matched.
    fn shift(&self, row: usize, book: &mut Book) {
        if let Some(place) = self.rows[row].place {
            book.untold[place] = true;
        }
    }
}
