//! SelfCommunity: ids in the body, nothing in the answer, no keys, and tries of its own.

use super::{Book, Model, Receiver, answer};
use crate::chance::Chance;
use chrono::{DateTime, FixedOffset, SecondsFormat, SubsecRound, TimeDelta, Utc};
use redrive_core::http::{Answer, Request};
use redrive_core::read::Read;
use redrive_core::selfcommunity;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Seconds from one try to the next.
const PAUSES: [i64; 5] = [5, 25, 125, 625, 3125];
/// A chain of tries that no receiver takes.
const NEVER: usize = 6;

/// What becomes of a call that names an event which is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownEvents {
    Skipped,
    CallRefused,
}

pub struct Community {
    pub unknown: UnknownEvents,
    /// Events that one call may hold, as the operator wants it.
    pub cap: usize,
    /// Rows of a page at most.
    pub page: usize,
    /// The vendor writes whole seconds.
    pub coarse: bool,
    /// Milliseconds until the first try of what was taken, at most.
    pub queue: usize,
    chance: Chance,
    /// Every event of the plan with its place; the vendor knows those that are in `events`.
    places: HashMap<u64, usize>,
    events: HashSet<u64>,
    attempts: Vec<Attempt>,
    due: Vec<Try>,
    foreign: Vec<(DateTime<Utc>, u64)>,
}

#[derive(Debug, Clone)]
struct Attempt {
    event: u64,
    at: DateTime<Utc>,
    code: Option<u16>,
    next: Option<DateTime<Utc>>,
}

/// A try that will be made.
#[derive(Debug, Clone, Copy)]
struct Try {
    at: DateTime<Utc>,
    event: u64,
    number: usize,
    taken: usize,
}

impl Community {
    pub fn new(chance: Chance, places: HashMap<u64, usize>, unknown: UnknownEvents) -> Self {
        Self {
            unknown,
            cap: usize::MAX,
            page: 100,
            coarse: false,
            queue: 0,
            chance,
            places,
            events: HashSet::new(),
            attempts: Vec::new(),
            due: Vec::new(),
            foreign: Vec::new(),
        }
    }

    /// An event that the vendor sent some time before, and may still be trying to.
    pub fn sent_before(&mut self, event: u64, at: DateTime<Utc>) {
        self.events.insert(event);
        self.try_from(event, at);
    }

    /// An event that exists and was never sent to this endpoint.
    pub fn exists(&mut self, event: u64) {
        self.events.insert(event);
    }

    /// Somebody else resends this event then.
    pub fn foreign(&mut self, event: u64, at: DateTime<Utc>) {
        self.foreign.push((at, event));
        self.foreign.sort();
    }

    fn try_from(&mut self, event: u64, at: DateTime<Utc>) {
        let taken = self
            .chance
            .weighted(&[(6, 0), (1, 1), (1, 2), (1, 4), (3, NEVER)]);
        self.due.push(Try {
            at,
            event,
            number: 0,
            taken,
        });
    }

    fn make(&mut self, due: Try) {
        let taken = due.number == due.taken;
        let pause = PAUSES.get(due.number).filter(|_| !taken);
        let next = pause.map(|pause| due.at + TimeDelta::seconds(*pause));
        if let Some(next) = next {
            self.due.push(Try {
                at: next + self.chance.milliseconds(0, 900),
                number: due.number + 1,
                ..due
            });
        }
        self.events.insert(due.event);
        let code = match (taken, self.chance.below(4)) {
            (true, 0) => Some(204),
            (true, _) => Some(200),
            (false, 0) => None,
            (false, _) => Some(503),
        };
        self.attempts.push(Attempt {
            event: due.event,
            at: due.at,
            code,
            next,
        });
    }

    fn written(&self, at: DateTime<Utc>) -> String {
        let at = if self.coarse { at.trunc_subsecs(0) } else { at };
        let east = FixedOffset::east_opt(3600).unwrap();
        at.with_timezone(&east)
            .to_rfc3339_opts(SecondsFormat::Micros, false)
    }

