//! Which records are chosen. Survives paging and filtering, because it is ids and not rows.

use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

/// The chosen ids, in the order in which they were chosen. A handle.
pub struct Selection<T: Send + Sync + 'static> {
    order: RwSignal<Vec<T>>,
    set: Memo<HashSet<T>>,
}

impl<T: Send + Sync + 'static> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Selection<T> {}

impl<T: Clone + Eq + Hash + Send + Sync + 'static> Default for Selection<T> {
    fn default() -> Self {
        let order = RwSignal::new(Vec::new());
        Self {
            order,
            set: Memo::new(move |_| order.with(|order: &Vec<T>| order.iter().cloned().collect())),
        }
    }
}

impl<T: Clone + Eq + Hash + Send + Sync + 'static> Selection<T> {
    /// Whether this one is chosen; followed.
    pub fn holds(self, id: &T) -> bool {
        self.set.with(|set| set.contains(id))
    }

    /// How many; followed.
    pub fn len(self) -> usize {
        self.order.with(Vec::len)
    }

    /// Whether none is; followed.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The ids; not followed.
    pub fn ids(self) -> Vec<T> {
        self.order.get_untracked()
    }

    /// Chooses it, or no longer.
    pub fn put(self, id: &T, chosen: bool) {
        self.put_all(std::slice::from_ref(id), chosen);
    }

    /// Chooses all of these, or none of them any longer.
    pub fn put_all(self, ids: &[T], chosen: bool) {
        self.order.update(|order| {
            if chosen {
                let known: HashSet<T> = order.iter().cloned().collect();
                order.extend(ids.iter().filter(|id| !known.contains(*id)).cloned());
            } else {
                let gone: HashSet<&T> = ids.iter().collect();
                order.retain(|id| !gone.contains(id));
            }
        });
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.order.set(Vec::new());
    }
}

/// The checkbox of one row. A row that cannot be sent says why.
#[component]
pub fn RowCheckbox<T>(
    selection: Selection<T>,
    id: Result<T, String>,
    #[prop(into)] name: String,
) -> impl IntoView
where
    T: Clone + Eq + Hash + Display + Send + Sync + 'static,
{
    match id {
        Ok(id) => {
            let chosen = id.clone();
            view! {
                <input
                    type="checkbox"
                    aria-label=format!("Choose {name}")
                    prop:checked=move || selection.holds(&chosen)
                    on:change=move |event| selection.put(&id, event_target_checked(&event))
                />
            }
            .into_any()
        }
        Err(why) => view! {
            <input type="checkbox" disabled aria-label=format!("{name} cannot be chosen: {why}") title=why.clone() />
        }
        .into_any(),
    }
}

/// The checkbox of the header: all rows that are shown and can be chosen, and nothing beyond.
#[component]
pub fn PageCheckbox<T>(
    selection: Selection<T>,
    #[prop(into)] shown: Signal<Vec<T>>,
) -> impl IntoView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
{
    let chosen =
        Memo::new(move |_| shown.with(|ids| ids.iter().filter(|id| selection.holds(id)).count()));
    let all = move || shown.with(Vec::len);
    view! {
        <input
            type="checkbox"
            aria-label="Choose every row of this page"
            prop:checked=move || { let all = all(); all != 0 && chosen.get() == all }
            prop:indeterminate=move || (1..all()).contains(&chosen.get())
            disabled=move || all() == 0
            on:change=move |event| selection.put_all(&shown.get_untracked(), event_target_checked(&event))
        />
    }
}

/// The bar that appears when something is chosen: how many, in how many calls, and the one verb.
#[component]
pub fn SelectionBar<T>(
    selection: Selection<T>,
    /// Items of one call.
    cap: usize,
    /// The button's words for a number: `Resend 3 events…`.
    label: fn(usize) -> String,
    act: Callback<Vec<T>>,
    /// What else is to be known of the chosen.
    #[prop(optional, into)]
    note: Signal<String>,
) -> impl IntoView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
{
    move || {
        let count = selection.len();
        (count > 0).then(|| {
            let more = move || note.with(|note| (!note.is_empty()).then(|| format!("; {note}")));
            let calls = counted(count.div_ceil(cap.max(1)), "call", "calls");
            view! {
                <div class="selection-bar" role="region" aria-label="Chosen records">
                    <span role="status"><b>{grouped(count)} " chosen"</b> ": " {calls} {more}</span>
                    <button type="button" class="button quiet" on:click=move |_| selection.clear()>
                        "Clear"
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| act.run(selection.ids())
                    >
                        {label(count)} "…"
                    </button>
                </div>
            }
        })
    }
}
