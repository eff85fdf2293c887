//! The way to wait no longer for a query that takes long enough to think about it.

use crate::api::job::Phase;
use leptos::prelude::*;

/// Nothing at all as long as it is quick. The query goes on at the vendor.
#[component]
pub fn StopWaiting(phase: RwSignal<Phase>) -> impl IntoView {
    let is_long = Memo::new(move |_| matches!(phase.get(), Phase::Long(_)));
    move || {
        is_long.get().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| phase.set(Phase::Stopped)>
                    "Stop waiting"
                </button>
            }
        })
    }
}
