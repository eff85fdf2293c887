//! The sentences in which the console speaks of plans, outcomes and numbers. Pure: no page, no
//! browser.

pub mod bars;
pub mod ended;
pub mod fate;
pub mod heard;
pub mod next;
pub mod number;
pub mod outcome;
pub mod plan;
pub mod remedy;
pub mod rest;
pub mod retry;
pub mod span;
pub mod speed;
pub mod stop;
pub mod survey;
pub mod tray;
pub mod unknown;
pub mod warning;
