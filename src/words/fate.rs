//! What reading back says, in words. Accepted is never called delivered here.

use super::number::grouped;
use redrive_core::fate::Fate;
use redrive_core::ledger::FateCounts;
use redrive_core::promises::ReadBack;

/// `120 delivered, 3 failed again, 7 pending`: what is zero is left out. Empty before anything
/// was read.
pub fn counts(counts: FateCounts) -> String {
    let parts: Vec<String> = Fate::ALL
        .into_iter()
        .filter(|fate| *fate != Fate::NotRead && counts.of(*fate) > 0)
        .map(|fate| format!("{} {}", grouped(counts.of(fate)), fate.word()))
        .collect();
    parts.join(", ")
}

/// What can be known of deliveries by this vendor's rows, before and while they are read.
pub const fn how(read_back: ReadBack) -> &'static str {
    match read_back {
        ReadBack::Attempts => {
            "Whether they were delivered shows in the attempts that the vendor makes afterwards."
        }
        ReadBack::Replays => {
            "Whether they were delivered shows in the new deliveries that name the ones they replay."
        }
        ReadBack::History => {
            "Whether they were delivered shows in later rows of the history. Those name no other row, so some cannot be told apart."
        }
        ReadBack::MailHistory => {
            "Whether they were handed to a mail server shows in later rows of the history. Those name no other row, so some cannot be told apart; and whether a mail that was handed over reached anybody, they do not tell."
        }
        ReadBack::Nothing => {
            "Whether they were delivered cannot be verified here: the vendor's rows name none of them."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_is_not_spoken_of() {
        assert_eq!(counts(FateCounts::default()), "");
        let some = FateCounts {
            delivered: 1200,
            handed_over: 0,
            failed_again: 3,
            pending: 0,
            not_verifiable: 1,
            not_read: 40,
        };
        assert_eq!(
            counts(some),
            "1,200 delivered, 3 failed again, 1 not verifiable"
        );
    }
}
