//! Lists callout histories (contract 3.2). Rows carry no id; no longest window is stated.

use super::emails::{page, push_category};
use super::history;
use crate::pipeline::{Answer, Call, Reply};
use redrive_core::zuora::contract::CalloutHistories;
use serde_json::{Map, Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};

/// A page, newest first.
pub async fn list(call: &Call) -> Answer {
    let ask = history::ask(call, false)?;
    let mut query = QueryBuilder::new("SELECT * FROM zu_callout WHERE createdon >= ");
    query
        .push_bind(ask.start.clone())
        .push(" AND createdon <= ")
        .push_bind(ask.end.clone());
    if ask.failed_only {
        query.push(" AND status = 'Failed'");
    }
    if let Some(object) = call.query("objectId") {
        query.push(" AND objectid = ").push_bind(object.to_owned());
    }
    push_category(&mut query, &ask);
    let (rows, more) = page(call, &ask, query).await?;
    let with_content = call
        .query("includeResponseContent")
        .is_some_and(|word| word.eq_ignore_ascii_case("true"));
    let histories: Vec<Value> = rows
        .iter()
        .map(|row| shown(call, row, with_content))
        .collect::<Result<_, _>>()?;
    let body = CalloutHistories {
        success: true,
        callout_histories: histories,
        next_page: more.then(|| history::next_page(call, &ask)),
    };
    Ok(Reply::json(200, &body))
}

fn shown(call: &Call, row: &SqliteRow, with_content: bool) -> Result<Value, sqlx::Error> {
    let text = call.dialect.zuora.numbers_as_text;
    let number = |name| -> Result<Value, sqlx::Error> {
        let number: Option<i64> = row.try_get(name)?;
        Ok(match number {
            Some(number) if text => json!(number.to_string()),
            number => json!(number),
        })
    };
    let word =
        |name| -> Result<Value, sqlx::Error> { Ok(json!(row.try_get::<Option<String>, _>(name)?)) };
    let created: String = row.try_get("createdon")?;
    let merge_fields: String = row.try_get("context")?;
    let mut shown = Map::new();
    shown.insert("attemptedNum".to_owned(), number("attemptednum")?);
    shown.insert(
        "createTime".to_owned(),
        json!(history::zoneless(call, &created)),
    );
    shown.insert("eventCategory".to_owned(), number("eventcategory")?);
    shown.insert(
        "eventContext".to_owned(),
        match serde_json::from_str(&merge_fields) {
            Ok(object) if !text => object,
            _ => json!(merge_fields),
        },
    );
    shown.insert("notification".to_owned(), word("notification")?);
    shown.insert("requestMethod".to_owned(), word("requestmethod")?);
    shown.insert("requestUrl".to_owned(), word("requesturl")?);
    shown.insert("responseCode".to_owned(), number("responsecode")?);
    if with_content {
        shown.insert("responseContent".to_owned(), word("content")?);
    }
    Ok(Value::Object(shown))
}
