//! Reading an endpoint's tries, page by page, with the endpoint that they went to.

use crate::api::read::read_until;
use crate::table::paging::Trail;
use crate::ui::load::Reader;
use redrive_core::connection::ConnectionId;
use redrive_core::problem::Problem;
use redrive_core::read::Read;
use redrive_core::selfcommunity::contract::{Attempt, Endpoint, EndpointId, Row};
use redrive_core::selfcommunity::{self, Read as CommunityRead};
use std::sync::Arc;
use web_sys::AbortSignal;

/// Tries of one page: the most that the vendor gives.
const LIMIT: u32 = 100;

/// One page of tries.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Nothing was read before it.
    pub first: bool,
    pub endpoint: Arc<Endpoint>,
    /// How many tries there are in all.
    pub count: u64,
    pub tries: Arc<Vec<Row<Attempt>>>,
    /// How many tries lie before the next page, where there is one.
    pub next: Option<u64>,
}

/// Reads the page at a place of the way, from the one that is `reached` on.
pub fn tries(
    connection: ConnectionId,
    endpoint: EndpointId,
    trail: Trail<(), u64>,
    reached: Option<Listing>,
) -> Reader<Listing> {
    Reader::from(reached, trail.place(), move |((), offset), abort| {
        let connection = connection.clone();
        async move { page(&connection, endpoint, offset.unwrap_or_default(), &abort).await }
    })
}

/// Reads the page after so many tries.
///
/// # Errors
/// The vendor's or the gateway's refusal.
pub async fn page(
    connection: &ConnectionId,
    id: EndpointId,
    offset: u64,
    abort: &AbortSignal,
) -> Result<Listing, Problem> {
    let ask = async |read| read_until(connection, &Read::Selfcommunity(read), abort).await;
    let endpoint = selfcommunity::endpoint(&ask(CommunityRead::Endpoint { id }).await?)?;
    let read = CommunityRead::Attempts {
        id,
        limit: LIMIT,
        offset,
    };
    let tries = selfcommunity::attempts(&ask(read).await?)?;
    let reached = offset.saturating_add(tries.results.len() as u64);
    Ok(Listing {
        first: offset == 0,
        endpoint: Arc::new(endpoint.known),
        count: tries.count,
        next: (!tries.results.is_empty() && reached < tries.count).then_some(reached),
        tries: Arc::new(tries.results),
    })
}
