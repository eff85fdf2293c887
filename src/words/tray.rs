//! Runs that are not over, in the few words that fit beside every page, in a window's title, and in
//! an announcement.

use super::ended::counts;
use super::heard::quarter;
use super::number::{counted, grouped};
use crate::host::{RunSummary, Stand};

/// Whether a run waits for the operator: it asks something, or has calls to send and nobody who
/// sends them.
pub fn needs_you(run: &RunSummary, held: bool) -> bool {
    run.stand == Stand::Waiting || (!run.stand.is_sent() && !held)
}

/// Where it stands: `Sending`, `Needs you`.
pub fn stands(run: &RunSummary, held: bool) -> &'static str {
    match (run.stand, held) {
        (Stand::Settled, _) => "Settled",
        (Stand::ReadingBack, true) => "Sent, reading back",
        (Stand::ReadingBack, false) => "Sent, not read back to the end",
        (Stand::Waiting, true) => "Needs you",
        (_, false) => "Needs you: no tab sends it",
        (Stand::Checking, true) => "Checking what is there",
        (Stand::Sending, true) => "Sending",
    }
}

/// How far it is: `62 %, 3 of 5 calls`.
pub fn how_far(run: &RunSummary) -> String {
    let calls = counted(run.calls, "call", "calls");
    format!(
        "{}\u{a0}%, {} of {calls}",
        run.percent(),
        grouped(run.calls_made)
    )
}

/// What a window's title says before the product's name; nothing when nothing is under way, and
/// nothing ended while nobody looked.
pub fn badge(runs: &[(RunSummary, bool)], ended: bool) -> Option<String> {
    if runs.iter().any(|(run, held)| needs_you(run, *held)) {
        return Some("Needs you".to_owned());
    }
    if ended {
        return Some("Run ended".to_owned());
    }
    let sending = runs.iter().find(|(run, _)| !run.stand.is_sent());
    sending.map(|(run, _)| format!("{} %", run.percent()))
}

/// Which runs wait from then on, where somebody signs out; nothing where none is being sent.
pub fn sign_out_stops(sending: &[String]) -> Option<String> {
    match sending {
        [] => None,
        [one] => Some(format!("“{one}” is being sent by a tab of this browser.")),
        [one, rest @ ..] => Some(format!(
            "“{one}” and {} are being sent by tabs of this browser.",
            counted(rest.len(), "other run", "other runs")
        )),
    }
}

/// What is said of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Started,
    /// Per cent.
    Reached(usize),
    NeedsYou,
    Ended,
}

impl News {
    /// In words: `Resend 8 events: ended. 8 accepted.` One that was stopped has not sent all.
    pub fn words(self, run: &RunSummary) -> String {
        let title = &run.title;
        match self {
            Self::Started => format!("{title}: started."),
            Self::Reached(percent) => format!("{title}: {percent} %."),
            Self::NeedsYou => format!("{title}: needs you."),
            Self::Ended => format!("{title}: ended. {}.", counts(run)),
        }
    }

    /// Whether somebody has to know who looks at another page, or at none.
    pub const fn concerns_who_looks_elsewhere(self) -> bool {
        matches!(self, Self::NeedsYou | Self::Ended)
    }
}

/// What was said of a run last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    quarter: usize,
    needs_you: bool,
    sent: bool,
}

impl Told {
    /// Where a run stands, as far as it is worth a word.
    pub fn of(run: &RunSummary, held: bool) -> Self {
        Self {
            quarter: quarter(run.over, run.items()),
            needs_you: needs_you(run, held),
            sent: run.stand.is_sent(),
        }
    }

    /// What is said now, having said this before: start, 25, 50, 75 %, end and any question, and
    /// nothing in between.
    pub fn after(self, before: Option<Self>) -> Option<News> {
        let begun = before.is_none();
        let before = before.unwrap_or(Self {
            quarter: 0,
            needs_you: false,
            sent: false,
        });
        if self.sent && !before.sent {
            return Some(News::Ended);
        }
        if self.needs_you && !before.needs_you {
            return Some(News::NeedsYou);
        }
        if begun {
            return Some(News::Started);
        }
        let reached = self.quarter > before.quarter && self.quarter < 4 && !self.sent;
        reached.then_some(News::Reached(self.quarter * 25))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::kit::run;

    #[test]
    fn a_run_that_nobody_sends_needs_the_operator() {
        assert!(needs_you(&run(Stand::Sending, 2), false));
        assert!(!needs_you(&run(Stand::Sending, 2), true));
        assert!(needs_you(&run(Stand::Waiting, 2), true));
        assert!(!needs_you(&run(Stand::ReadingBack, 8), false));
    }

    #[test]
    fn what_needs_somebody_comes_before_progress() {
        let sending = (run(Stand::Sending, 5), true);
        let waiting = (run(Stand::Waiting, 5), true);
        let reading = (run(Stand::ReadingBack, 8), true);
        assert_eq!(badge(std::slice::from_ref(&reading), false), None);
        let both = [reading, sending.clone()];
        assert_eq!(badge(&both, false).unwrap(), "62 %");
        assert_eq!(badge(&both, true).unwrap(), "Run ended");
        assert_eq!(badge(&[], true).unwrap(), "Run ended");
        assert_eq!(badge(&[sending, waiting], true).unwrap(), "Needs you");
    }

    #[test]
    fn whoever_signs_out_is_told_what_is_being_sent() {
        let told = |count: usize| sign_out_stops(&vec!["Resend 8 events".to_owned(); count]);
        assert_eq!(told(0), None);
        let one = "“Resend 8 events” is being sent by a tab of this browser.";
        assert_eq!(told(1).unwrap(), one);
        assert!(told(3).unwrap().contains("and 2 other runs are being sent"));
    }

    #[test]
    fn an_end_and_a_question_concern_who_looks_elsewhere() {
        let concerns = News::concerns_who_looks_elsewhere;
        assert!([News::Ended, News::NeedsYou].into_iter().all(concerns));
        assert!(![News::Started, News::Reached(50)].into_iter().any(concerns));
    }

    #[test]
    fn start_quarters_questions_and_end_are_said_once_each() {
        let steps = [
            (run(Stand::Checking, 0), "Resend 8 events: started."),
            (run(Stand::Sending, 1), ""),
            (run(Stand::Sending, 2), "Resend 8 events: 25 %."),
            (run(Stand::Sending, 3), ""),
            (run(Stand::Waiting, 3), "Resend 8 events: needs you."),
            (run(Stand::Sending, 3), ""),
            (run(Stand::Sending, 6), "Resend 8 events: 75 %."),
            (run(Stand::Sending, 8), ""),
            (
                run(Stand::ReadingBack, 8),
                "Resend 8 events: ended. 8 accepted.",
            ),
            (run(Stand::Settled, 8), ""),
        ];
        let mut before = None;
        for (run, said) in steps {
            let told = Told::of(&run, true);
            let news = told.after(before);
            assert_eq!(news.map(|news| news.words(&run)).unwrap_or_default(), said);
            before = Some(told);
        }
    }
}
