//! Lists e-mail histories (contract 3.1). Rows carry no id, as with the vendor.

use super::history::{self, Ask};
use crate::pipeline::{Answer, Call, Reply};
use redrive_core::zuora::contract::{EmailHistories, EmailHistory, NotificationStatus};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};

/// A page, newest first.
pub async fn list(call: &Call) -> Answer {
    let ask = history::ask(call, true)?;
    let mut query = QueryBuilder::new("SELECT * FROM zu_email WHERE createdon >= ");
    query
        .push_bind(ask.start.clone())
        .push(" AND createdon <= ")
        .push_bind(ask.end.clone());
    if ask.failed_only {
        query.push(" AND status = 'Failed'");
    }
    for (parameter, condition) in [
        ("accountId", " AND accountid = "),
        ("objectId", " AND objectid = "),
    ] {
        if let Some(value) = call.query(parameter) {
            query.push(condition).push_bind(value.to_owned());
        }
    }
    push_category(&mut query, &ask);
    let (rows, more) = page(call, &ask, query).await?;
    let histories: Vec<Value> = rows
        .iter()
        .map(|row| shown(call, row))
        .collect::<Result<_, _>>()?;
    let body = EmailHistories {
        success: true,
        email_histories: histories,
        next_page: more.then(|| history::next_page(call, &ask)),
    };
    Ok(Reply::json(200, &body))
}

/// A numeric category, or the name of a custom event.
pub fn push_category(query: &mut QueryBuilder<sqlx::Sqlite>, ask: &Ask) {
    if let Some(category) = &ask.category {
        query
            .push(" AND (CAST(eventcategory AS TEXT) = ")
            .push_bind(category.clone())
            .push(" OR eventname = ")
            .push_bind(category.clone())
            .push(")");
    }
}

/// The rows of the page, and whether more follow.
pub async fn page(
    call: &Call,
    ask: &Ask,
    mut query: QueryBuilder<sqlx::Sqlite>,
) -> Result<(Vec<SqliteRow>, bool), sqlx::Error> {
    let size = i64::from(ask.page_size);
    query
        .push(" ORDER BY createdon DESC, id DESC LIMIT ")
        .push_bind(size + 1)
        .push(" OFFSET ")
        .push_bind(i64::from(ask.page - 1) * size);
    let mut rows = query.build().fetch_all(&call.world.db).await?;
    let kept = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > kept;
    rows.truncate(kept);
    Ok((rows, more))
}

fn shown(call: &Call, row: &SqliteRow) -> Result<Value, sqlx::Error> {
    let category: Option<i64> = row.try_get("eventcategory")?;
    let created: String = row.try_get("createdon")?;
    let status: String = row.try_get("status")?;
    let history = EmailHistory {
        account_id: row.try_get("accountid")?,
        result: Some(match status.as_str() {
            "OK" => NotificationStatus::Ok,
            "Failed" => NotificationStatus::Failed,
            "Warning" => NotificationStatus::Warning,
            _ => NotificationStatus::Other(status),
        }),
        error_message: row.try_get("errormessage")?,
        event_category: category.map(|category| category.to_string()),
        notification: row.try_get("notification")?,
        subject: row.try_get("subject")?,
        to_email: row.try_get("toemail")?,
        from_email: row.try_get("fromemail")?,
        cc: row.try_get("cc")?,
        bcc: row.try_get("bcc")?,
        reply_to: row.try_get("replyto")?,
        send_time: Some(history::zoneless(call, &created).into()),
    };
    let mut value = json!(history);
    if let (false, Some(object)) = (call.dialect.zuora.numbers_as_text, value.as_object_mut()) {
        object.insert("eventCategory".to_owned(), json!(category));
    }
    Ok(value)
}
