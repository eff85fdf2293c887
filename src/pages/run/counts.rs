//! The counts of each outcome, as figures.

use super::glance::Glance;
use super::tally::Tally;
use crate::ui::pill::{fate_tone, tone_of};
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::outcome::OutcomeKind;
use redrive_core::run::Run;

/// A name, a number and the colour of both.
type Figure = (&'static str, usize, &'static str);

/// What became of the calls, and after it what reading back found.
#[component]
pub fn Figures(glance: Glance) -> impl IntoView {
    let figures = Memo::new(move |_| glance.read(figures));
    let show = |(name, count, tone): Figure| {
        view! {
            <div class=format!("figure {}", if count > 0 { tone } else { "none" })>
                <dt>{name}</dt>
                <dd>{grouped(count)}</dd>
            </div>
        }
    };
    view! { <dl class="figures">{move || figures.get().into_iter().map(show).collect_view()}</dl> }
}

fn figures(run: &Run) -> Vec<Figure> {
    let (counts, fates) = (run.ledger().counts(), run.ledger().fates());
    let tally = Tally::of(run);
    let mut figures: Vec<Figure> = OutcomeKind::ALL
        .into_iter()
        .map(|kind| (kind.word(), tally.ended(&counts, kind), tone_of(kind)))
        .collect();
    if tally.in_flight > 0 {
        figures.push(("in flight", tally.in_flight, "under-way"));
    }
    for fate in Fate::ALL {
        let count = fates.of(fate);
        if fate != Fate::NotRead && count > 0 {
            figures.push((fate.word(), count, fate_tone(fate)));
        }
    }
    figures
}
