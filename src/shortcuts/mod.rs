//! Keys that work anywhere on the page, and what they open. They press and focus what the page
//! shows; none of them sends anything.

mod help;
mod keys;
mod preference;
mod reach;

pub use help::Help;

use crate::api::connections::{Connections, use_connections};
use crate::navigation::{Navigation, use_navigation};
use crate::parts::{LazyDialog, catalogue};
use crate::routes::Screen;
use keys::{Situation, Wish, wish};
use leptos::ev;
use leptos::prelude::*;
use redrive_core::connection::{ConnectionId, Vendor};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// How long, in milliseconds, the letter after `g` is waited for.
const LETTER_WITHIN: f64 = 1_500.0;

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    Palette,
    Help,
}

/// A handle: what keys open, and whether single ones do anything.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    open: RwSignal<Option<Overlay>>,
    single: RwSignal<bool>,
}

/// Puts the keys where every page finds them, and listens to them as long as the console is there.
pub fn provide_shortcuts() {
    let shortcuts = Shortcuts {
        open: RwSignal::new(None),
        single: RwSignal::new(preference::kept()),
    };
    provide_context(shortcuts);
    let (navigation, connections) = (use_navigation(), use_connections());
    // When `g` was pressed.
    let going = StoredValue::new(f64::NEG_INFINITY);
    let listening = window_event_listener(ev::keydown, move |event| {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        let at = Situation {
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            typing: reach::is_field(&target),
            dialog: reach::is_covered(),
            off: !shortcuts.single.get_untracked(),
            going: event.time_stamp() - going.get_value() < LETTER_WITHIN,
        };
        going.set_value(f64::NEG_INFINITY);
        let Some(wish) = wish(&event.key(), at).filter(|_| !event.default_prevented()) else {
            return;
        };
        let done = match wish {
            Wish::Palette => shortcuts.show(Overlay::Palette),
            Wish::Help => shortcuts.show(Overlay::Help),
            Wish::Search => reach::search(),
            Wish::Go => {
                going.set_value(event.time_stamp());
                true
            }
            Wish::To(place) => go(navigation, connections, place),
            Wish::Table(key) => reach::table(key, &target),
            Wish::Menu => reach::menu(&target),
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || listening.remove());
}

/// The keys of this console.
pub fn use_shortcuts() -> Shortcuts {
    expect_context()
}

impl Shortcuts {
    /// Opens something over the page.
    pub fn show(self, overlay: Overlay) -> bool {
        self.open.set(Some(overlay));
        true
    }

    pub fn close(self) {
        self.open.set(None);
    }

    /// Whether single keys do anything; followed.
    pub fn single(self) -> bool {
        self.single.get()
    }

    /// Switches single keys on or off, and keeps it.
    pub fn set_single(self, on: bool) {
        preference::keep(on);
        self.single.set(on);
    }

    /// Whether a table may take this key itself. Modifier keys and names of keys are always its own.
    pub fn allows(self, event: &KeyboardEvent) -> bool {
        self.single.get_untracked()
            || event.key().chars().count() > 1
            || event.ctrl_key()
            || event.meta_key()
            || event.key() == " "
    }
}

/// Where the palette and the help appear; stands once in the shell.
#[component]
pub fn OverlayOutlet() -> impl IntoView {
    let shortcuts = use_shortcuts();
    move || {
        shortcuts.open.get().map(|overlay| {
            let (part, title) = match overlay {
                Overlay::Palette => (catalogue::palette(), "Opening the palette"),
                Overlay::Help => (catalogue::help(), "Opening the list of keys"),
            };
            let close = Callback::new(move |()| shortcuts.close());
            view! { <LazyDialog part title close /> }.into_any()
        })
    }
}

/// Goes to a kind of screen: of the connection where the reader is, else of the first that has it.
fn go(navigation: Navigation, connections: Connections, screen: Screen) -> bool {
    let here = navigation.route().get_untracked();
    let here = here.connection();
    let all = connections
        .all()
        .get_untracked()
        .and_then(Result::ok)
        .unwrap_or_default();
    let of = |vendor: Vendor| {
        let mut fitting: Vec<ConnectionId> = all
            .iter()
            .filter(|one| one.vendor() == vendor)
            .map(|one| one.id.clone())
            .collect();
        fitting.sort_by_key(|id| Some(id) != here);
        fitting.into_iter().next()
    };
    let to = screen.route(of);
    if let Some(to) = &to {
        navigation.go(to);
    }
    to.is_some()
}
