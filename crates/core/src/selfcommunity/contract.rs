//! `SelfCommunity`'s wire: paths, ids, rows, bodies and the error envelope.
//!
//! Source: the vendor's API reference v2 (webhook pages) and its published SDK types. The error
//! envelope is known from client code alone; its code values are *inferred*.

use crate::id::integer_id;
pub use crate::lenient::Row;
use crate::lenient::{Json, Lenient, row};
pub use crate::time::VendorTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Path templates; `{id}` stands for an endpoint's id. Every path ends with a slash.
pub mod paths {
    /// GET: endpoints.
    pub const ENDPOINTS: &str = "/api/v2/webhook/endpoint/";
    /// GET: the event types that exist, a bare array. Must win over [`ENDPOINT`] in a router.
    pub const EVENT_TYPES: &str = "/api/v2/webhook/endpoint/event/";
    /// GET: endpoints whose target holds a text. Must win over [`ENDPOINT`] in a router.
    pub const SEARCH: &str = "/api/v2/webhook/endpoint/search/";
    /// POST: rotate the signing secret of an endpoint.
    pub const SECRET_EXPIRE: &str = "/api/v2/webhook/endpoint/{id}/secret/expire/";
    /// POST: show the signing secret of an endpoint, with 201.
    pub const SECRET_REVEAL: &str = "/api/v2/webhook/endpoint/{id}/secret/reveal/";
    /// GET, PATCH.
    pub const ENDPOINT: &str = "/api/v2/webhook/endpoint/{id}/";
    /// GET: attempts, without any filter.
    pub const ATTEMPTS: &str = "/api/v2/webhook/endpoint/{id}/attempt/";
    /// POST: resend one event.
    pub const RESEND: &str = "/api/v2/webhook/endpoint/{id}/event/resend/";
    /// POST: resend many events.
    pub const BULK_RESEND: &str = "/api/v2/webhook/endpoint/{id}/event/resend/bulk/";
}

/// `limit` when none is given (inferred).
pub const LIST_LIMIT_DEFAULT: u32 = 10;
/// Larger values are clamped (inferred).
pub const LIST_LIMIT_MAX: u32 = 100;

integer_id!(
    /// An endpoint.
    EndpointId,
    "an endpoint id"
);
integer_id!(
    /// An event: what resend wants. Found only inside the stored request body of an attempt.
    EventId,
    "an event id"
);
integer_id!(
    /// An attempt. **Not** usable for a resend: it would hit unrelated events.
    AttemptId,
    "an attempt id"
);

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// Rows in all.
    pub count: u64,
    pub next: Option<String>,
    pub previous: Option<String>,
    pub results: Vec<T>,
}

row! {
    /// An event type as an endpoint or an attempt names it. It carries **no** event id.
    pub struct EventRef {
        pub kind: Option<String> = "type",
        pub added_at: Option<VendorTime> = "added_at",
    }
}

row! {
    /// Where events are posted.
    pub struct Endpoint {
        pub id: Option<EndpointId> = "id",
        pub created_at: Option<VendorTime> = "created_at",
        pub updated_at: Option<VendorTime> = "updated_at",
        /// The whole switch: there is no route to enable or disable.
        pub is_active: Option<bool> = "is_active",
        pub target: Option<String> = "target",
        pub description: Option<String> = "description",
        /// The types that are posted; unknown where it is no list.
        pub events: Option<Vec<EventRef>> = "events",
        pub ssl_cert_verification: Option<bool> = "ssl_cert_verification",
    }
}

row! {
    /// One try to deliver one event to one endpoint.
    pub struct Attempt {
        pub id: Option<AttemptId> = "id",
        pub created_at: Option<VendorTime> = "created_at",
        /// An object; some pages call it a list, so an array of one is tolerated.
        pub event: Option<EventRef> = "event",
        pub sent_at: Option<VendorTime> = "sent_at",
        /// JSON **inside a string**: parse it to reach [`Payload::event_id`].
        pub http_request_body: Option<String> = "http_request_body",
        pub http_request_signature_header: Option<String> = "http_request_signature_header",
        /// Absent when no HTTP answer came (inferred).
        pub http_response_code: Option<i64> = "http_response_code",
        /// The text form of a byte string (`b'…'`), not JSON.
        pub http_response_body: Option<String> = "http_response_body",
        /// When the vendor itself tries again; null when it will not.
        pub next_retry: Option<VendorTime> = "next_retry",
    }
}

row! {
    /// What was posted to an endpoint.
    pub struct Payload {
        /// Absent from bodies stored before October 2021.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub event_id: Option<EventId> = "event_id",
        pub kind: Option<String> = "type",
        /// Epoch seconds with a fraction.
        pub created: Option<f64> = "created",
        pub data: Value = "data",
    }
}

/// Body of a bulk resend. The field is singular and holds an array. A `password` may stand
/// beside it; the vendor withdrew that field in 2021, and it is never part of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkResend {
    pub event: Vec<EventId>,
}

/// Body of `PATCH` on an endpoint, as far as we use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointChange {
    pub is_active: bool,
}

/// Error envelope of a handled 4xx.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorEnvelope {
    pub errors: Vec<ErrorEntry>,
}

row! {
    /// Either `field` with `messages`, or `message` with `code`.
    pub struct ErrorEntry {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub field: Option<String> = "field",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub messages: Vec<FieldMessage> = "messages",
        #[serde(skip_serializing_if = "Option::is_none")]
        pub message: Option<String> = "message",
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code: Option<String> = "code",
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldMessage {
    Coded { message: String, code: String },
    Plain(String),
}

impl Lenient for FieldMessage {
    fn read(value: &Json<'_>) -> Option<Self> {
        let fields = match value {
            Json::Str(text) => return Some(Self::Plain(text.clone().into_owned())),
            other => other.as_object()?,
        };
        let text = |name: &str| Some(fields.get(name)?.as_str()?.to_owned());
        let message = text("message")?;
        Some(match text("code") {
            Some(code) => Self::Coded { message, code },
            None => Self::Plain(message),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_06_event_is_singular_and_holds_an_array() {
        let many = BulkResend {
            event: vec![EventId::new(512), EventId::new(513)],
        };
        assert_eq!(
            serde_json::to_string(&many).unwrap(),
            r#"{"event":[512,513]}"#
        );
    }

    #[test]
    fn an_attempts_event_may_be_an_object_or_an_array_of_one() {
        let object: Attempt = serde_json::from_str(r#"{"event":{"type":"post.created"}}"#).unwrap();
        let array: Attempt =
            serde_json::from_str(r#"{"event":[{"type":"post.created"}]}"#).unwrap();
        assert_eq!(object.event, array.event);
        assert_eq!(object.event.unwrap().kind.as_deref(), Some("post.created"));
    }

    #[test]
    fn what_is_wrong_with_a_field_may_be_a_bare_text() {
        let bare = Json::from("This field is required.");
        let plain = FieldMessage::Plain("This field is required.".to_owned());
        assert_eq!(FieldMessage::read(&bare), Some(plain));
    }

    #[test]
    fn ids_are_whole_numbers() {
        assert_eq!(" 512 ".parse::<EventId>().unwrap(), EventId::new(512));
        for bad in ["", "5.1", "-5", "+5", "0x5", "99999999999999999999"] {
            assert!(bad.parse::<EventId>().is_err(), "{bad}");
        }
    }
}
