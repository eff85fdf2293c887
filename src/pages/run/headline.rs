//! Where a run stands, in one sentence that hides no minority.

use crate::host::{Hosting, Watched};
use crate::words::number::grouped;
use crate::words::{outcome, stop};
use leptos::prelude::*;
use redrive_core::outcome::OutcomeKind;
use redrive_core::run::{Run, State};

/// The sentence, told to screen readers when it changes.
#[component]
pub fn Headline(watched: Watched) -> impl IntoView {
    let Watched { run, hosting, .. } = watched.clone();
    let phase = move || run.with(|run| phase(run, &hosting.get()));
    let run = watched.run.clone();
    let strangers = move || {
        run.with(|run| {
            let ids: Vec<String> = run
                .calls()
                .iter()
                .flat_map(|call| call.strangers.iter().cloned())
                .collect();
            (!ids.is_empty()).then(|| view! { <p class="note warn">{outcome::strangers(&ids)}</p> })
        })
    };
    let run = watched.run;
    view! {
        <div class="run-head">
            <p class="run-phase" role="status">{phase}</p>
            <p class="run-headline">{move || run.with(headline)}</p>
            {strangers}
        </div>
    }
}

fn phase(run: &Run, hosting: &Hosting) -> String {
    let calls = grouped(run.plan().calls().len());
    match (run.state(), hosting) {
        (State::Done, _) => format!("Sent: every call was made ({calls})."),
        (State::Stopped(why), _) => format!("Stopped. {}", stop::stopped(*why)),
        (_, Hosting::JournalFailed(problem)) => {
            format!("{} Nothing further is sent.", problem.message)
        }
        (State::Paused { why, .. }, _) => format!("Waiting for you. {}", stop::waits(why)),
        (_, Hosting::Nowhere) => {
            "Carried out by no tab. It stands where its journal ends.".to_owned()
        }
        (State::Ready { call, .. } | State::InFlight { call }, _) => {
            format!("Sending, call {} of {calls}.", grouped(call + 1))
        }
        (State::Looking { .. }, _) => "Reading the vendor's rows.".to_owned(),
    }
}

/// `2,331 accepted, 6 rejected, 3 unknown`: what is zero is left out, what is not has equal weight.
fn headline(run: &Run) -> String {
    let counts = run.ledger().counts();
    let parts: Vec<String> = OutcomeKind::ALL
        .into_iter()
        .filter(|kind| counts.of(*kind) > 0)
        .map(|kind| format!("{} {}", grouped(counts.of(kind)), kind.word()))
        .collect();
    parts.join(", ")
}
