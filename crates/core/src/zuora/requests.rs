//! What we ask Zuora, as typed requests.

use super::contract::{
    AccountId, Channel, JobId, NotificationId, PAGE_SIZE_MAX, QueryOutput, SubmitQuery, paths,
};
use super::headers::{Scope, TRACK_ID, TrackId};
use super::query::{Cursor, NotificationFilter, ids_sql};
use crate::http::{Method, Request};
use crate::idempotency::{IDEMPOTENCY_KEY, IdempotencyKey};
use crate::secret::Secret;
use crate::time::day_and_clock;
use chrono::{NaiveDateTime, SecondsFormat};
use serde::{Deserialize, Serialize};

/// Reads of this vendor. Submitting a data query is a read: it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// At most three days; the vendor's defaults hide sent mails and all but one day, so
    /// everything is said. Times are in the tenant's own, unpublished zone.
    EmailHistory {
        account: Option<AccountId>,
        start: Option<NaiveDateTime>,
        end: Option<NaiveDateTime>,
        failed_only: bool,
        page: u32,
        page_size: u32,
    },
    CalloutHistory {
        start: Option<NaiveDateTime>,
        end: Option<NaiveDateTime>,
        failed_only: bool,
        page: u32,
        page_size: u32,
    },
    /// The page that a `nextPage` link names, of which only the query counts.
    NextPage {
        channel: Channel,
        query: Vec<(String, String)>,
    },
    /// Asks for a page of notifications; answers with a job.
    SubmitPage {
        filter: NotificationFilter,
        limit: u32,
        cursor: Option<Cursor>,
    },
    /// Asks for the rows of these ids, in any order; answers with a job.
    SubmitIds {
        channel: Channel,
        ids: Vec<NotificationId>,
    },
    /// Asks how many match; answers with a job.
    SubmitCount { filter: NotificationFilter },
    /// How far a job is.
    Job { id: JobId },
    /// The result of a completed job. Its file lies elsewhere: a carrier first polls the job,
    /// then fetches the file **without** any credential.
    QueryRows { id: JobId },
}

impl Read {
    /// The request, without host and credentials; none for [`Read::QueryRows`].
    pub fn request(&self) -> Option<Request> {
        Some(match self {
            Self::EmailHistory {
                account,
                start,
                end,
                failed_only,
                page,
                page_size,
            } => history(
                paths::EMAIL_HISTORY,
                (*start, *end),
                *failed_only,
                (*page, *page_size),
            )
            .with_query("accountId", account.as_ref()),
            Self::CalloutHistory {
                start,
                end,
                failed_only,
                page,
                page_size,
            } => history(
                paths::CALLOUT_HISTORY,
                (*start, *end),
                *failed_only,
                (*page, *page_size),
            ),
            Self::NextPage { channel, query } => Request {
                query: query.clone(),
                ..Request::get(match channel {
                    Channel::Email => paths::EMAIL_HISTORY,
                    Channel::Callout => paths::CALLOUT_HISTORY,
                })
            },
            Self::SubmitPage {
                filter,
                limit,
                cursor,
            } => submit(filter.page_sql(*limit, cursor.as_ref())),
            Self::SubmitIds { channel, ids } => submit(ids_sql(*channel, ids)),
            Self::SubmitCount { filter } => submit(filter.count_sql()),
            Self::Job { id } => Request::get(paths::QUERY_JOB.replace("{id}", id.as_str())),
            Self::QueryRows { .. } => return None,
        })
    }
}

fn history(
    path: &str,
    (start, end): (Option<NaiveDateTime>, Option<NaiveDateTime>),
    failed_only: bool,
    (page, page_size): (u32, u32),
) -> Request {
    let clock = |time: NaiveDateTime| {
        let (day, clock) = day_and_clock(time.and_utc(), SecondsFormat::Secs);
        format!("{day}T{clock}")
    };
    Request::get(path)
        .with_query("page", Some(page.max(1)))
        .with_query("pageSize", Some(page_size.clamp(1, PAGE_SIZE_MAX)))
        .with_query("startTime", start.map(clock))
        .with_query("endTime", end.map(clock))
        .with_query("failedOnly", Some(failed_only))
}

