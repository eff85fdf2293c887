//! The security headers stand on every answer, whatever it is.

use crate::kit::{Kit, Reply, Vendor, config};
use redrive_gateway::api_routes;
use redrive_gateway::config::{Hosts, Scheme};
use reqwest::Method;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

fn check(reply: &Reply, what: &str) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", ""),
    ] {
        assert_eq!(reply.header(name), value, "{what}: {name}");
    }
    let permissions = reply.header("permissions-policy");
    assert!(permissions.contains("camera=()") && permissions.contains("clipboard-write=(self)"));
    assert_eq!(reply.header("access-control-allow-origin"), "", "{what}");
}

#[tokio::test]
async fn on_every_route_of_the_api_and_never_kept() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    for (method, path) in api_routes() {
        let page = kit.signed_in().await;
        for request in [
            page.own(method.clone(), path),
            page.bare(method.clone(), path),
        ] {
            let reply = crate::kit::reply(request).await;
            let what = format!("{method} {path} {}", reply.status);
            check(&reply, &what);
            assert_eq!(reply.header("cache-control"), "no-store", "{what}");
        }
    }
}

#[tokio::test]
async fn on_documents_files_refusals_and_relayed_answers() {
    let vendor = Vendor::start().await;
    let kit = Kit::start(&vendor.url).await;
    let page = kit.signed_in().await;
    for path in ["/", "/runs/1", "/index.html", "/no.js", "/api/nothing"] {
        for method in [Method::GET, Method::HEAD, Method::POST] {
            let reply = crate::kit::reply(page.bare(method.clone(), path)).await;
            check(&reply, &format!("{method} {path}"));
        }
    }
    vendor.tell(
        200,
        &[
            ("content-security-policy", "default-src *"),
            ("x-frame-options", "x"),
        ],
        "{}",
    );
    let reply = page
        .read(
            "community",
            &serde_json::json!({ "selfcommunity": { "endpoint": { "id": 1 } } }),
        )
        .await;
    assert_eq!(reply.vendor_status(), "200");
    check(&reply, "relayed");
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn behind_https_the_browser_is_told_to_stay_there() {
    let (mut config, hand) = config("http://127.0.0.1:1");
    config.serving.scheme = Scheme::Https;
    config.serving.hosts = Hosts::Named(vec!["console.example".to_owned()]);
    let kit = Kit::with(config, hand).await;
    let page = kit.page();
    let at_home = |request: reqwest::RequestBuilder| request.header("host", "console.example");
    let reply = crate::kit::reply(at_home(page.bare(Method::GET, "/"))).await;
    assert_eq!(
        reply.header("strict-transport-security"),
        "max-age=63072000"
    );
    let body = serde_json::json!({ "name": "admin", "password": crate::kit::PASSWORD });
    let ours = page
        .bare(Method::POST, "/api/session")
        .header("redrive", "1")
        .header("origin", "https://console.example");
    let reply = crate::kit::reply(at_home(crate::kit::with_json(ours, &body))).await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("__Host-redrive="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
}
