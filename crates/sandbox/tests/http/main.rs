//! The sandbox over real HTTP: every operation, every fault, every switch, and the oracle.
//!
//! One binary, so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says where"
)]

mod common;
mod controls;
mod data_query;
mod faults;
mod kirim;
mod kirim_replay;
mod seeding;
mod selfcommunity;
mod selfcommunity_resend;
mod zuora;
mod zuora_resend;
