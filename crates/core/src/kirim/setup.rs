//! The write side of subscriptions beyond their switch: create, add a signing secret, delete.
//!
//! No plan holds these: they send nothing again. They are here because clearing a conflict may
//! need them, and because a signing secret is told only once, so its reading must not print it.

use super::contract::{NewSecret, NewSubscription, Subscription, SubscriptionId, paths};
use super::reading::{body, problem};
use crate::http::{Answer, Method, Request};
use crate::lenient::Lenient;
use crate::problem::{Problem, ProblemKind};
use crate::secret::Secret;
use serde_json::Value;

/// Creates a subscription. The vendor refuses addresses that are not https.
pub fn create(subscription: &NewSubscription) -> Request {
    Request {
        body: serde_json::to_string(subscription).ok(),
        ..Request::bare(Method::Post, paths::SUBSCRIPTIONS)
    }
}

/// Adds a signing secret to a subscription.
pub fn add_secret(id: &SubscriptionId, secret: &NewSecret) -> Request {
    Request {
        body: serde_json::to_string(secret).ok(),
        ..Request::bare(Method::Post, paths::SECRETS.replace("{id}", id.as_str()))
    }
}

/// Deletes a subscription (inferred).
pub fn delete(id: &SubscriptionId) -> Request {
    Request::bare(
        Method::Delete,
        paths::SUBSCRIPTION.replace("{id}", id.as_str()),
    )
}

/// The new subscription and its first signing secret, which is told this once.
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn created(answer: &Answer) -> Result<(Subscription, Secret), Problem> {
    let data = data(answer)?;
    let secret = secret(&data, "initial_secret").ok_or_else(|| no_secret(answer))?;
    let subscription = Subscription::read(&(&data).into()).unwrap_or_default();
    Ok((subscription, secret))
}

/// The added signing secret, which is told this once (its field is inferred).
///
/// # Errors
/// The vendor's refusal, or an answer that cannot be read.
pub fn secret_added(answer: &Answer) -> Result<Secret, Problem> {
    let data = data(answer)?;
    secret(&data, "secret").ok_or_else(|| no_secret(answer))
}

/// Whether it was deleted.
///
/// # Errors
/// The vendor's refusal; any other answer than 204 is one.
pub fn deleted(answer: &Answer) -> Result<(), Problem> {
    if answer.status == 204 {
        Ok(())
    } else {
        Err(problem(answer))
    }
}

fn data(answer: &Answer) -> Result<Value, Problem> {
    body::<Value>(answer)
        .map(|mut whole| whole.get_mut("data").map(Value::take).unwrap_or_default())
}

fn secret(data: &Value, name: &str) -> Option<Secret> {
    data.get(name)?
        .as_str()
        .map(|text| Secret::new(text.to_owned()))
}

fn no_secret(answer: &Answer) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        message: "Kirim answered without the signing secret that it tells only once.".to_owned(),
        ..problem(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_the_vendors() {
        let new = NewSubscription {
            url: "https://bot.example/hook".into(),
            events: vec!["message.received".into()],
            description: None,
        };
        let request = create(&new);
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"url":"https://bot.example/hook","events":["message.received"]}"#)
        );
        let id: SubscriptionId = "wbs_01K0000000000000000000000C".parse().unwrap();
        let request = add_secret(
            &id,
            &NewSecret {
                expires_in_hours: Some(1),
            },
        );
        assert_eq!(
            request.path,
            format!("/v1/webhook_subscriptions/{id}/secrets")
        );
        assert_eq!(request.body.as_deref(), Some(r#"{"expires_in_hours":1}"#));
        assert_eq!(delete(&id).method, Method::Delete);
    }

    #[test]
    fn a_secret_told_once_is_taken_and_never_printed() {
        let body = r#"{"data":{"id":"wbs_01K0000000000000000000000C","initial_secret":"whsec_made_up"},"request_id":"r"}"#;
        let (subscription, secret) = created(&Answer::bare(201, body)).unwrap();
        assert!(subscription.id.is_some());
        assert_eq!(secret.expose(), "whsec_made_up");
        assert!(!format!("{subscription:?} {secret:?}").contains("whsec"));
        assert_eq!(
            created(&Answer::bare(201, r#"{"data":{}}"#))
                .unwrap_err()
                .kind,
            ProblemKind::Unreadable
        );
        assert_eq!(
            created(&Answer::bare(409, "")).unwrap_err().kind,
            ProblemKind::Conflict
        );
    }

    #[test]
    fn an_added_secret_is_taken_or_missed_in_words() {
        let body = r#"{"data":{"id":"sec_1","secret":"whsec_two"},"request_id":"r"}"#;
        assert_eq!(
            secret_added(&Answer::bare(201, body)).unwrap().expose(),
            "whsec_two"
        );
        let problem = secret_added(&Answer::bare(201, "{}")).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Unreadable);
        assert!(problem.message.contains("the signing secret"));
    }

    #[test]
    fn only_a_204_is_a_deletion() {
        assert!(deleted(&Answer::bare(204, "")).is_ok());
        assert!(deleted(&Answer::bare(200, "{}")).is_err());
        assert_eq!(
            deleted(&Answer::bare(404, "")).unwrap_err().kind,
            ProblemKind::NotFound
        );
    }
}
