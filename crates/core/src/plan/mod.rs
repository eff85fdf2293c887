//! Plans: sealed and immutable, the only way to anything being sent.
//!
//! A plan is built from a draft, its shape, a connection, a nonce and an instant, and from nothing
//! else, so that whoever holds these five builds the same calls, byte for byte. A plan file is therefore
//! small, and reading one builds it anew: a file whose digest is not that of the calls it leads
//! to is no plan, and neither is one whose connection leads elsewhere by now. This module sends
//! nothing and asks nobody.

mod call;
mod columns;
mod digest;
mod draft;
mod file;
mod listed;
mod reading;
mod shape;
mod withdrawn;
mod without;

pub use call::Call;
pub use digest::{Nonce, PlanDigest};
pub use draft::{Count, Draft, Item};
pub use file::PlanFile;
pub use shape::Shape;
pub use withdrawn::is_withdrawn;

use crate::connection::{Connection, ConnectionId, Settings, Target, Vendor};
use crate::kirim::Portion;
use chrono::{DateTime, Utc};
use thiserror::Error;

/// So many items and more need a reason in the operator's own words.
const REASON_FROM_ITEMS: usize = 11;

/// Exactly what will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    connection: ConnectionId,
    /// Nothing in plans that were sealed in the first format.
    target: Option<Target>,
    vendor: Vendor,
    draft: Draft,
    shape: Shape,
    nonce: Nonce,
    made_at: DateTime<Utc>,
    items: Vec<Item>,
    calls: Vec<Call>,
    digest: PlanDigest,
}

/// Why a draft is no plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A draft without an item.
    #[error("nothing is chosen, so there is nothing to send")]
    Empty,
    /// A draft of another vendor's records.
    #[error("this plan is for {plan}, and the connection speaks to {connection}")]
    OtherVendor {
        /// The vendor whose records they are.
        plan: &'static str,
        /// The vendor that would be asked.
        connection: &'static str,
    },
    /// A plan file opened for another connection.
    #[error("the plan is for connection {plan}, not for {connection}")]
    OtherConnection {
        /// Sealed for this one.
        plan: ConnectionId,
        /// Opened for this one.
        connection: ConnectionId,
    },
    /// The connection was given another address or environment since.
    #[error("the plan was sealed for {plan}, and the connection now leads to {connection}")]
    OtherTarget {
        /// Where it led when the plan was sealed.
        plan: Target,
        /// Where it leads now.
        connection: Target,
    },
    /// A plan of the first format: nobody could tell whether the connection was changed since.
    #[error("the plan was sealed in a format that did not say where it leads: make it anew")]
    WithoutTarget,
    /// With the reader's words.
    #[error("this is no plan file: {0}")]
    Unreadable(String),
    /// A file of a kind that is made no more: what it sends only the vendor would decide.
    #[error(
        "the plan replays whatever a filter matches when the call arrives, so that only the vendor decides what is sent; such plans are no longer carried out, and nothing is sent by this one. Instead list what matches now, and plan that: exactly what was listed is then sent"
    )]
    Withdrawn,
    /// A file of a newer program.
    #[error("the file was written in format {found}, and this program reads none above {newest}")]
    OtherFormat {
        /// The number in the file.
        found: u32,
        /// The newest that is read here.
        newest: u32,
    },
    /// Not what somebody saw and confirmed.
    #[error(
        "the digest in the file is not that of the calls it leads to: it was changed, or the connection's settings were"
    )]
    DigestDiffers,
}

impl Plan {
    /// Seals a draft, cut at the vendor's cap and nowhere else.
    ///
    /// # Errors
    /// Those of [`Plan::shaped`].
    pub fn build(
        connection: &Connection,
        draft: Draft,
        nonce: Nonce,
        made_at: DateTime<Utc>,
    ) -> Result<Self, PlanError> {
        Self::shaped(connection, draft, Shape::default(), nonce, made_at)
    }

    /// Seals a draft in the shape that the operator chose.
    ///
    /// Duplicate ids are dropped, the first place kept. No window of what was listed reaches
    /// beyond the instant of the plan, so that rows born later, the replays themselves among them,
    /// stay out.
    ///
    /// # Errors
    /// When nothing would be sent, or the draft is for another vendor.
    pub fn shaped(
        connection: &Connection,
        draft: Draft,
        shape: Shape,
        nonce: Nonce,
        made_at: DateTime<Utc>,
    ) -> Result<Self, PlanError> {
        let target = Some(connection.target());
        Self::seal(connection, target, draft, shape, nonce, made_at)
    }

    fn seal(
        connection: &Connection,
        target: Option<Target>,
        draft: Draft,
        shape: Shape,
        nonce: Nonce,
        made_at: DateTime<Utc>,
    ) -> Result<Self, PlanError> {
        if draft.vendor() != connection.vendor() {
            return Err(PlanError::OtherVendor {
                plan: draft.vendor().name(),
                connection: connection.vendor().name(),
            });
        }
        let draft = draft.settle(made_at);
        let items = draft.items();
        if items.is_empty() {
            return Err(PlanError::Empty);
        }
        let shape = shape.settle(&draft);
        let calls = call::calls(connection, &draft, shape, &nonce);
        let digest = PlanDigest::of(
            &connection.id,
            target.as_ref(),
            made_at,
            &nonce,
            &draft,
            shape,
            &calls,
        );
        Ok(Self {
            connection: connection.id.clone(),
            target,
            vendor: connection.vendor(),
            draft,
            shape,
            nonce,
            made_at,
            items,
            calls,
            digest,
        })
    }

    /// Where it goes.
    pub fn connection(&self) -> &ConnectionId {
        &self.connection
    }

    /// Which API it is for.
    pub const fn vendor(&self) -> Vendor {
        self.vendor
    }

    /// What was asked for, settled: no duplicates, nothing from after it was sealed.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// How it is cut, without what would mean nothing here.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// When it was sealed.
    pub const fn made_at(&self) -> DateTime<Utc> {
        self.made_at
    }

    /// What will be sent again, in order. Every item ends in one outcome.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The requests, in order.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// The call after this one and all that wait for its refusal, or for that of one of these:
    /// where a run goes on when it was not refused.
    pub fn subtree_end(&self, call: usize) -> usize {
        let below = self
            .calls
            .iter()
            .skip(call + 1)
            .take_while(|other| other.after_refusal_of.is_some_and(|parent| parent >= call));
        call + 1 + below.count()
    }

    /// What each call of a replay of listed deliveries carries, in order of the calls. Empty for
    /// every other action.
    pub fn windows(&self) -> Vec<Portion> {
        listed::portions(&self.draft, self.shape)
    }

    /// What its keys grow from.
    pub const fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// What a confirmation is bound to.
    pub const fn digest(&self) -> &PlanDigest {
        &self.digest
    }

    /// Whether the operator must say why.
    pub const fn needs_reason(&self) -> bool {
        self.items.len() >= REASON_FROM_ITEMS
    }

    /// Whether the vendor's own password goes with its calls.
    pub const fn takes_vendor_password(&self, settings: &Settings) -> bool {
        let checked = matches!(
            settings,
            Settings::Selfcommunity {
                checks_password: true,
                ..
            }
        );
        checked && matches!(self.draft, Draft::ResendEvents { .. })
    }

    /// The plan as a file that builds it again.
    pub fn to_file(&self) -> PlanFile {
        PlanFile::of(self)
    }
}

#[cfg(test)]
pub(crate) mod tests;
