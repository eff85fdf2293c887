//! Reading from a vendor through the gateway.

use super::courier::{Courier, Next};
use super::gateway::{self, Asked};
use crate::clock;
use chrono::{DateTime, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::http::Answer;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::read::{Read, Room};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::AbortSignal;

/// The vendor's answer to one read.
///
/// # Errors
/// The gateway's refusal. A vendor's refusal is an answer: the adapter's readings tell it.
pub async fn read(connection: &ConnectionId, read: &Read) -> Result<Answer, Problem> {
    read_for(Asked::ByTheOperator, connection, read, None).await
}

/// As [`read`], until the signal aborts it.
///
/// # Errors
/// As there.
pub async fn read_until(
    connection: &ConnectionId,
    read: &Read,
    abort: &AbortSignal,
) -> Result<Answer, Problem> {
    read_for(Asked::ByTheOperator, connection, read, Some(abort)).await
}

/// As [`read`], for whoever asks; until the signal aborts it, where there is one.
///
/// # Errors
/// As there.
pub async fn read_for(
    asked: Asked,
    connection: &ConnectionId,
    read: &Read,
    abort: Option<&AbortSignal>,
) -> Result<Answer, Problem> {
    let (path, body) = request(connection, read)?;
    Ok(gateway::relayed_for(asked, &path, body, abort).await?)
}

/// A read, and the one behind it.
const TWO: i64 = 2;

/// Where reads are fetched. Clones are the same place.
#[derive(Clone)]
pub struct Reads {
    courier: Option<Rc<Courier>>,
    asked: Asked,
    /// Whether each is followed by the one behind it.
    onward: bool,
    /// What the last answer left to further ones.
    room: Rc<Cell<Option<Room>>>,
}

impl Reads {
    /// By the page itself.
    pub fn here(asked: Asked) -> Self {
        Self {
            courier: None,
            asked,
            onward: false,
            room: Rc::default(),
        }
    }

    /// Apart from the page, as far as its browser can: for lists that are read to their ends, so
    /// that whoever uses the page is not kept waiting. To be let go of then.
    pub fn apart() -> Self {
        Self {
            courier: Courier::share(gateway::manner),
            ..Self::here(Asked::ByTheOperator)
        }
    }

    /// The same for a list that is read on without a pause: the part behind is on its way while the
    /// page takes one in, as long as the vendor's limit has room for both.
    pub fn onward() -> Self {
        Self {
            onward: true,
            ..Self::apart()
        }
    }

    /// From when on the next read leaves others who use the account their share of the vendor's
    /// limit. Nothing where none is known.
    pub fn free_from(&self) -> Option<DateTime<Utc>> {
        Some(self.room.get()?.from)
    }

    /// As [`read_until`].
    ///
    /// # Errors
    /// As there.
    pub async fn read(
        &self,
        connection: &ConnectionId,
        read: &Read,
        abort: &AbortSignal,
    ) -> Result<Answer, Problem> {
        // A courier is told of it only when it happens.
        if abort.aborted() {
            let left = "It was left before it was asked for.";
            return Err(Problem::ours(ProblemKind::Refused, left));
        }
        let answer = match &self.courier {
            None => read_for(self.asked, connection, read, Some(abort)).await?,
            Some(courier) => {
                let (path, body) = request(connection, read)?;
                let ahead = self.onward && self.room.get().is_none_or(|room| room.reads >= TWO);
                let next = ahead.then(|| behind(connection, read)).flatten();
                gateway::relayed_by(courier, &path, body, next, abort).await?
            }
        };
        self.room.set(read.room(&answer, clock::now()));
        Ok(answer)
    }
}

/// Where the part behind one begins: a member of every list of Kirim's.
const NEXT: &str = "next_cursor";
/// Stands for what it says; in no filter of ours.
const MARK: char = '\u{e000}';

/// What is asked for behind a read, by what its answer says of it.
fn behind(connection: &ConnectionId, read: &Read) -> Option<Next> {
    let Read::Kirim(read) = read else {
        return None;
    };
    let onward = Read::Kirim(read.onward(&MARK.to_string())?);
    let (_, body) = request(connection, &onward).ok()?;
    let (before, after) = body.split_once(MARK)?;
    Some(Next {
        name: NEXT,
        before: before.to_owned(),
        after: after.to_owned(),
    })
}

fn request(connection: &ConnectionId, read: &Read) -> Result<(String, String), Problem> {
    let body = serde_json::to_string(read)
        .map_err(|error| Problem::ours(ProblemKind::Refused, error.to_string()))?;
    Ok((format!("/api/connections/{connection}/read"), body))
}
