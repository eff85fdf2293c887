//! Where a number may be an event: the vendor tells nothing of one event alone, so it is offered at
//! every endpoint. They are asked for once, when the first number is typed.

use crate::api::connections::use_connections;
use crate::api::read::read;
use crate::navigation::use_navigation;
use crate::routes::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{ConnectionId, Vendor};
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use redrive_core::selfcommunity::contract::{EndpointId, LIST_LIMIT_MAX};
use redrive_core::selfcommunity::{self, Read as CommunityRead};

/// An endpoint, and where it posts to, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub connection: ConnectionId,
    pub endpoint: EndpointId,
    pub target: String,
}

/// The endpoints: the one where the reader is before all others. Where they cannot be read, it is
/// the only one.
pub fn endpoints(wanted: Memo<bool>) -> Signal<Vec<At>> {
    let route = use_navigation().route().get_untracked();
    let here = match route {
        Route::Events {
            connection,
            endpoint,
            ..
        } => Some(At {
            connection,
            endpoint,
            target: String::new(),
        }),
        _ => None,
    };
    let known = RwSignal::new(here.into_iter().collect::<Vec<_>>());
    let connections = use_connections().all();
    Effect::new(move |asked: Option<bool>| {
        if asked == Some(true) || !wanted.get() {
            return asked.unwrap_or_default();
        }
        let all = connections.get_untracked().and_then(Result::ok);
        let communities = all.into_iter().flatten();
        for one in communities.filter(|one| one.vendor() == Vendor::Selfcommunity) {
            spawn_local(async move {
                let Ok(more) = listed(one.id).await else {
                    return;
                };
                // By then the palette may be closed.
                known.try_update(|known| add(known, more));
            });
        }
        true
    });
    known.into()
}

async fn listed(connection: ConnectionId) -> Result<Vec<At>, Problem> {
    let asked = Read::Selfcommunity(CommunityRead::Endpoints {
        limit: LIST_LIMIT_MAX,
        offset: 0,
    });
    let page = selfcommunity::endpoints(&read(&connection, &asked).await?)?;
    let at = |row: selfcommunity::contract::Row<selfcommunity::contract::Endpoint>| {
        Some(At {
            connection: connection.clone(),
            endpoint: row.known.id?,
            target: row.known.target.unwrap_or_default(),
        })
    };
    Ok(page.results.into_iter().filter_map(at).collect())
}

/// The one that is known already stays in front, and is told where it posts to.
fn add(known: &mut Vec<At>, more: Vec<At>) {
    for at in more {
        let same = |one: &&mut At| one.connection == at.connection && one.endpoint == at.endpoint;
        match known.iter_mut().find(same) {
            Some(one) => one.target = at.target,
            None => known.push(at),
        }
    }
}
