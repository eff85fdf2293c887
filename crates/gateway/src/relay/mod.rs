//! Carrying core's requests to the vendors, with the credentials added here.
//!
//! There are two ways in: a read of core's closed list, and a call of a plan that was confirmed.
//! A read that the vendor refuses with 401 is asked once more with a new token. A call is carried
//! once, whatever comes back.

mod account;
mod answer;
mod carrier;
mod gzip;
mod outbound;
mod public;
mod relayed;
mod routes;
mod rows;
mod token;

pub use account::Account;
pub use relayed::relayed;
pub use routes::{connections, read};

use crate::clock::Clock;
use crate::config::{Limits, Upstream};
use crate::error::ApiError;
use carrier::{Carrier, Means};
use outbound::Outbound;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::http::{Answer, Request};
use redrive_core::read::Read;
use redrive_core::secret::Secret;
use redrive_core::zuora;
use thiserror::Error;

/// Why there is no relay.
#[derive(Debug, Error)]
pub enum RelayError {
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
    #[error("connection {0}: its address must be http or https, without credentials or query")]
    Address(ConnectionId),
    #[error("connection {0}: its token cannot stand in a header")]
    Token(ConnectionId),
    #[error("there are two connections named {0}")]
    Twice(ConnectionId),
}

/// All connections and the way to them.
pub struct Relay {
    carrier: Carrier,
    accounts: Vec<Account>,
}

impl Relay {
    pub fn new(
        upstreams: Vec<Upstream>,
        limits: Limits,
        clock: &Clock,
    ) -> Result<Self, RelayError> {
        let mut accounts: Vec<Account> = Vec::with_capacity(upstreams.len());
        for upstream in upstreams {
            let account = Account::new(upstream, limits.token, clock.clone())?;
            let id = &account.connection.id;
            if accounts.iter().any(|other| other.connection.id == *id) {
                return Err(RelayError::Twice(id.clone()));
            }
            accounts.push(account);
        }
        Ok(Self {
            carrier: Carrier::new(limits)?,
            accounts,
        })
    }

    /// In the order of the configuration.
    pub fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.accounts.iter().map(|account| &account.connection)
    }

    pub fn account(&self, id: &str) -> Result<&Account, ApiError> {
        self.accounts
            .iter()
            .find(|account| account.connection.id.as_str() == id)
            .ok_or(ApiError::NoConnection)
    }

    /// Asks for one read.
    pub async fn read(&self, account: &Account, read: &Read) -> Result<Answer, ApiError> {
        if read.vendor() != account.connection.vendor() {
            return Err(ApiError::NotARead);
        }
        match (read.request(), read) {
            (Some(request), _) => self.ask(account, &request).await,
            (None, Read::Zuora(zuora::Read::QueryRows { id })) => {
                rows::fetch(self, account, id).await
            }
            (None, _) => Err(ApiError::NotARead),
        }
    }

    /// Sends one confirmed call, exactly once: no answer makes it go out again.
    pub async fn send(&self, account: &Account, request: &Request) -> Result<Answer, ApiError> {
        let token = self.token(account).await?;
        let outbound = Outbound::new(account, request, &token)?;
        let answer = self.carrier.carry(Means::Write, outbound).await?;
        if answer.status == 401 {
            account.drop_token(&token);
        }
        Ok(answer)
    }

    async fn ask(&self, account: &Account, request: &Request) -> Result<Answer, ApiError> {
        let token = self.token(account).await?;
        let outbound = Outbound::new(account, request, &token)?;
        let answer = self.carrier.carry(Means::Read, outbound).await?;
        if answer.status != 401 || !account.drop_token(&token) {
            return Ok(answer);
        }
        let token = self.token(account).await?;
        self.carrier
            .carry(Means::Read, Outbound::new(account, request, &token)?)
            .await
    }

    async fn token(&self, account: &Account) -> Result<Secret, ApiError> {
        account
            .token(|form| self.carrier.carry(Means::Read, form))
            .await
    }
}
