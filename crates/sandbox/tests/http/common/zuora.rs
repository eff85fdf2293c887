//! A signed-in Zuora client: calls with its token, and data queries from submit to rows.

use super::{Answer, Server, send};
use redrive_core::zuora::contract::paths;
use redrive_sandbox::{ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Where e-mails are resent.
pub const PATH: &str = paths::RESEND_EMAILS;

/// Where a job is polled.
pub fn job_path(job: &Value) -> String {
    paths::QUERY_JOB.replace("{id}", job["data"]["id"].as_str().unwrap())
}

/// A client with a token.
pub struct Zuora<'s> {
    server: &'s Server,
    token: String,
}

impl<'s> Zuora<'s> {
    pub async fn sign_in(server: &'s Server) -> Self {
        let form = format!(
            "client_id={ZUORA_CLIENT_ID}&client_secret={ZUORA_CLIENT_SECRET}&grant_type=client_credentials"
        );
        let request = server
            .request(Method::POST, &format!("/zuora{}", paths::TOKEN))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let token = send(request).await.json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        Self { server, token }
    }

    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.server
            .request(method, &format!("/zuora{path}"))
            .bearer_auth(&self.token)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.call(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.call(Method::POST, path)
    }

    /// Submits a data query; the job's first answer.
    pub async fn submit(&self, sql: &str, format: &str, compression: &str) -> Answer {
        let body = json!({"query": sql, "outputFormat": format, "compression": compression,
            "output": {"target": "S3"}, "sourceData": "LIVE"});
        send(self.post(paths::QUERY_JOBS).json(&body)).await
    }

    /// Polls until the job has ended.
    pub async fn ended(&self, job: &Value) -> Value {
        let path = job_path(job);
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let job = send(self.get(&path)).await.json();
            match job["data"]["queryStatus"].as_str().unwrap() {
                "completed" | "failed" | "cancelled" => return job,
                _ => assert!(Instant::now() < deadline),
            }
        }
    }

    /// The file of a data query.
    pub async fn file(&self, sql: &str, format: &str, compression: &str) -> Answer {
        let job = self.submit(sql, format, compression).await;
        assert_eq!(job.status, 200, "{}", job.json());
        let job = self.ended(&job.json()).await;
        let address = job["data"]["dataFile"]
            .as_str()
            .unwrap_or_else(|| panic!("{job}"));
        send(self.server.client.get(address)).await
    }

    /// The rows of a data query.
    pub async fn query(&self, sql: &str) -> Vec<Value> {
        let file = self.file(sql, "JSON", "NONE").await;
        String::from_utf8(file.bytes)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Ids of failed e-mails.
pub async fn failed_ids(zuora: &Zuora<'_>, most: usize) -> Vec<String> {
    let sql = format!(
        "SELECT id FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC, id DESC LIMIT {most}"
    );
    let rows = zuora.query(&sql).await;
    rows.iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}
