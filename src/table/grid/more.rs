//! Below a grid: how much of it is loaded, and how to load the rest: the next part, or all of it.

use super::state::Grid;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;

#[component]
pub fn LoadMore(
    grid: Grid,
    /// Whether the vendor has more.
    #[prop(into)]
    more: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// Whether everything is being loaded, until there is no more.
    everything: RwSignal<bool>,
    next: Callback<()>,
) -> impl IntoView {
    let loaded = Memo::new(move |_| grid.counts().0);
    let loads = move || everything.get() && (more.get() || busy.get());
    let told = move || {
        let count = loaded.get();
        if loads() {
            format!(
                "Loading everything that matches: {} so far…",
                grouped(count)
            )
        } else if more.get() {
            format!("{} loaded; there are more.", grouped(count))
        } else {
            format!(
                "All {} loaded.",
                counted(count, grid.spec.one, grid.spec.many)
            )
        }
    };
    let buttons = move || {
        if loads() {
            return view! {
                <button type="button" class="button" on:click=move |_| everything.set(false)>
                    "Stop loading"
                </button>
            }
            .into_any();
        }
        if !more.get() && !busy.get() {
            return ().into_any();
        }
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| {
                    if !busy.get_untracked() {
                        next.run(());
                    }
                }
            >
                "Load more"
            </button>
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    everything.set(true);
                    if !busy.get_untracked() {
                        next.run(());
                    }
                }
            >
                "Load everything matching"
            </button>
        }
        .into_any()
    };
    view! {
        <div class="paging">
            <span role="status">{told}</span>
            {buttons}
        </div>
    }
}
