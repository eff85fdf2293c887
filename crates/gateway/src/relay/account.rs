//! One connection as the relay uses it: its address, and what opens it.

use super::RelayError;
use super::outbound::Outbound;
use super::token::TokenCache;
use crate::clock::Clock;
use crate::config::{Credentials, Upstream};
use crate::error::ApiError;
use redrive_core::connection::Connection;
use redrive_core::http::Answer;
use redrive_core::secret::Secret;
use reqwest::Url;
use reqwest::header::HeaderValue;
use std::time::Duration;

pub struct Account {
    pub connection: Connection,
    /// Scheme, host and prefix.
    pub(super) base: Url,
    /// Origins beside the base's from which results may be fetched.
    pub(super) file_origins: Vec<String>,
    key: Key,
}

enum Key {
    Bearer(Secret),
    Client {
        id: String,
        secret: Secret,
        tokens: TokenCache,
    },
}

impl Account {
    pub fn new(
        upstream: Upstream,
        token_limit: Duration,
        clock: Clock,
    ) -> Result<Self, RelayError> {
        let Upstream {
            connection,
            credentials,
            file_origins,
        } = upstream;
        let base = Url::parse(&connection.base_url)
            .ok()
            .filter(|url| {
                matches!(url.scheme(), "http" | "https")
                    && url.host().is_some()
                    && url.username().is_empty()
                    && url.password().is_none()
                    && url.query().is_none()
                    && url.fragment().is_none()
            })
            .ok_or_else(|| RelayError::Address(connection.id.clone()))?;
        let key = match credentials {
            Credentials::Bearer(token) => {
                if HeaderValue::from_str(token.expose()).is_err() {
                    return Err(RelayError::Token(connection.id));
                }
                Key::Bearer(token)
            }
            Credentials::Client { id, secret } => Key::Client {
                id,
                secret,
                tokens: TokenCache::new(token_limit, clock),
            },
        };
        Ok(Self {
            connection,
            base,
            file_origins,
            key,
        })
    }

    /// The token to send, fetched by `carry` where none is at hand.
    pub(super) async fn token<F>(
        &self,
        carry: impl FnOnce(Outbound) -> F,
    ) -> Result<Secret, ApiError>
    where
        F: Future<Output = Result<Answer, ApiError>>,
    {
        match &self.key {
            Key::Bearer(token) => Ok(token.clone()),
            Key::Client { id, secret, tokens } => {
                tokens
                    .get(|| async { carry(Outbound::token(self, id, secret)?).await })
                    .await
            }
        }
    }

    /// Forgets a refused token, and says whether another one can be fetched.
    pub(super) fn drop_token(&self, refused: &Secret) -> bool {
        match &self.key {
            Key::Bearer(_) => false,
            Key::Client { tokens, .. } => {
                tokens.forget(refused);
                true
            }
        }
    }
}
