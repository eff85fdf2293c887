//! A text that is looked for in what is loaded, as it is typed. It asks the vendor nothing, and
//! says so.

use super::state::Grid;
use crate::words::number::grouped;
use leptos::prelude::*;

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
            <span class="muted" role="status">{told}</span>
        </div>
    }
}
