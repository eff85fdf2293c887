//! What became of the items that a plan sent ahead, beside the choice of how to go on.

use super::glance::Glance;
use crate::ui::pill::fate_tone;
use crate::words;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::run::Run;

/// The fates of the first items, all of them.
pub fn first_items(glance: Glance) -> AnyView {
    let counts = glance.read(counts);
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let rest = glance.read_once(|run| {
        let rest = run.plan().items().len().saturating_sub(all);
        words::plan::items(run.plan(), rest)
    });
    let figures = counts.into_iter().filter(|(_, count)| *count > 0);
    let figures = figures.map(|(fate, count)| {
        view! {
            <div class=format!("figure {}", fate_tone(fate))>
                <dt>{fate.word()}</dt>
                <dd>{grouped(count)}</dd>
            </div>
        }
    });
    view! {
        <div class="canary">
            <div>
                <h3>{format!("The first {}", grouped(all))}</h3>
                <dl class="figures">{figures.collect_view()}</dl>
            </div>
            <div>
                <h3>"The rest"</h3>
                <p>{format!("{rest}, not sent yet.")}</p>
            </div>
        </div>
    }
    .into_any()
}

fn counts(run: &Run) -> [(Fate, usize); 6] {
    let first = run.plan().shape().first.unwrap_or_default() as usize;
    let first = first.min(run.plan().items().len());
    Fate::ALL.map(|fate| {
        let count = (0..first)
            .filter(|place| run.ledger().fate(*place) == fate)
            .count();
        (fate, count)
    })
}
