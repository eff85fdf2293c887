//! Who asks: the address at the other end of the connection, or the one that a proxy of ours says
//! it speaks for.
//!
//! Wrong passwords are counted by it. Behind a proxy all would share one count otherwise, and
//! whoever guesses would keep everybody out; while a header that anybody may write would let a
//! guesser be somebody else each time. So nobody but a configured proxy is believed, and of its
//! header only the part that such a proxy wrote: what comes from the right, up to the first
//! address that is no proxy.

use crate::state::Gateway;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The header in which proxies write down whom they speak for.
const FORWARDED: &str = "x-forwarded-for";

pub struct Peer(pub IpAddr);

impl FromRequestParts<Gateway> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Without a connection (a router called in-process) all share one place in the delays.
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let other_end = address.map_or(unknown, |ConnectInfo(address)| address.ip());
        Ok(Self(behind(
            other_end.to_canonical(),
            &parts.headers,
            &gateway.serving.proxies,
        )))
    }
}

fn behind(other_end: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_proxy = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    let mut last = other_end;
    let lines = headers.get_all(FORWARDED).iter().rev();
    let mut said = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    while is_proxy(&last) {
        let Some(address) = said.next().and_then(address) else {
            break;
        };
        last = address;
    }
    last
}

/// Some proxies write the port too.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    let address = text.parse().ok().or_else(with_port)?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(other_end: &str, lines: &[&'static str]) -> String {
        let proxies = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"].map(|text| text.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        behind(other_end.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_a_proxy_is_believed_and_only_what_it_wrote() {
        let stranger = "192.0.2.7";
        for (lines, wanted) in [
            (&["198.51.100.1"][..], stranger),
            (&["127.0.0.1"], stranger),
            (&[], stranger),
        ] {
            assert_eq!(who(stranger, lines), wanted, "no proxy: {lines:?}");
        }
        for (lines, wanted) in [
            (&["198.51.100.1"][..], "198.51.100.1"),
            (&["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            (&["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
            (&["203.0.113.9, 198.51.100.1, 10.1.2.3"], "198.51.100.1"),
            (
                &["203.0.113.9, 198.51.100.1,10.1.2.3", " 10.4.5.6 "],
                "198.51.100.1",
            ),
            (&["198.51.100.1:4711"], "198.51.100.1"),
            (&["[2001:db8::1]:4711"], "2001:db8::1"),
            (&["::ffff:198.51.100.1"], "198.51.100.1"),
            (&["10.1.2.3"], "10.1.2.3"),
            (&["198.51.100.1, nonsense"], "127.0.0.1"),
            (&["198.51.100.1, nonsense, 10.1.2.3"], "10.1.2.3"),
            (&[""], "127.0.0.1"),
            (&[], "127.0.0.1"),
        ] {
            assert_eq!(who("127.0.0.1", lines), wanted, "{lines:?}");
        }
    }
}
