//! A small question over the page: the browser's own dialog, so that focus, Esc and what lies
//! behind are its work.

use super::element::element_of;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Whether a dialog is closed still when the browser tells that it was: a moment later, by when it
/// may have been opened anew, for the next question.
pub fn is_closed(node: NodeRef<Dialog>) -> bool {
    element_of(node).is_none_or(|dialog| !dialog.open())
}

/// A question that stands, as its body sees it: a handle, which may outlive it.
#[derive(Clone, Copy)]
pub struct Modal(NodeRef<Dialog>);

impl Modal {
    /// Closed first and taken out of the page afterwards: only so the focus goes back.
    pub fn close(self) {
        if let Some(dialog) = element_of(self.0) {
            dialog.close();
        }
    }

    /// Whether somebody closed it: what it asked for is not wanted any more.
    pub fn is_closed(self) -> bool {
        is_closed(self.0)
    }
}

/// Opens as soon as it stands in the page. `shut` is run when it was closed, by whatever means.
pub fn modal(title: String, shut: Callback<()>, body: impl FnOnce(Modal) -> AnyView) -> AnyView {
    let node: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            class="dialog question"
            aria-labelledby="question-title"
            node_ref=node
            on:close=move |_| {
                if is_closed(node) {
                    shut.run(());
                }
            }
        >
            <header>
                <h2 id="question-title">{title}</h2>
            </header>
            {body(Modal(node))}
        </dialog>
    }
    .into_any()
}
