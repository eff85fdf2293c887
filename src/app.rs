//! The full-page console: feeds our navigation from the browser's address bar. The only module
//! that knows `leptos_router`.

use crate::navigation::{History, Step, provide_navigation};
use crate::routes::Route;
use crate::shell::Console;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};

/// The console as a page of its own.
#[component]
pub fn FullPage() -> impl IntoView {
    view! {
        <Router>
            <AddressBar />
        </Router>
    }
}

#[component]
fn AddressBar() -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    let route = Memo::new(move |_| {
        let query = location
            .query
            .get()
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        Route::parse(&location.pathname.get(), query)
    });
    let go = Callback::new(move |step: Step| {
        let replace = step.history == History::Replace;
        navigate(
            &step.href,
            NavigateOptions {
                replace,
                scroll: !replace,
                ..NavigateOptions::default()
            },
        );
    });
    // The page owns its window's title: what is shown inside of it does not know of one.
    let told = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let title = told
            .get()
            .unwrap_or_else(|| route.with(Route::name).to_owned());
        document().set_title(&format!("{title} · Redrive"));
    });
    provide_navigation(route.into(), go);
    view! { <Console told /> }
}
