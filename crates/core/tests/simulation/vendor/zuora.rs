//! Zuora: ids in the body, failures in the answer, every first result kept under its key.

use super::{Book, Model, Receiver, answer};
use chrono::{DateTime, Utc};
use redrive_core::http::{Answer, Request};
use redrive_core::read::Read;
use std::collections::HashMap;

/// Ids that one call may hold.
const CAP: usize = 1000;

/// How 'all accepted' looks.
#[derive(Debug, Clone, Copy)]
pub enum Blank {
    Nothing,
    EmptyObject,
}

#[derive(Debug, Clone)]
pub struct Billing {
    /// Every id of the plan with its place, and whether the vendor knows it.
    pub ids: HashMap<String, (usize, bool)>,
    pub blank: Blank,
    /// Of the ids of a call that it refuses one by one, it forgets to name the last.
    pub forgetful: bool,
    /// Refuses every call as a whole.
    pub closed: bool,
}

impl Model for Billing {
    fn apply(&mut self, request: &Request, _: DateTime<Utc>, book: &mut Book) -> Answer {
        if self.closed {
            let body = r#"{"reasons":[{"code":"InvalidValue","message":"m"}]}"#;
            return answer(400, body);
        }
        let body = request.body.as_deref().unwrap_or_default();
        let sent: Vec<String> = serde_json::from_str(body).unwrap();
        if sent.len() > CAP {
            book.breaks(format!("a call holds {} ids", sent.len()));
        }
        let mut failures = Vec::new();
        for id in &sent {
            match self.ids.get(id) {
                Some((place, true)) => book.apply(*place),
                Some((place, false)) => failures.push((*place, id)),
                None => book.breaks(format!("{id} is not of the plan")),
            }
        }
        let status = if failures.len() == sent.len() {
            400
        } else {
            202
        };
        if self.forgetful
            && status == 400
            && failures.len() > 1
            && let Some((place, _)) = failures.pop()
        {
            book.untold[place] = true;
        }
        match self.blank {
            Blank::Nothing if failures.is_empty() => answer(status, ""),
            _ => {
                let named = failures
                    .iter()
                    .map(|(_, id)| format!(r#""{id}":{{"code":"ObjectNotFound","message":"m"}}"#));
                let named: Vec<String> = named.collect();
                answer(status, format!("{{{}}}", named.join(",")))
            }
        }
    }

    fn read(&mut self, _: &Read, _: DateTime<Utc>) -> Answer {
        answer(403, r#"{"code":1,"message":"m"}"#)
    }

    fn live_until(&mut self, _: DateTime<Utc>, _: &mut Book) {}

    fn clear_conflict(&mut self) {
        self.closed = false;
    }

    fn receiver(&self, _: usize, _: usize, _: DateTime<Utc>) -> Receiver {
        Receiver::default()
    }
}
