//! What is said of records of which no list has told anything, and of looking them up.

use super::number::{counted, grouped};
use crate::ui::time::utc_minute;
use chrono::{DateTime, Utc};
use redrive_core::connection::Vendor;
use redrive_core::lookup::MOST;
use redrive_core::preflight::WarningKind;
use redrive_core::promises::AnswerNames;

/// `The vendor has told nothing of 1,204 of these 2,340:`, or their state is unchecked. What follows says why.
pub fn of_these(kind: WarningKind, unknown: usize, all: usize) -> String {
    let these = match (unknown, all) {
        (_, 1) => "this one".to_owned(),
        (unknown, all) if unknown == all => format!("these {}", grouped(all)),
        _ => format!("{} of these {}", grouped(unknown), grouped(all)),
    };
    match kind {
        WarningKind::StateUnread => format!("The state of {these} is unchecked:"),
        _ => format!("The vendor has told nothing of {these}:"),
    }
}

/// What comes of an id that does not exist.
pub const fn if_none(names: AnswerNames) -> &'static str {
    match names {
        AnswerNames::Nothing => "The API may take what does not exist without a word.",
        AnswerNames::CountOnly | AnswerNames::Failures | AnswerNames::Item => {
            "The API will refuse what does not exist."
        }
    }
}

/// Where they cannot be asked for, as far as the vendor's pages tell.
pub const fn no_way(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Kirim => {
            "Kirim documents no way to ask for deliveries by their ids. The details of a delivery ask for that one all the same, over a route that is only inferred; no plan relies on it."
        }
        Vendor::Selfcommunity => "SelfCommunity documents no way to ask for events by their ids.",
        // Its rows are given by ids.
        Vendor::Zuora => "",
    }
}

/// What helps all the same.
pub const READ_THE_LIST: &str =
    "What their list has loaded is checked: read it as far back as they are, and plan them again.";

/// Where they are too many.
pub fn too_many() -> String {
    format!(
        "No more than {} are looked up at once: the vendor has to run a query for each thousand.",
        grouped(MOST)
    )
}

/// How far it is.
pub fn under_way(known: usize, all: usize) -> String {
    format!("Looked up {} of {}.", grouped(known), grouped(all))
}

/// What it came to.
pub fn done(all: usize, at: DateTime<Utc>) -> String {
    let was = if all == 1 { "was" } else { "were" };
    format!(
        "{} {was} looked up at {}. What speaks against sending is said above; where nothing is said, nothing was found.",
        counted(all, "id", "ids"),
        utc_minute(at)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_of_how_many_nothing_is_known() {
        let told = |unknown, all| of_these(WarningKind::NothingKnown, unknown, all);
        assert_eq!(
            told(1204, 2340),
            "The vendor has told nothing of 1,204 of these 2,340:"
        );
        assert_eq!(
            told(2340, 2340),
            "The vendor has told nothing of these 2,340:"
        );
        assert_eq!(told(1, 1), "The vendor has told nothing of this one:");
        assert_eq!(told(1, 3), "The vendor has told nothing of 1 of these 3:");
        let unread = of_these(WarningKind::StateUnread, 3, 3);
        assert_eq!(unread, "The state of these 3 is unchecked:");
    }

    #[test]
    fn what_is_not_documented_is_told_beside_what_the_console_asks_all_the_same() {
        let kirim = no_way(Vendor::Kirim);
        assert!(kirim.contains("documents no way") && kirim.contains("details of a delivery"));
        assert!(!no_way(Vendor::Selfcommunity).contains("details"));
    }

    #[test]
    fn a_look_up_tells_how_far_it_is_and_what_it_came_to() {
        assert_eq!(under_way(1000, 1204), "Looked up 1,000 of 1,204.");
        let told = done(1204, "2026-06-01T12:05:00Z".parse().unwrap());
        assert!(told.starts_with("1,204 ids were looked up at 12:05 UTC."));
        assert!(too_many().contains("20,000"));
    }
}
