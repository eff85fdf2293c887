//! The sentences in which the console speaks of plans, outcomes and numbers. Pure: no page, no
//! browser.

pub mod number;
pub mod outcome;
pub mod plan;
pub mod retry;
pub mod stop;
pub mod tray;
