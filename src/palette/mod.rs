//! The palette: one field that leads anywhere and does what the screen offers (ARIA's combobox
//! with a list). It sends nothing: what it opens, asks.

mod endpoints;
mod entries;
mod screen;

use crate::api::connections::use_connections;
use crate::host::use_host;
use crate::navigation::use_navigation;
use crate::routes::Route;
use crate::shortcuts::use_shortcuts;
use crate::ui::element::element_of;
use crate::words::number::counted;
use endpoints::endpoints;
use entries::{Does, Entry, Group, fitting, found, is_event, places};
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::sync::Arc;
use web_sys::{HtmlElement, KeyboardEvent};

/// Runs that are offered.
const RUNS: usize = 8;

/// The dialog.
#[component]
pub fn Palette() -> impl IntoView {
    let shortcuts = use_shortcuts();
    let (dialog, field): (NodeRef<Dialog>, NodeRef<Input>) = (NodeRef::new(), NodeRef::new());
    // Taken before the dialog lies over them.
    let offered = StoredValue::new(SendWrapper::new(screen::elements()));
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let all = all_entries(&offered.with_value(|offered| screen::entries(offered)));
    let connections = use_connections().all();
    let endpoints = endpoints(Memo::new(move |_| typed.with(|typed| is_event(typed))));
    let fits = Memo::new(move |_| {
        let typed = typed.get();
        let known = connections.get().and_then(Result::ok).unwrap_or_default();
        let of_id = endpoints.with(|endpoints| found(&typed, &known, endpoints));
        Arc::new(all.with(|all| fitting(&[of_id, all.clone()].concat(), &typed)))
    });
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
            if let Some(field) = element_of(field) {
                let _ = field.focus();
            }
        }
    });
    let navigation = use_navigation();
    let run = move |place: usize| {
        let Some(entry) = fits.with_untracked(|fits| fits.get(place).cloned()) else {
            return;
        };
        // Closed first: so the focus is back before anything else takes it.
        if let Some(dialog) = element_of(dialog) {
            dialog.close();
        }
        match entry.does {
            Does::Goes(to) => navigation.go(&to),
            Does::Presses(place) => press(offered, place),
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let count = fits.with_untracked(|fits| fits.len());
        let to = match event.key().as_str() {
            "ArrowDown" => at.get_untracked() + 1,
            "ArrowUp" => at.get_untracked() + count.max(1) - 1,
            "Enter" => {
                event.prevent_default();
                return run(at.get_untracked());
            }
            _ => return,
        };
        event.prevent_default();
        at.set(to % count.max(1));
        bring_into_sight();
    };
    let told = move || match fits.with(|fits| fits.len()) {
        0 => "Nothing fits".to_owned(),
        count => counted(count, "entry", "entries"),
    };
    let active = move || fits.with(|fits| (!fits.is_empty()).then(|| option_id(at.get())));
    view! {
        <dialog class="dialog palette" aria-label="Go anywhere" node_ref=dialog on:close=move |_| shortcuts.close()>
            <input
                type="text"
                role="combobox"
                aria-label="Go to a screen, do what this one offers, or paste an id"
                placeholder="Go to a screen, or paste an id"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant=active
                autocomplete="off"
                spellcheck="false"
                node_ref=field
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=pressed
            />
            <div id="palette-list" role="listbox" aria-label="Entries">
                {move || fits.with(|fits| groups(fits, at, Callback::new(run)))}
            </div>
            <p class="palette-told muted" role="status">{told}</p>
        </dialog>
    }
}

/// Everything that can be offered, whatever is typed.
fn all_entries(here: &[Entry]) -> Memo<Vec<Entry>> {
    let here = here.to_vec();
    let (connections, runs) = (use_connections().all(), use_host().runs());
    Memo::new(move |_| {
        let known = connections.get().and_then(Result::ok).unwrap_or_default();
        let runs = runs.get().and_then(Result::ok).unwrap_or_default();
        let runs = runs.into_iter().take(RUNS).map(|run| Entry {
            group: Group::Runs,
            name: run.title,
            of: run.label,
            does: Does::Goes(Route::run(run.id)),
        });
        [here.clone(), places(&known), runs.collect()].concat()
    })
}

fn groups(fits: &[Entry], at: RwSignal<usize>, run: Callback<usize>) -> impl IntoView + use<> {
    Group::ALL
        .into_iter()
        .filter_map(|group| {
            let mine: Vec<(usize, Entry)> = fits
                .iter()
                .cloned()
                .enumerate()
                .filter(|(_, entry)| entry.group == group)
                .collect();
            (!mine.is_empty()).then(|| {
                let options = mine
                    .into_iter()
                    .map(|(place, entry)| option(place, entry, at, run))
                    .collect_view();
                view! {
                    <div role="group" aria-label=group.name()>
                        <p class="palette-group" aria-hidden="true">{group.name()}</p>
                        {options}
                    </div>
                }
            })
        })
        .collect_view()
}

fn option(place: usize, entry: Entry, at: RwSignal<usize>, run: Callback<usize>) -> impl IntoView {
    let of =
        (!entry.of.is_empty()).then(|| view! { <span class="muted"><bdi>{entry.of}</bdi></span> });
    view! {
        <div
            role="option"
            id=option_id(place)
            aria-selected=move || (at.get() == place).to_string()
            on:pointermove=move |_| {
                if at.get_untracked() != place {
                    at.set(place);
                }
            }
            on:click=move |_| run.run(place)
        >
            <bdi>{entry.name}</bdi>
            {of}
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}

fn bring_into_sight() {
    request_animation_frame(|| {
        if let Ok(Some(option)) = document().query_selector(".palette [aria-selected=true]") {
            option.scroll_into_view_with_bool(false);
        }
    });
}

/// Presses what the screen offers, as a pointer would.
fn press(offered: StoredValue<SendWrapper<Vec<HtmlElement>>>, place: usize) {
    if let Some(element) = offered.with_value(|offered| offered.get(place).cloned()) {
        // Only so the focus comes back there when what it opens is closed.
        let _ = element.focus();
        element.click();
    }
}
