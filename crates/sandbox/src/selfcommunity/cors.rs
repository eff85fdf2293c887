//! Calls from pages of other origins. The vendor publishes nothing; allowed origins are a switch.

use crate::pipeline::{Call, Reply};

/// Adds the lines that let the page read the answer.
pub fn decorated(call: &Call, reply: Reply) -> Reply {
    let switches = &call.dialect.selfcommunity;
    let Some(origin) = call.header("origin") else {
        return reply;
    };
    if !switches.cors_origins.iter().any(|known| known == origin) {
        return reply;
    }
    let reply = reply
        .with("Access-Control-Allow-Origin", origin)
        .with("Vary", "Origin");
    if switches.cors_credentials {
        reply.with("Access-Control-Allow-Credentials", true)
    } else {
        reply
    }
}

/// The answer to a browser's question before the call.
pub fn preflight(call: &Call) -> Reply {
    let reply = decorated(call, Reply::empty(204));
    if reply.headers.is_empty() {
        return reply;
    }
    reply
        .with(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type",
        )
        .with(
            "Access-Control-Allow-Methods",
            "GET, POST, PUT, PATCH, DELETE",
        )
}
