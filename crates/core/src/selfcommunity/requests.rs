//! What we ask `SelfCommunity`, as typed requests.

use super::contract::{BulkResend, EndpointChange, EndpointId, EventId, LIST_LIMIT_MAX, paths};
use crate::http::{Method, Request};
use crate::secret::Secret;
use serde::{Deserialize, Serialize};

/// Reads of this vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// Newest first.
    Endpoints {
        limit: u32,
        offset: u64,
    },
    Endpoint {
        id: EndpointId,
    },
    /// Newest first. The vendor has no filter here.
    Attempts {
        id: EndpointId,
        limit: u32,
        offset: u64,
    },
}

impl Read {
    /// The request, without host and credentials.
    pub fn request(&self) -> Request {
        match self {
            Self::Endpoints { limit, offset } => {
                paged(paths::ENDPOINTS.to_owned(), *limit, *offset)
            }
            Self::Endpoint { id } => Request::get(at(paths::ENDPOINT, *id)),
            Self::Attempts { id, limit, offset } => {
                paged(at(paths::ATTEMPTS, *id), *limit, *offset)
            }
        }
    }
}

fn paged(path: String, limit: u32, offset: u64) -> Request {
    Request::get(path)
        .with_query("limit", Some(limit.clamp(1, LIST_LIMIT_MAX)))
        .with_query("offset", Some(offset))
}

fn at(template: &str, id: EndpointId) -> String {
    template.replace("{id}", &id.to_string())
}

/// Resends many events to an endpoint in one call.
pub fn bulk_resend(endpoint: EndpointId, events: Vec<EventId>) -> Request {
    let body = BulkResend { event: events };
    json(Method::Post, at(paths::BULK_RESEND, endpoint), &body)
}

/// Switches an endpoint on or off.
pub fn set_active(endpoint: EndpointId, is_active: bool) -> Request {
    let body = EndpointChange { is_active };
    json(Method::Patch, at(paths::ENDPOINT, endpoint), &body)
}

/// The same request with the vendor's own `password` field. Only a carrier calls this, at the
/// moment of sending: a plan never holds a password.
pub fn with_password(mut request: Request, password: &Secret) -> Request {
    if let Some(body) = &mut request.body
        && let Some(end) = body.rfind('}')
        && let Ok(quoted) = serde_json::to_string(password.expose())
    {
        body.truncate(end);
        body.push_str(",\"password\":");
        body.push_str(&quoted);
        body.push('}');
    }
    request
}

fn json(method: Method, path: String, body: &impl Serialize) -> Request {
    // Our bodies are plain structs of numbers and texts: they always serialise.
    Request {
        body: serde_json::to_string(body).ok(),
        ..Request::bare(method, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_the_vendors() {
        let request = bulk_resend(
            EndpointId::new(4),
            vec![EventId::new(512), EventId::new(513)],
        );
        assert_eq!(
            request.path,
            "/api/v2/webhook/endpoint/4/event/resend/bulk/"
        );
        assert_eq!(request.body.as_deref(), Some(r#"{"event":[512,513]}"#));
        let read = Read::Attempts {
            id: EndpointId::new(4),
            limit: 500,
            offset: 20,
        };
        assert_eq!(
            read.request().target(),
            "/api/v2/webhook/endpoint/4/attempt/?limit=100&offset=20"
        );
        assert_eq!(
            set_active(EndpointId::new(4), true).body.as_deref(),
            Some(r#"{"is_active":true}"#)
        );
    }

    #[test]
    fn a_password_joins_the_body_only_on_the_way_out() {
        let password = Secret::new("a\"b".to_owned());
        let request = with_password(
            bulk_resend(EndpointId::new(4), vec![EventId::new(1)]),
            &password,
        );
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"event":[1],"password":"a\"b"}"#)
        );
    }
}
