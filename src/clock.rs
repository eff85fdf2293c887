//! The browser's clock and dice. Nothing else in the console asks for either.

use chrono::{DateTime, Utc};
use redrive_core::plan::Nonce;
use redrive_core::problem::{Problem, ProblemKind};

/// Now, to the millisecond.
pub fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number of milliseconds"
    )]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// A nonce for one plan.
///
/// # Errors
/// When the browser gives no random numbers: then no plan can be made.
pub fn nonce() -> Result<Nonce, Problem> {
    let mut bytes = [0_u8; 16];
    leptos::prelude::window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
        .map_err(|_| ())
        .and_then(|_| {
            let digits = format!("{:032x}", u128::from_be_bytes(bytes));
            digits.parse().map_err(|_| ())
        })
        .map_err(|()| {
            Problem::ours(
                ProblemKind::Refused,
                "This browser gives no random numbers, so no plan can be made.",
            )
        })
}
