//! A deployment that is told to stop brings what is under way to its end.

use super::file::{ENVIRONMENT, PASSWORD, SERVING, operators, read};
use crate::kit::{Page, Vendor, asked_with, events, plan_file};
use redrive_core::connection::Connection;
use redrive_gateway::console::Console;
use redrive_gateway::deployment::{self, Running};
use std::time::Duration;

/// A deployment before this vendor, and a call that it is carrying there.
async fn with_a_call(vendor: &Vendor) -> (Running, tokio::task::JoinHandle<String>) {
    let text = format!(
        "{ENVIRONMENT}{SERVING}{}[[connections]]\nid = \"community\"\nlabel = \"Community\"\n\
         vendor = \"selfcommunity\"\nbase_url = \"{}\"\ntoken = {{ env = \"COMMUNITY_TOKEN\" }}\n",
        operators(),
        vendor.url
    );
    let running = deployment::start(read(&text).unwrap(), Console::BuiltIn)
        .await
        .unwrap();
    let mut page = Page::new(running.address);
    assert_eq!(page.sign_in("ann", PASSWORD).await.status, 200);
    let connections: Vec<Connection> =
        serde_json::from_slice(&page.get("/api/connections").await.body).unwrap();
    let plan = plan_file(&connections[0], events(1..3));
    let asked = asked_with(&plan, PASSWORD);
    let confirmed = page.post("/api/confirmations", &asked).await.json();
    let id = confirmed["confirmation"].as_str().unwrap().to_owned();
    vendor.shut();
    let call = tokio::spawn(async move { page.sends(&id, 0).await });
    vendor.arrival().await;
    (running, call)
}

#[tokio::test]
async fn a_call_that_is_under_way_gets_its_answer_to_its_page() {
    let vendor = Vendor::start().await;
    let (running, call) = with_a_call(&vendor).await;
    let address = running.address;
    // Somebody who never asks anything holds nothing up.
    let _silent = tokio::net::TcpStream::connect(address).await.unwrap();
    let stopped = tokio::spawn(running.shutdown());
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!stopped.is_finished());
    vendor.tell(204, &[], "");
    vendor.open();
    assert_eq!(call.await.unwrap(), "204");
    let in_time = tokio::time::timeout(Duration::from_secs(5), stopped).await;
    in_time.unwrap().unwrap();
}

#[tokio::test]
async fn a_call_whose_page_is_gone_is_waited_for_too() {
    let vendor = Vendor::start().await;
    let (running, call) = with_a_call(&vendor).await;
    call.abort();
    let _ = call.await;
    let stopped = tokio::spawn(running.shutdown());
    let too_soon = tokio::time::timeout(Duration::from_millis(300), async {
        while !stopped.is_finished() {
            tokio::task::yield_now().await;
        }
    });
    assert!(too_soon.await.is_err(), "the call was left behind");
    vendor.open();
    let in_time = tokio::time::timeout(Duration::from_secs(5), stopped).await;
    in_time.unwrap().unwrap();
}
