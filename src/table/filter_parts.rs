//! How many rows a page of a list holds, kept in the address. Knows no vendor.

use super::filters::use_filters;
use leptos::prelude::*;

/// The choice, kept in the address under `name`.
#[component]
pub fn RowsOfAPage(
    name: &'static str,
    sizes: &'static [u32],
    #[prop(into)] chosen: Signal<u32>,
) -> impl IntoView {
    let filters = use_filters();
    let options = sizes.iter().map(|&size| {
        view! {
            <option value=size.to_string() prop:selected=move || chosen.get() == size>
                {size.to_string()}
            </option>
        }
    });
    view! {
        <label class="rows-of-a-page">
            <span>"Rows"</span>
            <select name=name on:change=move |event| filters.set(name, &event_target_value(&event))>
                {options.collect_view()}
            </select>
        </label>
    }
}
