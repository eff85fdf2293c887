//! The body that creates, replaces or changes an endpoint, checked field by field.

use super::envelope::{field, plain};
use super::table;
use crate::pipeline::{Call, Refusal};
use redrive_core::selfcommunity::contract::EventRef;
use serde_json::{Map, Value};

/// What a body says; absent fields are `None`.
#[derive(Debug, Default)]
pub struct EndpointBody {
    pub target: Option<String>,
    pub events: Option<Vec<EventRef>>,
    pub is_active: Option<bool>,
    pub description: Option<String>,
    pub ssl_cert_verification: Option<bool>,
}

/// Reads the body; `whole` demands what a new endpoint needs.
pub fn read(call: &Call, whole: bool) -> Result<EndpointBody, Refusal> {
    let body: Map<String, Value> = serde_json::from_slice(&call.body)
        .map_err(|_| plain(400, "parse_error", "JSON parse error."))?;
    let flag = |name| match body.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(field(name, "invalid", "Must be a valid boolean.")),
    };
    let text = |name| match body.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(field(name, "invalid", "Not a valid string.")),
    };
    let target = text("target")?;
    if let Some(target) = &target
        && !(target.starts_with("https://") || target.starts_with("http://"))
    {
        return Err(field("target", "invalid", "Enter a valid URL.").into());
    }
    let events = events(call, body.get("events"))?;
    if whole && target.is_none() {
        return Err(field("target", "required", "This field is required.").into());
    }
    if whole && events.is_none() {
        return Err(field("events", "required", "This field is required.").into());
    }
    Ok(EndpointBody {
        target,
        events,
        is_active: flag("is_active")?,
        description: text("description")?,
        ssl_cert_verification: flag("ssl_cert_verification")?,
    })
}

fn events(call: &Call, value: Option<&Value>) -> Result<Option<Vec<EventRef>>, Refusal> {
    let list = match value {
        None => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(field("events", "not_a_list", "Expected a list of items.").into()),
    };
    list.iter()
        .map(|item| {
            let kind = item.get("type").and_then(Value::as_str);
            match kind {
                Some(kind) => Ok(table::event(kind.to_owned(), call.micros())),
                None => Err(field("events", "invalid", "Every event needs a type.").into()),
            }
        })
        .collect::<Result<_, _>>()
        .map(Some)
}
