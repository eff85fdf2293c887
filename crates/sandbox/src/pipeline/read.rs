//! Reads a request into a call. What cannot be read is answered here, in the vendor's envelope.

use super::call::Call;
use super::write;
use crate::envelope::{self, Problem};
use crate::gzip;
use crate::operation::{Operation, Vendor};
use crate::world::World;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use std::sync::Arc;

/// Far above any batch of 1000 ids.
const BODY_MAX: usize = 16 * 1024 * 1024;

/// The call, or the answer to a request that is none.
pub async fn call(
    world: Arc<World>,
    operation: Operation,
    request: Request,
) -> Result<Call, Response> {
    let spec = operation.spec();
    let (parts, body) = request.into_parts();
    let path = vendor_path(spec.vendor, parts.uri.path());
    let mut call = Call {
        id: id_in(spec.path, &path),
        request_id: world.request_id(spec.vendor),
        at: world.clock.now(),
        dialect: world.dialect(),
        operation,
        vendor: spec.vendor,
        method: parts.method.as_str().to_owned(),
        path,
        query: parts.uri.query().map(pairs).unwrap_or_default(),
        headers: parts.headers,
        body: Vec::new(),
        world,
    };
    let read = to_bytes(body, BODY_MAX)
        .await
        .ok()
        .map(|bytes| bytes.to_vec());
    let zipped = call.vendor == Vendor::Zuora && call.header("content-encoding") == Some("gzip");
    let read = if zipped {
        read.and_then(|bytes| gzip::unpack(&bytes, BODY_MAX))
    } else {
        read
    };
    let Some(bytes) = read else {
        let reply = envelope::reply(&call, Problem::Unprocessable);
        return Err(write::response(&call, reply));
    };
    call.body = bytes;
    Ok(call)
}

/// The pairs of a query or of a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

fn vendor_path(vendor: Vendor, path: &str) -> String {
    path.strip_prefix('/')
        .and_then(|path| path.strip_prefix(vendor.as_str()))
        .unwrap_or(path)
        .to_owned()
}

fn id_in(template: &str, path: &str) -> String {
    template
        .split('/')
        .zip(path.split('/'))
        .find(|(word, _)| *word == "{id}")
        .map(|(_, id)| id.to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_stands_where_the_template_says() {
        assert_eq!(id_in("/a/{id}/b", "/a/wbd_1/b"), "wbd_1");
        assert_eq!(id_in("/a/b", "/a/b"), "");
        assert_eq!(vendor_path(Vendor::Kirim, "/kirim/v1/x"), "/v1/x");
    }
}
