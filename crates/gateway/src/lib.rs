//! The gateway: serves the console, signs operators in, adds the vendors' credentials to what is
//! read, and sends only what was confirmed.
//!
//! A page may ask it for a read of a fixed list, hand it a plan with the operator's password, and
//! then ask it to send the calls that the gateway itself built from that plan. There is no way to
//! hand it a request. It knows no vendor's paths or shapes: those are core's.

pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod demo;
pub mod deployment;
pub mod error;
pub mod file;
pub mod log;
pub mod sandbox;

mod app;
mod body;
mod confirm;
mod guard;
mod headers;
mod lock;
mod password;
mod path;
mod peer;
mod relay;
mod reveal;
mod serve;
mod session;
mod state;
mod ticket;

pub use app::{api_routes, router};
pub use error::ApiError;
pub use state::{Gateway, StartError};
