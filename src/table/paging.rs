//! Turning pages: by number where the vendor counts, forward and back where it gives cursors.

use crate::words::number::grouped;
use leptos::prelude::*;

/// Pages of a list whose length is known.
#[component]
pub fn NumberedPaging(
    /// From 0.
    #[prop(into)]
    page: Signal<u64>,
    #[prop(into)] pages: Signal<u64>,
    turn: Callback<u64>,
) -> impl IntoView {
    let number = |number: u64| grouped(usize::try_from(number).unwrap_or(usize::MAX));
    view! {
        <nav class="paging" aria-label="Pages">
            <button
                type="button"
                class="button"
                disabled=move || page.get() == 0
                on:click=move |_| turn.run(page.get_untracked().saturating_sub(1))
            >
                "Newer"
            </button>
            <span role="status">"Page " {move || number(page.get() + 1)} " of " {move || number(pages.get().max(1))}</span>
            <button
                type="button"
                class="button"
                disabled=move || { page.get() + 1 >= pages.get() }
                on:click=move |_| turn.run(page.get_untracked() + 1)
            >
                "Older"
            </button>
        </nav>
    }
}

/// The way back through a list of cursors: the vendor leads only forward.
pub struct Trail<C: Send + Sync + 'static>(RwSignal<Vec<C>>);

impl<C: Send + Sync + 'static> Clone for Trail<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Send + Sync + 'static> Copy for Trail<C> {}

impl<C: Clone + Send + Sync + 'static> Default for Trail<C> {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl<C: Clone + Send + Sync + 'static> Trail<C> {
    /// Where the page that is shown begins; nothing at the newest. Followed.
    pub fn here(self) -> Option<C> {
        self.0.with(|trail| trail.last().cloned())
    }

    /// How many pages lie before this one; followed.
    pub fn depth(self) -> usize {
        self.0.with(Vec::len)
    }

    /// Goes on to the page that begins here.
    pub fn onward(self, cursor: C) {
        self.0.update(|trail| trail.push(cursor));
    }

    /// Goes back one page.
    pub fn back(self) {
        self.0.update(|trail| {
            trail.pop();
        });
    }

    /// Goes to the newest; a cursor belongs to its filter, so a changed filter needs this.
    pub fn restart(self) {
        if !self.0.with_untracked(Vec::is_empty) {
            self.0.set(Vec::new());
        }
    }
}

/// Buttons for a trail.
#[component]
pub fn TrailPaging<C: Clone + Send + Sync + 'static>(
    trail: Trail<C>,
    /// Where the next page begins, when there is one.
    #[prop(into)]
    next: Signal<Option<C>>,
) -> impl IntoView {
    view! {
        <nav class="paging" aria-label="Pages">
            <button type="button" class="button" disabled=move || trail.depth() == 0 on:click=move |_| trail.back()>
                "Newer"
            </button>
            <span role="status">"Page " {move || grouped(trail.depth() + 1)}</span>
            <button
                type="button"
                class="button"
                disabled=move || next.with(Option::is_none)
                on:click=move |_| {
                    if let Some(cursor) = next.get_untracked() {
                        trail.onward(cursor);
                    }
                }
            >
                "Older"
            </button>
        </nav>
    }
}
