//! The gateway's journal: which calls left, written down before they leave, so that a gateway that
//! is started again knows what the one before it sent.
//!
//! Lines of JSON in a folder, a file for each day. A line that says that a call is about to leave
//! is on the disk before the call leaves; how it ended is written behind it, and where that line
//! is missing, the call may have been applied. It holds ids and names of operators, and neither
//! passwords nor bodies. It knows nothing of confirmations.

mod days;
mod entry;
mod restored;
mod writer;

pub use days::JournalError;
pub use entry::{Ended, Entry, Left};
pub use restored::Restored;
pub use writer::Journal;

#[cfg(test)]
mod tests;
