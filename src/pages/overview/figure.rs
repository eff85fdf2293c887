//! One number of a card: being counted, counted with the way to its records, or not to be had.

use crate::navigation::Link;
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::foreign::visible;
use crate::ui::load::{Load, Reader};
use leptos::prelude::*;
use redrive_core::problem::{Problem, ProblemKind};

/// The number. `what` names it while it is not known.
#[component]
pub fn Figure<T: Clone + Send + Sync + 'static>(
    what: &'static str,
    reader: Reader<T>,
    /// The words that lead to the records.
    words: fn(&T) -> String,
    to: Route,
    /// What the number was counted from, where that has to be said.
    #[prop(optional)]
    note: Option<fn(&T) -> String>,
) -> impl IntoView {
    view! {
        <li class="overview-figure">
            {move || match reader.state() {
                Load::Loading => {
                    view! { <span class="muted" role="status">{what} ": counting…"</span> }.into_any()
                }
                Load::Ready(value) => {
                    let note = note.map(|note| view! { <small class="muted">{note(&value)}</small> });
                    view! {
                        <Link to=to.clone()>{words(&value)}</Link>
                        {note}
                    }
                    .into_any()
                }
                Load::Failed(problem) => {
                    let again = Callback::new(move |()| reader.again());
                    view! { <Unknown what problem again /> }.into_any()
                }
            }}
        </li>
    }
}

#[component]
fn Unknown(what: &'static str, problem: Problem, again: Callback<()>) -> impl IntoView {
    if problem.kind == ProblemKind::SignedOut {
        use_session().ended();
    }
    view! {
        <span>{what} ": number unknown"</span>
        <small class="overview-problem" role="alert">
            <bdi>{visible(&problem.message).chars().take(300).collect::<String>()}</bdi>
        </small>
        <button
            type="button"
            class="button quiet"
            aria-label=format!("Try again to count: {what}")
            on:click=move |_| again.run(())
        >
            "Try again"
        </button>
    }
}
