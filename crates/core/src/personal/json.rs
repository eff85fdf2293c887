//! What is personal in JSON: told by the names of fields, and, in what was sent to somebody, by
//! there being a text at all.

use super::{HIDDEN, text::masked};
use serde_json::{Map, Number, Value};

/// How much is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// A vendor's own row: the fields that name somebody, and every address in the others.
    Row,
    /// What was sent to somebody: every text and every long number, but for the fields that say
    /// what kind of thing it is.
    Body,
}

/// Fields of a row that hold what was sent. They may hold JSON as a text.
const BODIES: [&str; 10] = [
    "payload",
    "body",
    "content",
    "text",
    "message",
    "data",
    "httprequestbody",
    "httpresponsebody",
    "requestcontent",
    "responsecontent",
];

/// Fields of a row that name somebody, and say no more than that.
const WHOLE: [&str; 10] = [
    "name", "to", "from", "cc", "bcc", "replyto", "contact", "waid", "msisdn", "address",
];

/// What the name of such a field holds somewhere: `mobilephone`, `phone_number`, `recipient_id`.
const PARTS: [&str; 4] = ["phone", "mobile", "recipient", "msisdn"];

/// What names that end in `name` begin with when they name no person.
const THINGS: [&str; 18] = [
    "event",
    "file",
    "host",
    "rule",
    "type",
    "template",
    "object",
    "field",
    "profile",
    "domain",
    "server",
    "service",
    "class",
    "status",
    "workflow",
    "queue",
    "path",
    "notification",
];

/// What the name of a field ends with that tells of a mail and holds no address.
const OF_MAILS: [&str; 4] = ["id", "type", "status", "count"];

/// What a field of a row is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Somebody's name or number.
    Somebody,
    /// Mail addresses, perhaps with names around them.
    Mail,
    Other,
}

impl Holds {
    fn of(field: &str) -> Self {
        let ends = |ends: &[&str]| ends.iter().any(|end| field.ends_with(end));
        let of_thing = |thing: &str| THINGS.iter().any(|known| thing.ends_with(known));
        let is_named = field.strip_suffix("name").is_some_and(|of| !of_thing(of));
        if WHOLE.contains(&field) || is_named || PARTS.iter().any(|part| field.contains(part)) {
            Self::Somebody
        } else if field.contains("email") && !ends(&OF_MAILS) || ends(&["mail"]) {
            Self::Mail
        } else {
            Self::Other
        }
    }
}

/// Fields of a body that name no person.
const PLAIN: [&str; 16] = [
    "id",
    "object",
    "type",
    "kind",
    "event",
    "eventid",
    "eventtype",
    "status",
    "state",
    "created",
    "createdat",
    "updatedat",
    "timestamp",
    "livemode",
    "currency",
    "locale",
];

/// Longer numbers may be telephone numbers.
const DIGITS: usize = 7;

/// The value with what is personal hidden.
pub fn masked_json(value: &Value, policy: Policy) -> Value {
    one(value, "", policy)
}

fn one(value: &Value, field: &str, policy: Policy) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, value)| named(name, value, policy))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(values) => values
            .iter()
            .map(|value| one(value, field, policy))
            .collect(),
        Value::String(text) => Value::String(shown(text, field, policy)),
        Value::Number(number) => numbered(number, field, policy),
        Value::Bool(_) | Value::Null => value.clone(),
    }
}

fn named(name: &str, value: &Value, policy: Policy) -> (String, Value) {
    let field = plain(name);
    // What is told of somebody in parts is as personal as what was sent to them.
    let of_somebody = || Holds::of(&field) == Holds::Somebody;
    let in_parts = value.is_object() || value.is_array();
    let policy = if BODIES.contains(&field.as_str()) || in_parts && of_somebody() {
        Policy::Body
    } else {
        policy
    };
    // A name of a field is a text like any other: a stranger may have written it.
    (masked(name), one(value, &field, policy))
}

