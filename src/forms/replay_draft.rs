//! What is typed into the replay form, and what it means. Knows no page.

use crate::filters::Span;
use crate::times::{Typed as TypedInstant, Zone};
use crate::ui::instant_field::InstantDraft;
use leptos::prelude::*;
use redrive_core::kirim::contract::{EventType, SubscriptionId};
use redrive_core::kirim::{ReplayStatuses, SurveyAsked};

/// The form's fields as they stand.
#[derive(Clone, Copy)]
pub struct ReplayForm {
    pub subscription: RwSignal<String>,
    pub statuses: RwSignal<ReplayStatuses>,
    pub event_type: RwSignal<String>,
    /// The clock that both instants are typed off.
    pub zone: RwSignal<Zone>,
    pub after: InstantDraft,
    pub before: InstantDraft,
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
    /// Reads every field, and follows it.
    pub fn read(&self) -> Typed {
        let mut typed = read(
            &self.subscription.get(),
            self.statuses.get(),
            &self.event_type.get(),
            {
                let zone = self.zone.get();
                (self.after.read(zone), self.before.read(zone))
            },
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
    (after, before): (TypedInstant, TypedInstant),
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
        text => bound(text).map(Some),
    };
    if let Err(why) = &at_most {
        typed.at_most = Some(format!("A whole number {why}, or nothing."));
    }
    if let (Ok(subscription), Ok(event_type), Ok(window), Ok(at_most)) = (id, kind, window, at_most)
    {
        typed.asked = Some(SurveyAsked {
            subscription,
            statuses,
            event_type,
            created_after: window.after,
            created_before: window.before,
            at_most,
        });
    }
    typed
}

/// How many at most, or how such a number begins.
pub fn bound(text: &str) -> Result<u64, &'static str> {
    let number = text.trim().parse();
    number.ok().filter(|number| *number > 0).ok_or("from 1 on")
}

fn read_window(after: TypedInstant, before: TypedInstant) -> Result<Span, String> {
    let bound = |typed: TypedInstant, name: &str| {
        let instant = typed.instant();
        instant.map_err(|why| format!("“{name}” {why}."))
    };
    let span = Span {
        after: bound(after, "Created after")?,
        before: bound(before, "Created before")?,
    };
    if span.is_empty() {
        return Err(
            "The window ends at or before its beginning, so nothing can be in it.".to_owned(),
        );
    }
    Ok(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "wbs_01K0000000000000000000000C";
    const OPEN: (TypedInstant, TypedInstant) = (TypedInstant::Nothing, TypedInstant::Nothing);

    fn at(text: &str) -> TypedInstant {
        TypedInstant::At(text.parse().unwrap())
    }

    #[test]
    fn a_subscription_is_checked_as_it_is_typed() {
        for (text, wrong) in [("", false), ("wbs", true), ("wbs_01k", true), (ID, false)] {
            let typed = read(text, ReplayStatuses::Dead, "", OPEN, "");
            assert_eq!(typed.subscription.is_some(), wrong, "{text}");
            assert_eq!(typed.asked.is_some(), text == ID, "{text}");
        }
    }

    #[test]
    fn a_window_must_hold_something() {
        let same = (at("2026-10-14T09:00:00Z"), at("2026-10-14T09:00:00Z"));
        let typed = read(ID, ReplayStatuses::Dead, "", same, "");
        assert!(typed.window.is_some() && typed.asked.is_none());
        let unfinished = (TypedInstant::Unfinished, TypedInstant::Nothing);
        let typed = read(ID, ReplayStatuses::Dead, "", unfinished, "");
        assert!(typed.window.is_some() && typed.asked.is_none());
        let window = (at("2026-10-14T09:00:00Z"), at("2026-10-14T11:00:30Z"));
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
        let long = |length: usize| read(ID, ReplayStatuses::Dead, &"x".repeat(length), OPEN, "");
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
            let typed = read(ID, ReplayStatuses::Dead, "", OPEN, text);
            assert_eq!(typed.asked.map(|asked| asked.at_most), bound, "{text}");
            assert_eq!(typed.at_most.is_some(), bound.is_none());
        }
    }
}
