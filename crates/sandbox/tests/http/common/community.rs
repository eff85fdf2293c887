//! `SelfCommunity`'s attempts, whole, and the events in them.

use super::{Server, send};
use redrive_core::selfcommunity::contract::paths;
use serde_json::Value;

/// A path of one endpoint.
pub fn of(template: &str, endpoint: u64) -> String {
    template.replace("{id}", &endpoint.to_string())
}

/// All attempts of an endpoint, by the links of the pages.
pub async fn attempts(server: &Server, endpoint: u64) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut next = format!(
        "{}/selfcommunity{}?limit=100",
        server.base,
        of(paths::ATTEMPTS, endpoint)
    );
    loop {
        let request = server
            .client
            .get(&next)
            .bearer_auth(redrive_sandbox::SELFCOMMUNITY_ADMIN);
        let page = send(request).await.json();
        rows.extend(page["results"].as_array().unwrap().iter().cloned());
        let Some(link) = page["next"].as_str() else {
            assert_eq!(rows.len() as u64, page["count"]);
            return rows;
        };
        link.clone_into(&mut next);
    }
}

/// The event that an attempt's stored body tells.
pub fn event_id(attempt: &Value) -> Option<u64> {
    let body: Value = serde_json::from_str(attempt["http_request_body"].as_str()?).ok()?;
    body["event_id"].as_u64()
}
