//! The heading of the boxes: how much is chosen, and a menu to choose by.

use super::more::More;
use super::state::Grid;
use crate::ui::popover::Popover;
use crate::words::number::counted;
use leptos::prelude::*;
use redrive_table::Coverage;

/// What 'everything matching' means on a page whose vendor replays by filter. It is planned there,
/// not ticked here.
#[derive(Clone, Copy)]
pub struct ByFilter {
    pub words: &'static str,
    /// The same while not everything that is loaded is shown: the vendor's filter finds more.
    pub narrowed: &'static str,
    /// Leads there.
    pub act: Callback<()>,
}

/// Stands in the heading.
#[component]
pub fn ChooseAll(grid: Grid, popover: Popover) -> impl IntoView {
    let coverage = Memo::new(move |_| grid.coverage());
    let counts = Memo::new(move |_| grid.counts());
    let label = move || match counts.get() {
        (all, shown) if all == shown => "Choose every loaded row",
        _ => "Choose every row that is shown",
    };
    view! {
        <div role="columnheader" class="grid-choice">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || coverage.get() == Coverage::All
                prop:indeterminate=move || coverage.get() == Coverage::Some
                disabled=move || counts.get().1 == 0
                on:change=move |event| {
                    grid.choose_shown(event_target_checked(&event));
                }
            />
            {popover.button("grid-more", "menu", "Choose rows", "▾")}
        </div>
    }
}

/// Stands beside the grid: within it, it would be cut off at its edges.
#[component]
pub fn ChooseMenu(
    grid: Grid,
    popover: Popover,
    more: More,
    by_filter: Option<ByFilter>,
) -> impl IntoView {
    let counts = Memo::new(move |_| grid.counts());
    let any = Memo::new(move |_| grid.counted().chosen > 0);
    let rows = move |count: usize| counted(count, grid.spec.one, grid.spec.many);
    let item = move |words: Signal<String>, able: Signal<bool>, act: Callback<()>| {
        view! {
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                aria-disabled=move || (!able.get()).then_some("true")
                on:click=move |_| {
                    if able.get_untracked() {
                        popover.close();
                        act.run(());
                    }
                }
            >
                {words}
            </button>
        }
    };
    let always = Signal::stored(true);
    let loaded = Signal::derive(move || {
        let (all, shown) = counts.get();
        if all == shown {
            format!("All that are loaded: {}", rows(all))
        } else {
            format!("All that are shown: {}", rows(shown))
        }
    });
    let load = "Everything matching: load it, then choose it";
    let (words, act, able) = match by_filter {
        None => {
            let load_and_choose = Callback::new(move |()| more.load_and_choose_everything());
            (Signal::stored(load.to_owned()), load_and_choose, more.more)
        }
        Some(by) => {
            let words = move || {
                if grid.is_narrowed() {
                    by.narrowed
                } else {
                    by.words
                }
            };
            (Signal::derive(move || words().to_owned()), by.act, always)
        }
    };
    let none = Signal::stored("None".to_owned());
    let body = move || {
        let some_shown = Signal::derive(move || counts.get().1 > 0);
        let clear = Callback::new(move |()| grid.clear());
        let choose = Callback::new(move |()| {
            grid.choose_shown(true);
        });
        view! {
            {item(none, any.into(), clear)}
            {item(loaded, some_shown, choose)}
            {item(words, able, act)}
        }
        .into_any()
    };
    popover.panel("menu", "Choose rows", body)
}
