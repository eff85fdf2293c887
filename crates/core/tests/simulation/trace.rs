//! What happens in one schedule, line by line, for whoever has to understand a failure. Printed
//! at once, so that even a panic leaves it; nothing while nobody wants to read it.

use chrono::{DateTime, Utc};
use redrive_core::time::iso;

#[derive(Debug, Clone, Copy)]
pub enum Trace {
    Silent,
    Printed,
}

impl Trace {
    pub fn say(self, at: DateTime<Utc>, what: impl FnOnce() -> String) {
        if matches!(self, Self::Printed) {
            println!("{:27} {}", iso(at), what());
        }
    }
}
