//! The generated data: the same seed tells the same story, and the promised rows are there.

use crate::common::Server;
use redrive_sandbox::Options;
use serde_json::json;

#[tokio::test]
async fn the_same_seed_tells_the_same_story() {
    let (one, two) = (Server::start().await, Server::start().await);
    assert_eq!(one.ask("receivers").await, two.ask("receivers").await);
    let other = Options {
        seed: 2,
        ..Options::default()
    };
    let other = Server::with(other).await;
    assert_ne!(one.ask("receivers").await, other.ask("receivers").await);
}

#[tokio::test]
async fn small_says_its_size() {
    let server = Server::start().await;
    let about = server.ask("about").await;
    assert_eq!(about["scale"], "small");
}

#[tokio::test]
async fn a_file_keeps_its_story_and_its_sends() {
    let file = std::env::temp_dir().join(format!("redrive-sandbox-{}.db", std::process::id()));
    let options = Options {
        seed: 3,
        file: Some(file.clone()),
        ..Options::default()
    };
    let first = Server::with(options.clone()).await;
    first
        .set(
            "receivers",
            json!({"vendor": "zuora", "receiver": "kept.example", "state": "down"}),
        )
        .await;
    let second = Server::with(options).await;
    assert!(
        second
            .ask("receivers")
            .await
            .to_string()
            .contains("kept.example")
    );
    for ending in ["", "-wal", "-shm"] {
        let mut path = file.clone().into_os_string();
        path.push(ending);
        let _ = std::fs::remove_file(path);
    }
}
