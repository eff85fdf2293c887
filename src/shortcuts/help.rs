//! Every key in one list, and the switch that turns the single ones off.

use super::keys::LETTERS;
use super::use_shortcuts;
use crate::ui::modal::modal;
use leptos::prelude::*;

const ANYWHERE: [(&str, &str); 5] = [
    ("Ctrl K, ⌘ K", "Go anywhere, or do what the screen offers"),
    ("?", "This list"),
    ("/", "Search what the screen shows"),
    ("Esc", "Close what is open"),
    (
        "Ctrl Enter, ⌘ Enter",
        "In a plan, once reason and password are filled in: send",
    ),
];

const TABLE: [(&str, &str); 8] = [
    ("j, k", "Next row, previous row"),
    ("x", "Choose the row, or no longer"),
    (
        "Shift x",
        "Choose every row from the last chosen one to here",
    ),
    (".", "What can be done with the row"),
    ("Enter", "Details of the row"),
    ("Arrows, Home, End, Page", "Move by cells and pages"),
    ("Space, Shift arrows", "Choose; choose on the way"),
    ("Ctrl A, ⌘ A", "Choose everything that is loaded and shown"),
];

/// The overlay.
#[component]
pub fn Help() -> impl IntoView {
    let shortcuts = use_shortcuts();
    let shut = Callback::new(move |()| shortcuts.close());
    modal("Keyboard shortcuts".to_owned(), shut, move |modal| {
        let ways = LETTERS.map(|(letter, screen)| (format!("g {letter}"), screen.title()));
        let ways = ways
            .into_iter()
            .map(|(keys, what)| line(keys, what))
            .collect_view();
        view! {
            <section class="keys">
                {list("keys-anywhere", "Anywhere", &ANYWHERE)}
                {list("keys-table", "In a table", &TABLE)}
                <section aria-labelledby="keys-ways">
                    <h3 id="keys-ways">"Go to"</h3>
                    <dl>{ways}</dl>
                </section>
            </section>
            <footer>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || shortcuts.single()
                        on:change=move |event| shortcuts.set_single(event_target_checked(&event))
                    />
                    <span>"Single-key shortcuts"</span>
                    <small class="muted">"Off: only keys that are held with Ctrl or ⌘, and the arrows."</small>
                </label>
                <button type="button" class="button" autofocus on:click=move |_| modal.close()>
                    "Close"
                </button>
            </footer>
        }
        .into_any()
    })
}

fn list(
    id: &'static str,
    title: &'static str,
    keys: &[(&'static str, &'static str)],
) -> impl IntoView + use<> {
    let lines = keys
        .iter()
        .map(|(keys, what)| line((*keys).to_owned(), what))
        .collect_view();
    view! {
        <section aria-labelledby=id>
            <h3 id=id>{title}</h3>
            <dl>{lines}</dl>
        </section>
    }
}

fn line(keys: String, what: &'static str) -> impl IntoView {
    view! {
        <div>
            <dt><kbd>{keys}</kbd></dt>
            <dd>{what}</dd>
        </div>
    }
}