fn shown(text: &str, field: &str, policy: Policy) -> String {
    let kept = match policy {
        Policy::Row => match Holds::of(field) {
            Holds::Somebody => false,
            // An address alone is hidden as in any text, so that its domain can be told.
            Holds::Mail => text.contains('@') && !text.contains(char::is_whitespace),
            Holds::Other => true,
        },
        Policy::Body => PLAIN.contains(&field),
    };
    if kept {
        return masked(text);
    }
    if text.is_empty() {
        return String::new();
    }
    if policy == Policy::Body
        && let Ok(within @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
    {
        return masked_json(&within, Policy::Body).to_string();
    }
    HIDDEN.to_owned()
}

fn numbered(number: &Number, field: &str, policy: Policy) -> Value {
    let long = number
        .to_string()
        .bytes()
        .filter(u8::is_ascii_digit)
        .count()
        > DIGITS;
    let personal = match policy {
        Policy::Row => Holds::of(field) != Holds::Other,
        Policy::Body => long && !PLAIN.contains(&field),
    };
    if personal {
        Value::String(HIDDEN.to_owned())
    } else {
        Value::Number(number.clone())
    }
}

/// A field's name without case and strokes.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.take(40).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_row_hides_whom_it_names_and_shows_what_became_of_it() {
        let row = json!({
            "id": "8ad0e1", "toemail": "Pia <pia@x.example>", "ccemail": "lou@x.example", "errormessage": "550 pia@x.example unknown",
            "status": "Failed", "responsecode": 550, "first_name": "Pia",
            "payload": {"id": "evt_1", "type": "message.sent", "livemode": true, "data": {
                "contact": {"name": "Pia", "phone": "+49301234567"}, "text": "hello", "at": 4_915_112_345_678_u64, "n": 3
            }},
            "http_request_body": "{\"event_id\": 7, \"data\": {\"mail\": \"pia@x.example\"}}",
        });
        assert_eq!(
            masked_json(&row, Policy::Row),
            json!({
                "id": "8ad0e1", "toemail": "•••", "ccemail": "l•••@x.example", "errormessage": "550 p•••@x.example unknown",
                "status": "Failed", "responsecode": 550, "first_name": "•••",
                "payload": {"id": "evt_1", "type": "message.sent", "livemode": true, "data": {
                    "contact": {"name": "•••", "phone": "•••"}, "text": "•••", "at": "•••", "n": 3
                }},
                // Written anew: the fields in the order of their names.
                "http_request_body": "{\"data\":{\"mail\":\"•••\"},\"event_id\":7}",
            })
        );
    }

    #[test]
    fn a_field_is_hidden_for_what_its_name_says_of_somebody() {
        for field in [
            "name",
            "first_name",
            "accountName",
            "account_name",
            "nickname",
            "username",
            "to",
            "from",
            "phone_number",
            "mobilephone",
            "homePhone",
            "wa_id",
            "recipient_id",
            "recipientPhone",
            "contact",
            "e-mail",
            "workemail",
            "address",
        ] {
            let row = json!({field: "Pia 4"});
            assert_eq!(masked_json(&row, Policy::Row), json!({field: HIDDEN}));
        }
        let row = json!({"recipient": {"type": "user", "value": "Pia"}, "to": ["Pia", "Lou"]});
        let hidden =
            json!({"recipient": {"type": "user", "value": HIDDEN}, "to": [HIDDEN, HIDDEN]});
        assert_eq!(masked_json(&row, Policy::Row), hidden);
        for field in ["to", "phone_number", "mobile"] {
            let row = json!({field: 4_915_112_345_678_u64});
            assert_eq!(masked_json(&row, Policy::Row), json!({field: HIDDEN}));
        }
        for field in [
            "event_name",
            "eventname",
            "file_name",
            "hostname",
            "ruleName",
            "notificationname",
            "emailstatus",
            "email_template_id",
            "total",
            "status",
            "subject",
            "token",
            "message_id",
        ] {
            let row = json!({field: "Invoice 4"});
            assert_eq!(masked_json(&row, Policy::Row), row, "{field}");
        }
    }

    #[test]
    fn a_field_named_by_a_stranger_is_no_way_out() {
        let body = json!({"pia@x.example": {"type": "pia@x.example"}, "list": ["Pia", "Lou"]});
        let shown = masked_json(&body, Policy::Body).to_string();
        assert!(
            !shown.contains("pia") && !shown.contains("Pia") && !shown.contains("Lou"),
            "{shown}"
        );
    }

    fn anything() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::from),
            Just(Value::from("secret-word")),
            "\\PC{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-z_]{1,6}|name|phone", inner), 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_text_of_a_body_is_shown(value in anything()) {
            prop_assume!(!value.to_string().contains("\"type\"") && !value.to_string().contains("\"id\""));
            let shown = masked_json(&value, Policy::Body).to_string();
            prop_assert!(!shown.contains("secret-word"), "{}", shown);
        }

        #[test]
        fn masking_twice_is_masking_once(value in anything()) {
            let once = masked_json(&value, Policy::Body);
            prop_assert_eq!(masked_json(&once, Policy::Body), once);
        }
    }
}
