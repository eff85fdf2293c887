//! The gateway from outside: what a page, a foreign page and a vendor see of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is tests, their helpers too"
)]

mod kit;

mod confirming;
mod demonstrating;
mod deploying;
mod guarding;
mod halving;
mod lost;
mod others;
mod pacing;
mod reading;
mod remembering;
mod repeating;
mod revealing;
mod rows;
mod security_headers;
mod sending;
mod serving;
mod sessions;
#[cfg(unix)]
mod starting;
mod tokens;
