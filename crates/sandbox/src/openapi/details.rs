//! What the document says of a vendor operation beyond its path: query, body, answers.

use crate::operation::Operation;

/// Query parameters by name.
pub const fn query(operation: Operation) -> &'static [&'static str] {
    match operation {
        Operation::ScEndpoints | Operation::ScAttempts => &["limit", "offset", "ordering"],
        Operation::ScSearch => &["limit", "offset", "target"],
        Operation::KirimDeliveries => &[
            "limit",
            "cursor",
            "subscription_id",
            "status",
            "event_type",
            "created_after",
            "created_before",
        ],
        Operation::ZuoraEmails => &[
            "page",
            "pageSize",
            "accountId",
            "objectId",
            "startTime",
            "endTime",
            "failedOnly",
            "eventCategory",
        ],
        Operation::ZuoraCallouts => &[
            "page",
            "pageSize",
            "objectId",
            "startTime",
            "endTime",
            "failedOnly",
            "eventCategory",
            "includeResponseContent",
        ],
        Operation::ZuoraQueries => &["queryStatus", "pageSize"],
        _ => &[],
    }
}

/// A body that is taken, as JSON; empty where there is none.
pub const fn body(operation: Operation) -> &'static str {
    match operation {
        Operation::ScCreate | Operation::ScReplace => {
            r#"{"target":"https://hooks.shop.example/sc","events":[{"type":"post.created"}]}"#
        }
        Operation::ScPatch => r#"{"is_active":false}"#,
        Operation::ScResend => r#"{"event":512}"#,
        Operation::ScBulkResend => r#"{"event":[512,513,530]}"#,
        Operation::KirimBulkReplay => {
            r#"{"subscription_id":"wbs_01K0000000000000000000000C","status":"dead","created_before":"2026-06-01T06:00:00Z"}"#
        }
        Operation::KirimCreate => {
            r#"{"url":"https://bot.example/hook","events":["message.received"],"description":""}"#
        }
        Operation::KirimPatch => r#"{"status":"active"}"#,
        Operation::KirimSecret => r#"{"expires_in_hours":1}"#,
        Operation::ZuoraResendEmails | Operation::ZuoraResendCallouts => {
            r#"["8ad0e1h00000000000000000000000001"]"#
        }
        Operation::ZuoraSubmitQuery => {
            r#"{"query":"SELECT id FROM notificationhistoryemail LIMIT 200","outputFormat":"JSON","compression":"NONE","output":{"target":"S3"}}"#
        }
        _ => "",
    }
}

/// The status of success, as long as no switch says otherwise.
pub const fn success(operation: Operation) -> &'static str {
    match operation {
        Operation::ScCreate
        | Operation::ScRevealSecret
        | Operation::KirimCreate
        | Operation::KirimSecret => "201",
        Operation::KirimReplay
        | Operation::KirimBulkReplay
        | Operation::ZuoraResendEmails
        | Operation::ZuoraResendCallouts => "202",
        Operation::ScDelete
        | Operation::ScResend
        | Operation::ScBulkResend
        | Operation::KirimDelete => "204",
        _ => "200",
    }
}
