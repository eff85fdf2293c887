//! No route of the API stands beside the guard.

use crate::kit::{Kit, Page, Vendor};
use redrive_gateway::api_routes;
use reqwest::{Method, RequestBuilder};

/// The table's routes with something in their gaps, and a few that do not exist.
fn all_routes() -> Vec<(Method, String)> {
    let known = api_routes().into_iter().map(|(method, path)| {
        let path = path
            .replace("{id}", "community")
            .replace("{confirmation}", "none")
            .replace("{number}", "0")
            .replace("{round}", "1");
        (method, path)
    });
    let unknown = [
        (Method::GET, "/api"),
        (Method::GET, "/api/"),
        (Method::POST, "/api/nothing"),
        (Method::PUT, "/api/session"),
        (Method::OPTIONS, "/api/session"),
    ];
    known
        .chain(unknown.map(|(method, path)| (method, path.to_owned())))
        .collect()
}

async fn kind(request: RequestBuilder) -> String {
    let reply = crate::kit::reply(request).await;
    if reply.kind() == "foreign_request" {
        assert_eq!(reply.status, 403);
    }
    reply.kind()
}

async fn signed_in() -> (Kit, Page, Vendor) {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    (kit, page, vendor)
}

#[tokio::test]
async fn the_table_holds_all_routes() {
    assert_eq!(
        api_routes().len(),
        10,
        "a new route belongs into the tests of this file too"
    );
}

#[tokio::test]
async fn every_route_wants_our_header() {
    let (_kit, page, vendor) = signed_in().await;
    for (method, path) in all_routes() {
        let without = page.bare(method.clone(), &path);
        assert_eq!(kind(without).await, "foreign_request", "{method} {path}");
        let other = page.bare(method.clone(), &path).header("redrive", "2");
        assert_eq!(kind(other).await, "foreign_request", "{method} {path}");
        let twice = page.own(method.clone(), &path).header("redrive", "1");
        assert_eq!(kind(twice).await, "foreign_request", "{method} {path}");
        let own = page.own(method.clone(), &path);
        assert_ne!(kind(own).await, "foreign_request", "{method} {path}");
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn every_change_comes_from_our_own_page() {
    let (kit, _, vendor) = signed_in().await;
    let host = format!("http://{}", kit.address);
    for (method, path) in all_routes() {
        if method == Method::GET {
            continue;
        }
        // Signing out would change what the next route sees.
        let page = kit.signed_in().await;
        let ours = || page.bare(method.clone(), &path).header("redrive", "1");
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
            ("origin", "null"),
            ("origin", "https://evil.example"),
            ("origin", "http://127.0.0.1:1"),
            ("origin", &host.replace("http:", "https:")),
            ("origin", &format!("{host}.evil.example")),
        ] {
            let kind = kind(ours().header(name, value)).await;
            assert_eq!(kind, "foreign_request", "{method} {path} {name}: {value}");
        }
        let fine = ours()
            .header("sec-fetch-site", "same-origin")
            .header("origin", &host);
        assert_ne!(kind(fine).await, "foreign_request", "{method} {path}");
        assert_ne!(
            kind(ours()).await,
            "foreign_request",
            "outside a browser: {method} {path}"
        );
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn a_foreign_name_bent_to_our_address_is_refused() {
    let (kit, page, _vendor) = signed_in().await;
    let port = kit.address.port();
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "localhost.evil.example".to_owned(),
        "127.0.0.1.evil.example".to_owned(),
        "10.0.0.1".to_owned(),
        String::new(),
    ] {
        for path in ["/api/session", "/", "/x.js"] {
            let request = page
                .bare(Method::GET, path)
                .header("redrive", "1")
                .header("host", &host);
            assert_eq!(kind(request).await, "foreign_request", "{host} {path}");
        }
    }
    for host in [
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        "127.0.0.1".to_owned(),
    ] {
        let request = page
            .bare(Method::GET, "/api/session")
            .header("redrive", "1");
        assert_eq!(kind(request.header("host", &host)).await, "", "{host}");
    }
}

#[tokio::test]
async fn nobody_answers_a_preflight() {
    let (_kit, page, _vendor) = signed_in().await;
    for (_, path) in all_routes() {
        let preflight = page
            .bare(Method::OPTIONS, &path)
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "redrive");
        let reply = crate::kit::reply(preflight).await;
        assert_eq!(reply.status, 403, "{path}");
        assert!(
            !reply
                .headers
                .keys()
                .any(|name| name.as_str().starts_with("access-control"))
        );
    }
}

#[tokio::test]
async fn without_a_session_every_route_but_signing_in_is_closed() {
    let (kit, _, vendor) = signed_in().await;
    let stranger = kit.page();
    for (method, path) in api_routes() {
        if (method.as_str(), path) == ("POST", "/api/session") {
            continue;
        }
        let path = path
            .replace("{id}", "community")
            .replace("{confirmation}", "x")
            .replace("{number}", "0");
        let reply = crate::kit::reply(stranger.own(method.clone(), &path)).await;
        assert_eq!(
            (reply.status, reply.kind().as_str()),
            (401, "signed_out"),
            "{method} {path}"
        );
    }
    assert!(vendor.seen().is_empty());
}

#[tokio::test]
async fn what_does_not_exist_is_said_in_the_same_shape() {
    let (_kit, page, _vendor) = signed_in().await;
    assert_eq!(page.get("/api/nothing").await.kind(), "no_route");
    assert_eq!(page.delete("/api/connections").await.kind(), "no_method");
    let reply = page.delete("/api/connections/%ff/read").await;
    assert_eq!(reply.kind(), "no_method");
    let reply = page.read("%ff", &serde_json::json!({})).await;
    assert_eq!(reply.kind(), "no_route");
}
