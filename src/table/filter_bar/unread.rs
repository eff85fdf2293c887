//! What of the address could not be read. Nothing is lost by it: the address stays as it is until
//! a filter is changed, and whatever is not read is not asked.

use crate::table::filters::{AddressFilters, use_filters};
use crate::ui::foreign::cut;
use leptos::prelude::*;

/// Sentences beyond these are told as a number: an address can hold any nonsense, at any length.
const MOST: usize = 6;

/// The note; nothing when all is well.
#[component]
pub fn Unread(asked: AddressFilters) -> impl IntoView {
    let filters = use_filters();
    let complaints = Memo::new(move |_| asked.reading().with(|reading| reading.complaints.clone()));
    let version = Memo::new(move |_| filters.unknown_version());
    let newer = move || {
        version.get().map(|version| {
            view! {
                <div class="note warn unread-note" role="status">
                    <p>
                        "This address is of version “" <bdi>{cut(&version)}</bdi>
                        "”, and this console reads version 1. Nothing of it is applied: the list is shown without its filters."
                    </p>
                    <button type="button" class="button" on:click=move |_| filters.read_anyway()>
                        "Read it as version 1"
                    </button>
                </div>
            }
        })
    };
    let lines = move || {
        let mut texts = complaints.get();
        if texts.is_empty() {
            return None;
        }
        let more = texts.len().saturating_sub(MOST);
        texts.truncate(MOST);
        if more > 0 {
            texts.push(format!("And {more} more."));
        }
        let lines = texts
            .into_iter()
            .map(|text| view! { <li><bdi>{text}</bdi></li> });
        Some(
            view! { <div class="note warn unread-note" role="status"><ul>{lines.collect_view()}</ul></div> },
        )
    };
    view! {
        {newer}
        {lines}
    }
}
