//! All routes: those of the vendors from the table of operations, the controls, and what is
//! answered where there is no route.

use crate::envelope::{self, Problem};
use crate::operation::{Operation, Vendor};
use crate::pipeline::{self, Reply};
use crate::world::World;
use crate::{control, selfcommunity, zuora};
use axum::Router;
use axum::extract::{Path, Query, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use std::collections::HashMap;
use std::sync::Arc;

/// The router of one world.
pub fn router(world: &Arc<World>) -> Router {
    let mut router = Router::new();
    for &operation in Operation::ALL {
        let spec = operation.spec();
        let Ok(filter) = MethodFilter::try_from(spec.method) else {
            continue;
        };
        let path = format!("/{}{}", spec.vendor.as_str(), spec.path);
        let world = Arc::clone(world);
        let handler = move |request: Request| pipeline::handle(world, operation, request);
        router = router.route(&path, on(filter, handler));
    }
    let files = Arc::clone(world);
    let router = router.route(
        zuora::FILES,
        get(
            move |Path(id): Path<String>, Query(query): Query<HashMap<String, String>>| async move {
                let signature = query.get("sig").map(String::as_str);
                pipeline::plain(zuora::file(&files, &id, signature))
            },
        ),
    );
    let (missing, refused) = (Arc::clone(world), Arc::clone(world));
    router
        .merge(control::router(Arc::clone(world)))
        .fallback(move |request: Request| otherwise(missing, Problem::NotFound, request))
        .method_not_allowed_fallback(move |request: Request| {
            otherwise(refused, Problem::MethodNotAllowed, request)
        })
}

/// No such path, or no such method there: in the envelope of the vendor whose prefix it has.
async fn otherwise(world: Arc<World>, problem: Problem, request: Request) -> Response {
    let path = request.uri().path();
    let vendor = Vendor::ALL
        .into_iter()
        .find(|vendor| path.split('/').nth(1) == Some(vendor.as_str()));
    let operation = match vendor {
        Some(Vendor::SelfCommunity) => Operation::ScEndpoints,
        Some(Vendor::Kirim) => Operation::KirimDeliveries,
        Some(Vendor::Zuora) => Operation::ZuoraResendEmails,
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    let preflight = request.method() == Method::OPTIONS;
    match pipeline::read_call(world, operation, request).await {
        Err(response) => response,
        Ok(call) => {
            let reply: Reply = if preflight && vendor == Some(Vendor::SelfCommunity) {
                selfcommunity::preflight(&call)
            } else {
                envelope::reply(&call, problem)
            };
            pipeline::response(&call, reply)
        }
    }
}
