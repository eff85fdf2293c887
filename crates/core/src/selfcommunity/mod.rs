//! `SelfCommunity`: events are resent to one endpoint by id, and the answer says nothing of any.

pub mod contract;
