//! Zuora: notifications are resent by id, and the answer names only those that failed.

pub mod contract;
pub mod headers;
