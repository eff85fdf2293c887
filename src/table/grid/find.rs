//! A text that is looked for in what is loaded, as it is typed. It asks the vendor nothing, and
//! says so.

use super::state::Grid;
use crate::words::number::grouped;
use leptos::prelude::*;
use std::time::Duration;

/// Whoever types no longer than this has typed.
const PAUSE: Duration = Duration::from_millis(400);

#[component]
pub fn Find(grid: Grid) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let told = move || {
        let (all, shown) = grid.counts();
        if all == shown && text.with(|text| text.trim().is_empty()) {
            String::new()
        } else {
            format!("{} of {} loaded", grouped(shown), grouped(all))
        }
    };
    // Letters come faster than anybody can be told what each of them leaves.
    let said = RwSignal::new(String::new());
    let mut say = debounce(PAUSE, move |words| {
        said.try_set(words);
    });
    Effect::new(move |_| say(told()));
    view! {
        <div class="grid-find">
            <input
                    type="search"
                    aria-label="Filter loaded rows"
                    placeholder="Filter loaded rows"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=text
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        grid.find(&typed);
                        text.set(typed);
                    }
                />
            <span class="muted" aria-hidden="true">{told}</span>
            <span class="visually-hidden" role="status">{said}</span>
        </div>
    }
}
