//! A plan as a file: what it is built from, and the digest that it must lead to.

use super::{Draft, Nonce, Plan, PlanDigest, PlanError, Shape};
use crate::connection::{Connection, ConnectionId};
use crate::lenient::strict;
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

const FORMAT: u32 = 1;

/// The file's content. It holds no request: reading it builds them anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFile {
    /// The format's number.
    pub redrive_plan: u32,
    pub digest: PlanDigest,
    pub connection: ConnectionId,
    #[serde(with = "instant")]
    pub made_at: DateTime<Utc>,
    pub nonce: Nonce,
    #[serde(default, skip_serializing_if = "Shape::is_plain")]
    pub shape: Shape,
    pub draft: Draft,
}

impl PlanFile {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            redrive_plan: FORMAT,
            digest: plan.digest.clone(),
            connection: plan.connection.clone(),
            made_at: plan.made_at,
            nonce: plan.nonce.clone(),
            shape: plan.shape,
            draft: plan.draft.clone(),
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is no plan file at all.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        strict(text.as_bytes()).map_err(|error| PlanError::Unreadable(error.to_string()))
    }

    /// Builds the plan again and holds it against the digest.
    ///
    /// # Errors
    /// When it is for another connection, or does not lead to its digest.
    pub fn open(self, connection: &Connection) -> Result<Plan, PlanError> {
        if self.redrive_plan != FORMAT {
            return Err(PlanError::OtherFormat {
                found: self.redrive_plan,
                known: FORMAT,
            });
        }
        if self.connection != connection.id {
            return Err(PlanError::OtherConnection {
                plan: self.connection,
                connection: connection.id.clone(),
            });
        }
        let plan = Plan::shaped(connection, self.draft, self.shape, self.nonce, self.made_at)?;
        if plan.digest == self.digest {
            Ok(plan)
        } else {
            Err(PlanError::DigestDiffers)
        }
    }
}
