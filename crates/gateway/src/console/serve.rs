//! Which file a path means. The console has routes of its own: any path that names no file is its
//! document.

use super::respond::{File, respond};
use super::{Console, embedded};
use crate::error::ApiError;
use crate::guard::is_api;
use crate::state::Gateway;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};

const DOCUMENT: &str = "index.html";
const NOT_BUILT_IN: &str = "The console is not built into this binary. \
     Build it first (cargo xtask build), or name its folder with --console.\n";

pub async fn serve(State(gateway): State<Gateway>, request: Request) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        return ApiError::NoRoute.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = path.trim_start_matches('/');
    if let Some(file) = find(&gateway.console, path).await {
        return respond(path, file, request.headers());
    }
    let names_a_file = path
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if names_a_file {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    }
    match find(&gateway.console, DOCUMENT).await {
        Some(file) => respond(DOCUMENT, file, request.headers()),
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT_IN).into_response(),
    }
}

async fn find(console: &Console, path: &str) -> Option<File> {
    match console {
        Console::BuiltIn => embedded::find(path),
        Console::Folder(folder) => folder.find(path).await,
    }
}
