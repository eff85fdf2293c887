//! Which records are chosen. Survives paging and filtering, because it is ids and not rows.

//!
//! Pages choose typed ids; within, and in what is drawn, they are texts, so that one code serves
//! every kind of record.

use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use std::collections::HashSet;
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

/// The chosen ids, in the order in which they were chosen. A handle.
pub struct Selection<T> {
    chosen: Chosen,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Selection<T> {}

impl<T> Default for Selection<T> {
    fn default() -> Self {
        Self {
            chosen: Chosen::new(),
            kind: PhantomData,
        }
    }
}

impl<T: Display + FromStr> Selection<T> {
    /// How many; followed.
    pub fn len(self) -> usize {
        self.chosen.order.with(Vec::len)
    }

    /// Whether none is; followed.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether this one is chosen; followed.
    pub fn holds(self, id: &T) -> bool {
        self.chosen.holds(&id.to_string())
    }

    /// The ids; not followed. Each was written by a `T`, so each reads as one again.
    pub fn ids(self) -> Vec<T> {
        self.chosen
            .order
            .with_untracked(|order| order.iter().filter_map(|id| id.parse().ok()).collect())
    }
}

/// What a selection is within.
#[derive(Clone, Copy)]
struct Chosen {
    order: RwSignal<Vec<String>>,
    set: Memo<HashSet<String>>,
}

impl Chosen {
    fn new() -> Self {
        let order = RwSignal::new(Vec::<String>::new());
        Self {
            order,
            set: Memo::new(move |_| order.with(|order| order.iter().cloned().collect())),
        }
    }

    fn holds(self, id: &str) -> bool {
        self.set.with(|set| set.contains(id))
    }

    /// Chooses all of these, or none of them any longer.
    fn put(self, ids: &[String], chosen: bool) {
        self.order.update(|order| {
            if chosen {
                let known: HashSet<String> = order.iter().cloned().collect();
                order.extend(ids.iter().filter(|id| !known.contains(*id)).cloned());
            } else {
                let gone: HashSet<&String> = ids.iter().collect();
                order.retain(|id| !gone.contains(id));
            }
        });
    }
}

/// The checkbox of one row. A row that cannot be sent says why.
#[component]
pub fn RowCheckbox<T: Display>(
    selection: Selection<T>,
    id: Result<T, String>,
    #[prop(into)] name: String,
) -> impl IntoView {
    checkbox(selection.chosen, id.map(|id| id.to_string()), name)
}

fn checkbox(chosen: Chosen, id: Result<String, String>, name: String) -> AnyView {
    match id {
        Ok(id) => {
            let mine = id.clone();
            view! {
                <input
                    type="checkbox"
                    aria-label=format!("Choose {name}")
                    prop:checked=move || chosen.holds(&mine)
                    on:change=move |event| {
                        chosen.put(std::slice::from_ref(&id), event_target_checked(&event));
                    }
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
pub fn PageCheckbox<T: Display>(selection: Selection<T>, shown: Vec<T>) -> impl IntoView {
    page_checkbox(
        selection.chosen,
        shown.iter().map(ToString::to_string).collect(),
    )
}

fn page_checkbox(chosen: Chosen, shown: Vec<String>) -> AnyView {
    let all = shown.len();
    let shown = StoredValue::new(shown);
    let count = move || shown.with_value(|ids| ids.iter().filter(|id| chosen.holds(id)).count());
    view! {
        <input
            type="checkbox"
            aria-label="Choose every row of this page"
            prop:checked=move || all != 0 && count() == all
            prop:indeterminate=move || (1..all).contains(&count())
            disabled=all == 0
            on:change=move |event| shown.with_value(|ids| chosen.put(ids, event_target_checked(&event)))
        />
    }
    .into_any()
}

/// The bar that appears when something is chosen: how many, in how many calls, and the one verb.
#[component]
pub fn SelectionBar<T: Display + FromStr + 'static>(
    selection: Selection<T>,
    /// Items of one call.
    cap: usize,
    /// The button's words for a number: `Resend 3 events…`.
    label: fn(usize) -> String,
    act: Callback<Vec<T>>,
    /// What else is to be known of the chosen.
    #[prop(optional, into)]
    note: Signal<String>,
) -> impl IntoView {
    let press = Callback::new(move |()| act.run(selection.ids()));
    bar(selection.chosen, cap, label, press, note)
}

fn bar(
    chosen: Chosen,
    cap: usize,
    label: fn(usize) -> String,
    press: Callback<()>,
    note: Signal<String>,
) -> AnyView {
    let shown = move || {
        let count = chosen.order.with(Vec::len);
        (count > 0).then(|| {
            let more = move || note.with(|note| (!note.is_empty()).then(|| format!("; {note}")));
            let calls = counted(count.div_ceil(cap.max(1)), "call", "calls");
            view! {
                <div class="selection-bar" role="region" aria-label="Chosen records">
                    <span role="status"><b>{grouped(count)} " chosen"</b> ": " {calls} {more}</span>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| chosen.order.set(Vec::new())
                    >
                        "Clear"
                    </button>
                    <button type="button" class="button primary" on:click=move |_| press.run(())>
                        {label(count)} "…"
                    </button>
                </div>
            }
        })
    };
    shown.into_any()
}
