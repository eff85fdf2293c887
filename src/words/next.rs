//! What can be done after a run, in words: the button, and the sentence beside it.

use super::number::{counted, grouped};
use super::plan::items;
use crate::ui::foreign::cut;
use crate::ui::time::time_text;
use chrono::{DateTime, Utc};
use redrive_core::connection::Vendor;
use redrive_core::plan::Plan;

/// Reasons that a sentence names.
const REASONS: usize = 3;

/// Why the same call with the same key is safe.
pub fn same_key(hours: u32) -> String {
    format!(
        "The same calls are made again with the same keys: within {hours} hours the vendor applies each only once, and repeats its answer. Nobody gets anything twice."
    )
}

/// What a new plan for some of them is.
pub fn retry(plan: &Plan, count: usize) -> String {
    format!(
        "A new plan with only {}, under new keys. It is confirmed as every plan; nothing is sent before.",
        items(plan, count)
    )
}

/// What was never sent.
pub fn send(plan: &Plan, count: usize) -> String {
    let were = if count == 1 { "was" } else { "were" };
    format!(
        "{} {were} not sent. A new plan with only these, under new keys, is confirmed as every plan.",
        items(plan, count)
    )
}

/// What was taken and did not arrive.
pub fn again(plan: &Plan, count: usize, whys: &[(&str, usize)]) -> String {
    format!(
        "The vendor took {} that failed again afterwards{}. Sent as they are they may fail once more: look at the cause first. A new plan holds only these, under new keys.",
        items(plan, count),
        because(whys)
    )
}

/// Why, the most first: ` (HTTP 503: 2; HTTP 410: 1)`. What has no room stands in the ledger.
fn because(whys: &[(&str, usize)]) -> String {
    let told = whys.iter().take(REASONS);
    let told = told.map(|(why, count)| format!("{}: {}", cut(why), grouped(*count)));
    let told: Vec<String> = told.collect();
    let more = whys.len().saturating_sub(REASONS);
    match (told.is_empty(), more) {
        (true, _) => String::new(),
        (_, 0) => format!(" ({})", told.join("; ")),
        _ => format!(" ({}; {} further reasons)", told.join("; "), grouped(more)),
    }
}

/// What stays refused until something is put right.
pub fn refused(plan: &Plan, count: usize) -> String {
    format!(
        "Nothing of {} was applied, and they stay refused until what stands against them is put right: the reasons are told below. A new plan holds only these, under new keys. It is confirmed as every plan; nothing is sent before.",
        items(plan, count)
    )
}

/// What taking calls apart does.
pub fn halve(plan: &Plan, count: usize) -> String {
    format!(
        "{} were refused together, and nothing of them was sent. A new plan sends them in halves wherever a call is refused, until the ones that the vendor minds stand alone; all others go through.",
        items(plan, count)
    )
}

/// What is waited for once the first looks are over.
pub fn awaits(until: Option<DateTime<Utc>>) -> String {
    let until = until.map_or_else(String::new, |until| {
        format!(", until {} at the latest", time_text(until))
    });
    format!(
        "The vendor may still try to deliver some, and tells of it in its rows. They are looked at later and later{until}, as long as the console is open in this browser. Reading sends nothing."
    )
}

/// What cannot be learned here any more.
pub fn out_of_reach(vendor: Vendor, unknown: usize) -> String {
    format!(
        "What became of {} cannot be asked any more: look at {}'s own records before anything is sent again.",
        counted(unknown, "unknown item", "unknown items"),
        vendor.name()
    )
}

#[cfg(test)]
mod tests {
    use super::because;

    #[test]
    fn the_most_frequent_reasons_are_named_and_the_others_counted() {
        assert_eq!(because(&[]), "");
        assert_eq!(
            because(&[("HTTP 503", 1200), ("HTTP 410, gone", 1)]),
            " (HTTP 503: 1,200; HTTP 410, gone: 1)"
        );
        let many = ["a", "b", "c", "d", "e"].map(|why| (why, 1));
        assert_eq!(because(&many), " (a: 1; b: 1; c: 1; 2 further reasons)");
    }
}
