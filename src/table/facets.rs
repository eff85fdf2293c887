//! Which words the loaded rows have in some columns, and how many have each: ticking them shows
//! only those rows. Folded until somebody wants it. Asks the vendor nothing, and says so.

use super::grid::{Grid, Narrowing, Value};
use crate::ui::foreign::cut;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_table::ColumnId;

/// Words that are shown of a column before somebody asks for the others.
const FIRST: usize = 8;

/// The words to narrow by.
#[component]
pub fn Facets(
    grid: Grid,
    narrowing: &'static Narrowing,
    /// Whether the vendor has rows that match and are not loaded.
    #[prop(into)]
    more: Signal<bool>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let facets = move || narrowing.facets.iter().map(|(_, column)| *column);
    let columns = move || facets().chain([narrowing.cause, narrowing.when]);
    let narrowed = Memo::new(move |_| grid.narrowed(columns()));
    let label = move || match narrowed.get() {
        0 => "Narrow".to_owned(),
        count => format!("Narrow ({count})"),
    };
    let body = move || {
        let of = move || {
            if more.get() {
                "Counts are of the loaded rows. More match that are not loaded."
            } else {
                "Counts are of the loaded rows, which are all that match."
            }
        };
        view! {
            <div class="facets card" id="facets">
                {narrowing.facets.iter().map(|(name, column)| facet(grid, name, *column)).collect_view()}
                <p class="muted">{of}</p>
            </div>
        }
    };
    view! {
        <button
            type="button"
            class="button"
            aria-expanded=move || open.get().to_string()
            aria-controls=move || open.get().then_some("facets")
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {label}
        </button>
        {move || {
            (narrowed.get() > 0)
                .then(|| {
                    view! {
                        <button type="button" class="button quiet" on:click=move |_| grid.widen()>
                            "Show all loaded"
                        </button>
                    }
                })
        }}
        {move || open.get().then(body)}
    }
}

fn facet(grid: Grid, name: &'static str, column: ColumnId) -> AnyView {
    let values = Memo::new(move |_| grid.values(column));
    let all = RwSignal::new(false);
    let shown = move || {
        let wanted = if all.get() { usize::MAX } else { FIRST };
        values.with(|values| values.iter().take(wanted).cloned().collect::<Vec<_>>())
    };
    let others = move || values.with(Vec::len).saturating_sub(FIRST);
    view! {
        <fieldset>
            <legend>{name}</legend>
            <For each=shown key=|value| value.words.clone() let:value>
                {tick(grid, column, values, value.words)}
            </For>
            {move || {
                (others() > 0 && !all.get())
                    .then(|| {
                        view! {
                            <button type="button" class="link" on:click=move |_| all.set(true)>
                                {grouped(others())}
                                " more"
                            </button>
                        }
                    })
            }}
        </fieldset>
    }
    .into_any()
}

fn tick(grid: Grid, column: ColumnId, values: Memo<Vec<Value>>, words: Option<String>) -> AnyView {
    let (mine, named) = (words.clone(), words.clone());
    let shown = move || match &named {
        Some(words) => cut(&grid.called(column, words).unwrap_or_else(|| words.clone())),
        None => "not told".to_owned(),
    };
    let now = Memo::new(move |_| {
        let known = |values: &Vec<Value>| values.iter().find(|value| value.words == mine).cloned();
        values.with(known)
    });
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=move || now.with(|now| now.as_ref().is_some_and(|now| now.on))
                on:change=move |event| grid.tick(column, words.clone(), event_target_checked(&event))
            />
            <bdi>{shown}</bdi>
            " "
            <span class="muted num">{move || now.with(|now| grouped(now.as_ref().map_or(0, |now| now.count)))}</span>
        </label>
    }
    .into_any()
}
