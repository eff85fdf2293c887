//! The counts of each outcome, as figures and as one bar.

use crate::ui::pill::tone_of;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::outcome::{Accepted, Outcome, OutcomeKind};
use redrive_core::run::Run;

/// Figures over a bar. The bar is an ornament: all it says stands in the figures.
#[component]
pub fn CountsBar(run: ArcRwSignal<Run>) -> impl IntoView {
    let counts = {
        let run = run.clone();
        Memo::new(move |_| {
            let counts = run.with(|run| run.ledger().counts());
            OutcomeKind::ALL.map(|kind| (kind, counts.of(kind)))
        })
    };
    let bar = move || {
        let counts = counts.get();
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let mut start = 0;
        counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                let part = (
                    start * 1000 / total.max(1),
                    (count * 1000).div_ceil(total.max(1)),
                );
                start += count;
                view! {
                    <rect
                        class=tone_of(kind)
                        x=part.0.to_string()
                        y="0"
                        width=part.1.to_string()
                        height="8"
                    ></rect>
                }
            })
            .collect_view()
    };
    let figures = move || {
        counts
            .get()
            .into_iter()
            .map(|(kind, count)| {
                view! {
                    <div class=format!("figure {}", if count > 0 { tone_of(kind) } else { "none" })>
                        <dt>{kind.word()}</dt>
                        <dd>{grouped(count)}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <svg class="counts-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
            {bar}
        </svg>
        <dl class="figures">{figures} {move || run.with(enqueued)}</dl>
    }
}

/// A replay by filter is one item; what it enqueued is the number that people look for.
fn enqueued(run: &Run) -> Option<impl IntoView + use<>> {
    let counts: Vec<u64> = run
        .ledger()
        .distinct()
        .filter_map(|(outcome, items)| match outcome {
            Outcome::Accepted(Accepted::Enqueued { count, .. }) => Some(*count * items as u64),
            _ => None,
        })
        .collect();
    (!counts.is_empty()).then(|| {
        let sum = usize::try_from(counts.iter().sum::<u64>()).unwrap_or(usize::MAX);
        view! {
            <div class="figure">
                <dt>"deliveries enqueued"</dt>
                <dd>{grouped(sum)}</dd>
            </div>
        }
    })
}
