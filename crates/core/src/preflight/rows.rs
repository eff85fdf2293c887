//! What a vendor's row tells of the item that it is about. Fields that are absent tell nothing.

use super::{Arrival, EventKey, Fact};
use crate::kirim::contract::{Delivery, DeliveryStatus};
use crate::selfcommunity::Event;
use crate::selfcommunity::contract::Endpoint;
use crate::time::VendorTime;
use crate::zuora;
use crate::zuora::contract::{Channel, NotificationRow, NotificationStatus};
use chrono::{DateTime, Utc};

fn instant(time: Option<&VendorTime>) -> Option<DateTime<Utc>> {
    time.and_then(VendorTime::utc)
}

const fn delivered(is: bool) -> Arrival {
    if is { Arrival::Delivered } else { Arrival::Not }
}

impl Fact {
    /// Of an event with the tries that are loaded, at its endpoint.
    pub fn of_event(event: &Event, endpoint: &Endpoint, now: DateTime<Utc>) -> Self {
        let tried = |attempt: &crate::selfcommunity::contract::Attempt| {
            instant(attempt.created_at.as_ref())
        };
        let oldest = event.attempts.iter().filter_map(|row| tried(&row.known));
        Self {
            group: endpoint
                .target
                .clone()
                .or_else(|| endpoint.id.map(|id| id.to_string()))
                .unwrap_or_default(),
            kind: event
                .latest()
                .and_then(|attempt| attempt.event.as_ref()?.kind.clone()),
            created_at: oldest.min(),
            arrival: delivered(event.delivered()),
            retry_due: event.next_retry(now),
            disabled: endpoint.is_active == Some(false),
            ..Self::default()
        }
    }

    /// Of a delivery. What is pending is still being tried, also where the vendor does not say when.
    pub fn of_delivery(delivery: &Delivery, now: DateTime<Utc>) -> Self {
        let pending = delivery.status == Some(DeliveryStatus::Pending);
        let due = instant(delivery.next_attempt_at.as_ref()).filter(|at| *at > now);
        Self {
            group: delivery
                .subscription_id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            kind: delivery.event_type.clone(),
            created_at: instant(delivery.created_at.as_ref()),
            event: EventKey::of_delivery(delivery),
            arrival: delivered(delivery.status == Some(DeliveryStatus::Delivered)),
            retry_due: due.or_else(|| pending.then_some(now + chrono::TimeDelta::seconds(1))),
            ..Self::default()
        }
    }

