//! What a row's menu offers for its customer: the failed notifications of that account, straight
//! to their plan. Of the loaded rows only; where more match, the words say so.

use super::reading::{Line, LinesById};
use super::rows::narrowing;
use crate::table::grid::{MenuOf, Offer};
use crate::words::plan::channel_counted;
use leptos::prelude::*;
use redrive_core::zuora::contract::{Channel, NotificationStatus};

/// Planning them; nothing where the row names no account, or where none of its rows failed.
pub fn of_customer(
    of: &MenuOf,
    lines: StoredValue<LinesById>,
    channel: Channel,
    more: Signal<bool>,
    plan: Callback<Vec<String>>,
) -> Option<Offer> {
    let failed = lines.with_value(|lines| failed_with(lines, &of.id, channel));
    if failed.is_empty() {
        return None;
    }
    let count = channel_counted(channel, failed.len());
    let words = if more.get_untracked() {
        format!("Resend {count} of this customer that failed, of those loaded…")
    } else {
        format!("Resend {count} of this customer that failed…")
    };
    Some(Offer::new(words, move || plan.run(failed.clone())))
}

/// The ids of the failed rows that share the account of this one, in an order of their own.
fn failed_with(lines: &LinesById, id: &str, channel: Channel) -> Vec<String> {
    let account = |line: &Line| line.known.account_id.clone();
    let Some(wanted) = lines.get(id).and_then(account) else {
        return Vec::new();
    };
    let is_failed = |line: &Line| {
        let status = line.known.status.as_ref().map(NotificationStatus::as_str);
        (narrowing(channel).is_failed)(status)
    };
    let mut ids: Vec<String> = lines
        .iter()
        .filter(|(_, line)| account(line).as_ref() == Some(&wanted) && is_failed(line))
        .map(|(id, _)| id.clone())
        .collect();
    ids.sort_unstable();
    ids
}
