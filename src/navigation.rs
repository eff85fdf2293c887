//! Where the reader is, and how to go elsewhere: all that pages know of addresses.
//!
//! The full page feeds this from the browser's address bar, and is the only one that does so. No
//! page knows it, so that a console within somebody else's page could feed it from memory.

use crate::routes::Route;
use leptos::prelude::*;

/// A handle: copies are the same navigation.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: Signal<Route>,
    go: Callback<Step>,
}

/// A way to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub href: String,
    pub history: History,
}

/// Whether 'back' leads to where one was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    Push,
    Replace,
}

/// Puts the navigation where every page finds it.
pub fn provide_navigation(route: Signal<Route>, go: Callback<Step>) {
    provide_context(Navigation { route, go });
}

/// The navigation of this console.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Where the reader is.
    pub fn route(self) -> Signal<Route> {
        self.route
    }

    /// Goes to another place.
    pub fn go(self, route: &Route) {
        self.to(route, History::Push);
    }

    /// Goes there, or corrects the address of the place where the reader is.
    pub fn to(self, route: &Route, history: History) {
        self.go.run(Step {
            href: route.href(),
            history,
        });
    }
}

/// Runs it when the reader has gone elsewhere: to another screen, or to the form of a replay with
/// something else in it. A list that is filtered otherwise is still the same list.
pub fn on_leaving(left: impl Fn() + 'static) {
    let route = use_navigation().route();
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| is_elsewhere(&before, &now)) {
            left();
        }
        now
    });
}

fn is_elsewhere(before: &Route, now: &Route) -> bool {
    !before.same_screen(now) || (matches!(now, Route::ReplayForm { .. }) && before != now)
}

/// A real link: it opens in a new tab when asked to, and leads within the console otherwise.
#[component]
pub fn Link(
    to: Route,
    #[prop(optional, into)] class: String,
    /// Marks the link that leads to where the reader is.
    #[prop(optional, into)]
    current: Signal<bool>,
    #[prop(optional, into)] label: Option<String>,
    /// Where the keys of what surrounds it lead to it, it is no stop of its own.
    #[prop(optional)]
    tabindex: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let navigation = use_navigation();
    let href = to.href();
    view! {
        <a
            href=href
            class=class
            aria-label=label
            tabindex=tabindex
            aria-current=move || current.get().then_some("page")
            on:click=move |event| {
                let plain = event.button() == 0 && !event.meta_key() && !event.ctrl_key() && !event.shift_key()
                    && !event.alt_key();
                if plain && !event.default_prevented() {
                    event.prevent_default();
                    navigation.go(&to);
                }
            }
        >
            {children()}
        </a>
    }
}
