//! A text that is looked for in what is loaded, as it is typed. It asks the vendor nothing, and
//! says so.

use super::state::Grid;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_table::ColumnId;
use std::time::Duration;

/// Whoever types no longer than this has typed.
const PAUSE: Duration = Duration::from_millis(400);

impl Grid {
    /// Shows only rows that hold this text.
    pub fn find(self, text: &str) {
        self.change(|kept| {
            let filter = kept.view.filter().clone();
            let filter = filter.searching(text, &self.searched());
            kept.view.filter_by(&kept.table, filter);
        });
        self.to_the_top();
        self.changed();
    }

    /// Looks for the same text where it may be looked for now.
    pub(super) fn find_again(self) {
        let text = self.kept(|kept| kept.view.filter().search().text.clone());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.find(&text);
        }
    }

    /// Where a typed text is looked for. Not in what is hidden: letter by letter it would be told.
    fn searched(self) -> Vec<ColumnId> {
        let reveal = self.reveal.get_untracked();
        let seen = |id: &ColumnId| {
            let mut columns = self.spec.columns.iter();
            let column = columns.find(|column| column.column == *id);
            column.map_or(*id, |column| column.seen(reveal))
        };
        self.spec.searched.iter().map(seen).collect()
    }
}

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
