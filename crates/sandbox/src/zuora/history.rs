//! What both history lists share: window, page, and the link to the next page (contract 3.1, 3.2).

use super::envelope;
use super::table::text;
use crate::pipeline::{Call, Refusal};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use redrive_core::zuora::contract::HISTORY_WINDOW_DAYS;

const FORMAT: &str = "%Y-%m-%dT%H:%M:%S";

/// What a call asks for.
#[derive(Debug)]
pub struct Ask {
    /// Stored text of the two ends.
    pub start: String,
    pub end: String,
    pub page: u32,
    pub page_size: u32,
    pub failed_only: bool,
    pub category: Option<String>,
}

/// Reads the parameters; only e-mails have a longest window.
pub fn ask(call: &Call, longest_window: bool) -> Result<Ask, Refusal> {
    let switches = &call.dialect.zuora;
    let end = instant(call, "endTime")?.unwrap_or(call.at);
    let start = instant(call, "startTime")?.unwrap_or(end - Duration::days(1));
    if end < start {
        return Err(bad(call, "endTime must not be before startTime."));
    }
    if longest_window && end - start > Duration::days(HISTORY_WINDOW_DAYS) {
        return Err(bad(
            call,
            "The time between startTime and endTime is more than 3 days.",
        ));
    }
    let page_size = number(call, "pageSize")?;
    let page = number(call, "page")?;
    if page.is_some() && page_size.is_none() {
        return Err(bad(call, "page needs pageSize."));
    }
    let failed_only = match call.query("failedOnly") {
        None | Some("true" | "True") => true,
        Some("false" | "False") => false,
        Some(_) => return Err(bad(call, "failedOnly must be true or false.")),
    };
    Ok(Ask {
        start: text(start),
        end: text(end),
        page: page.unwrap_or(1),
        page_size: page_size
            .unwrap_or(switches.page_size_default)
            .min(switches.page_size_max),
        failed_only,
        category: call.query("eventCategory").map(str::to_owned),
    })
}

/// `success: false` in the status of the switch.
fn bad(call: &Call, message: &str) -> Refusal {
    envelope::business(call.dialect.zuora.window_error_status, 27, message).into()
}

fn number(call: &Call, name: &str) -> Result<Option<u32>, Refusal> {
    match call.query(name).map(str::parse::<u32>) {
        None => Ok(None),
        Some(Ok(number)) if number > 0 => Ok(Some(number)),
        Some(_) => Err(bad(call, &format!("{name} must be a number from 1."))),
    }
}

/// A time without a zone is read in the tenant's; the vendor's own client sends one with.
fn instant(call: &Call, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
    let Some(value) = call.query(name) else {
        return Ok(None);
    };
    if let Ok(naive) = NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f") {
        return Ok(Some((naive - zone(call)).and_utc()));
    }
    // A plus sign that was not encoded arrives as a space.
    DateTime::parse_from_rfc3339(&value.replace(' ', "+"))
        .or_else(|_| DateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .map(|instant| Some(instant.with_timezone(&Utc)))
        .map_err(|_| bad(call, &format!("{name} must look like yyyy-MM-ddTHH:mm:ss.")))
}

fn zone(call: &Call) -> Duration {
    Duration::hours(i64::from(call.dialect.zuora.zone_hours))
}

/// A stored instant as a history row shows it: without a zone, in the tenant's.
pub fn zoneless(call: &Call, stored: &str) -> String {
    DateTime::parse_from_rfc3339(stored).map_or_else(
        |_| stored.to_owned(),
        |instant| {
            (instant.naive_utc() + zone(call))
                .format(FORMAT)
                .to_string()
        },
    )
}

/// Where the next page is; the host may be another, as in the vendor's sample.
pub fn next_page(call: &Call, ask: &Ask) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &call.query {
        if name != "page" && name != "pageSize" {
            query.append_pair(name, value);
        }
    }
    query.append_pair("page", &(ask.page + 1).to_string());
    query.append_pair("pageSize", &ask.page_size.to_string());
    let base = match &call.dialect.zuora.next_page_base {
        Some(base) => base.clone(),
        None => format!("{}/{}", call.origin(), call.vendor.as_str()),
    };
    format!("{base}{}?{}", call.path, query.finish())
}
