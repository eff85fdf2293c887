//! A plan as a file: what it is built from, and the digest that it must lead to.

use super::{Draft, Nonce, Plan, PlanDigest, PlanError, Shape, is_withdrawn};
use crate::connection::{Connection, ConnectionId, Target};
use crate::lenient::strict;
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The first format did not say where a plan leads. Journals of that time are still read.
const WITHOUT_TARGET: u32 = 1;
const NEWEST: u32 = 2;

/// The file's content. It holds no request: reading it builds them anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFile {
    /// The format's number.
    pub redrive_plan: u32,
    /// The calls that are built from all of the others must have it.
    pub digest: PlanDigest,
    /// The file opens for this one alone.
    pub connection: ConnectionId,
    /// Where that led when it was sealed; none in the first format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// On the clock of whoever made it: a plan that is too old is not confirmed.
    #[serde(with = "instant")]
    pub made_at: DateTime<Utc>,
    /// Chance that makes its keys unlike those of every other plan.
    pub nonce: Nonce,
    /// How it is cut beyond the vendor's cap.
    #[serde(default, skip_serializing_if = "Shape::is_plain")]
    pub shape: Shape,
    /// What is sent.
    pub draft: Draft,
}

impl PlanFile {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            redrive_plan: match plan.target {
                None => WITHOUT_TARGET,
                Some(_) => NEWEST,
            },
            digest: plan.digest.clone(),
            connection: plan.connection.clone(),
            target: plan.target.clone(),
            made_at: plan.made_at,
            nonce: plan.nonce.clone(),
            shape: plan.shape,
            draft: plan.draft.clone(),
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is no plan file at all, or one of a kind that is made no more.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        strict(text.as_bytes()).map_err(|error| {
            if serde_json::from_str(text).is_ok_and(|file| is_withdrawn(&file)) {
                PlanError::Withdrawn
            } else {
                PlanError::Unreadable(error.to_string())
            }
        })
    }

    /// Builds the plan again, for somebody to confirm, and holds it against the digest.
    ///
    /// # Errors
    /// When it is for another connection, leads elsewhere or to another digest, or does not say
    /// where it leads.
    pub fn open(self, connection: &Connection) -> Result<Plan, PlanError> {
        if self.redrive_plan == WITHOUT_TARGET {
            return Err(PlanError::WithoutTarget);
        }
        self.recall(connection)
    }

    /// Builds the plan of a journal again, to read what became of it. It may be of the first
    /// format; whoever wants to send what is left of one seals it anew.
    ///
    /// # Errors
    /// When it is for another connection, or leads elsewhere or to another digest.
    pub fn recall(self, connection: &Connection) -> Result<Plan, PlanError> {
        if !(WITHOUT_TARGET..=NEWEST).contains(&self.redrive_plan) {
            return Err(PlanError::OtherFormat {
                found: self.redrive_plan,
                newest: NEWEST,
            });
        }
        if self.target.is_none() != (self.redrive_plan == WITHOUT_TARGET) {
            return Err(PlanError::Unreadable(format!(
                "where it leads stands in files of format {NEWEST}, and in no others"
            )));
        }
        if self.connection != connection.id {
            return Err(PlanError::OtherConnection {
                plan: self.connection,
                connection: connection.id.clone(),
            });
        }
        let now = connection.target();
        if let Some(plan) = self.target.as_ref().filter(|target| **target != now) {
            return Err(PlanError::OtherTarget {
                plan: plan.clone(),
                connection: now,
            });
        }
        let plan = Plan::seal(
            connection,
            self.target,
            self.draft,
            self.shape,
            self.nonce,
            self.made_at,
        )?;
        if plan.digest == self.digest {
            Ok(plan)
        } else {
            Err(PlanError::DigestDiffers)
        }
    }
}
