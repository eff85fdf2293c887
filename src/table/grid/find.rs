//! A text that is looked for in what is loaded, as it is typed. It asks the vendor nothing, and
//! says so.

use super::state::Grid;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_table::ColumnId;
use std::time::Duration;

/// Whoever types no longer than this has typed.
const PAUSE: Duration = Duration::from_millis(400);

/// Else nothing found would be taken for nothing there.
const HIDDEN: &str = "What is hidden is not looked through: reveal it first.";

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

    /// Whether a typed text is not looked for in some of what rows hold; followed.
    fn hides_some(self) -> bool {
        let searched = |id| self.spec.searched.contains(&id);
        let mut columns = self.spec.columns.iter();
        !self.reveal.get() && columns.any(|column| column.mask.is_some() && searched(column.column))
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
    let hidden = Memo::new(move |_| text.with(|text| !text.trim().is_empty()) && grid.hides_some());
    // Letters come faster than anybody can be told what each of them leaves.
    let said = RwSignal::new(String::new());
    let mut say = debounce(PAUSE, move |words| {
        said.try_set(words);
    });
    Effect::new(move |_| {
        let told = told();
        say(if hidden.get() {
            format!("{told}. {HIDDEN}")
        } else {
            told
        });
    });
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
        {move || hidden.get().then(|| view! { <p class="grid-find-note" aria-hidden="true">{HIDDEN}</p> })}
    }
}
