//! Zuora's tables, and the two views that a data query may name.
//!
//! Instants stand as the text that a data query shows: fixed width, so that text order is time
//! order.

use crate::clock::from_micros;
use chrono::{DateTime, Utc};

/// Histories, the sends to come, and the views.
pub const TABLES: &str = "CREATE TABLE zu_email (
    id TEXT, notificationid TEXT, objectid TEXT, accountid TEXT, contactid TEXT, eventname TEXT,
    createdon TEXT, status TEXT, subject TEXT, errormessage TEXT, toemail TEXT, fromemail TEXT,
    cc TEXT, bcc TEXT, replyto TEXT, eventcategory INTEGER, notification TEXT);
CREATE TABLE zu_callout (
    id TEXT, notificationid TEXT, objectid TEXT, accountid TEXT, eventname TEXT, createdon TEXT,
    status TEXT, errormessage TEXT, requesturl TEXT, requestmethod TEXT, responsecode INTEGER,
    attemptednum INTEGER, eventcategory INTEGER, notification TEXT, context TEXT, content TEXT);
CREATE TABLE zu_due (due_at INTEGER, channel TEXT, origin TEXT, tries INTEGER, shown TEXT);
CREATE VIEW notificationhistoryemail AS SELECT id, notificationid, objectid, accountid, contactid,
    eventname, createdon, status, subject, errormessage, toemail FROM zu_email;
CREATE VIEW notificationhistorycallout AS SELECT id, notificationid, objectid, accountid, eventname,
    createdon, status, errormessage, requesturl, requestmethod, responsecode, attemptednum
    FROM zu_callout;";

/// What keeps histories and keyset pages fast at hundreds of thousands of rows.
pub const INDICES: &str = "CREATE UNIQUE INDEX zu_email_by_id ON zu_email (id);
CREATE INDEX zu_email_by_time ON zu_email (createdon, id);
CREATE INDEX zu_email_by_status ON zu_email (status, createdon, id);
CREATE INDEX zu_email_by_account ON zu_email (accountid, createdon, id);
CREATE UNIQUE INDEX zu_callout_by_id ON zu_callout (id);
CREATE INDEX zu_callout_by_time ON zu_callout (createdon, id);
CREATE INDEX zu_callout_by_status ON zu_callout (status, createdon, id);
CREATE INDEX zu_due_by_time ON zu_due (due_at);";

/// Columns of an e-mail and of a callout.
pub const EMAIL_COLUMNS: usize = 17;
pub const CALLOUT_COLUMNS: usize = 16;

/// The stored text of an instant.
pub fn text(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The stored text of microseconds.
pub fn text_of_micros(micros: i64) -> String {
    text(from_micros(micros))
}
