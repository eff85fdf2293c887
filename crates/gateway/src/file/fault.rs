//! What is wrong with a configuration: every fault of it at once, each with its place.
//!
//! No fault repeats a value of the file. Somebody may have put a token where none belongs, and a
//! fault goes to a terminal and a log.

use std::fmt;
use std::path::PathBuf;
use thiserror::Error;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    place: String,
    what: String,
}

impl Fault {
    pub(super) fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.place, self.what)
    }
}

/// A configuration that is not served: nothing of it is, however small the fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", lines(path, faults))]
pub struct Faults {
    pub(super) path: PathBuf,
    pub(super) faults: Vec<Fault>,
}

fn lines(path: &std::path::Path, faults: &[Fault]) -> String {
    let mut text = format!("{} cannot be served:", path.display());
    for fault in faults {
        text.push_str("\n  ");
        text.push_str(&fault.to_string());
    }
    text
}