    fn row(&self, id: usize, attempt: &Attempt, into: &mut String) {
        let next = attempt.next.map_or("null".to_owned(), |next| {
            format!("\"{}\"", self.written(next))
        });
        let code = attempt
            .code
            .map_or("null".to_owned(), |code| code.to_string());
        let at = self.written(attempt.at);
        let event = attempt.event;
        write!(
            into,
            r#"{{"id":{id},"created_at":"{at}","http_request_body":"{{\"event_id\": {event}, \"type\": \"post.created\"}}","http_response_code":{code},"next_retry":{next}}}"#
        )
        .unwrap();
    }
}

impl Model for Community {
    fn apply(&mut self, request: &Request, at: DateTime<Utc>, book: &mut Book) -> Answer {
        let body: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        let sent: Vec<u64> = body["event"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_u64().unwrap())
            .collect();
        if sent.len() > self.cap {
            book.breaks(format!("a call holds {} events", sent.len()));
        }
        let unknown = sent.iter().any(|id| !self.events.contains(id));
        if unknown && self.unknown == UnknownEvents::CallRefused {
            let body = r#"{"errors":[{"field":"event","messages":[{"message":"m","code":"does_not_exist"}]}]}"#;
            return answer(400, body);
        }
        for id in sent {
            let Some(place) = self.places.get(&id).copied() else {
                book.breaks(format!("event {id} is not of the plan"));
                continue;
            };
            book.taken[place] = true;
            if self.events.contains(&id) {
                book.apply(place);
                let queued = self.chance.milliseconds(0, self.queue);
                self.try_from(id, at + queued);
            }
        }
        answer(204, "")
    }

    fn read(&mut self, read: &Read, _: DateTime<Utc>) -> Answer {
        let Read::Selfcommunity(selfcommunity::Read::Attempts { limit, offset, .. }) = read else {
            return answer(404, "");
        };
        let offset = usize::try_from(*offset).unwrap();
        let limit = self.page.min(usize::try_from(*limit).unwrap());
        let count = self.attempts.len();
        let end = count.saturating_sub(offset);
        let start = end.saturating_sub(limit);
        let next = if start > 0 {
            r#""http://x/?offset=1""#
        } else {
            "null"
        };
        let mut body = format!(r#"{{"count":{count},"next":{next},"previous":null,"results":["#);
        for id in (start..end).rev() {
            if id + 1 < end {
                body.push(',');
            }
            self.row(id, &self.attempts[id], &mut body);
        }
        body.push_str("]}");
        answer(200, body)
    }

    fn live_until(&mut self, at: DateTime<Utc>, book: &mut Book) {
        loop {
            let due = self.due.iter().enumerate().min_by_key(|(_, due)| due.at);
            let due = due
                .map(|(place, due)| (place, *due))
                .filter(|(_, due)| due.at <= at);
            let foreign = self
                .foreign
                .first()
                .copied()
                .filter(|(time, _)| *time <= at);
            match (due, foreign) {
                (Some((_, due)), Some((time, event))) if time < due.at => {
                    self.resent(time, event, book);
                }
                (Some((place, due)), _) => {
                    self.due.swap_remove(place);
                    self.make(due);
                }
                (None, Some((time, event))) => self.resent(time, event, book),
                (None, None) => return,
            }
        }
    }

    fn rows(&self) -> usize {
        self.attempts.len()
    }

    fn receiver(&self, place: usize, since: usize, _: DateTime<Utc>) -> Receiver {
        let Some((id, _)) = self.places.iter().find(|(_, known)| **known == place) else {
            return Receiver::default();
        };
        let new = self.attempts.iter().skip(since);
        let mut seen = Receiver {
            pending: self.due.iter().any(|due| due.event == *id),
            ..Receiver::default()
        };
        for attempt in new.filter(|attempt| attempt.event == *id) {
            let taken = matches!(attempt.code, Some(200 | 204));
            seen.delivered |= taken;
            seen.failed |= !taken;
        }
        seen
    }
}

impl Community {
    fn resent(&mut self, at: DateTime<Utc>, event: u64, book: &mut Book) {
        self.foreign.remove(0);
        if let Some(place) = self.places.get(&event) {
            book.by_others[*place] = Some(self.attempts.len());
        }
        if self.events.contains(&event) {
            self.try_from(event, at);
        }
    }
}
