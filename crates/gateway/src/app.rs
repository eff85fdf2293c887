//! The table of routes, and what stands before all of them.

use crate::error::ApiError;
use crate::state::Gateway;
use crate::{confirm, console, guard, headers, relay, reveal, session};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post};

const SMALL: usize = 64 << 10;
/// Fits a plan of a million notifications, with ids of 32 characters, or of a million listed
/// deliveries.
const PLAN: usize = 64 << 20;

struct Route {
    method: Method,
    path: &'static str,
    body_most: usize,
    handler: MethodRouter<Gateway>,
}

fn routes() -> Vec<Route> {
    let route = |method, path, body_most, handler| Route {
        method,
        path,
        body_most,
        handler,
    };
    let (get_, post_, delete_) = (Method::GET, Method::POST, Method::DELETE);
    vec![
        route(post_.clone(), "/api/session", SMALL, post(session::begin)),
        route(get_.clone(), "/api/session", SMALL, get(session::show)),
        route(delete_, "/api/session", SMALL, delete(session::end)),
        route(get_, "/api/connections", SMALL, get(relay::connections)),
        route(
            post_.clone(),
            "/api/connections/{id}/read",
            SMALL,
            post(relay::read),
        ),
        route(
            post_.clone(),
            "/api/connections/{id}/reveals",
            SMALL,
            post(reveal::note),
        ),
        route(
            post_.clone(),
            "/api/confirmations",
            PLAN,
            post(confirm::begin),
        ),
        route(
            Method::DELETE,
            "/api/confirmations/{confirmation}",
            SMALL,
            delete(confirm::end),
        ),
        route(
            post_.clone(),
            "/api/confirmations/{confirmation}/calls/{number}",
            SMALL,
            post(confirm::send),
        ),
        route(
            post_,
            "/api/confirmations/{confirmation}/calls/{number}/rounds/{round}",
            SMALL,
            post(confirm::send_anew),
        ),
    ]
}

/// Every route of the API: what a test walks to see that none stands beside the guard.
pub fn api_routes() -> Vec<(Method, &'static str)> {
    routes()
        .into_iter()
        .map(|route| (route.method, route.path))
        .collect()
}

/// The whole gateway as a router.
pub fn router(gateway: Gateway) -> Router {
    let mut router = Router::new();
    for Route {
        path,
        body_most,
        handler,
        ..
    } in routes()
    {
        router = router.route(path, handler.layer(DefaultBodyLimit::max(body_most)));
    }
    router
        .method_not_allowed_fallback(|| async { ApiError::NoMethod })
        .fallback(console::serve)
        .layer(from_fn_with_state(gateway.clone(), guard::guard))
        .layer(from_fn_with_state(gateway.clone(), headers::secure))
        .with_state(gateway)
}
