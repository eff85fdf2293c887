//! Writes a reply as an HTTP answer, or marks the connection to be cut.

use super::call::Call;
use super::reply::Reply;
use crate::gzip;
use crate::operation::Vendor;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use redrive_core::zuora::contract::GZIP_FROM_BYTES;

/// Stands in a response that must not be sent: [`crate::serve()`] ends the connection instead.
#[derive(Debug, Clone, Copy)]
pub struct Cut;

/// The HTTP answer.
pub fn response(call: &Call, mut reply: Reply) -> Response {
    let accepts = call
        .header("accept-encoding")
        .is_some_and(|value| value.contains("gzip"));
    if call.vendor == Vendor::Zuora && accepts && reply.body.len() > GZIP_FROM_BYTES {
        reply.body = gzip::pack(&reply.body);
        reply = reply.with("Content-Encoding", "gzip");
    }
    plain(reply)
}

/// The HTTP answer without regard to any call.
pub fn plain(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(kind) = reply
        .content_type
        .and_then(|kind| HeaderValue::try_from(kind).ok())
    {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    for (name, value) in reply.headers {
        let line = HeaderName::try_from(name)
            .ok()
            .zip(HeaderValue::try_from(value).ok());
        if let Some((name, value)) = line {
            response.headers_mut().insert(name, value);
        }
    }
    if reply.cut {
        response.extensions_mut().insert(Cut);
    }
    response
}
