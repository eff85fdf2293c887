//! One module a page. Pages wire; what is true of vendors and plans stands in the core.

pub mod deliveries;
pub mod endpoints;
pub mod events;
pub mod not_found;
pub mod notifications;
pub mod overview;
pub mod run;
pub mod runs;
pub mod subscriptions;
