//! The menu: the screens of each connection, then the work, then who is signed in.

use super::sign_out::SignOut;
use super::tray::Tray;
use crate::api::connections::use_connections;
use crate::navigation::{Link, use_navigation};
use crate::routes::{Route, Screen};
use crate::session::{SignedIn, use_session};
use crate::shortcuts::{Overlay, use_shortcuts};
use crate::times::preference::{prefer, preferred};
use crate::times::{Zone, here};
use crate::ui::brand::Brand;
use crate::ui::element::element_of;
use leptos::html::Div;
use leptos::prelude::*;
use redrive_core::connection::{Connection, Environment};
use web_sys::HtmlElement;

/// Beside every page; above it where the page is narrow.
#[component]
pub fn Menu(told: RwSignal<Option<String>>) -> impl IntoView {
    let connections = use_connections().all();
    let shortcuts = use_shortcuts();
    let here = use_navigation().route();
    let places: NodeRef<Div> = NodeRef::new();
    Effect::new(move |_| {
        here.track();
        connections.track();
        // It is drawn by then.
        request_animation_frame(move || {
            if let Some(places) = element_of(places) {
                show_current(&places);
            }
        });
    });
    let leaving = SignOut::new();
    view! {
        <nav class="menu" aria-label="Main">
            <Brand />
            <button type="button" class="button menu-find" on:click=move |_| { shortcuts.show(Overlay::Palette); }>
                "Go anywhere"
                <kbd>"Ctrl K"</kbd>
            </button>
            <div class="menu-places" node_ref=places>
                <ul>
                    <Entry to=Route::Overview>{Screen::Overview.title()}</Entry>
                </ul>
                {move || {
                    let all = connections.get().and_then(Result::ok).unwrap_or_default();
                    all.into_iter().map(|connection| view! { <Section connection /> }).collect_view()
                }}
                <section>
                    <h2>"Work"</h2>
                    <ul>
                        <Entry to=Route::runs()>{Screen::Runs.title()}</Entry>
                    </ul>
                </section>
            </div>
            <Tray told />
            <Foot leaving />
        </nav>
        {move || leaving.question()}
    }
}

/// Between the current place and the edge of a strip that shows only some.
const EDGE: f64 = 16.0;

/// Where the page is narrow, the places are one strip that may be wider than it: the current one is
/// brought into it, at once and without moving the page.
fn show_current(places: &HtmlElement) {
    let Ok(Some(current)) = places.query_selector("[aria-current]") else {
        return;
    };
    let strip = places.get_bounding_client_rect();
    let place = current.get_bounding_client_rect();
    let before = place.left() - strip.left() - EDGE;
    let beyond = place.right() - strip.right() + EDGE;
    let by = if before < 0.0 {
        before
    } else {
        beyond.max(0.0)
    };
    places.scroll_by_with_x_and_y(by, 0.0);
}

#[component]
fn Section(connection: Connection) -> impl IntoView {
    let id = connection.id.clone();
    let entries = Screen::of(connection.vendor())
        .iter()
        .filter_map(|screen| {
            let to = screen.route(|_| Some(id.clone()))?;
            Some(view! { <Entry to>{screen.title()}</Entry> })
        })
        .collect_view();
    view! {
        <section>
            <h2><bdi>{connection.label}</bdi></h2>
            <ul>{entries}</ul>
        </section>
    }
}

#[component]
fn Entry(to: Route, children: Children) -> impl IntoView {
    let here = use_navigation().route();
    let place = to.clone();
    let current = Signal::derive(move || here.with(|here| place.same_screen(here)));
    view! {
        <li>
            <Link to current>{children()}</Link>
        </li>
    }
}

/// Which clock times are shown by first.
#[component]
fn Times() -> AnyView {
    if here().is_utc() {
        return view! { <span class="muted">"Times in UTC"</span> }.into_any();
    }
    let option = |zone: Zone, value: &'static str, place: &str| {
        view! {
            <option value=value prop:selected=move || preferred() == zone>
                {format!("Times in {place}")}
            </option>
        }
    };
    let choose = move |event| {
        prefer(match event_target_value(&event).as_str() {
            MINE => Zone::Mine,
            _ => Zone::Utc,
        });
    };
    view! {
        <select class="times" aria-label="Times are shown in" on:change=choose>
            {option(Zone::Utc, "utc", "UTC")}
            {option(Zone::Mine, MINE, here().place())}
        </select>
    }
    .into_any()
}

/// The choice of the reader's own zone.
const MINE: &str = "mine";

#[component]
fn Foot(leaving: SignOut) -> impl IntoView {
    let (session, shortcuts) = (use_session(), use_shortcuts());
    let state = session.state();
    move || {
        let SignedIn::Yes(known) = state.get() else {
            return ().into_any();
        };
        let environment = match known.environment {
            Environment::Sandbox => view! { <span class="pill warn">"Sandbox"</span> },
            Environment::Production => view! { <span class="pill bad">"Production"</span> },
        };
        view! {
            <div class="menu-foot">
                {environment}
                <span><bdi>{known.operator}</bdi></span>
                <Times />
                <button type="button" class="button quiet keys-button" on:click=move |_| { shortcuts.show(Overlay::Help); }>
                    "Keyboard shortcuts"
                </button>
                <button type="button" class="button quiet" on:click=move |_| leaving.press()>
                    "Sign out"
                </button>
                {move || leaving.stays().map(|why| view! {
                    <p class="field-error" role="alert">"You are still signed in: " {why}</p>
                })}
            </div>
        }
        .into_any()
    }
}
