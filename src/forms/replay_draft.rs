//! What is typed into the replay form, and what it means. Knows no page.

use super::utc_field::{read_utc, write_utc};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::kirim::contract::{BulkReplay, EventType, ReplayStatus, SubscriptionId};
use redrive_core::time::read_instant;

/// The form's fields as they stand.
#[derive(Clone, Copy)]
pub struct ReplayForm {
    pub subscription: RwSignal<String>,
    pub status: RwSignal<ReplayStatus>,
    pub event_type: RwSignal<String>,
    pub after: RwSignal<String>,
    pub before: RwSignal<String>,
}

/// The fields read: a filter when all is well, else what is wrong with each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub filter: Option<BulkReplay>,
    pub subscription: Option<String>,
    pub event_type: Option<String>,
    pub window: Option<String>,
}

impl ReplayForm {
    /// The form as an address's query fills it; what it does not name is empty.
    pub fn from_query(query: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = query.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let instant = |name: &str| {
            read_instant(&value(name))
                .map(write_utc)
                .unwrap_or_default()
        };
        let status = match value("status").as_str() {
            "failed" => ReplayStatus::Failed,
            _ => ReplayStatus::Dead,
        };
        Self {
            subscription: RwSignal::new(value("subscription")),
            status: RwSignal::new(status),
            event_type: RwSignal::new(value("type")),
            after: RwSignal::new(instant("after")),
            before: RwSignal::new(instant("before")),
        }
    }

    /// Reads every field, and follows it.
    pub fn read(&self) -> Typed {
        read(
            &self.subscription.get(),
            self.status.get(),
            &self.event_type.get(),
            &self.after.get(),
            &self.before.get(),
        )
    }
}

fn read(
    subscription: &str,
    status: ReplayStatus,
    event_type: &str,
    after: &str,
    before: &str,
) -> Typed {
    let mut typed = Typed::default();
    let id = subscription.parse::<SubscriptionId>();
    if let Err(error) = &id
        && !subscription.is_empty()
    {
        typed.subscription = Some(format!("This is {error}."));
    }
    let kind = match event_type.trim() {
        "" => Ok(None),
        text => text.parse::<EventType>().map(Some),
    };
    if let Err(error) = &kind {
        typed.event_type = Some(format!("This is {error}."));
    }
    let window = read_window(after, before);
    if let Err(message) = &window {
        typed.window = Some(message.clone());
    }
    if let (Ok(subscription_id), Ok(event_type), Ok((created_after, created_before))) =
        (id, kind, window)
    {
        typed.filter = Some(BulkReplay {
            subscription_id,
            status,
            event_type,
            created_after,
            created_before,
        });
    }
    typed
}

type Window = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

fn read_window(after: &str, before: &str) -> Result<Window, String> {
    let bound = |text: &str, name: &str| match text {
        "" => Ok(None),
        text => read_utc(text)
            .map(Some)
            .ok_or_else(|| format!("“{name}” is no date and time yet.")),
    };
    let (after, before) = (
        bound(after, "Created after")?,
        bound(before, "Created before")?,
    );
    match (after, before) {
        (Some(from), Some(to)) if from >= to => {
            Err("The window ends at or before its beginning, so nothing can be in it.".to_owned())
        }
        window => Ok(window),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "wbs_01K0000000000000000000000C";

    #[test]
    fn a_subscription_is_checked_as_it_is_typed() {
        for (text, wrong) in [("", false), ("wbs", true), ("wbs_01k", true), (ID, false)] {
            let typed = read(text, ReplayStatus::Dead, "", "", "");
            assert_eq!(typed.subscription.is_some(), wrong, "{text}");
            assert_eq!(typed.filter.is_some(), text == ID, "{text}");
        }
    }

    #[test]
    fn a_window_must_hold_something() {
        let typed = read(
            ID,
            ReplayStatus::Dead,
            "",
            "2026-10-14T09:00",
            "2026-10-14T09:00",
        );
        assert!(typed.window.is_some() && typed.filter.is_none());
        let typed = read(
            ID,
            ReplayStatus::Failed,
            "a.b",
            "2026-10-14T09:00",
            "2026-10-14T11:00:30",
        );
        let filter = typed.filter.unwrap();
        assert_eq!(
            filter.created_before.unwrap().to_rfc3339(),
            "2026-10-14T11:00:30+00:00"
        );
        assert_eq!(filter.status, ReplayStatus::Failed);
    }

    #[test]
    fn a_type_has_at_most_64_characters() {
        assert!(
            read(ID, ReplayStatus::Dead, &"x".repeat(64), "", "")
                .filter
                .is_some()
        );
        let typed = read(ID, ReplayStatus::Dead, &"x".repeat(65), "", "");
        assert!(typed.event_type.is_some() && typed.filter.is_none());
    }
}
