//! Kirim: deliveries are chosen by a filter that the vendor applies, at most 1000 a call.

pub mod contract;
mod reading;
mod requests;
pub mod setup;

pub use reading::{
    deliveries, delivery, problem, read_bulk_replay, read_change, read_replay, subscription,
    subscriptions,
};
pub use requests::{DeliveryFilter, Read, bulk_replay, change_subscription, replay};
