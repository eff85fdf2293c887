//! The address at the other end of the connection. No header is believed about it.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Without a connection (a router called in-process) all share one place in the delays.
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        Ok(Self(address.map_or(unknown, |ConnectInfo(address)| {
            address.ip().to_canonical()
        })))
    }
}
