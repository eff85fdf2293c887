//! What is kept of a run for auditors, tickets and other teams: one file, in two forms.
//!
//! JSON Lines hold everything, with a seal at the end; CSV holds the items alone, for
//! spreadsheets. Both are given piece by piece, so that a million items need no giant text. No
//! body, no password and no token is in either: nothing here looks into a request. What vendors
//! wrote stands in them as it came, and is told apart by the form alone.

mod calls;
mod csv;
mod lines;
mod pieces;
mod seal;
mod windows;

pub use seal::{EvidenceError, verify};

use crate::connection::Connection;
use crate::labels::Labels;
use crate::run::Run;
use calls::Calls;

/// The format's number, in the first line.
pub const FORMAT: u32 = 1;

/// A run as a file.
pub struct Evidence<'a> {
    run: &'a Run,
    connection: &'a Connection,
    labels: &'a Labels,
    calls: Calls<'a>,
}

impl<'a> Evidence<'a> {
    /// Of a run as it stands, on the connection it was made on, with what was known of its items.
    pub fn of(run: &'a Run, connection: &'a Connection, labels: &'a Labels) -> Self {
        Self {
            run,
            connection,
            labels,
            calls: Calls::of(run),
        }
    }

    /// JSON Lines: what it is, then the calls, then the items, then the seal.
    pub fn json_lines(&self) -> impl Iterator<Item = String> {
        pieces::of(seal::sealed(lines::of(self)))
    }

    /// Comma-separated rows under a heading: one row an item.
    pub fn csv(&self) -> impl Iterator<Item = String> {
        pieces::of(csv::rows(self))
    }
}

#[cfg(test)]
mod tests;
