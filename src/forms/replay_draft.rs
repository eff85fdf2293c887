//! What is typed into the replay form, and what it means. Knows no page.

use super::utc_field::{read_utc, write_utc};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::kirim::contract::{EventType, SubscriptionId};
use redrive_core::kirim::{ReplayStatuses, SurveyAsked};
use redrive_core::time::read_instant;

/// The form's fields as they stand.
#[derive(Clone, Copy)]
pub struct ReplayForm {
    pub subscription: RwSignal<String>,
    pub statuses: RwSignal<ReplayStatuses>,
    pub event_type: RwSignal<String>,
    pub after: RwSignal<String>,
    pub before: RwSignal<String>,
    pub at_most: RwSignal<String>,
    /// The operator said in so many words that nothing but the subscription is to narrow it.
    pub everything: RwSignal<bool>,
}

/// The fields read: what to list when all is well, else what is wrong with each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub asked: Option<SurveyAsked>,
    pub subscription: Option<String>,
    pub event_type: Option<String>,
    pub window: Option<String>,
    pub at_most: Option<String>,
    /// Nothing but the subscription narrows it.
    pub unlimited: bool,
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
        let statuses = match value("status").as_str() {
            "failed" => ReplayStatuses::Failed,
            _ => ReplayStatuses::Dead,
        };
        Self {
            subscription: RwSignal::new(value("subscription")),
            statuses: RwSignal::new(statuses),
            event_type: RwSignal::new(value("type")),
            after: RwSignal::new(instant("after")),
            before: RwSignal::new(instant("before")),
            at_most: RwSignal::new(String::new()),
            everything: RwSignal::new(false),
        }
    }

    /// Reads every field, and follows it.
    pub fn read(&self) -> Typed {
        let mut typed = read(
            &self.subscription.get(),
            self.statuses.get(),
            &self.event_type.get(),
            (&self.after.get(), &self.before.get()),
            &self.at_most.get(),
        );
        typed.unlimited = typed.asked.as_ref().is_some_and(SurveyAsked::is_unlimited);
        if typed.unlimited && !self.everything.get() {
            typed.asked = None;
        }
        typed
    }
}

fn read(
    subscription: &str,
    statuses: ReplayStatuses,
    event_type: &str,
    (after, before): (&str, &str),
    at_most: &str,
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
    let at_most = match at_most.trim() {
        "" => Ok(None),
        text => match text.parse::<u64>() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err("A whole number from 1 on, or nothing.".to_owned()),
        },
    };
    if let Err(message) = &at_most {
        typed.at_most = Some(message.clone());
    }
    if let (Ok(subscription), Ok(event_type), Ok((created_after, created_before)), Ok(at_most)) =
        (id, kind, window, at_most)
    {
        typed.asked = Some(SurveyAsked {
            subscription,
            statuses,
            event_type,
            created_after,
            created_before,
            at_most,
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
            let typed = read(text, ReplayStatuses::Dead, "", ("", ""), "");
            assert_eq!(typed.subscription.is_some(), wrong, "{text}");
            assert_eq!(typed.asked.is_some(), text == ID, "{text}");
        }
    }

    #[test]
    fn a_window_must_hold_something() {
        let same = ("2026-10-14T09:00", "2026-10-14T09:00");
        let typed = read(ID, ReplayStatuses::Dead, "", same, "");
        assert!(typed.window.is_some() && typed.asked.is_none());
        let window = ("2026-10-14T09:00", "2026-10-14T11:00:30");
        let asked = read(ID, ReplayStatuses::Both, "a.b", window, "")
            .asked
            .unwrap();
        assert_eq!(
            asked.created_before.unwrap().to_rfc3339(),
            "2026-10-14T11:00:30+00:00"
        );
        assert_eq!(asked.statuses, ReplayStatuses::Both);
        assert!(!asked.is_unlimited());
    }

    #[test]
    fn a_type_has_at_most_64_characters() {
        let long =
            |length: usize| read(ID, ReplayStatuses::Dead, &"x".repeat(length), ("", ""), "");
        assert!(long(64).asked.is_some());
        assert!(long(65).event_type.is_some() && long(65).asked.is_none());
    }

    #[test]
    fn a_bound_is_a_number_or_nothing() {
        for (text, bound) in [
            ("", Some(None)),
            (" 300 ", Some(Some(300))),
            ("0", None),
            ("x", None),
        ] {
            let typed = read(ID, ReplayStatuses::Dead, "", ("", ""), text);
            assert_eq!(typed.asked.map(|asked| asked.at_most), bound, "{text}");
            assert_eq!(typed.at_most.is_some(), bound.is_none());
        }
    }
}
