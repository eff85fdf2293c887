//! A gateway before a vendor of our own making, and a page that asks it.

#[cfg(unix)]
pub mod binary;
pub mod folder;
mod page;
mod plans;
pub mod raw;
mod vendor;

pub use page::{Page, Reply, asked, asked_with, reply, with_json};
pub use plans::{events, halved, notifications, plan_file, plan_made_in, switch_off};
pub use vendor::Vendor;

use redrive_core::connection::{Connection, Environment};
use redrive_core::secret::Secret;
use redrive_gateway::clock::{Clock, Hand};
use redrive_gateway::config::{
    Config, Credentials, Hosts, Limits, Operator, PasswordHash, Scheme, Serving, Upstream,
};
use redrive_gateway::console::Console;
use redrive_gateway::{Gateway, router};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

pub const PASSWORD: &str = "correct horse battery";
pub const VENDOR_PASSWORD: &str = "the vendor's own";

/// A running gateway.
pub struct Kit {
    pub address: SocketAddr,
    pub hand: Hand,
    pub connections: Vec<Connection>,
}

/// Three connections to one address; `community` checks the vendor's password.
pub fn config(vendor: &str) -> (Config, Hand) {
    let connection = |value: Value| serde_json::from_value::<Connection>(value).unwrap();
    let upstream = |value, credentials| Upstream {
        connection: connection(value),
        credentials,
        file_origins: vec![
            "https://files.example".to_owned(),
            "https://10.0.0.1".to_owned(),
        ],
    };
    let bearer = |text: &str| Credentials::Bearer(Secret::new(text.to_owned()));
    let about = |id: &str, settings: Value| {
        json!({ "id": id, "label": id, "environment": "sandbox", "settings": settings,
                "base_url": format!("{vendor}/{id}") })
    };
    let (clock, hand) = Clock::manual();
    let hash = PasswordHash::of(&Secret::new(PASSWORD.to_owned())).unwrap();
    let config = Config {
        environment: Environment::Sandbox,
        operators: ["admin", "other"]
            .map(|name| Operator {
                name: name.to_owned(),
                hash: hash.clone(),
            })
            .into(),
        upstreams: vec![
            upstream(
                about(
                    "community",
                    json!({ "selfcommunity": { "checks_password": true, "cap": 2 } }),
                ),
                bearer("community-token"),
            ),
            upstream(about("messaging", json!("kirim")), bearer("messaging-key")),
            upstream(
                about("billing", json!({ "zuora": {} })),
                Credentials::Client {
                    id: "client".to_owned(),
                    secret: Secret::new("client-secret".to_owned()),
                },
            ),
        ],
        console: Console::BuiltIn,
        serving: Serving {
            scheme: Scheme::Http,
            hosts: Hosts::Loopback,
            proxies: Vec::new(),
        },
        limits: Limits {
            answer: 1 << 20,
            ..Limits::default()
        },
        journal: None,
        clock,
    };
    (config, hand)
}

impl Kit {
    pub async fn start(vendor: &str) -> Self {
        let (config, hand) = config(vendor);
        Self::with(config, hand).await
    }

    /// A gateway that gives up on a vendor at once.
    pub async fn impatient(vendor: &str) -> Self {
        let (mut config, hand) = config(vendor);
        config.limits.read = Duration::from_millis(300);
        config.limits.write = Duration::from_millis(300);
        Self::with(config, hand).await
    }

    pub async fn with(config: Config, hand: Hand) -> Self {
        let connections = config
            .upstreams
            .iter()
            .map(|up| up.connection.clone())
            .collect();
        let gateway = Gateway::new(config).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(gateway).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self {
            address,
            hand,
            connections,
        }
    }

    /// A page that nobody signed in on.
    pub fn page(&self) -> Page {
        Page::new(self.address)
    }

    /// A page of the operator `admin`.
    pub async fn signed_in(&self) -> Page {
        let mut page = self.page();
        assert_eq!(page.sign_in("admin", PASSWORD).await.status, 200);
        page
    }

    pub fn connection(&self, id: &str) -> &Connection {
        self.connections
            .iter()
            .find(|one| one.id.as_str() == id)
            .unwrap()
    }
}
