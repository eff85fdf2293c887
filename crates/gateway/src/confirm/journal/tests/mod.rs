//! What a gateway remembers that is started again, and what a disk can do to a file.

mod files;
mod restored;

use chrono::{DateTime, Utc};
use redrive_core::connection::Connection;
use redrive_core::plan::{Draft, Plan, Shape};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// A folder of a test's own, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("redrive-journal-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn day(&self, date: &str) -> PathBuf {
        self.0.join(format!("sent-{date}.jsonl"))
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(&self.0).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "lock").collect();
        names.sort_unstable();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn plan(number: usize, made_at: DateTime<Utc>) -> Plan {
    let events = |ids: Value| json!({ "resend_events": { "endpoint": 1, "events": ids } });
    let mails = json!({ "channel": "email", "notifications": ["a", "b", "c"] });
    let (settings, draft, halving) = match number {
        0 => (
            json!({ "selfcommunity": { "cap": 4 } }),
            events(json!([1, 2, 3, 4])),
            true,
        ),
        1 => (
            json!({ "zuora": {} }),
            json!({ "resend_notifications": mails }),
            false,
        ),
        2 => (
            json!({ "selfcommunity": { "cap": 1 } }),
            events(json!([2, 3, 9])),
            false,
        ),
        _ => (
            json!({ "selfcommunity": { "cap": 4 } }),
            json!({ "set_endpoint_active": { "endpoint": 1, "active": false } }),
            false,
        ),
    };
    let connection: Connection = serde_json::from_value(json!({
        "id": "c", "label": "C", "environment": "sandbox", "base_url": "http://v", "settings": settings,
    }))
    .unwrap();
    let draft: Draft = serde_json::from_value(draft).unwrap();
    let shape = Shape {
        first: None,
        halving,
    };
    let nonce = number.to_string().repeat(32).parse().unwrap();
    Plan::shaped(&connection, draft, shape, nonce, made_at).unwrap()
}
