//! What the list makes of last answers. Thousands of deliveries share one: what is personal in it,
//! and what differs from row to row, is looked for once.

use redrive_core::cause::cause;
use redrive_core::kirim::contract::Delivery;
use redrive_core::personal::masked;
use redrive_core::why;
use std::collections::HashMap;

/// No vendor's list has so many different ones of a status, or so many statuses, unless none is
/// like another: then nothing is won by keeping them.
const MOST: usize = 500;

/// Those that were met, by status and error.
#[derive(Default)]
pub struct Answers(HashMap<Option<i64>, HashMap<String, Shown>>);

/// An answer in the list.
pub struct Shown {
    /// Nobody's address stands in it; empty where there was no answer.
    pub text: String,
    /// By which failures are grouped, where it is one.
    pub cause: Option<String>,
}

impl Answers {
    /// That of a delivery.
    pub fn of(&mut self, delivery: &Delivery) -> Option<&Shown> {
        let (status, error) = (delivery.last_response_status, error(delivery));
        if self.0.len() >= MOST && !self.0.contains_key(&status) {
            self.0.clear();
        }
        let errors = self.0.entry(status).or_default();
        let error = error.unwrap_or_default();
        if !errors.contains_key(error) {
            if errors.len() >= MOST {
                errors.clear();
            }
            errors.insert(error.to_owned(), Shown::of(delivery));
        }
        errors.get(error)
    }
}

impl Shown {
    fn of(delivery: &Delivery) -> Self {
        Self {
            // An error may quote whom it was for.
            text: masked(&answer(delivery)),
            cause: cause(delivery.last_response_status, error(delivery)),
        }
    }
}

/// An empty one tells nothing.
fn error(delivery: &Delivery) -> Option<&str> {
    let error = delivery.last_error.as_deref();
    error.filter(|error| !error.is_empty())
}

/// Status and error of the last try, as far as they are known.
pub fn answer(delivery: &Delivery) -> String {
    why::answer(delivery.last_response_status, error(delivery))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(status: Option<i64>, error: &str) -> Delivery {
        Delivery {
            last_response_status: status,
            last_error: Some(error.to_owned()),
            ..Delivery::default()
        }
    }

    #[test]
    fn an_error_in_the_list_names_nobody() {
        let delivery = delivery(
            Some(550),
            "no mailbox pia@customer.example, call +44 20 7946 0000",
        );
        assert!(answer(&delivery).contains("pia@"));
        let mut answers = Answers::default();
        let shown = &answers.of(&delivery).unwrap().text;
        assert!(
            shown.starts_with("HTTP 550, no mailbox p•••@customer.example"),
            "{shown}"
        );
        assert!(!shown.contains("7946"), "{shown}");
    }

    #[test]
    fn each_answer_is_told_apart_however_many_were_met() {
        let mut answers = Answers::default();
        for turn in 0..2 {
            for number in 0..2 * MOST {
                let status = i64::try_from(number % 3 + 500 + turn).unwrap();
                let delivery = delivery(Some(status), &format!("broke {number}"));
                let shown = answers.of(&delivery).unwrap();
                assert_eq!(shown.text, format!("HTTP {status}, broke {number}"));
                assert_eq!(shown.cause, Some(format!("HTTP {status}")));
            }
        }
        for status in (0..).take(2 * MOST) {
            let shown = answers.of(&delivery(Some(status), "")).unwrap();
            assert_eq!(shown.text, format!("HTTP {status}"));
        }
        assert!(answers.0.len() <= MOST && answers.0.values().all(|errors| errors.len() <= MOST));
        let unanswered = answers.of(&Delivery::default()).unwrap();
        assert!(unanswered.text.is_empty() && unanswered.cause.is_none());
    }
}
