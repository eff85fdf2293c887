//! Parts that every filter bar has: how many rows a page holds, and what of the address could not
//! be followed. Knows no vendor.

use super::filters::use_filters;
use leptos::prelude::*;

/// How many rows a page holds, kept in the address under `name`.
#[component]
pub fn SizeFilter(
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
        <label class="field">
            <span>"Rows"</span>
            <select name=name on:change=move |event| filters.set(name, &event_target_value(&event))>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// What the address holds and could not be meant; nothing when all is well.
#[component]
pub fn Complaints(#[prop(into)] texts: Signal<Vec<String>>) -> impl IntoView {
    move || {
        let texts = texts.get();
        (!texts.is_empty()).then(|| {
            let lines = texts
                .into_iter()
                .map(|text| view! { <li><bdi>{text}</bdi></li> });
            view! { <div class="note warn" role="status"><ul>{lines.collect_view()}</ul></div> }
        })
    }
}
