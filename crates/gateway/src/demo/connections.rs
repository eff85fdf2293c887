//! The demo's three connections, with the credentials that the sandbox accepts.

use crate::config::{Credentials, Upstream};
use crate::state::StartError;
use redrive_core::connection::{Connection, ConnectionId, Environment, Settings};
use redrive_core::secret::Secret;
use redrive_core::zuora::headers::Scope;
use redrive_sandbox::{KIRIM_KEY, SELFCOMMUNITY_ADMIN, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET};
use std::net::SocketAddr;

/// Events of one call, as a connection has it that says nothing else.
const CAP: u32 = 100;

pub fn of(sandbox: SocketAddr) -> Result<Vec<Upstream>, StartError> {
    let bearer = |token: &str| Credentials::Bearer(Secret::new(token.to_owned()));
    let upstream = |id: &str, label: &str, prefix: &str, settings, credentials| {
        let id: ConnectionId = id
            .parse()
            .map_err(|_| StartError::Connection(id.to_owned()))?;
        Ok::<_, StartError>(Upstream {
            connection: Connection {
                id,
                label: label.to_owned(),
                environment: Environment::Sandbox,
                base_url: format!("http://{sandbox}/{prefix}"),
                settings,
            },
            credentials,
            file_origins: Vec::new(),
        })
    };
    Ok(vec![
        upstream(
            "community",
            "Community",
            "selfcommunity",
            Settings::Selfcommunity {
                cap: CAP,
                checks_password: false,
            },
            bearer(SELFCOMMUNITY_ADMIN),
        )?,
        upstream(
            "messaging",
            "Messaging",
            "kirim",
            Settings::Kirim,
            bearer(KIRIM_KEY),
        )?,
        upstream(
            "billing",
            "Billing",
            "zuora",
            Settings::Zuora {
                scope: Scope::default(),
            },
            Credentials::Client {
                id: ZUORA_CLIENT_ID.to_owned(),
                secret: Secret::new(ZUORA_CLIENT_SECRET.to_owned()),
            },
        )?,
    ])
}
