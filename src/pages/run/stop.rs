//! Asks once, in words, before a run is stopped.

use super::glance::Glance;
use super::pace;
use super::tally::Tally;
use crate::ui::modal::modal;
use crate::words;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_core::run::{Run, State};

/// The question, with the numbers as they stand.
pub fn dialog(glance: Glance, shut: Callback<()>) -> AnyView {
    modal("Stop this run?".to_owned(), shut, move |modal| {
        let stop = move |_| {
            glance.watched().stop();
            modal.close();
        };
        view! {
            <section>
                <p class="sentence">{move || glance.read(made)}</p>
                <p class="sentence">"What was sent cannot be taken back."</p>
            </section>
            <footer>
                <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                    "Do not stop"
                </button>
                <button type="button" class="button danger" on:click=stop>
                    {move || glance.read(label)}
                </button>
            </footer>
        }
        .into_any()
    })
}

fn made(run: &Run) -> String {
    let calls = pace::calls(run);
    let tally = Tally::of(run);
    let left = match tally.not_sent {
        0 => "Nothing is left that was not sent.".to_owned(),
        left => format!("{} will not be sent.", words::plan::items(run.plan(), left)),
    };
    let unknown = match tally.unknown {
        0 => String::new(),
        count => format!(
            " Whether the vendor took {} is unknown.",
            words::plan::items(run.plan(), count)
        ),
    };
    let under_way = if tally.in_flight > 0 {
        " The call under way ends first."
    } else {
        ""
    };
    format!(
        "{} of {} made so far. {left}{unknown}{under_way}",
        grouped(calls.made),
        counted(calls.all, "call was", "calls were"),
    )
}

fn label(run: &Run) -> String {
    let calls = pace::calls(run);
    // A call under way ends first. A further try of one is no further call.
    let under_way = match run.state() {
        State::InFlight { call } => usize::from(run.first_sent_at(*call).is_none()),
        _ => 0,
    };
    match calls.all.saturating_sub(calls.made + under_way) {
        0 => "Stop".to_owned(),
        left => format!("Stop: {} will not be made", counted(left, "call", "calls")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;

    #[test]
    fn whoever_stops_is_told_what_is_unknown_and_which_calls_never_left() {
        let mut run = kit::emails(2500);
        let at = kit::send(&mut run, kit::now(), &kit::unreachable());
        assert!(made(&run).starts_with("0 of 3 calls were made so far."));
        assert_eq!(label(&run), "Stop: 3 calls will not be made");
        kit::send(&mut run, at, &kit::lost());
        assert_eq!(
            made(&run),
            "1 of 3 calls were made so far. 1,500 e-mails will not be sent. Whether the vendor took 1,000 e-mails is unknown."
        );
        assert_eq!(label(&run), "Stop: 2 calls will not be made");
    }

    #[test]
    fn whoever_stops_at_refused_credentials_is_told_of_all_that_will_not_be_sent() {
        let mut run = kit::emails(2500);
        kit::send(&mut run, kit::now(), &kit::answer(401, ""));
        assert_eq!(
            made(&run),
            "1 of 3 calls were made so far. 2,500 e-mails will not be sent."
        );
    }
}
