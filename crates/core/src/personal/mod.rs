//! What is personal in what vendors send: mail addresses, names, telephone numbers, bodies.
//!
//! Hidden before it is shown, copied or looked for, until an operator asks to see it, and that is
//! noted with the gateway: who, of which connection, what kind and how many, never the data.
//! Hiding errs on the side of hiding. It is no promise about data that a vendor puts elsewhere: an
//! event's own id may hold a name, and nobody can know.

mod json;
mod text;

pub use json::{Policy, masked_json};
pub use text::masked;

use serde::{Deserialize, Serialize};

/// What stands for what is hidden. Always as long: a length tells something too.
pub const HIDDEN: &str = "•••";

/// What was shown to an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revealed {
    /// What a page shows, rows and details, until it is left.
    Page,
    /// One record in its pane.
    Record,
    /// One cell.
    Cell,
}

impl Revealed {
    /// The word in the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Record => "record",
            Self::Cell => "cell",
        }
    }
}

/// The note of it. It has no room for the data itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// How much at once.
    pub what: Revealed,
    /// How many records.
    pub count: u32,
}
