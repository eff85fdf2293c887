//! A part in its place on a page: awaited, here, or missing.

use super::part::{Arrival, Part};
use leptos::prelude::*;

/// The part, as soon as it is here.
#[component]
pub fn Lazy(part: Part) -> impl IntoView {
    let (arrival, again) = asked(part);
    move || match arrival.get() {
        Arrival::Awaited => view! { <Awaited /> }.into_any(),
        Arrival::Here(build) => build(),
        Arrival::Missing => view! { <DidNotArrive again /> }.into_any(),
    }
}

/// Asks for a part: how far it is, and how to ask once more.
pub(super) fn asked(part: Part) -> (RwSignal<Arrival>, Callback<()>) {
    let arrival = RwSignal::new(Arrival::Awaited);
    part.ask(arrival);
    let again = Callback::new(move |()| part.ask(arrival));
    (arrival, again)
}

#[component]
pub(super) fn Awaited() -> impl IntoView {
    view! { <p class="muted" role="status">"Loading…"</p> }
}

/// It says what holds on every page: fetching a part sends nothing and stops nothing.
#[component]
pub(super) fn DidNotArrive(again: Callback<()>) -> impl IntoView {
    view! {
        <div class="problem" role="alert">
            <p class="problem-title">"A part of the console did not arrive"</p>
            <p>"Nothing was sent by this, and a run that is under way goes on."</p>
            <p class="muted">
                "Try again. If it still does not come, Redrive may have been updated since this page was opened: then reload the page."
            </p>
            <button type="button" class="button" on:click=move |_| again.run(())>
                "Try again"
            </button>
        </div>
    }
}
