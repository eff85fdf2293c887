//! The heart of Redrive: what the three vendor APIs promise, what a plan holds, how a run
//! goes on, and what became of every item.
//!
//! This crate knows no network, no clock, no randomness, no page and no task scheduler. Whoever
//! uses it brings instants, nonces and answers from outside, so that one and the same code runs
//! in a browser tab, on a server and in a simulation.

#![warn(missing_docs)]

pub mod cause;
pub mod connection;
pub mod csv;
pub mod curl;
pub mod evidence;
mod facts;
pub mod fate;
pub mod gateway;
pub mod http;
pub mod idempotency;
pub mod intake;
pub mod journal;
#[expect(
    missing_docs,
    reason = "what a field of a wire means is the vendor's to say: docs/contracts.md has what is known"
)]
pub mod kirim;
pub mod labels;
pub mod ledger;
pub mod lenient;
pub mod lookup;
pub mod outcome;
pub mod personal;
pub mod plan;
pub mod preflight;
pub mod problem;
pub mod promises;
pub mod read;
pub mod reading;
pub mod report;
pub mod run;
pub mod search;
pub mod secret;
#[expect(
    missing_docs,
    reason = "what a field of a wire means is the vendor's to say: docs/contracts.md has what is known"
)]
pub mod selfcommunity;
pub mod time;
pub mod why;
pub mod wording;
#[expect(
    missing_docs,
    reason = "what a field of a wire means is the vendor's to say: docs/contracts.md has what is known"
)]
pub mod zuora;

mod hex;
mod id;

pub use id::{Id, IdError, Name};
