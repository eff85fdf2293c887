//! The section `[serving]`: where the gateway listens, and under which names it is reached.
//!
//! Plain HTTP stays on the machine unless somebody says otherwise; and whoever serves others
//! through a proxy says which one, so that wrong passwords are counted by who typed them.

use super::section::Section;
use crate::config::{Hosts, Scheme, Serving};
use ipnet::IpNet;
use reqwest::Url;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

const LISTEN: &str = "an address and a port, as 127.0.0.1:8080";
const HOSTS: &str = r#"a list of host names without scheme and port, as ["redrive.example.com"]"#;
const PROXIES: &str = r#"a list of addresses or networks, as ["127.0.0.1", "10.0.0.0/8"]"#;

pub fn read(section: &mut Section) -> Option<(SocketAddr, Serving)> {
    let listen = section.text("listen", LISTEN).and_then(|text| {
        let address = text.parse::<SocketAddr>();
        let address = address.map_err(|_| not("an address", LISTEN));
        section.accept("listen", address)
    });
    let scheme = section
        .text("scheme", r#""https" or "http""#)
        .and_then(|text| {
            let scheme = match text.as_str() {
                "https" => Ok(Scheme::Https),
                "http" => Ok(Scheme::Http),
                _ => Err(not("a scheme", r#""https" or "http""#)),
            };
            section.accept("scheme", scheme)
        });
    let names = section.texts("hosts", HOSTS).map(|names| {
        let names: Result<Vec<_>, _> = names.iter().map(|name| host(name)).collect();
        section.accept("hosts", names)
    });
    let proxies = section.texts("proxies", PROXIES).map(|proxies| {
        let proxies: Result<Vec<_>, _> = proxies.iter().map(|text| network(text)).collect();
        section.accept("proxies", proxies)
    });
    let may_be_plain = section.flag("allow_plain_http").unwrap_or(false);
    let (listen, scheme) = (listen?, scheme?);
    let on_this_machine = listen.ip().is_loopback();
    match scheme {
        Scheme::Https => {
            if names
                .as_ref()
                .is_none_or(|names| names.as_ref().is_some_and(Vec::is_empty))
            {
                section.fault(
                    "hosts",
                    format!("it is missing; behind https expected is {HOSTS}"),
                );
            }
            if proxies.is_none() && !on_this_machine {
                section.fault("proxies", format!(
                    "it is missing; where the proxy that speaks TLS is not on this machine, expected is {PROXIES}"
                ));
            }
        }
        Scheme::Http if !on_this_machine && !may_be_plain => section.fault(
            "scheme",
            "it is http, and others can reach this address: whoever is in between reads passwords \
             and sessions; expected is https behind a proxy that speaks TLS, or \
             allow_plain_http = true",
        ),
        Scheme::Http => {}
    }
    let plainly = Serving::plainly_at(listen.ip());
    let hosts = match names {
        None => plainly.hosts,
        Some(names) => Hosts::Named(names?),
    };
    let proxies = match proxies {
        Some(proxies) => proxies?,
        None if scheme == Scheme::Https => this_machine(),
        None => plainly.proxies,
    };
    let serving = Serving {
        scheme,
        hosts,
        proxies,
    };
    Some((listen, serving))
}

fn not(what: &str, expected: &str) -> String {
    format!("it is not {what}; expected is {expected}")
}

/// A name as browsers send it.
fn host(text: &str) -> Result<String, String> {
    let text = text.to_ascii_lowercase();
    let read = Url::parse(&format!("http://{text}/")).ok();
    let is_bare = read.is_some_and(|url| {
        url.host_str() == Some(&text) && url.as_str() == format!("http://{text}/")
    });
    if is_bare {
        Ok(text)
    } else {
        Err(not("a list of host names only", HOSTS))
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    address
        .or_else(|_| text.parse::<IpNet>())
        .map_err(|_| not("a list of addresses only", PROXIES))
}

fn this_machine() -> Vec<IpNet> {
    [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ]
    .map(IpNet::from)
    .into()
}
