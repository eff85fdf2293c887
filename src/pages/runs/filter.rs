//! Runs of one connection.

use crate::host::use_host;
use crate::table::filters::use_filters;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The filter's name in the address.
pub const CONNECTION: &str = "connection";

/// Offers the connections that runs were sent to; nothing where all went to one.
#[component]
pub fn ConnectionFilter() -> impl IntoView {
    let (runs, filters) = (use_host().runs(), use_filters());
    let known = Memo::new(move |_| {
        runs.with(|runs| {
            let runs = runs.iter().flatten().flatten();
            runs.map(|run| (run.connection.to_string(), run.label.clone()))
                .collect::<BTreeMap<_, _>>()
        })
    });
    let choose = move |event| filters.set(CONNECTION, &event_target_value(&event));
    let options = move || {
        let options = known.get().into_iter().map(|(id, label)| {
            let value = id.clone();
            view! {
                <option value=value prop:selected=move || filters.text(CONNECTION) == id>
                    {label}
                </option>
            }
        });
        options.collect_view()
    };
    let several =
        move || known.with(|known| known.len() > 1) || !filters.text(CONNECTION).is_empty();
    move || {
        several().then(|| {
            view! {
                <form class="filters" on:submit=|event| event.prevent_default()>
                    <label class="field">
                        <span>"Connection"</span>
                        <select name=CONNECTION on:change=choose>
                            <option value="">"All"</option>
                            {options}
                        </select>
                    </label>
                </form>
            }
        })
    }
}
