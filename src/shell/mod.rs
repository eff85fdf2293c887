//! What stands around every page: sign-in before it, the menu beside it, the plan dialog over it.

mod lost;
mod menu;
mod news;
mod screen;
mod sign_in;
mod sign_out;
mod tray;

use crate::api::connections::provide_connections;
use crate::forms::planner::{PlanDialogOutlet, provide_planner};
use crate::host::provide_host;
use crate::navigation::use_navigation;
use crate::session::{SignedIn, provide_session};
use crate::shortcuts::{OverlayOutlet, provide_shortcuts};
use crate::table::list::provide_aside;
use crate::table::touched::{TouchedOutlet, provide_touched};
use crate::ui::problem::ProblemNote;
use leptos::html::{Div, Main};
use leptos::prelude::*;
use lost::Keeper;
use menu::Menu;
use news::{NewsLine, provide_unseen};
use screen::{CurrentPage, enter, fetch_ahead};
use sign_in::{SignIn, SignInAgain};
use tray::{Announcer, go_on_reading_back};
use wasm_bindgen::JsCast;

/// The whole console. Wants a navigation around it.
#[component]
pub fn Console(
    /// What the foremost run has to say to whoever looks elsewhere: `62 %`, `Needs you`.
    #[prop(optional)]
    told: RwSignal<Option<String>>,
) -> impl IntoView {
    let session = provide_session();
    fetch_ahead(use_navigation().route().get_untracked());
    let connections = provide_connections();
    provide_host();
    provide_unseen();
    go_on_reading_back();
    provide_planner();
    provide_aside(session);
    provide_shortcuts();
    provide_touched();
    let state = session.state();
    // The page must not be built anew when a session ends and begins again: what was typed would
    // be lost. So only the first sign-in decides what is shown.
    let entered = Memo::new(move |before: Option<&bool>| {
        let now = state.with(is_inside);
        now.unwrap_or(before.copied().unwrap_or(false))
    });
    Effect::new(move |_| {
        if matches!(state.get(), SignedIn::Yes(_)) {
            connections.load();
        }
    });
    let content: NodeRef<Main> = NodeRef::new();
    let gate: NodeRef<Main> = NodeRef::new();
    let all: NodeRef<Div> = NodeRef::new();
    let keeper = Keeper::new(all, content);
    // Whoever signs in or out goes on from what is shown then: what had the focus is gone. A page
    // that is opened leaves the focus to the browser.
    Effect::new(move |before: Option<Option<bool>>| {
        let before = before.flatten();
        let inside = state.with(is_inside).or(before);
        if let (Some(before), Some(inside)) = (before, inside)
            && before != inside
        {
            // It is drawn by then.
            request_animation_frame(move || enter(if inside { content } else { gate }));
        }
        inside
    });
    let ended = move || matches!(state.get(), SignedIn::No { before: Some(_) });
    move || {
        if entered.get() {
            view! {
                <div
                    class="app"
                    node_ref=all
                    on:focusin=move |event| keeper.moved(event.target().and_then(|target| target.dyn_into().ok()))
                    on:focusout=move |event| {
                        if event.related_target().is_none() {
                            keeper.left();
                        }
                    }
                    on:keydown=move |event| keeper.pressed(&event)
                >
                    <SkipLink content />
                    <Menu told />
                    <main id="content" tabindex="-1" node_ref=content>
                        <CurrentPage content />
                    </main>
                    <Announcer />
                    <NewsLine />
                    <PlanDialogOutlet />
                    <OverlayOutlet />
                    <TouchedOutlet />
                    {move || ended().then(|| view! { <SignInAgain /> })}
                </div>
            }
            .into_any()
        } else {
            view! {
                <main class="gate" tabindex="-1" node_ref=gate>
                    {move || match state.get() {
                        SignedIn::Unknown => {
                            view! { <p class="muted" role="status">"Asking who is signed in…"</p> }.into_any()
                        }
                        SignedIn::Failed(problem) => {
                            let again = Callback::new(move |()| session.ask());
                            view! { <ProblemNote problem again /> }.into_any()
                        }
                        SignedIn::Yes(_) | SignedIn::No { .. } => view! { <SignIn /> }.into_any(),
                    }}
                </main>
            }
            .into_any()
        }
    }
}

/// Whether the page stands, and not its gate; nothing as long as that is not known.
const fn is_inside(state: &SignedIn) -> Option<bool> {
    match state {
        SignedIn::Yes(_) | SignedIn::No { before: Some(_) } => Some(true),
        SignedIn::No { before: None } => Some(false),
        SignedIn::Unknown | SignedIn::Failed(_) => None,
    }
}

/// Leads past the menu. The focus is moved by hand: a router may take the link for a place of its
/// own, and in a shadow root the browser would look for the name outside of it.
#[component]
fn SkipLink(content: NodeRef<Main>) -> impl IntoView {
    view! {
        <a
            class="skip"
            href="#content"
            on:click=move |event| {
                event.prevent_default();
                enter(content);
            }
        >
            "Skip to the content"
        </a>
    }
}
