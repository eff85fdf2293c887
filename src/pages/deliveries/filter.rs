//! The address's filters, read: what is asked of the vendor, and what in the address is nonsense.
//! Knows no page.

use crate::table::filters::{AFTER, BEFORE, value};
use crate::table::instant_filter::read_instant;
use redrive_core::kirim::DeliveryFilter;
use redrive_core::kirim::contract::DeliveryStatus;
use std::str::FromStr;

/// Names of the filters in the address. The replay form reads the same.
pub const SUBSCRIPTION: &str = "subscription";
pub const STATUS: &str = "status";
pub const EVENT_TYPE: &str = "type";

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub filter: DeliveryFilter,
    /// What the address holds and could not be meant. Such a filter is left out, and said so.
    pub problems: Vec<String>,
}

impl Asked {
    /// Whether nothing is filtered out.
    pub fn is_open(&self) -> bool {
        self.filter == DeliveryFilter::default()
    }
}

/// Reads the query of the address.
pub fn asked(query: &[(String, String)]) -> Asked {
    let mut problems = Vec::new();
    let status = match value(query, STATUS) {
        "" => None,
        "pending" => Some(DeliveryStatus::Pending),
        "delivered" => Some(DeliveryStatus::Delivered),
        "failed" => Some(DeliveryStatus::Failed),
        "dead" => Some(DeliveryStatus::Dead),
        other => {
            problems.push(format!("There is no status “{other}”; all are shown."));
            None
        }
    };
    let filter = DeliveryFilter {
        subscription: read(query, SUBSCRIPTION, "subscription", &mut problems),
        status,
        event_type: read(query, EVENT_TYPE, "event type", &mut problems),
        created_after: read_as(query, AFTER, "instant", read_instant, &mut problems),
        created_before: read_as(query, BEFORE, "instant", read_instant, &mut problems),
    };
    if let (Some(after), Some(before)) = (filter.created_after, filter.created_before)
        && after >= before
    {
        problems.push(
            "“Created after” is not earlier than “created before”, so nothing can match."
                .to_owned(),
        );
    }
    Asked { filter, problems }
}

fn read<T: FromStr>(
    query: &[(String, String)],
    name: &str,
    what: &str,
    problems: &mut Vec<String>,
) -> Option<T> {
    read_as(query, name, what, |text| text.parse().ok(), problems)
}

fn read_as<T>(
    query: &[(String, String)],
    name: &str,
    what: &str,
    parse: impl FnOnce(&str) -> Option<T>,
    problems: &mut Vec<String>,
) -> Option<T> {
    let text = value(query, name);
    if text.is_empty() {
        return None;
    }
    let parsed = parse(text);
    if parsed.is_none() {
        let text: String = text.chars().take(60).collect();
        problems.push(format!("“{text}” is no {what}; this filter is left out."));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn filters_are_read_from_the_address() {
        let asked = asked(&query(&[
            ("subscription", "wbs_01K0000000000000000000000C"),
            ("status", "dead"),
            ("after", "2026-10-14T09:00:00Z"),
        ]));
        assert!(asked.problems.is_empty() && !asked.is_open());
        assert_eq!(asked.filter.status, Some(DeliveryStatus::Dead));
    }

    #[test]
    fn nonsense_is_left_out_and_said() {
        let asked = asked(&query(&[
            ("subscription", "x"),
            ("status", "gone"),
            ("before", "tomorrow"),
        ]));
        assert_eq!(asked.problems.len(), 3);
        assert!(asked.is_open());
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_said() {
        let asked = asked(&query(&[
            ("after", "2026-10-14T10:00:00Z"),
            ("before", "2026-10-14T09:00"),
        ]));
        assert_eq!(asked.problems.len(), 1);
        assert!(asked.filter.created_before.is_some());
    }
}
