//! How far a run is: a bar with its numbers in words, how fast it goes, how long it will take, and
//! what it waits for.

use super::glance::Glance;
use super::pace::{self, Calls, Wait};
use super::tally::Tally;
use crate::ui::pill::tone_of;
use crate::words;
use crate::words::number::{counted, grouped};
use crate::words::span;
use leptos::prelude::*;
use redrive_core::outcome::OutcomeKind;
use redrive_core::run::{Run, State};

/// A part of the bar: its class, where it begins and how wide it is, in thousandths.
type Part = (&'static str, usize, usize);

/// The bar, and under it what it says.
#[component]
pub fn Progress(glance: Glance) -> impl IntoView {
    let parts = Memo::new(move |_| glance.read(parts));
    let said = Memo::new(move |_| glance.read(said));
    let tally = move || glance.read(Tally::of);
    let rects = move || {
        parts
            .get()
            .into_iter()
            .map(|(class, x, width)| {
                view! {
                    <rect class=class x=x.to_string() y="0" width=width.to_string() height="8"></rect>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label="Sent so far"
            aria-valuemin="0"
            aria-valuemax=move || tally().total().to_string()
            aria-valuenow=move || tally().sent.to_string()
            aria-valuetext=said
        >
            <svg class="counts-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                {rects}
            </svg>
        </div>
        <p class="progress-words">
            <span>{said}</span>
            {move || pace_words(glance).into_iter().map(|text| view! { <span>{text}</span> }).collect_view()}
        </p>
    }
}

/// `2,000 of 2,140 e-mails sent, 2 of 3 calls made`. Of what is unknown nobody says that it was sent.
fn said(run: &Run) -> String {
    let tally = Tally::of(run);
    let Calls { made, all } = pace::calls(run);
    let unknown = match tally.unknown {
        0 => String::new(),
        count => format!(", {} unknown", grouped(count)),
    };
    format!(
        "{} of {} sent{unknown}, {} of {} made",
        grouped(tally.sent),
        words::plan::items(run.plan(), tally.total()),
        grouped(made),
        counted(all, "call", "calls"),
    )
}

/// Rate, time left, the next call, the speed. Nothing of it once the last call was made.
fn pace_words(glance: Glance) -> Vec<String> {
    let now = glance.now();
    let carried_out = glance.is_held();
    glance.read(|run| {
        let mut said = Vec::new();
        let sends = carried_out && !matches!(run.state(), State::Paused { .. });
        if sends && !run.is_sent() {
            if let Some(rate) = pace::per_minute(run, now) {
                said.push(format!("{} a minute", counted(rate, "call", "calls")));
            }
            if let Some(left) = pace::left(run, now) {
                said.push(format!("{} left", span::about(left)));
            }
        }
        if !run.is_sent() {
            said.push(words::speed::limit(run.manner().calls_per_minute));
        }
        if let Some((until, why)) = pace::wait(run, now)
            && carried_out
        {
            said.push(waits(span::left(until - now), why));
        }
        said
    })
}

fn waits(left: String, why: Wait) -> String {
    match why {
        Wait::Asked => format!("next call in {left}: the vendor asked us to slow down (429)"),
        Wait::Failed => format!("next try in {left}: the last one got no clear answer"),
        Wait::Speed(speed) => format!(
            "next call in {left}: at most {} a minute, as you set it",
            counted(speed as usize, "call", "calls")
        ),
        Wait::Share => {
            format!(
                "next call in {left}: the vendor's limit is nearly used up, and a share is left to others"
            )
        }
        Wait::Reading => format!("reads again in {left}"),
    }
}

fn parts(run: &Run) -> Vec<Part> {
    let counts = run.ledger().counts();
    let tally = Tally::of(run);
    let total = tally.total().max(1);
    let kinds = OutcomeKind::ALL.map(|kind| (tone_of(kind), tally.ended(&counts, kind)));
    let [accepted, rejected, unknown, skipped, not_sent] = kinds;
    let in_flight = ("under-way", tally.in_flight);
    let mut start = 0;
    let mut parts = Vec::new();
    for (class, count) in [accepted, rejected, unknown, skipped, in_flight, not_sent] {
        if count > 0 {
            let width = (count * 1000).div_ceil(total);
            parts.push((class, start * 1000 / total, width));
            start += count;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;

    #[test]
    fn what_is_unknown_is_not_called_sent_and_what_never_left_not_made() {
        let mut run = kit::emails(2500);
        let at = kit::send(&mut run, kit::now(), &kit::unreachable());
        assert_eq!(said(&run), "0 of 2,500 e-mails sent, 0 of 3 calls made");
        let at = kit::send(&mut run, at, &kit::answer(202, ""));
        kit::send(&mut run, at, &kit::lost());
        assert_eq!(
            said(&run),
            "1,000 of 2,500 e-mails sent, 1,000 unknown, 2 of 3 calls made"
        );
    }
}
