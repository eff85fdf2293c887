//! The way of every vendor call: read, fault, admission, idempotency, handler, spoil, record, write.
//!
//! A call runs on its own task, so that a caller who hangs up does not stop what was begun: the
//! oracle stays true.

mod call;
mod fault;
mod idempotency;
mod read;
mod reply;
mod write;

pub use call::Call;
pub use idempotency::{Kept, Running, TABLES};
pub use read::{call as read_call, pairs};
pub use reply::{Answer, JSON, Refusal, Reply};
pub use write::{Cut, plain, response};

use crate::envelope::{self, Problem};
use crate::faults::Met;
use crate::operation::{Operation, Vendor};
use crate::world::World;
use crate::{kirim, oracle, selfcommunity, zuora};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Answers one request.
pub async fn handle(world: Arc<World>, operation: Operation, request: Request) -> Response {
    match tokio::spawn(run(world, operation, request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn run(world: Arc<World>, operation: Operation, request: Request) -> Response {
    let call = match read::call(world, operation, request).await {
        Ok(call) => call,
        Err(response) => return response,
    };
    let met = call.world.faults.take(operation);
    let fault = met.as_ref().map(|met| &met.fault);
    let mut reply = match fault.and_then(|fault| fault::instead(fault, &call)) {
        Some(reply) => {
            wait(met.as_ref()).await;
            reply
        }
        None => settled(&call, answer(&call, met.as_ref()).await),
    };
    if reply.status != 502 {
        reply = decorated(&call, reply);
    }
    if let Some(fault) = fault {
        reply = fault::spoil(fault, reply);
    }
    if let Err(error) = oracle::record(&call, &reply).await {
        reply = settled(&call, Err(error.into()));
    }
    response(&call, reply)
}

async fn wait(met: Option<&Met>) {
    if let Some(met) = met {
        met.wait().await;
    }
}

async fn answer(call: &Call, met: Option<&Met>) -> Answer {
    let _slot = zuora::slot(call)?;
    match call.vendor {
        Vendor::SelfCommunity => selfcommunity::admit(call)?,
        Vendor::Kirim => kirim::admit(call)?,
        Vendor::Zuora => zuora::admit(call)?,
    }
    idempotency::once(call, async {
        wait(met).await;
        match call.vendor {
            Vendor::SelfCommunity => {
                selfcommunity::settle(&call.world, call.at).await?;
                selfcommunity::handle(call).await
            }
            Vendor::Kirim => {
                kirim::settle(&call.world, call.micros()).await?;
                kirim::handle(call).await
            }
            Vendor::Zuora => {
                zuora::settle(&call.world, call.at).await?;
                zuora::handle(call).await
            }
        }
    })
    .await
}

fn settled(call: &Call, answer: Answer) -> Reply {
    match answer {
        Ok(reply) => reply,
        Err(Refusal::Reply(reply)) => *reply,
        Err(Refusal::Store(error)) => {
            let message = format!("The sandbox's database failed: {error}");
            let mut reply = envelope::reply(call, Problem::Internal("Sandbox failure."));
            reply
                .headers
                .push(("X-Sandbox-Failure".to_owned(), message));
            reply
        }
    }
}

/// The vendor's own header lines.
fn decorated(call: &Call, reply: Reply) -> Reply {
    match call.vendor {
        Vendor::SelfCommunity => selfcommunity::decorated(call, reply),
        Vendor::Kirim => kirim::decorated(call, reply),
        Vendor::Zuora => zuora::decorated(call, reply),
    }
}
