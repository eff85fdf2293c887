//! Why a record cannot be sent, and what speaks against sending one that can be: short, for a bar
//! that counts them.

use chrono::{DateTime, Utc};
use redrive_core::preflight::{Fact, WarningKind, alone};

/// The vendor's row has no id, and every call names its items by theirs.
pub const NO_ID: &str = "the vendor gave it no id, and every call names its items by their ids";

/// What speaks first against sending a record of which this is known; nothing where nothing does.
/// What depends on other records, or on earlier runs, is the plan's to say.
pub fn noted(fact: &Fact, now: DateTime<Utc>) -> Option<&'static str> {
    alone(fact, now).and_then(|kind| match kind {
        WarningKind::AlreadyDelivered => Some("delivered already"),
        WarningKind::AlreadyHandedOver => Some("handed over already"),
        WarningKind::RetryDue => Some("that the vendor may still try"),
        WarningKind::TargetDisabled => Some("with a target that is switched off"),
        WarningKind::ResentByUs { .. }
        | WarningKind::WaitsInRun
        | WarningKind::SameEvent
        | WarningKind::SameCustomer { .. }
        | WarningKind::NotFound
        | WarningKind::OfChannel(_)
        | WarningKind::NothingKnown
        | WarningKind::StateUnread => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::preflight::Arrival;

    #[test]
    fn what_speaks_against_one_record_is_said_in_few_words() {
        let now = "2026-06-01T12:00:00Z".parse().unwrap();
        let later = "2026-06-01T12:05:00Z".parse().unwrap();
        assert_eq!(noted(&Fact::default(), now), None);
        let fact = Fact {
            retry_due: Some(later),
            ..Fact::default()
        };
        assert_eq!(noted(&fact, now), Some("that the vendor may still try"));
        let fact = Fact {
            arrival: Arrival::Delivered,
            disabled: true,
            resent_at: Some(now),
            customer: Some("pia".to_owned()),
            ..Fact::default()
        };
        assert_eq!(noted(&fact, now), Some("delivered already"));
        let fact = Fact {
            arrival: Arrival::HandedOver,
            ..Fact::default()
        };
        assert_eq!(noted(&fact, now), Some("handed over already"));
    }
}
