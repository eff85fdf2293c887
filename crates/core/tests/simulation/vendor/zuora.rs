//! Zuora: ids in the body, failures in the answer, every first result kept under its key.

use super::{Book, Model, Receiver, answer};
use chrono::{DateTime, Utc};
use redrive_core::http::{Answer, Request};
use redrive_core::read::Read;
use std::collections::HashMap;

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
        let mut failures = Vec::new();
        for id in &sent {
            match self.ids.get(id) {
                Some((place, true)) => book.apply(*place),
                Some((_, false)) => failures.push(format!(
                    r#""{id}":{{"code":"ObjectNotFound","message":"m"}}"#
                )),
                None => book.breaks(format!("{id} is not of the plan")),
            }
        }
        let status = if failures.len() == sent.len() {
            400
        } else {
            202
        };
        match self.blank {
            Blank::Nothing if failures.is_empty() => answer(status, ""),
            _ => answer(status, format!("{{{}}}", failures.join(","))),
        }
    }

    fn read(&mut self, _: &Read, _: DateTime<Utc>) -> Answer {
        answer(403, r#"{"code":1,"message":"m"}"#)
    }

    fn live_until(&mut self, _: DateTime<Utc>, _: &mut Book) {}

    fn clear_conflict(&mut self) {
        self.closed = false;
    }

    fn receiver(&self, _: usize, _: DateTime<Utc>) -> Receiver {
        Receiver::default()
    }
}
