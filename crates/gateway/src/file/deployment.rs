//! What a configuration file comes to, and how it is told to whoever starts it.

use super::connection::Account;
use crate::cli::OTHERS_CAN_READ;
use crate::clock::Clock;
use crate::config::{Config, Hosts, Limits, Operator, Scheme, Serving};
use crate::console::Console;
use redrive_core::connection::Environment;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A configuration without a fault.
#[derive(Debug)]
pub struct Deployment {
    pub listen: SocketAddr,
    pub(super) environment: Environment,
    pub(super) serving: Serving,
    pub(super) operators: Vec<Operator>,
    pub(super) accounts: Vec<Account>,
    pub(super) journal: Option<PathBuf>,
}

impl Deployment {
    /// What is served at this address: a word and its value a line, and no secret.
    pub fn summary(&self, listening: SocketAddr) -> String {
        let mut lines = format!(
            "environment  {}\nlistening    {listening}\n",
            self.environment.name()
        );
        let mut say = |word: &str, value: &str| {
            let _ = writeln!(lines, "{word:<12} {value}");
        };
        for address in self.addresses(listening) {
            say("console", &address);
        }
        for operator in &self.operators {
            say("operator", &operator.name);
        }
        for Account { upstream, source } in &self.accounts {
            let one = &upstream.connection;
            let (vendor, environment) = (one.vendor().name(), one.environment.name());
            say(
                "connection",
                &format!(
                    "{}: {vendor}, {environment}, {}, credentials from {source}",
                    one.id, one.base_url
                ),
            );
        }
        let journal = self.journal.as_ref();
        let journal = journal.map_or(
            "none: once this ends, what was sent is forgotten".to_owned(),
            |folder| folder.display().to_string(),
        );
        say("journal", &journal);
        if self.serving.scheme == Scheme::Http && !listening.ip().is_loopback() {
            let _ = write!(lines, "careful      {OTHERS_CAN_READ}");
        }
        lines
    }

    fn addresses(&self, listening: SocketAddr) -> Vec<String> {
        match (&self.serving.hosts, self.serving.scheme) {
            (Hosts::Named(names), Scheme::Https) => {
                names.iter().map(|name| format!("https://{name}")).collect()
            }
            (Hosts::Named(names), Scheme::Http) => names
                .iter()
                .map(|name| format!("http://{name}:{}", listening.port()))
                .collect(),
            (Hosts::Loopback | Hosts::Addresses, _) => vec![format!("http://{listening}")],
        }
    }

    /// The gateway's own form of it.
    pub fn config(self, console: Console, clock: Clock) -> Config {
        Config {
            environment: self.environment,
            operators: self.operators,
            upstreams: self
                .accounts
                .into_iter()
                .map(|account| account.upstream)
                .collect(),
            console,
            serving: self.serving,
            limits: Limits::default(),
            journal: self.journal,
            clock,
        }
    }
}