fn submit(query: String) -> Request {
    let body = SubmitQuery {
        query,
        output_format: "JSON".to_owned(),
        compression: "NONE".to_owned(),
        output: QueryOutput {
            target: "S3".to_owned(),
        },
        source_data: Some("LIVE".to_owned()),
    };
    Request {
        body: serde_json::to_string(&body).ok(),
        ..Request::bare(Method::Post, paths::QUERY_JOBS)
    }
}

/// The decoded query of a `nextPage` link. The link may name another host (the vendor's own
/// sample does): host and path are dropped, so that no token can be sent there.
pub fn next_page_query(link: &str) -> Vec<(String, String)> {
    let Some((_, query)) = link.split_once('?') else {
        return Vec::new();
    };
    let query = query.split('#').next().unwrap_or_default();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                match u8::from_str_radix(&digits, 16) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => bytes.extend(format!("%{digits}").into_bytes()),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Resends notifications of one kind: a bare JSON array of ids.
pub fn resend(
    channel: Channel,
    ids: &[NotificationId],
    key: &IdempotencyKey,
    track: &TrackId,
    scope: &Scope,
) -> Request {
    let request = Request {
        body: serde_json::to_string(ids).ok(),
        ..Request::bare(Method::Post, channel.resend_path())
    }
    .with_header(IDEMPOTENCY_KEY, key.as_str())
    .with_header(TRACK_ID, track.as_str());
    scope
        .lines()
        .into_iter()
        .fold(request, |request, (name, value)| {
            request.with_header(name, value)
        })
}

/// The form of the token route. The secret goes nowhere else.
pub fn token_form(client_id: &str, client_secret: &Secret) -> [(&'static str, String); 3] {
    [
        ("client_id", client_id.to_owned()),
        ("client_secret", client_secret.expose().to_owned()),
        ("grant_type", "client_credentials".to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_23_a_next_page_gives_only_its_query() {
        let link = "http://localhost/apps/v1/notification-history/email?page=2&pageSize=40&startTime=2026-04-01T00%3A00%3A00#x";
        let read = Read::NextPage {
            channel: Channel::Email,
            query: next_page_query(link),
        };
        assert_eq!(
            read.request().unwrap().target(),
            "/v1/notification-history/email?page=2&pageSize=40&startTime=2026-04-01T00%3A00%3A00"
        );
        assert!(next_page_query("nonsense").is_empty());
        assert_eq!(
            next_page_query("?a=%zz&b=%C3"),
            [("a".into(), "%zz".into()), ("b".into(), "\u{fffd}".into())]
        );
    }

    #[test]
    fn trap_21_hidden_defaults_are_always_said() {
        let read = Read::EmailHistory {
            account: None,
            start: None,
            end: None,
            failed_only: false,
            page: 0,
            page_size: 41,
        };
        assert_eq!(
            read.request().unwrap().target(),
            "/v1/notification-history/email?page=1&pageSize=40&failedOnly=false"
        );
    }

    #[test]
    fn a_query_is_asked_for_as_lines_of_json_from_the_living_data() {
        let read = Read::SubmitIds {
            channel: Channel::Email,
            ids: vec!["8ad0e1h1".parse().unwrap()],
        };
        let body = read.request().unwrap().body.unwrap();
        let mut body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let query = body["query"].take();
        assert!(query.as_str().unwrap().contains("'8ad0e1h1'"), "{query}");
        assert_eq!(
            body,
            serde_json::json!({"query": null, "outputFormat": "JSON", "compression": "NONE",
                "output": {"target": "S3"}, "sourceData": "LIVE"})
        );
    }

    #[test]
    fn a_resend_is_a_bare_array_with_its_headers() {
        let ids: Vec<NotificationId> =
            vec!["8ad0e1h1".parse().unwrap(), "8ad0e1h2".parse().unwrap()];
        let scope = Scope {
            entity: Some("e1".parse().unwrap()),
            ..Scope::default()
        };
        let request = resend(
            Channel::Callout,
            &ids,
            &"k".parse().unwrap(),
            &"t".parse().unwrap(),
            &scope,
        );
        assert_eq!(request.body.as_deref(), Some(r#"["8ad0e1h1","8ad0e1h2"]"#));
        assert_eq!(request.path, "/notifications/callout-histories/resend");
        assert_eq!(request.headers.get("Zuora-Entity-Ids"), Some("e1"));
    }
}
