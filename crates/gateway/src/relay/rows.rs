//! The result of a data query: where it lies is the job's word, so its address is checked, and no
//! credential goes there.

use super::Relay;
use super::account::Account;
use super::carrier::Means;
use super::outbound::Outbound;
use super::public::is_public;
use crate::error::ApiError;
use redrive_core::http::Answer;
use redrive_core::zuora;
use redrive_core::zuora::contract::{JobId, JobStatus};
use reqwest::Url;

/// Asks the job, and fetches its file when it is completed.
pub async fn fetch(relay: &Relay, account: &Account, id: &JobId) -> Result<Answer, ApiError> {
    let read = zuora::Read::Job { id: id.clone() };
    let request = read.request().ok_or(ApiError::NotARead)?;
    let answer = relay.ask(account, &request).await?;
    if !answer.is_success() {
        return Ok(answer);
    }
    let job = zuora::job(&answer)
        .map_err(|_| ApiError::JobFailed("what the vendor says about it cannot be read"))?;
    match job.query_status {
        JobStatus::Completed => {}
        JobStatus::Submitted | JobStatus::Accepted | JobStatus::InProgress => {
            return Err(ApiError::NotReady);
        }
        JobStatus::Failed => return Err(ApiError::JobFailed("it failed")),
        JobStatus::Cancelled => return Err(ApiError::JobFailed("it was cancelled")),
    }
    let file = job
        .data_file
        .ok_or(ApiError::JobFailed("it is completed but names no file"))?;
    let (means, url) = place(account, &file)?;
    relay.carrier.carry(means, Outbound::file(url)).await
}

fn place(account: &Account, file: &str) -> Result<(Means, Url), ApiError> {
    let refused = |why: String| Err(ApiError::FileRefused(why));
    let Ok(url) = Url::parse(file) else {
        return refused("its address cannot be read".to_owned());
    };
    let origin = url.origin();
    if origin == account.base.origin() {
        return Ok((Means::Read, url));
    }
    let name = origin.ascii_serialization();
    if !account.file_origins.contains(&name) {
        return refused(format!(
            "it lies at {name}, which this connection does not name"
        ));
    }
    let literal = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .parse();
    if literal.is_ok_and(|address| !is_public(address)) {
        return refused(format!("it lies at {name}, a private address"));
    }
    Ok((Means::ForeignFile, url))
}
