//! Zuora: notifications resent by id; the answer names only those that failed. Ids come from an
//! asynchronous data query.

mod admission;
mod callouts;
mod concurrency;
pub mod dialect;
mod emails;
pub mod envelope;
mod history;
pub mod hostile;
mod jobs;
mod live;
mod query;
mod resend;
mod settle;
pub mod story;
mod table;
mod token;

pub use admission::{admit, decorated, stamped};
pub use concurrency::slot;
pub use jobs::{FILES, file};
pub use live::Live;
pub use settle::settle;
pub use table::{INDICES, TABLES};

use crate::operation::Operation;
use crate::pipeline::{Answer, Call, Kept};

/// Whether the operation needs no token; it then knows no idempotency key either.
pub const fn is_open(operation: Operation) -> bool {
    matches!(operation, Operation::ZuoraToken)
}

/// The kept result again, failures included; 422 where the key belongs to another address.
pub fn repeated(call: &Call, kept: Kept) -> Answer {
    let refuses = call.dialect.zuora.other_body == dialect::OtherBody::Refused;
    if !kept.same_address || (refuses && !kept.same_body) {
        return Err(envelope::key_reuse(call.operation).into());
    }
    let mut reply = kept.reply;
    reply.replayed = true;
    Ok(reply)
}

/// The operation itself.
pub async fn handle(call: &Call) -> Answer {
    match call.operation {
        Operation::ZuoraToken => token::create(call),
        Operation::ZuoraEmails => emails::list(call).await,
        Operation::ZuoraCallouts => callouts::list(call).await,
        Operation::ZuoraResendEmails => resend::emails(call).await,
        Operation::ZuoraResendCallouts => resend::callouts(call).await,
        Operation::ZuoraSubmitQuery => jobs::submit(call),
        Operation::ZuoraQueries => jobs::list(call),
        Operation::ZuoraQuery => jobs::read(call),
        Operation::ZuoraCancelQuery => jobs::cancel(call),
        _ => Err(envelope::problem(call.operation, crate::envelope::Problem::NotFound).into()),
    }
}