    /// Of a row of this channel's history. Its status is the word of whom it was handed to: of a
    /// callout that is its receiver, of an e-mail a mail server (contract 3.1).
    pub fn of_notification(row: &NotificationRow, channel: Channel) -> Self {
        let arrival = match channel {
            _ if row.status != Some(NotificationStatus::Ok) => Arrival::Not,
            Channel::Email => Arrival::HandedOver,
            Channel::Callout => Arrival::Delivered,
        };
        Self {
            group: row.account_id.clone().unwrap_or_default(),
            kind: row.event_name.clone(),
            created_at: instant(row.created_on.as_ref()),
            event: EventKey::of_notification(row),
            arrival,
            retry_due: zuora::may_be_tried_until(row, channel),
            customer: row.to_email.clone().or_else(|| row.contact_id.clone()),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selfcommunity::group;
    use serde_json::json;

    fn now() -> DateTime<Utc> {
        "2026-06-01T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_event_is_known_by_its_tries() {
        let rows = [
            json!({"id": 2, "created_at": "2026-06-01T11:00:00Z", "event": {"type": "post.created"},
                "http_request_body": "{\"event_id\":5}", "http_response_code": 503,
                "next_retry": "2026-06-01T12:10:00Z"}),
            json!({"id": 1, "created_at": "2026-06-01T10:00:00Z",
                "http_request_body": "{\"event_id\":5}", "http_response_code": 503}),
        ];
        let rows = rows.map(|row| serde_json::from_value(row).unwrap());
        let groups = group(rows);
        let endpoint = json!({"id": 4, "target": "https://x.example", "is_active": false});
        let endpoint: Endpoint = serde_json::from_value(endpoint).unwrap();
        let fact = Fact::of_event(&groups.events[0], &endpoint, now());
        assert_eq!(fact.group, "https://x.example");
        assert_eq!(fact.kind.as_deref(), Some("post.created"));
        assert_eq!(
            fact.created_at,
            Some("2026-06-01T10:00:00Z".parse().unwrap())
        );
        assert_eq!(
            fact.retry_due,
            Some("2026-06-01T12:10:00Z".parse().unwrap())
        );
        assert!(fact.disabled && fact.arrival == Arrival::Not);
    }

    #[test]
    fn an_event_that_arrived_once_was_delivered() {
        let row = json!({"id": 1, "created_at": "2026-06-01T10:00:00Z",
            "http_request_body": "{\"event_id\":5}", "http_response_code": 200});
        let groups = group([serde_json::from_value(row).unwrap()]);
        let endpoint: Endpoint =
            serde_json::from_value(json!({"id": 4, "is_active": true})).unwrap();
        let fact = Fact::of_event(&groups.events[0], &endpoint, now());
        assert!(fact.arrival == Arrival::Delivered && !fact.disabled);
        assert_eq!(
            fact.group, "4",
            "an endpoint without a target is told by its id"
        );
    }

    #[test]
    fn a_delivery_tells_where_it_goes_and_when_it_is_tried_again() {
        let of = |next: &str| {
            let row = json!({"subscription_id": "wbs_01K0000000000000000000000C",
                "event_type": "message.created", "status": "failed",
                "created_at": "2026-06-01T10:00:00Z", "next_attempt_at": next});
            Fact::of_delivery(&serde_json::from_value::<Delivery>(row).unwrap(), now())
        };
        let later = "2026-06-01T12:00:01Z";
        assert_eq!(
            of(later),
            Fact {
                group: "wbs_01K0000000000000000000000C".to_owned(),
                kind: Some("message.created".to_owned()),
                created_at: Some("2026-06-01T10:00:00Z".parse().unwrap()),
                retry_due: Some(later.parse().unwrap()),
                ..Fact::default()
            }
        );
        assert_eq!(
            of("2026-06-01T12:00:00Z").retry_due,
            None,
            "that moment is over"
        );
    }

    #[test]
    fn a_delivery_that_is_pending_is_still_being_tried() {
        let of = |row| Fact::of_delivery(&serde_json::from_value::<Delivery>(row).unwrap(), now());
        assert!(of(json!({"status": "pending"})).retry_due > Some(now()));
        let dead = of(json!({"status": "dead", "next_attempt_at": "2026-06-01T11:00:00Z"}));
        assert_eq!((dead.retry_due, dead.arrival), (None, Arrival::Not));
        let arrived = of(json!({"status": "delivered"}));
        assert_eq!(arrived.arrival, Arrival::Delivered);
    }

    #[test]
    fn an_e_mail_with_status_ok_was_handed_over_and_not_delivered() {
        let of = |status: &str, channel| {
            let row = serde_json::from_value(json!({"status": status})).unwrap();
            Fact::of_notification(&row, channel).arrival
        };
        assert_eq!(of("OK", Channel::Email), Arrival::HandedOver);
        assert_eq!(of("OK", Channel::Callout), Arrival::Delivered);
        for status in ["Failed", "Warning", "Sent"] {
            assert_eq!(of(status, Channel::Email), Arrival::Not, "{status}");
        }
    }

    #[test]
    fn a_callout_that_failed_may_be_tried_again_by_the_vendor_itself() {
        let of = |tries: i64, channel| {
            let row = json!({"status": "Failed", "createdon": "2026-06-01T11:50:00Z", "attemptednum": tries});
            Fact::of_notification(&serde_json::from_value(row).unwrap(), channel).retry_due
        };
        assert!(of(1, Channel::Callout) > Some(now()));
        assert_eq!(of(5, Channel::Callout), None);
        assert_eq!(of(1, Channel::Email), None);
    }

    #[test]
    fn a_notification_names_its_customer() {
        let row = json!({"accountid": "a", "status": "OK", "toemail": "pay@customer.example",
            "eventname": "Payment Declined", "createdon": "2026-06-01T10:00:00Z"});
        let row: NotificationRow = serde_json::from_value(row).unwrap();
        let fact = Fact::of_notification(&row, Channel::Email);
        assert_eq!(fact.group, "a");
        assert_eq!(fact.customer.as_deref(), Some("pay@customer.example"));
        assert_eq!(fact.kind.as_deref(), Some("Payment Declined"));
        assert_eq!(
            fact.created_at,
            Some("2026-06-01T10:00:00Z".parse().unwrap())
        );
    }
}
