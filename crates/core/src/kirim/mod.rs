//! Kirim: deliveries are chosen by a filter that the vendor applies, at most 1000 a call.

pub mod contract;
mod facts;
mod listed;
mod reading;
mod requests;
mod survey;
mod windows;

pub(crate) use facts::FACTS;
pub use listed::ListedDelivery;
pub(crate) use listed::{settle_avoided, settle_rows};
pub use reading::{
    deliveries, delivery, problem, read_change, read_replay, read_window, subscription,
    subscriptions,
};
pub use requests::{DeliveryFilter, Read, bulk_replay, change_subscription, replay};
pub use survey::{NoRoom, ReplayStatuses, Survey, SurveyAsked, SurveyError, SurveyProgress};
pub use windows::Portion;
pub(crate) use windows::cut;
