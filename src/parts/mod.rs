//! The console in parts: what the first screen does not need stands in files of its own and is
//! fetched when it is first wanted.
//!
//! Why: everyone downloads the first screen; few replay. A module is cut where the
//! [`catalogue`] says, after it was compiled and before it is packed (`xtask/split.mjs`), and
//! only when it is built with the feature `split`. Without it everything is at hand from the
//! start, as in the tests.
//!
//! A part holds all that only it reaches. Whoever calls a page, the plan dialog or the journal
//! past the catalogue pulls its code into the first load; `cargo xtask build` shows the weights.
//!
//! What an opened address shows is fetched and compiled beside the first load: `ahead.js`, by the
//! addresses in `addresses.json`. It is a guess that saves time, and nothing hangs on it.

pub mod catalogue;
mod dialog;
mod lazy;
mod part;

pub use dialog::LazyDialog;
pub use lazy::Lazy;
pub use part::{Arrival, Build, Missing, Part};
