//! Kirim: rows in time, a replay by filter that takes at most a thousand, and single replays.

mod incidents;
mod rows;

pub use incidents::Incident;
pub use rows::{Life, Row, delivery_id};

use super::{Book, Model, Receiver, answer, error};
use crate::chance::Chance;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use redrive_core::http::{Answer, Request};
use redrive_core::kirim::contract::{BulkReplay, paths};
use redrive_core::read::Read;
use std::collections::VecDeque;

/// Rows that a filter takes at most.
const CAP: usize = 1000;

/// What no page of the vendor says.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    pub after_included: bool,
    pub before_included: bool,
    pub order: Order,
    /// Rows that were replayed before are not taken by a filter again.
    pub skips_replayed: bool,
    pub success: u16,
    /// Milliseconds until the rows of a replay by filter are there, at most.
    pub queue: usize,
    /// Rows of a page at most.
    pub page: usize,
    /// To this the vendor cuts the moments that it gives new rows.
    pub grain: TimeDelta,
}

/// Which rows a filter takes first.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    Oldest,
    Newest,
    Arbitrary,
}

pub struct Kirim {
    habits: Habits,
    chance: Chance,
    /// In order of birth.
    rows: Vec<Row>,
    agenda: VecDeque<(DateTime<Utc>, Incident)>,
    enabled: bool,
}

impl Kirim {
    /// Rows must stand in order of birth.
    pub fn new(habits: Habits, chance: Chance, rows: Vec<Row>) -> Self {
        Self {
            habits,
            chance,
            rows,
            agenda: VecDeque::new(),
            enabled: true,
        }
    }

    fn replay(&mut self, origin: usize, at: DateTime<Utc>) -> usize {
        let born = at.duration_trunc(self.habits.grain).unwrap_or(at);
        let settled = match self.chance.below(8) {
            0 => self.chance.seconds(60, 8000),
            _ => self.chance.milliseconds(0, 30_000),
        };
        let end = self
            .chance
            .weighted(&[(6, Life::Delivered), (2, Life::Dead), (1, Life::Failed)]);
        let row = Row {
            from: Some(origin),
            place: None,
            ends: Some((at + settled, end)),
            ..Row::born(born, Life::Pending)
        };
        let id = self.rows.len();
        self.rows.push(row);
        self.rows[origin].replays.push(id);
        id
    }

    /// By one of our calls.
    fn replay_for_us(&mut self, origin: usize, book: &mut Book) {
        match self.rows[origin].place {
            Some(place) => book.apply(place),
            None => book.breaks(format!("row {origin} is not of the plan")),
        }
    }

    fn single(&mut self, id: &str, at: DateTime<Utc>, book: &mut Book) -> Answer {
        let row = self.rows.iter().enumerate();
        let found = row
            .filter(|(_, row)| !row.gone)
            .find(|(row, _)| delivery_id(*row) == id);
        let Some(origin) = found.map(|(row, _)| row) else {
            return error(404, "not_found", "resource_not_found");
        };
        self.replay_for_us(origin, book);
        let new = delivery_id(self.replay(origin, at));
        answer(
            self.habits.success,
            format!(
                r#"{{"data":{{"id":"{new}","object":"webhook_delivery","replayed_from":"{id}","status":"pending"}},"request_id":"r"}}"#
            ),
        )
    }

    fn bulk(&mut self, filter: &BulkReplay, at: DateTime<Utc>, book: &mut Book) -> Answer {
        let mut matched: Vec<usize> = (0..self.rows.len())
            .filter(|row| self.matches(&self.rows[*row], filter, at))
            .collect();
        match self.habits.order {
            Order::Oldest => {}
            Order::Newest => matched.reverse(),
            Order::Arbitrary => {
                let turn = self.chance.below(matched.len()).min(matched.len());
                matched.rotate_left(turn);
            }
        }
        let capped = matched.len() > CAP;
        if capped {
            book.breaks(format!("a window holds {} rows", matched.len()));
        }
        matched.truncate(CAP);
        for origin in &matched {
            self.replay_for_us(*origin, book);
            let queued = self.chance.milliseconds(0, self.habits.queue);
            if queued.is_zero() {
                self.replay(*origin, at);
            } else {
                self.rows[*origin].queued += 1;
                self.happens(at + queued, Incident::Queued(*origin));
            }
        }
        let count = matched.len();
        answer(
            self.habits.success,
            format!(r#"{{"data":{{"enqueued":{count},"capped":{capped}}},"request_id":"r"}}"#),
        )
    }

    fn matches(&self, row: &Row, filter: &BulkReplay, at: DateTime<Utc>) -> bool {
        let wanted = match filter.status.as_str() {
            "dead" => Life::Dead,
            _ => Life::Failed,
        };
        let after = filter.created_after.is_none_or(|after| {
            row.born > after || (self.habits.after_included && row.born == after)
        });
        let before = filter.created_before.is_none_or(|before| {
            row.born < before || (self.habits.before_included && row.born == before)
        });
        after
            && before
            && !row.gone
            && !row.elsewhere
            && row.life(at) == wanted
            && !(filter.event_type.is_some() && row.other_type)
            && (row.replays.is_empty() || !self.habits.skips_replayed)
    }
}

impl Model for Kirim {
    fn apply(&mut self, request: &Request, at: DateTime<Utc>, book: &mut Book) -> Answer {
        if !self.enabled {
            return error(409, "conflict", "webhook_subscription_disabled");
        }
        if request.path == paths::BULK_REPLAY {
            let filter: BulkReplay =
                serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
            return self.bulk(&filter, at, book);
        }
        let id = request.path.trim_end_matches("/replay");
        let id = id.rsplit('/').next().unwrap().to_owned();
        self.single(&id, at, book)
    }

    fn read(&mut self, read: &Read, at: DateTime<Utc>) -> Answer {
        rows::read(&self.rows, read, at, &self.habits)
    }

    fn live_until(&mut self, at: DateTime<Utc>, book: &mut Book) {
        self.carry_on(at, book);
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn receiver(&self, place: usize, since: usize, at: DateTime<Utc>) -> Receiver {
        let Some(origin) = self.rows.iter().find(|row| row.place == Some(place)) else {
            return Receiver::default();
        };
        let new = || origin.replays.iter().filter(|row| **row >= since);
        let any = |life: &[Life]| new().any(|row| life.contains(&self.rows[*row].life(at)));
        Receiver {
            delivered: any(&[Life::Delivered]),
            pending: origin.queued > 0 || any(&[Life::Pending]),
            failed: any(&[Life::Dead, Life::Failed]),
        }
    }

    fn clear_conflict(&mut self) {
        self.enabled = true;
    }
}
