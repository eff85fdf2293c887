//! Counting what failed at each vendor, as far as its API can tell. Knows no screen.

use super::words::Community;
use crate::api::read::read_until;
use crate::pages::notifications;
use crate::ui::load::Reader;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::{self, DeliveryFilter, Read as KirimRead, contract::ReplayStatus};
use redrive_core::plan::Count;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use redrive_core::selfcommunity::{self, Read as CommunityRead, contract::LIST_LIMIT_MAX};
use redrive_core::zuora::NotificationFilter;
use redrive_core::zuora::contract::{Channel, NotificationStatus};
use web_sys::AbortSignal;

/// Failed notifications: the data query counts them itself.
pub fn notifications(connection: ConnectionId, channel: Channel) -> Reader<u64> {
    let filter = NotificationFilter {
        channel,
        account: None,
        status: Some(NotificationStatus::Failed),
        created_after: None,
        created_before: None,
    };
    notifications::count(connection, move || filter.clone())
}

/// Deliveries with a status: one page, because the vendor gives no total.
pub fn deliveries(connection: ConnectionId, status: ReplayStatus) -> Reader<Count> {
    Reader::new(
        move || (connection.clone(), status),
        |(connection, status), abort| async move {
            let read = Read::Kirim(KirimRead::Deliveries {
                filter: DeliveryFilter {
                    status: Some(status.into()),
                    ..DeliveryFilter::default()
                },
                limit: kirim::contract::LIST_LIMIT_MAX,
                cursor: None,
            });
            let page = kirim::deliveries(&read_until(&connection, &read, &abort).await?)?;
            let rows = u64::try_from(page.data.len()).unwrap_or(u64::MAX);
            Ok(if page.has_more {
                Count::AtLeast(rows)
            } else {
                Count::Exact(rows)
            })
        },
    )
}

/// Events of a community: the newest tries of each active endpoint, because there is no filter.
pub fn events(connection: ConnectionId) -> Reader<Community> {
    Reader::new(
        move || connection.clone(),
        |connection, abort| async move { community(&connection, &abort).await },
    )
}

async fn community(connection: &ConnectionId, abort: &AbortSignal) -> Result<Community, Problem> {
    let ask =
        async |read: CommunityRead| read_until(connection, &Read::Selfcommunity(read), abort).await;
    let (limit, offset) = (LIST_LIMIT_MAX, 0);
    let page = selfcommunity::endpoints(&ask(CommunityRead::Endpoints { limit, offset }).await?)?;
    let listed = page
        .count
        .saturating_sub(u64::try_from(page.results.len()).unwrap_or(u64::MAX));
    let mut found = Community {
        unread: usize::try_from(listed).unwrap_or(usize::MAX),
        ..Community::default()
    };
    for endpoint in page.results {
        match (endpoint.known.id, endpoint.known.is_active) {
            (_, Some(false)) => found.off += 1,
            (None, _) => found.unread += 1,
            (Some(id), _) => {
                let read = CommunityRead::Attempts { id, limit, offset };
                let tries = selfcommunity::attempts(&ask(read).await?)?;
                found.add(&selfcommunity::group(tries.results));
            }
        }
    }
    Ok(found)
}
