//! The accept loop. An ordinary server cannot refuse to answer; this one ends the connection
//! without a byte where a fault asks for it, so that a client sees what a lost answer looks like.

use crate::error::SandboxError;
use crate::pipeline::Cut;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::ServiceExt;

/// Why a connection ended early: a fault asked for it.
#[derive(Debug, Error)]
#[error("cut by a fault")]
struct CutByFault;

/// Serves until `shutdown` is ready; connections that are open then are dropped.
///
/// # Errors
/// When the socket fails. A client that left before it was accepted is no failure.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<(), SandboxError> {
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            accepted = listener.accept() => {
                match accepted {
                    Ok((stream, _)) => {
                        connections.spawn(connection(stream, router.clone()));
                    }
                    Err(error) if left_early(&error) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

fn left_early(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}

async fn connection(stream: TcpStream, router: Router) {
    // Latency of small answers matters more than full packets; a failure only costs that.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| one(router.clone(), request));
    // An error here is a client that went away, or a cut: nobody is left to tell.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn one(router: Router, request: Request<Incoming>) -> Result<Response, CutByFault> {
    let response = match router.oneshot(request.map(Body::new)).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    if response.extensions().get::<Cut>().is_some() {
        Err(CutByFault)
    } else {
        Ok(response)
    }
}
