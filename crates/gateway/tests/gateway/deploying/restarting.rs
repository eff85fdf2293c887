//! A gateway that is started again, with a journal and without one.

use super::file::{ENVIRONMENT, PASSWORD, SERVING, operators, read};
#[cfg(unix)]
use crate::kit::binary::Redrive;
use crate::kit::folder::Folder;
use crate::kit::{Kit, Page, Reply, Vendor, asked_with, config, events, plan_file};
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use redrive_gateway::Gateway;
use redrive_gateway::console::Console;
use redrive_gateway::deployment::{self, Running};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

fn text(vendor: &Vendor, journal: &str) -> String {
    format!(
        "{journal}{ENVIRONMENT}{SERVING}{}[[connections]]\nid = \"community\"\nlabel = \"Community\"\n\
         vendor = \"selfcommunity\"\nbase_url = \"{}\"\ntoken = {{ env = \"COMMUNITY_TOKEN\" }}\n",
        operators(),
        vendor.url
    )
}

fn kept_in(folder: &Folder) -> String {
    format!("journal = \"{}\"\n", folder.path().display())
}

async fn start(text: &str) -> Running {
    deployment::start(read(text).unwrap(), Console::BuiltIn)
        .await
        .unwrap()
}

/// A page of the operator, and the only connection.
async fn page(running: &Running) -> (Page, Connection) {
    signed_in(running.address).await
}

async fn signed_in(address: SocketAddr) -> (Page, Connection) {
    let mut page = Page::new(address);
    assert_eq!(page.sign_in("ann", PASSWORD).await.status, 200);
    let connections = page.get("/api/connections").await.body;
    let mut connections: Vec<Connection> = serde_json::from_slice(&connections).unwrap();
    (page, connections.remove(0))
}

async fn confirm(page: &Page, plan: &Value) -> Reply {
    page.post("/api/confirmations", &asked_with(plan, PASSWORD))
        .await
}

async fn confirmed(page: &Page, plan: &Value) -> String {
    let reply = confirm(page, plan).await.json();
    reply["confirmation"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_sent_before_a_restart_is_not_sent_again() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let text = text(&vendor, &kept_in(&folder));
    let running = start(&text).await;
    let (first_page, connection) = page(&running).await;
    let plan = plan_file(&connection, events(1..5));
    let id = confirmed(&first_page, &plan).await;
    vendor.tell(204, &[], "");
    assert_eq!(first_page.sends(&id, 0).await, "204");
    running.shutdown().await;

    let running = start(&text).await;
    let (page, _) = page(&running).await;
    let id = confirmed(&page, &plan).await;
    assert_eq!(page.sends(&id, 0).await, "already_sent");
    let other = confirm(&page, &plan_file(&connection, events(4..9))).await;
    assert_eq!((other.status, other.kind().as_str()), (409, "sent_lately"));
    let sent = other.json()["error"]["sent"].take();
    assert_eq!(sent[0]["operator"], "ann");
    assert_eq!(sent[0]["places"], serde_json::json!([[0, 1]]));
    assert_eq!(vendor.calls().len(), 1);
    running.shutdown().await;
}

/// It is killed while the vendor has the call and has not answered yet.
#[cfg(unix)]
#[tokio::test]
async fn what_was_under_way_when_it_was_killed_is_not_sent_again() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let journal = Folder::new();
    let config = folder.file("redrive.toml", &text(&vendor, &kept_in(&journal)));
    let begin = || {
        let arguments = ["serve", "--config", config.as_str()];
        let mut redrive = Redrive::start(&arguments, &[("COMMUNITY_TOKEN", "a-token")]);
        let address = redrive.lines(13, 2)[1].1.parse().unwrap();
        (redrive, address)
    };
    let (redrive, address) = begin();
    let (page, connection) = signed_in(address).await;
    let plan = plan_file(&connection, events(1..5));
    let id = confirmed(&page, &plan).await;
    vendor.shut();
    let call = tokio::spawn(async move { page.send(&id, 0).await });
    vendor.arrival().await;
    redrive.stop("-KILL");
    assert!(call.await.is_err(), "nobody answered it");
    vendor.open();

    let (_redrive, address) = begin();
    let (page, _) = signed_in(address).await;
    let id = confirmed(&page, &plan).await;
    assert_eq!(page.sends(&id, 0).await, "already_sent");
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn what_was_turned_away_before_a_restart_may_be_sent_after_it() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let text = text(&vendor, &kept_in(&folder));
    let plan = |connection: &Connection| plan_file(connection, events(1..5));
    let running = start(&text).await;
    let (first_page, connection) = page(&running).await;
    let plan = plan(&connection);
    let id = confirmed(&first_page, &plan).await;
    vendor.tell(429, &[], "");
    assert_eq!(first_page.sends(&id, 0).await, "429");
    running.shutdown().await;

    let running = start(&text).await;
    let (page, _) = page(&running).await;
    let other = confirm(&page, &plan_file(&connection, events(4..9))).await;
    assert_eq!(other.status, 201, "nothing of it was sent");
    let id = confirmed(&page, &plan).await;
    vendor.tell(204, &[], "");
    assert_eq!(page.sends(&id, 0).await, "204");
    running.shutdown().await;
}

#[tokio::test]
async fn without_a_journal_the_summary_says_that_a_restart_forgets() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let summary = |journal: &str| {
        let deployment = read(&text(&vendor, journal)).unwrap();
        deployment.summary(deployment.listen)
    };
    assert!(
        summary("").contains("journal      none: once this ends, what was sent is forgotten\n")
    );
    let kept = format!("journal      {}\n", folder.path().display());
    assert!(summary(&kept_in(&folder)).contains(&kept));
}

#[tokio::test]
async fn nothing_leaves_that_could_not_be_written_down() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let (mut config, hand) = config(&vendor.url);
    config.journal = Some(folder.path().to_owned());
    let kit = Kit::with(config, hand).await;
    // The next day begins a file, and its folder is gone.
    fs::remove_dir_all(folder.path()).unwrap();
    kit.hand.advance(Duration::from_hours(24));
    let page = kit.signed_in().await;
    let draft: Draft = events(1..3);
    let id = page
        .confirm(&plan_file(kit.connection("community"), draft))
        .await;
    let reply = page.send(&id, 0).await;
    assert_eq!((reply.status, reply.kind().as_str()), (507, "not_written"));
    let message = reply.json()["error"]["message"].take();
    assert!(
        message.as_str().unwrap().contains("nothing was sent"),
        "{message}"
    );
    assert_eq!(vendor.calls().len(), 0);

    fs::create_dir_all(folder.path()).unwrap();
    assert_eq!(page.sends(&id, 0).await, "200");
    assert_eq!(vendor.calls().len(), 1);
}

#[tokio::test]
async fn a_journal_with_a_line_that_cannot_be_read_is_not_served() {
    let (vendor, folder) = (Vendor::start().await, Folder::new());
    let today = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    let name = format!("sent-{}.jsonl", today.date_naive());
    folder.file(&name, "this is no line of ours\n");
    let (mut config, _) = config(&vendor.url);
    config.journal = Some(folder.path().to_owned());
    let why = Gateway::new(config).err().unwrap().to_string();
    assert!(why.contains("line 1 of the journal"), "{why}");
    assert!(!why.contains("no line of ours"), "{why}");
}
