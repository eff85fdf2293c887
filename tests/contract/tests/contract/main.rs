//! Core against the sandbox, over real HTTP: requests, readings and whole runs. What was really
//! sent is asked of the sandbox's oracle, never of the code that claims it.
//!
//! One binary, so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is tests, their helpers too"
)]

mod kit;

mod gateway;
mod going_on;
mod hosted;
mod matrix;
mod reads;
mod switches;
mod thousands;
