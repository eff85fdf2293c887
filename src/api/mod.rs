//! What the console asks of the gateway. Knows no screen.

pub mod connections;
mod courier;
pub mod gateway;
pub mod job;
pub mod read;
pub mod sending;
pub mod session;
