//! What a list can be filtered by, and how an address says it.
//!
//! Every screen describes its filters once, as [`Field`]s; the address is read, shown as chips,
//! edited and complained about by these descriptions, so that what the chips say and what the
//! vendor is asked cannot differ. Pure: knows no page, no browser, no clock.

mod created;
mod field;
mod last;
pub mod names;
mod private;
mod reading;
pub mod version;

pub use created::{AFTER, BEFORE, Created, LAST, Span, field_clock};
pub use field::{Check, Choice, Field, Kind, parses};
pub use last::Last;
pub use private::private;
pub use reading::{Chip, Reading, Said, read, value};

/// The subscription whose records are meant: screens and links name it alike.
pub const SUBSCRIPTION: &str = "subscription";
