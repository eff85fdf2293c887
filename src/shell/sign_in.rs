//! Signing in: before anything is shown, and again over a page whose session ended.

use crate::api::session;
use crate::session::use_session;
use crate::ui::brand::Brand;
use crate::ui::element::element_of;
use crate::ui::password::{Password, PasswordField};
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Progress {
    Open,
    Asking,
    Refused(String),
}

/// The gate before the console.
#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <section class="card gate-card" aria-labelledby="sign-in-title">
            <Brand />
            <h1 id="sign-in-title">"Sign in"</h1>
            <SignInForm />
        </section>
    }
}

/// Over a page whose session ended; the page stays as it is.
#[component]
pub fn SignInAgain() -> impl IntoView {
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
            class="dialog gate-card"
            aria-labelledby="sign-in-title"
            node_ref=node
            on:cancel=|event: web_sys::Event| event.prevent_default()
        >
            <header>
                <h2 id="sign-in-title">"Your session ended"</h2>
                <p class="muted">"Sign in again. The page behind this is as you left it; nothing was sent meanwhile."</p>
            </header>
            <SignInForm over=node />
        </dialog>
    }
}

#[component]
fn SignInForm(
    /// The dialog that it stands in.
    #[prop(optional)]
    over: NodeRef<Dialog>,
) -> impl IntoView {
    let context = use_session();
    let progress = RwSignal::new(Progress::Open);
    let (name, password) = (NodeRef::<Input>::new(), Password::default());
    let known = context.operator();
    let submit = move || {
        let Some(name) = element_of(name) else {
            return;
        };
        if progress.get_untracked() == Progress::Asking {
            return;
        }
        let secret = password.take();
        progress.set(Progress::Asking);
        spawn_local(async move {
            match session::sign_in(name.value().trim(), &secret).await {
                Ok(session) => {
                    // Closed first and taken out of the page afterwards: only so the focus goes back.
                    if let Some(dialog) = element_of(over) {
                        dialog.close();
                    }
                    context.begin(session);
                }
                Err(refusal) => {
                    progress.try_set(Progress::Refused(refusal.message));
                    password.focus();
                }
            }
        });
    };
    let refused = move || match progress.get() {
        Progress::Refused(message) => Some(message),
        Progress::Open | Progress::Asking => None,
    };
    view! {
        <form
            class="sign-in"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <label class="field">
                <span>"Name"</span>
                <input type="text" name="name" autocomplete="username" required node_ref=name value=known />
            </label>
            <PasswordField
                password
                label="Password"
                name="password"
                autocomplete="current-password"
                note_id="sign-in-note"
                note=""
                refused=Signal::derive(refused)
                required=true
            />
            <button type="submit" class="button primary" disabled=move || progress.get() == Progress::Asking>
                "Sign in"
            </button>
        </form>
    }
}
