//! Where a run stands, in sentences that hide no minority.

use super::glance::Glance;
use super::pace;
use super::tally::Tally;
use crate::host::Hosting;
use crate::ui::time::utc_minute;
use crate::words::number::grouped;
use crate::words::{fate, outcome, stop};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::outcome::OutcomeKind;
use redrive_core::plan::Draft;
use redrive_core::promises::ReadBack;
use redrive_core::run::{End, Look, Run, State};

/// What happens now, what became of the items, and whether they were delivered.
#[component]
pub fn Headline(glance: Glance) -> impl IntoView {
    let phase = Memo::new(move |_| {
        let hosting = glance.hosting();
        glance.read(|run| phase(run, &hosting))
    });
    let headline = Memo::new(move |_| glance.read(headline));
    let fates = Memo::new(move |_| glance.read(fates));
    let awaits = Memo::new(move |_| {
        let (now, held) = (glance.now(), glance.is_held());
        glance.read(|run| awaits(run, now, held))
    });
    let strangers = Memo::new(move |_| glance.read(strangers));
    view! {
        <div class="run-head">
            <p class="run-phase">{phase}</p>
            <p class="run-headline">{headline}</p>
            {move || fates.get().map(|text| view! { <p class="run-fates">{text}</p> })}
            {move || awaits.get().map(|text| view! { <p class="run-fates">{text}</p> })}
            {move || strangers.get().map(|text| view! { <p class="note warn">{text}</p> })}
        </div>
    }
}

fn phase(run: &Run, hosting: &Hosting) -> String {
    let calls = pace::calls(run);
    let all = grouped(calls.all);
    match (run.state(), hosting) {
        (State::Ended(End::Done), _) => format!("Sent: every call was made ({all})."),
        (State::Ended(End::Stopped(why)), _) => {
            format!("Stopped. {} {}", stop::stopped(*why), parted(run))
        }
        (State::Paused { .. }, _) => format!("Waiting for you. {}", parted(run)),
        (_, Hosting::JournalFailed(unkept)) => {
            let what = stop::unkept(unkept);
            format!("{what} Nothing further is sent. {}", parted(run))
        }
        (_, Hosting::Nowhere) => {
            format!(
                "Carried out by no tab. It stands where its journal ends. {}",
                parted(run)
            )
        }
        (State::Ready { call, .. } | State::InFlight { call }, hosting) => {
            by(hosting, sending(run, *call, &all))
        }
        (State::Looking { look, .. }, hosting) => by(hosting, looking(*look)),
    }
}

/// Who does it, where that is not this tab: closing this one changes nothing then.
fn by(hosting: &Hosting, what: String) -> String {
    if *hosting == Hosting::Elsewhere {
        format!("{what} Another tab carries it out.")
    } else {
        what
    }
}

fn sending(run: &Run, call: usize, all: &str) -> String {
    let number = grouped(call + 1);
    if run.ended_at().is_some() {
        format!("Asking once more what became of call {number}.")
    } else if run.plan().shape().halving {
        format!("Sending, call {number}.")
    } else {
        format!("Sending, call {number} of {all}.")
    }
}

fn looking(look: Look) -> String {
    match look {
        Look::Baseline => {
            "Checking what is at the vendor already, so that it is never taken for ours.".to_owned()
        }
        Look::Applied { call } => format!(
            "Reading the vendor's rows: was call {} applied?",
            grouped(call + 1)
        ),
        Look::Canary { .. } => {
            "Reading the vendor's rows: what became of the first ones?".to_owned()
        }
        Look::Delivered => "Reading the vendor's rows.".to_owned(),
    }
}

/// `Sent 1,000, in flight 0, not sent 1,003.` What is unknown is named where there is any.
fn parted(run: &Run) -> String {
    let Tally {
        sent,
        in_flight,
        unknown,
        not_sent,
    } = Tally::of(run);
    let [sent, in_flight, not_sent] = [sent, in_flight, not_sent].map(grouped);
    let unknown = match unknown {
        0 => String::new(),
        count => format!(", unknown {}", grouped(count)),
    };
    format!("Sent {sent}, in flight {in_flight}{unknown}, not sent {not_sent}.")
}

/// `2,331 accepted, 6 rejected, 3 unknown`: what is zero is left out, what is not has equal weight.
fn headline(run: &Run) -> String {
    let counts = run.ledger().counts();
    let tally = Tally::of(run);
    let parts: Vec<String> = OutcomeKind::ALL
        .into_iter()
        .map(|kind| (tally.ended(&counts, kind), kind.word()))
        .chain([(tally.in_flight, "in flight")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", grouped(count)))
        .collect();
    parts.join(", ")
}

/// Whether they were delivered, as far as the vendor's rows tell. Silent before anything is sent,
/// and where nothing is delivered.
fn fates(run: &Run) -> Option<String> {
    let draft = run.plan().draft();
    let read = fate::counts(run.ledger().fates());
    if !read.is_empty() {
        return Some(format!("Of these, as far as was read back: {read}."));
    }
    let switch = matches!(
        draft,
        Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. }
    );
    if switch || run.ledger().counts().accepted == 0 {
        return None;
    }
    let how = draft.read_back();
    Some(if how == ReadBack::Nothing || run.can_be_read_back() {
        fate::how(how).to_owned()
    } else {
        "Whether they were delivered cannot be told: what was at the vendor before could not be read.".to_owned()
    })
}

/// When the vendor's rows are looked at next, where only it may have anything more to tell.
fn awaits(run: &Run, now: DateTime<Utc>, held: bool) -> Option<String> {
    let next = run.next_word()?;
    let next = match (now < next, held) {
        (true, _) => format!("next look at {}", utc_minute(next)),
        (false, true) => "looking now".to_owned(),
        (false, false) => "a look is due".to_owned(),
    };
    Some(format!("Still waiting for the vendor's word, {next}."))
}

fn strangers(run: &Run) -> Option<String> {
    let ids: Vec<String> = run
        .calls()
        .iter()
        .flat_map(|call| call.strangers.iter().cloned())
        .collect();
    (!ids.is_empty()).then(|| outcome::strangers(&ids))
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn what_became_unknown_is_not_among_the_sent() {
        let mut run = kit::emails(2500);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        let at = kit::send(&mut run, at, &kit::lost());
        run.stop(at).unwrap();
        let told = "Sent 1,000, in flight 0, unknown 1,000, not sent 500.";
        assert_eq!(parted(&run), told);
    }

    #[test]
    fn the_next_look_is_named_as_long_as_there_is_one() {
        let mut run = kit::emails(1);
        let at = kit::send(&mut run, kit::now(), &kit::answer(202, ""));
        assert_eq!(awaits(&run, at, true), None, "the first looks follow soon");
        for _ in 0..5 {
            kit::read_back(&mut run, at, &[]);
        }
        let next = run.next_reading().unwrap();
        let still = |rest| Some(format!("Still waiting for the vendor's word, {rest}."));
        assert_eq!(
            awaits(&run, at, false),
            still(format!("next look at {}", utc_minute(next)))
        );
        assert_eq!(awaits(&run, next, true), still("looking now".to_owned()));
        assert_eq!(awaits(&run, next, false), still("a look is due".to_owned()));
        while run.next_reading().is_some() {
            kit::read_back(&mut run, at + TimeDelta::days(2), &[]);
        }
        assert_eq!(awaits(&run, next, false), None);
    }
}
