//! `SelfCommunity`: events are resent to one endpoint by id, and the answer says nothing of any.

mod code;
pub mod contract;
mod events;
mod facts;
mod reading;
mod requests;

pub use code::{Code, may_be_of_one};
pub use events::{Event, EventGroups, NotResendable, group};
pub(crate) use facts::FACTS;
pub use reading::{attempts, endpoint, endpoints, problem, read_change, read_resend};
pub use requests::{Read, bulk_resend, set_active, with_password};
