//! A deployment behind a proxy that speaks TLS: its names, its cookie, and who is who.

use super::file::{PASSWORD, SERVING, good, read};
use crate::kit::{Kit, reply, with_json};
use redrive_gateway::clock::Clock;
use redrive_gateway::console::Console;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

const NAME: &str = "redrive.example.com";

async fn kit() -> Kit {
    let https =
        format!("[serving]\nlisten = \"127.0.0.1:0\"\nscheme = \"https\"\nhosts = [\"{NAME}\"]\n");
    let deployment = read(&good().replace(SERVING, &https)).unwrap();
    let (clock, hand) = Clock::manual();
    Kit::with(deployment.config(Console::BuiltIn, clock), hand).await
}

/// As the proxy passes it on for somebody at this address.
fn sign_in(kit: &Kit, password: &str, address: &str) -> RequestBuilder {
    sign_in_from(kit, &format!("https://{NAME}"), password, address)
}

fn sign_in_from(kit: &Kit, origin: &str, password: &str, address: &str) -> RequestBuilder {
    let request = kit.page().bare(Method::POST, "/api/session");
    let request = request
        .header("host", NAME)
        .header("redrive", "1")
        .header("sec-fetch-site", "same-origin")
        .header("origin", origin)
        .header("x-forwarded-for", address);
    with_json(request, &json!({ "name": "ann", "password": password }))
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_and_the_browser_is_told_to_stay_with_tls() {
    let kit = kit().await;
    let answer = reply(sign_in(&kit, PASSWORD, "192.0.2.1")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["environment"], "production");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-redrive="), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    assert!(!answer.header("strict-transport-security").is_empty());
}

#[tokio::test]
async fn no_other_name_and_no_plain_origin_is_served() {
    let kit = kit().await;
    assert_eq!(
        kit.page().get("/api/session").await.kind(),
        "foreign_request",
        "by the address itself"
    );
    let plain = sign_in_from(&kit, &format!("http://{NAME}"), PASSWORD, "192.0.2.1");
    assert_eq!(reply(plain).await.kind(), "foreign_request");
}

#[tokio::test]
async fn whoever_guesses_passwords_keeps_nobody_else_out() {
    let kit = kit().await;
    let guess = async |address: &str| {
        let page = sign_in(&kit, "wrong", address);
        reply(page).await.kind()
    };
    // Names differ, so that only the address is counted.
    for number in 0..10 {
        let request = sign_in(&kit, "wrong", "192.0.2.66");
        let body = json!({ "name": format!("name{number}"), "password": "wrong" });
        reply(request.body(body.to_string())).await;
    }
    assert_eq!(guess("192.0.2.66").await, "wait");
    assert_eq!(
        guess("198.51.100.1, 192.0.2.66").await,
        "wait",
        "what the guesser wrote into the header counts for nothing"
    );
    let answer = reply(sign_in(&kit, PASSWORD, "192.0.2.1")).await;
    assert_eq!(answer.status, 200);
}
