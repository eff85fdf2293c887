//! One configured account at a vendor, as far as a screen may know it: never its credentials.

use crate::id::{opaque, text_id};
use crate::zuora::headers::Scope;
use serde::{Deserialize, Serialize};
use std::fmt;

text_id!(
    /// Names a connection in addresses and plans: `community`, `billing-eu`.
    ConnectionId,
    "a connection id",
    |text| {
        opaque(text)?;
        if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            Ok(())
        } else {
            Err("only lowercase letters, digits and - may stand in it")
        }
    }
);

/// Which of the three APIs a connection speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// Events are resent by id; the answer says nothing of any.
    Selfcommunity,
    /// Deliveries are replayed by a filter or one by one.
    Kirim,
    /// E-mails and callouts are resent by id; the answer names what failed.
    Zuora,
}

impl Vendor {
    /// The vendor's name as it writes itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Selfcommunity => "SelfCommunity",
            Self::Kirim => "Kirim",
            Self::Zuora => "Zuora",
        }
    }
}

/// Whether what is sent reaches real people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Made up data, or a tenant for trying out.
    Sandbox,
    /// Customers get what is sent.
    Production,
}

impl Environment {
    /// In one word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Production => "production",
        }
    }
}

/// Where what is sent through a connection arrives. A plan is sealed for it: a confirmation for the
/// one holds for no other, also when both have the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Whether real people are behind it.
    pub environment: Environment,
    /// As in [`Connection::base_url`].
    pub base_url: String,
}

impl fmt::Display for Target {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} at {}", self.environment.name(), self.base_url)
    }
}

/// The host of an address, without who signs in there; the whole text when it has none.
pub fn host(address: &str) -> &str {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default();
    let host = rest.rsplit('@').next().unwrap_or_default();
    if host.is_empty() { address } else { host }
}

/// A connection without its credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Never given to another account: plans and journals name it.
    pub id: ConnectionId,
    /// What operators call it.
    pub label: String,
    /// Shown beside every question that sends.
    pub environment: Environment,
    /// Scheme, host and prefix, without a slash at the end; a vendor's paths follow it.
    pub base_url: String,
    /// What only this vendor needs to be told.
    pub settings: Settings,
}

/// What differs by vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settings {
    /// Events of this community.
    Selfcommunity {
        /// Events of one call. The vendor publishes no cap; this one is ours.
        #[serde(default = "default_cap")]
        cap: u32,
        /// Whether this community checks the `password` field that the vendor's pages withdrew.
        #[serde(default)]
        checks_password: bool,
    },
    /// Nothing differs from one account to another.
    Kirim,
    /// A tenant of Zuora's.
    Zuora {
        /// Which entity and organisations it acts for.
        #[serde(default)]
        scope: Scope,
    },
}

fn default_cap() -> u32 {
    100
}

impl Connection {
    /// Which API it speaks.
    pub const fn vendor(&self) -> Vendor {
        match self.settings {
            Settings::Selfcommunity { .. } => Vendor::Selfcommunity,
            Settings::Kirim => Vendor::Kirim,
            Settings::Zuora { .. } => Vendor::Zuora,
        }
    }

    /// Where it leads.
    pub fn target(&self) -> Target {
        Target {
            environment: self.environment,
            base_url: self.base_url.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_stands_alone() {
        for (address, shown) in [
            ("https://hooks.example:8443/a?b=c", "hooks.example:8443"),
            ("https://me:secret@hooks.example/a", "hooks.example"),
            ("hooks.example/a", "hooks.example"),
            ("not an address", "not an address"),
            ("https://", "https://"),
            ("", ""),
        ] {
            assert_eq!(host(address), shown);
        }
    }

    #[test]
    fn a_connection_survives_json() {
        let json = r#"{"id":"billing","label":"Billing","environment":"sandbox","base_url":"http://x/zuora","settings":{"zuora":{"scope":{"entity":"e1"}}}}"#;
        let connection: Connection = serde_json::from_str(json).unwrap();
        assert_eq!(connection.vendor(), Vendor::Zuora);
        let again = serde_json::to_string(&connection).unwrap();
        assert_eq!(
            serde_json::from_str::<Connection>(&again).unwrap(),
            connection
        );
        assert!("Billing".parse::<ConnectionId>().is_err());
    }
}
