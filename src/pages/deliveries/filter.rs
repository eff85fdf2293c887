//! What deliveries can be filtered by, and what is asked of the vendor by it. Knows no page.

pub use crate::filters::SUBSCRIPTION;
use crate::filters::{Created, Field, Kind, Reading, parses};
use redrive_core::kirim::DeliveryFilter;
use redrive_core::kirim::contract::{DeliveryStatus, EventType, SubscriptionId};

/// Names of the filters in the address. The replay form reads the same.
pub const STATUS: &str = "status";
pub const EVENT_TYPE: &str = "type";

/// In the order in which they stand over the list. The vendor takes one value of each.
pub const FIELDS: &[Field] = &[
    Field::new(
        SUBSCRIPTION,
        "Subscription",
        Kind::Listed(parses::<SubscriptionId>),
    ),
    Field::new(
        STATUS,
        "Status",
        Kind::Choice(&[
            ("pending", "pending"),
            ("delivered", "delivered"),
            ("failed", "failed"),
            ("dead", "dead"),
        ]),
    ),
    Field::new(EVENT_TYPE, "Event type", Kind::Text(parses::<EventType>)),
    Field::new("created", "Created", Kind::Created),
];

/// What is asked, of what could be read in the address.
pub fn asked(reading: &Reading) -> DeliveryFilter {
    let status = match reading.text(STATUS) {
        "pending" => Some(DeliveryStatus::Pending),
        "delivered" => Some(DeliveryStatus::Delivered),
        "failed" => Some(DeliveryStatus::Failed),
        "dead" => Some(DeliveryStatus::Dead),
        _ => None,
    };
    DeliveryFilter {
        subscription: reading.parsed(SUBSCRIPTION),
        status,
        event_type: reading.parsed(EVENT_TYPE),
        created_after: reading.span.after,
        // The list goes on to what is born meanwhile; what is planned from it does not.
        created_before: match reading.created {
            Some(Created::Last(_)) => None,
            _ => reading.span.before,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::read;

    fn of(pairs: &[(&str, &str)]) -> (DeliveryFilter, usize) {
        let query: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let reading = read(FIELDS, &query, "2026-10-14T12:00:00Z".parse().unwrap());
        (asked(&reading), reading.complaints.len())
    }

    #[test]
    fn every_choice_of_status_is_asked_for() {
        let Kind::Choice(choices) = FIELDS[1].kind else {
            panic!("status is a choice")
        };
        for (word, _) in choices {
            let (filter, complaints) = of(&[("status", word)]);
            assert_eq!(
                filter
                    .status
                    .map(|status| status.as_str().to_owned())
                    .as_deref(),
                Some(*word)
            );
            assert_eq!(complaints, 0);
        }
    }

    #[test]
    fn every_filter_reaches_the_question() {
        let (filter, complaints) = of(&[
            ("v", "1"),
            ("subscription", "wbs_01K0000000000000000000000C"),
            ("type", "a.b"),
            ("after", "2026-10-14T09:00:00Z"),
            ("before", "2026-10-14T10:00"),
        ]);
        assert_eq!(complaints, 0);
        assert!(filter.subscription.is_some() && filter.event_type.is_some());
        assert_eq!(filter.created_after, "2026-10-14T09:00:00Z".parse().ok());
        assert_eq!(filter.created_before, "2026-10-14T10:00:00Z".parse().ok());
    }

    #[test]
    fn nonsense_asks_for_nothing_and_is_said() {
        let (filter, complaints) = of(&[
            ("subscription", "x"),
            ("status", "gone"),
            ("before", "tomorrow"),
        ]);
        assert_eq!((filter, complaints), (DeliveryFilter::default(), 3));
    }

    #[test]
    fn the_list_of_the_last_hour_has_no_end() {
        let (filter, _) = of(&[("last", "1h")]);
        assert_eq!(filter.created_after, "2026-10-14T11:00:00Z".parse().ok());
        assert_eq!(filter.created_before, None);
    }
}
