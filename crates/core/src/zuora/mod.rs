//! Zuora: notifications are resent by id, and the answer names only those that failed.

pub mod contract;
mod facts;
pub mod headers;
mod query;
mod reading;
mod requests;
mod tries;

pub(crate) use facts::FACTS;
pub use query::{Cursor, NotificationFilter};
pub use reading::{callout_history, count, email_history, job, problem, read_resend, rows, token};
pub use requests::{Read, next_page_query, resend, token_form};
pub(crate) use tries::{HOURS as TRIED_HOURS, may_be_tried_until};
