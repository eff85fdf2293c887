//! Zuora's wire: paths, ids, rows, bodies and its four error shapes.
//!
//! Sources: the vendor's v1 API reference and its OpenAPI copies. Two path families live on one
//! host, `/v1/…` and `/notifications/…`, with different error envelopes.

pub use super::headers;
use crate::id::{opaque, text_id};
pub use crate::idempotency::IDEMPOTENCY_KEY;
pub use crate::lenient::Row;
use crate::lenient::{row, words};
pub use crate::time::VendorTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Path templates; `{id}` stands for an id.
pub mod paths {
    /// GET: e-mails of at most three days, failed ones by default. Its rows carry **no id**.
    pub const EMAIL_HISTORY: &str = "/v1/notification-history/email";
    /// GET: callouts. Its rows carry **no id**.
    pub const CALLOUT_HISTORY: &str = "/v1/notification-history/callout";
    /// POST: resend e-mails.
    pub const RESEND_EMAILS: &str = "/notifications/email-histories/resend";
    /// POST: resend callouts.
    pub const RESEND_CALLOUTS: &str = "/notifications/callout-histories/resend";
    /// POST, form-encoded, without `Authorization`.
    pub const TOKEN: &str = "/oauth/token";
    /// POST submits a data query, GET lists.
    pub const QUERY_JOBS: &str = "/query/jobs";
    /// GET polls, DELETE cancels.
    pub const QUERY_JOB: &str = "/query/jobs/{id}";
}

/// Most ids of one resend.
pub const RESEND_CAP: usize = 1000;
/// Larger values of `pageSize` are said to count as this.
pub const PAGE_SIZE_MAX: u32 = 40;
/// `pageSize` when none is given.
pub const PAGE_SIZE_DEFAULT: u32 = 20;
/// Longest window of the e-mail history list, in days.
pub const HISTORY_WINDOW_DAYS: i64 = 3;
/// Replies above this many bytes may come compressed.
pub const GZIP_FROM_BYTES: usize = 1000;

text_id!(
    /// The id of one e-mail or callout history. Opaque: the vendor's samples have 33 characters
    /// and letters beyond `f`.
    NotificationId,
    "a notification id",
    opaque
);
text_id!(
    /// A customer account.
    AccountId,
    "an account id",
    opaque
);
text_id!(
    /// A data query job. It becomes part of a path, so nothing that means something there may
    /// stand in it.
    JobId,
    "a query job id",
    |text| {
        opaque(text)?;
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            Ok(())
        } else {
            Err("only letters, digits, - and _ may stand in it")
        }
    }
);

/// The two kinds of notification. They share one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Callout,
}

impl Channel {
    /// The other of the two.
    pub const fn other(self) -> Self {
        match self {
            Self::Email => Self::Callout,
            Self::Callout => Self::Email,
        }
    }

    /// The table that a data query reads.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Email => "notificationhistoryemail",
            Self::Callout => "notificationhistorycallout",
        }
    }

    /// Where a resend is posted.
    pub const fn resend_path(self) -> &'static str {
        match self {
            Self::Email => paths::RESEND_EMAILS,
            Self::Callout => paths::RESEND_CALLOUTS,
        }
    }
}

words! {
    /// What became of a notification.
    pub enum NotificationStatus {
        Ok = "OK",
        Failed = "Failed",
        Warning = "Warning",
    }
}

row! {
    /// A row of the e-mail history list.
    pub struct EmailHistory {
        pub account_id: Option<String> = "accountId",
        pub result: Option<NotificationStatus> = "result",
        pub error_message: Option<String> = "errorMessage",
        /// A string in the schema, a number in the sample.
        pub event_category: Option<String> = "eventCategory",
        pub notification: Option<String> = "notification",
        pub subject: Option<String> = "subject",
        pub to_email: Option<String> = "toEmail",
        pub from_email: Option<String> = "fromEmail",
        pub cc: Option<String> = "cc",
        pub bcc: Option<String> = "bcc",
        pub reply_to: Option<String> = "replyTo",
        /// Without a zone.
        pub send_time: Option<VendorTime> = "sendTime",
    }
}

