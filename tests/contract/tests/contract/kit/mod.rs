//! What every test here begins with: a sandbox behind a real socket, a carrier to it, plans, and
//! the oracle that says what was really sent.

mod carrier;
mod drive;
mod gate;
mod host;
mod plans;
mod query;
mod reading;
mod server;
mod verdict;

pub use carrier::Carrier;
pub use drive::{Driven, drive, drive_by, drive_from};
pub use gate::{Gate, kind_of};
pub use host::{Host, Way};
pub use plans::{connection, listed, nonce, now, plan, plan_with_nonce};
pub use query::{count, file, read};
pub use reading::{
    attempts, dead_deliveries, deliveries, event_ids, notification_ids, notifications, subscription,
};
pub use server::{Sends, Server};
pub use verdict::{claims, lies, same};
