//! The Redrive console: what runs in the browser.
//!
//! Thin by intent: what is true of vendors, plans and runs stands in `redrive-core`. Pages know
//! [`navigation`] and never the router that feeds it, and nothing is put on `window`, so that the
//! same pages can live inside somebody else's.

pub mod api;
pub mod app;
pub mod bars;
pub mod clock;
pub mod filters;
pub mod forms;
pub mod host;
pub mod masked;
pub mod navigation;
pub mod of_connection;
pub mod pages;
pub mod palette;
pub mod parts;
pub mod routes;
pub mod session;
pub mod shell;
pub mod shortcuts;
pub mod table;
pub mod times;
pub mod ui;
pub mod views;
pub mod words;
