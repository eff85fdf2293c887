//! Kirim: deliveries are chosen by a filter that the vendor applies, at most 1000 a call.

pub mod contract;
