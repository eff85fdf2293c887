//! Instants in the reader's own zone: what a clock there shows, and which instant somebody means
//! who reads one off a clock, also where clocks are put forward or back.
//!
//! The rules of zones are the browser's; all else is pure and asks them through [`Rules`].

mod browser;
mod clocks;
pub mod preference;
mod rules;
mod typed;
mod words;

pub use browser::{Here, here};
pub use clocks::{Meant, meant};
pub use rules::{Rules, Zone, shown};
pub use typed::{Half, Typed, written};
pub use words::{between, clock_text, in_utc, in_zone, offset_text};
