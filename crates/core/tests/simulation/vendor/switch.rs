//! A switch at SelfCommunity or Kirim: an endpoint or a subscription that is put on or off.

use super::{Book, Model, Receiver, answer};
use chrono::{DateTime, Utc};
use redrive_core::connection::Vendor;
use redrive_core::http::{Answer, Request};
use redrive_core::read::Read;

#[derive(Debug, Clone)]
pub struct Switch {
    pub vendor: Vendor,
    pub on: bool,
}

impl Model for Switch {
    fn apply(&mut self, request: &Request, _: DateTime<Utc>, book: &mut Book) -> Answer {
        let body = request.body.as_deref().unwrap_or_default();
        book.apply(0);
        if self.vendor == Vendor::Selfcommunity {
            self.on = body.contains("true");
            answer(200, format!(r#"{{"id":4,"is_active":{}}}"#, self.on))
        } else {
            self.on = body.contains("active");
            let status = if self.on { "active" } else { "paused" };
            answer(
                200,
                format!(r#"{{"data":{{"status":"{status}"}},"request_id":"r"}}"#),
            )
        }
    }

    fn read(&mut self, _: &Read, _: DateTime<Utc>) -> Answer {
        answer(404, "")
    }

    fn live_until(&mut self, _: DateTime<Utc>, _: &mut Book) {}

    fn receiver(&self, _: usize, _: usize, _: DateTime<Utc>) -> Receiver {
        Receiver::default()
    }
}
