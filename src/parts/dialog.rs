//! A part that is a modal dialog. While it is awaited, a dialog of ours stands in for it: what
//! was pressed must answer, and the page behind must not be used meanwhile.

use super::lazy::{Awaited, DidNotArrive, asked};
use super::part::{Arrival, Part};
use crate::navigation::on_leaving;
use crate::ui::element::element_of;
use leptos::html::Dialog;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

/// The part, as soon as it is here. `title` names what is awaited; `close` is run when the
/// operator no longer waits.
#[component]
pub fn LazyDialog(part: Part, title: &'static str, close: Callback<()>) -> impl IntoView {
    let (arrival, again) = asked(part);
    // Between awaited and missing the same dialog stays: it must not lose the focus.
    let here = Memo::new(move |_| matches!(arrival.get(), Arrival::Here(_)));
    let waiting =
        move || (!here.get()).then(|| view! { <Waiting arrival title again close /> }.into_any());
    let awaited = move || match (here.get(), arrival.get_untracked()) {
        (true, Arrival::Here(build)) => build(),
        _ => ().into_any(),
    };
    // Two places, the waiting one first: in one, the same element would become the awaited dialog
    // and take the event of our own closing for the operator's.
    view! {
        {waiting}
        {awaited}
    }
}

#[component]
fn Waiting(
    arrival: RwSignal<Arrival>,
    title: &'static str,
    again: Callback<()>,
    close: Callback<()>,
) -> impl IntoView {
    let node: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
            // Closing gives the focus back to what was pressed, and the awaited dialog takes it
            // from there: so it can give it back too.
            let dialog = SendWrapper::new(dialog);
            on_cleanup(move || dialog.close());
        }
    });
    let leave = move || {
        if let Some(dialog) = element_of(node) {
            dialog.close();
        }
    };
    // What was pressed stands on another screen then.
    on_leaving(leave);
    view! {
        <dialog
            class="dialog plan-dialog"
            aria-labelledby="part-title"
            node_ref=node
            on:close=move |_| {
                // It is closed by us as well, when the awaited one takes its place.
                if arrival.try_get_untracked().is_some_and(|arrival| !matches!(arrival, Arrival::Here(_))) {
                    close.run(());
                }
            }
        >
            <header>
                <h2 id="part-title">{title}</h2>
            </header>
            <section>
                {move || match arrival.get() {
                    Arrival::Missing => view! { <DidNotArrive again /> }.into_any(),
                    Arrival::Awaited | Arrival::Here(_) => view! { <Awaited /> }.into_any(),
                }}
            </section>
            <footer>
                <p class="muted">"Nothing was sent."</p>
                <button type="button" class="button" autofocus on:click=move |_| leave()>
                    "Close"
                </button>
            </footer>
        </dialog>
    }
}
