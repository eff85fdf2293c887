//! Kirim's subscriptions by name, whole lists, and the bulk replay.

use super::{Server, send};
use redrive_core::kirim::contract::paths;
use reqwest::Method;
use serde_json::Value;

/// The id of the subscription with this description.
pub async fn subscription(server: &Server, name: &str) -> String {
    let list = send(server.kirim(Method::GET, paths::SUBSCRIPTIONS))
        .await
        .json();
    let found = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["description"].as_str().unwrap().starts_with(name))
        .unwrap();
    found["id"].as_str().unwrap().to_owned()
}

pub async fn list(server: &Server, query: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{}?limit=100&{query}{cursor}", paths::DELIVERIES);
        let page = send(server.kirim(Method::GET, &path)).await.json();
        rows.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

pub fn bulk(server: &Server, body: &Value) -> reqwest::RequestBuilder {
    server.kirim(Method::POST, paths::BULK_REPLAY).json(body)
}
