//! What a gateway is told at its start, and never changes afterwards.
//!
//! The addresses of vendors come from here alone: no request can name one.

use crate::clock::Clock;
use crate::console::Console;
pub use crate::password::{NoHash, NotAHash, PasswordHash};
use ipnet::IpNet;
use redrive_core::connection::{Connection, Environment};
use redrive_core::secret::Secret;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Everything a gateway needs.
#[derive(Debug)]
pub struct Config {
    pub environment: Environment,
    pub operators: Vec<Operator>,
    pub upstreams: Vec<Upstream>,
    pub console: Console,
    pub serving: Serving,
    pub limits: Limits,
    /// The folder of the journal; without one, a gateway that is started again has forgotten what was
    /// sent.
    pub journal: Option<PathBuf>,
    pub clock: Clock,
}

/// Someone who may sign in.
#[derive(Debug)]
pub struct Operator {
    pub name: String,
    pub hash: PasswordHash,
}

/// A connection with what opens it.
#[derive(Debug)]
pub struct Upstream {
    pub connection: Connection,
    pub credentials: Credentials,
    /// Origins beside the connection's own from which results of data queries may be fetched.
    pub file_origins: Vec<String>,
}

/// How a vendor knows us.
#[derive(Debug)]
pub enum Credentials {
    /// One token, sent with every request.
    Bearer(Secret),
    /// A short-lived token is fetched with these.
    Client { id: String, secret: Secret },
}

/// Under which names the console is reached.
#[derive(Debug, Clone)]
pub struct Serving {
    pub scheme: Scheme,
    pub hosts: Hosts,
    /// Who may say in `X-Forwarded-For` whom they speak for.
    pub proxies: Vec<IpNet>,
}

/// Whether something in front of us speaks TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// Which values of `Host` are ours. Ports do not count: they may be forwarded.
#[derive(Debug, Clone)]
pub enum Hosts {
    /// `localhost` and loopback addresses.
    Loopback,
    /// `localhost` and any address as numbers: no foreign name can be bent to those.
    Addresses,
    /// Exactly these.
    Named(Vec<String>),
}

impl Serving {
    /// Plain HTTP on a listening address.
    pub const fn plainly_at(address: IpAddr) -> Self {
        let hosts = if address.is_loopback() {
            Hosts::Loopback
        } else {
            Hosts::Addresses
        };
        Self {
            scheme: Scheme::Http,
            hosts,
            proxies: Vec::new(),
        }
    }
}

/// How long and how much the gateway takes from vendors.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub connect: Duration,
    /// For a token, all in all: a call that waits for one has not left yet.
    pub token: Duration,
    pub read: Duration,
    /// Above the two minutes after which a vendor's own front gives up.
    pub write: Duration,
    /// Bytes of one answer, unpacked.
    pub answer: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            token: Duration::from_secs(8),
            read: Duration::from_mins(1),
            write: Duration::from_secs(130),
            answer: 32 << 20,
        }
    }
}
