//! How many failed, in words that promise no more than was read. Pure: no page, no browser.

use crate::words::number::{counted, grouped};
use redrive_core::connection::host;
use redrive_core::plan::Count;
use redrive_core::selfcommunity::EventGroups;
use redrive_core::zuora::contract::Channel;

/// `118 failed e-mails`; `no failed e-mails`.
pub fn notifications(channel: Channel, count: u64) -> String {
    let count = whole(count);
    match (channel, count) {
        (Channel::Email, 0) => "No failed e-mails".to_owned(),
        (Channel::Callout, 0) => "No failed callouts".to_owned(),
        (Channel::Email, _) => counted(count, "failed e-mail", "failed e-mails"),
        (Channel::Callout, _) => counted(count, "failed callout", "failed callouts"),
    }
}

/// `7 dead deliveries`; `100 or more dead deliveries`.
pub fn deliveries(status: &str, count: Count) -> String {
    let (one, many) = (format!("{status} delivery"), format!("{status} deliveries"));
    match count {
        Count::Exact(0) => format!("No {many}"),
        Count::Exact(count) => counted(whole(count), &one, &many),
        Count::AtLeast(count) => format!("{} or more {many}", grouped(whole(count))),
    }
}

/// What was read of a community.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Community {
    /// Events whose every loaded try failed.
    pub failed: usize,
    /// Endpoints whose tries were read.
    pub read: usize,
    /// Endpoints that are switched off, and were not read.
    pub off: usize,
    /// Endpoints that the list holds beyond its first page, or that carry no id.
    pub unread: usize,
}

impl Community {
    /// Counts what one endpoint's newest tries hold.
    pub fn add(&mut self, groups: &EventGroups) {
        self.read += 1;
        self.failed += groups
            .events
            .iter()
            .filter(|event| !event.delivered())
            .count();
    }

    /// The number, and what it was counted from.
    pub fn sentence(self) -> String {
        let number = match self.failed {
            0 => "No event failed".to_owned(),
            failed => format!("At least {} failed", counted(failed, "event", "events")),
        };
        let mut text = format!("{number} among the newest 100 tries of each active endpoint");
        if self.read == 0 {
            "No active endpoint to count failed events of".clone_into(&mut text);
        }
        text
    }

    /// What was left out.
    pub fn left_out(self) -> String {
        let mut parts = vec![format!(
            "{} read",
            counted(self.read, "active endpoint", "active endpoints")
        )];
        if self.off > 0 {
            parts.push(format!(
                "{} switched off and not counted",
                grouped(self.off)
            ));
        }
        if self.unread > 0 {
            parts.push(format!("{} more not read", grouped(self.unread)));
        }
        format!("{}.", parts.join(", "))
    }
}

/// Where a connection leads, without scheme and path.
pub fn place(base_url: &str) -> String {
    host(base_url).to_owned()
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::selfcommunity::contract::{Attempt, Row};
    use redrive_core::selfcommunity::group;

    fn attempt(event: u64, code: Option<u16>) -> Row<Attempt> {
        let body = format!(r#"{{"event_id": {event}}}"#);
        serde_json::from_value(
            serde_json::json!({"http_request_body": body, "http_response_code": code}),
        )
        .unwrap()
    }

    #[test]
    fn only_events_without_any_success_failed() {
        let mut community = Community::default();
        community.add(&group([
            attempt(1, Some(503)),
            attempt(1, Some(200)),
            attempt(2, Some(503)),
            attempt(3, None),
        ]));
        assert_eq!((community.failed, community.read), (2, 1));
        assert_eq!(
            community.sentence(),
            "At least 2 events failed among the newest 100 tries of each active endpoint"
        );
        community.off = 1;
        assert_eq!(
            community.left_out(),
            "1 active endpoint read, 1 switched off and not counted."
        );
    }

    #[test]
    fn a_number_promises_no_more_than_was_read() {
        assert_eq!(
            deliveries("dead", Count::AtLeast(100)),
            "100 or more dead deliveries"
        );
        assert_eq!(deliveries("dead", Count::Exact(1)), "1 dead delivery");
        assert_eq!(
            deliveries("failed", Count::Exact(0)),
            "No failed deliveries"
        );
        assert_eq!(notifications(Channel::Email, 1118), "1,118 failed e-mails");
        assert_eq!(notifications(Channel::Callout, 0), "No failed callouts");
        assert_eq!(
            Community::default().sentence(),
            "No active endpoint to count failed events of"
        );
    }
}
