//! Ids are looked up at a vendor that has some of them: each is told by its own row, found under the
//! other channel, or in neither.

use crate::kit::{Server, file, notification_ids};
use redrive_core::connection::Vendor;
use redrive_core::lookup::Lookup;
use redrive_core::plan::Draft;
use redrive_core::preflight::{Absence, Arrival, Fact};
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationStatus};
use serde_json::json;
use std::collections::HashMap;

#[tokio::test]
async fn every_id_is_told_as_the_vendor_has_it() {
    let server = Server::start().await;
    let zuora = server.carrier(Vendor::Zuora).await;
    for columns in ["lower", "upper"] {
        server.dialect(json!({"zuora": {"columns": columns}})).await;
        for (channel, other, many) in [
            (Channel::Email, Channel::Callout, 1100),
            (Channel::Callout, Channel::Email, 20),
        ] {
            let failed = notification_ids(&zuora, channel, NotificationStatus::Failed, many).await;
            let ok = notification_ids(&zuora, channel, NotificationStatus::Ok, 5).await;
            let others = notification_ids(&zuora, other, NotificationStatus::Failed, 3).await;
            let nowhere: NotificationId = "8ad0e1h0zz00000000000000000000001".parse().unwrap();
            let all = [&failed[..], &ok, &others, std::slice::from_ref(&nowhere)].concat();
            let draft = Draft::ResendNotifications {
                channel,
                notifications: all.clone(),
            };
            let places: Vec<usize> = (0..all.len()).collect();
            let mut lookup = Lookup::of(&draft, &places).unwrap();
            let mut found: HashMap<NotificationId, Fact> = HashMap::new();
            while let Some(read) = lookup.next() {
                found.extend(lookup.take(&file(&zuora, &read).await).unwrap());
            }
            assert_eq!(found.len(), all.len());
            let every = |ids: &[NotificationId], is: &dyn Fn(&Fact) -> bool| {
                ids.iter().all(|id| is(&found[id]))
            };
            let went_well = match channel {
                Channel::Email => Arrival::HandedOver,
                Channel::Callout => Arrival::Delivered,
            };
            let of_other = Some(Absence::OfChannel(other));
            assert!(every(&failed, &|fact| fact.arrival == Arrival::Not));
            assert!(every(&failed, &|fact| fact.absence.is_none()
                && fact.kind.is_some()));
            assert!(every(&ok, &|fact| fact.arrival == went_well));
            assert!(every(&others, &|fact| fact.absence == of_other));
            assert_eq!(found[&nowhere].absence, Some(Absence::NoRow));
        }
    }
}
