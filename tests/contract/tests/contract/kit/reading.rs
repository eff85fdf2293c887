//! Whole lists, page by page, by core's own requests and readings.

use super::carrier::Carrier;
use super::query;
use redrive_core::kirim::contract::{Delivery, DeliveryId, DeliveryStatus, Row, Subscription};
use redrive_core::kirim::{self, DeliveryFilter};

use redrive_core::selfcommunity::contract::{Attempt, EndpointId, EventId};
use redrive_core::selfcommunity::{self, group};
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationRow, NotificationStatus};
use redrive_core::zuora::{Cursor, NotificationFilter};

/// Every attempt of an endpoint; the count of each page must agree with what came.
pub async fn attempts(community: &Carrier, id: EndpointId, limit: u32) -> Vec<Row<Attempt>> {
    let mut rows = Vec::new();
    loop {
        let offset = rows.len() as u64;
        let read = selfcommunity::Read::Attempts { id, limit, offset };
        let page = selfcommunity::attempts(&community.ask(&read.request()).await).unwrap();
        assert!(!page.results.is_empty());
        assert_eq!(page.previous.is_some(), offset > 0);
        rows.extend(page.results);
        if page.next.is_none() {
            assert_eq!(rows.len() as u64, page.count);
            return rows;
        }
    }
}

/// This many events that were tried at an endpoint.
pub async fn event_ids(community: &Carrier, endpoint: EndpointId, count: usize) -> Vec<EventId> {
    let groups = group(attempts(community, endpoint, 100).await);
    let ids: Vec<EventId> = groups
        .events
        .iter()
        .map(|event| event.id)
        .take(count)
        .collect();
    assert_eq!(ids.len(), count);
    ids
}

/// Every delivery of a filter.
pub async fn deliveries(kirim: &Carrier, filter: &DeliveryFilter, limit: u32) -> Vec<Delivery> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let read = kirim::Read::Deliveries {
            filter: filter.clone(),
            limit,
            cursor,
        };
        let page = kirim::deliveries(&kirim.ask(&read.request()).await).unwrap();
        assert_eq!(page.has_more, page.next_cursor.is_some());
        assert!(page.data.len() <= usize::try_from(limit).unwrap());
        rows.extend(page.data);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return rows;
        }
    }
}

/// This many dead deliveries of a subscription that can be replayed.
pub async fn dead_deliveries(kirim: &Carrier, count: usize) -> Vec<DeliveryId> {
    let filter = DeliveryFilter {
        subscription: subscription(kirim, "Orders-prod").await.id,
        status: Some(DeliveryStatus::Dead),
        ..DeliveryFilter::default()
    };
    let rows = deliveries(kirim, &filter, 100).await;
    assert!(rows.len() >= count);
    rows.into_iter()
        .take(count)
        .map(|row| row.id.unwrap())
        .collect()
}

/// The subscription whose description begins so.
pub async fn subscription(kirim: &Carrier, name: &str) -> Subscription {
    let read = kirim::Read::Subscriptions {
        limit: 100,
        cursor: None,
    };
    let list = kirim::subscriptions(&kirim.ask(&read.request()).await).unwrap();
    list.data
        .into_iter()
        .map(|row| row.known)
        .find(|one| {
            let description = one.description.as_deref().unwrap_or_default();
            description.starts_with(name)
        })
        .unwrap()
}

/// Every notification of a filter, by the cursor that core builds from a page's last row.
pub async fn notifications(
    zuora: &Carrier,
    filter: &NotificationFilter,
    limit: u32,
) -> Vec<Row<NotificationRow>> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = query::rows(zuora, filter, limit, cursor).await;
        let whole = page.len() == usize::try_from(limit).unwrap();
        rows.extend(page);
        if !whole {
            return rows;
        }
        cursor = rows.last().map(|row: &Row<NotificationRow>| Cursor {
            created_on: row.known.created_on.as_ref().unwrap().utc().unwrap(),
            id: row.known.id.clone().unwrap(),
        });
    }
}

/// This many notifications in this state.
pub async fn notification_ids(
    zuora: &Carrier,
    channel: Channel,
    status: NotificationStatus,
    count: usize,
) -> Vec<NotificationId> {
    let filter = NotificationFilter {
        channel,
        account: None,
        status: Some(status),
        created_after: None,
        created_before: None,
    };
    let limit = u32::try_from(count).unwrap();
    let rows = query::rows(zuora, &filter, limit, None).await;
    assert_eq!(rows.len(), count);
    rows.into_iter().map(|row| row.known.id.unwrap()).collect()
}