row! {
    /// A row of the callout history list.
    pub struct CalloutHistory {
        pub attempted_num: Option<i64> = "attemptedNum",
        pub create_time: Option<VendorTime> = "createTime",
        pub event_category: Option<String> = "eventCategory",
        /// A string in the schema, an object in the sample.
        pub event_context: Option<String> = "eventContext",
        pub notification: Option<String> = "notification",
        pub request_method: Option<String> = "requestMethod",
        pub request_url: Option<String> = "requestUrl",
        pub response_code: Option<i64> = "responseCode",
        pub response_content: Option<String> = "responseContent",
    }
}

/// Answer of the e-mail history list. HTTP 200 with `success: false` is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailHistories<T> {
    pub success: bool,
    #[serde(default = "Vec::new")]
    pub email_histories: Vec<T>,
    /// May carry another host: only its query counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
}

/// Answer of the callout history list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalloutHistories<T> {
    pub success: bool,
    #[serde(default = "Vec::new")]
    pub callout_histories: Vec<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
}

/// Why one notification was not resent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub code: String,
    pub message: String,
}

/// The failed ids of a resend, on 202 and on 400 alike. Ids that are absent were accepted.
pub type FailureMap = BTreeMap<String, Failure>;

/// Answer of the token route.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenReply {
    pub access_token: String,
    pub token_type: String,
    pub expires_in: f64,
    #[serde(default)]
    pub scope: String,
    #[serde(default)]
    pub jti: String,
}

/// Body that submits a data query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitQuery {
    pub query: String,
    pub output_format: String,
    pub compression: String,
    pub output: QueryOutput,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_data: Option<String>,
}

/// Where the result goes; `S3` is the only documented target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryOutput {
    pub target: String,
}

/// Envelope of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobEnvelope {
    pub data: Job,
}

/// How far a data query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    Submitted,
    Accepted,
    InProgress,
    Completed,
    Failed,
    Cancelled,
}

/// A data query job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    pub id: JobId,
    pub query_status: JobStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Pre-signed address on a host of its own, only when completed. No token is sent there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_rows: Option<u64>,
    /// Milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processing_time: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining_retries: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_on: Option<VendorTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}

row! {
    /// A row of a data query over one of the two notification tables, its keys in lower case.
    ///
    /// `id`, `notificationid`, `objectid`, `accountid`, `eventname`, `createdon`, `status`,
    /// `contactid`, `subject` and `errormessage` are documented for e-mails; the rest is inferred.
    pub struct NotificationRow {
        pub id: Option<NotificationId> = "id",
        pub notification_id: Option<String> = "notificationid",
        pub object_id: Option<String> = "objectid",
        pub account_id: Option<String> = "accountid",
        pub contact_id: Option<String> = "contactid",
        pub event_name: Option<String> = "eventname",
        pub created_on: Option<VendorTime> = "createdon",
        pub status: Option<NotificationStatus> = "status",
        pub subject: Option<String> = "subject",
        pub error_message: Option<String> = "errormessage",
        /// E-mails only (inferred).
        pub to_email: Option<String> = "toemail",
        /// Callouts only (inferred), as the four below.
        pub request_url: Option<String> = "requesturl",
        pub request_method: Option<String> = "requestmethod",
        pub response_code: Option<i64> = "responsecode",
        pub attempted_num: Option<i64> = "attemptednum",
    }
}

/// Error of the `/v1/…` family, often with HTTP 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessError {
    pub success: bool,
    #[serde(default)]
    pub process_id: Option<String>,
    pub reasons: Vec<NumberedReason>,
}

/// Eight digits: six of the resource, two of the category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedReason {
    pub code: i64,
    pub message: String,
}

/// The resource and the category of such a code, where it is one.
pub fn category(code: &str) -> Option<(&str, &str)> {
    let digits = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    code.split_at_checked(6).filter(|_| digits)
}

/// Error of the `/notifications/…` family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationError {
    pub reasons: Vec<Failure>,
}
