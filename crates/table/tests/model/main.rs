//! The engine against a naive model: every operation, in any order.
//!
//! The model keeps whole rows in a list and works everything out anew each time it is asked. It
//! shares no code with the engine but the types of what is asked.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "all of it is tests, their helpers too"
)]

mod choices;
mod large;
mod naive;
mod rows;
mod scrolling;
mod spans;
mod steps;
mod words;
