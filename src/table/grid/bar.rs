//! The bar that appears when something is chosen: how many, in how many calls, and the one verb.

use super::state::Grid;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;

#[component]
pub fn ChosenBar(
    grid: Grid,
    /// Items of one call.
    cap: usize,
    /// The button's words for a number: `Resend 3 events`.
    label: fn(usize) -> String,
    act: Callback<Vec<String>>,
) -> impl IntoView {
    let tally = Memo::new(move |_| grid.tally());
    move || {
        let tally = tally.get();
        (tally.chosen > 0).then(|| {
            let calls = counted(tally.calls(cap), "call", "calls");
            let elsewhere = (tally.elsewhere > 0)
                .then(|| format!("; {} not in this list", grouped(tally.elsewhere)));
            view! {
                <div class="selection-bar" role="region" aria-label="Chosen records">
                    <span role="status">
                        <b>{grouped(tally.chosen)} " chosen"</b>
                        ": "
                        {calls}
                        {elsewhere}
                    </span>
                    <button type="button" class="button quiet" on:click=move |_| grid.clear()>
                        "Clear"
                    </button>
                    <button type="button" class="button primary" on:click=move |_| act.run(grid.chosen())>
                        {label(tally.chosen)}
                        "…"
                    </button>
                </div>
            }
        })
    }
}
