//! Personal data that was shown: who is noted with what, and what the note cannot hold.

use crate::kit::{Kit, Vendor};
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

const PATH: &str = "/api/connections/billing/reveals";

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_reveal_is_logged_with_who_and_how_much_and_nothing_leaves() {
    let lines = Lines::default();
    let log = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(lines.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(log);
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    let reply = page
        .post(PATH, &json!({ "what": "page", "count": 120 }))
        .await;
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains("personal data revealed"))
        .unwrap();
    for part in [
        "operator=\"admin\"",
        "connection=\"billing\"",
        "what=\"page\"",
        "count=120",
    ] {
        assert!(line.contains(part), "{line}");
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn a_note_has_no_room_for_the_data() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.signed_in().await;
    for body in [
        json!({ "what": "pia@x.example", "count": 1 }),
        json!({ "what": "cell", "count": 1, "text": "pia@x.example" }),
        json!({ "what": "cell", "count": -1 }),
        json!({ "what": "cell" }),
        Value::Null,
    ] {
        let reply = page.post(PATH, &body).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (400, "bad_request"),
            "{body}"
        );
    }
    let elsewhere = page
        .post(
            "/api/connections/nowhere/reveals",
            &json!({ "what": "cell", "count": 1 }),
        )
        .await;
    assert_eq!(
        (elsewhere.status, elsewhere.kind().as_str()),
        (404, "no_connection")
    );
}

#[tokio::test]
async fn nobody_reveals_unsigned() {
    let vendor = Vendor::start().await;
    let page = Kit::start(&vendor.url).await.page();
    let reply = page
        .post(PATH, &json!({ "what": "cell", "count": 1 }))
        .await;
    assert_eq!((reply.status, reply.kind().as_str()), (401, "signed_out"));
}
