//! How fast a run may go: the operator's own limit, under the vendor's.

use super::glance::Glance;
use crate::ui::element::element_of;
use crate::ui::field::Noted;
use crate::ui::modal::modal;
use crate::words::number::grouped;
use leptos::html::Input;
use leptos::prelude::*;
use redrive_core::run::Manner;

/// Beyond this no vendor's limit reaches.
const MOST: u32 = 10_000;
/// What the field holds first: slow enough to watch.
const FIRST: u32 = 30;

/// The question.
pub fn dialog(glance: Glance, shut: Callback<()>) -> AnyView {
    let manner = glance.read_once(|run| *run.manner());
    let limited = RwSignal::new(true);
    let wrong = RwSignal::new(false);
    let field: NodeRef<Input> = NodeRef::new();
    let read = move || {
        let text = element_of(field)?.value();
        let number: u32 = text.trim().parse().ok()?;
        (1..=MOST).contains(&number).then_some(number)
    };
    modal("How fast may it go?".to_owned(), shut, move |modal| {
        let set = move |_| {
            let speed = if limited.get_untracked() {
                let Some(speed) = read() else {
                    wrong.set(true);
                    return;
                };
                Some(speed)
            } else {
                None
            };
            glance.watched().set_manner(Manner {
                calls_per_minute: speed,
                ..manner
            });
            modal.close();
        };
        let choice = move |value: bool, label: &'static str| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="speed"
                        prop:checked=move || limited.get() == value
                        on:change=move |_| limited.set(value)
                    />
                    {label}
                </label>
            }
        };
        let note = move || {
            if wrong.get() {
                format!("Type a whole number from 1 to {}.", grouped(MOST as usize))
            } else {
                format!(
                    "It holds from the next call on. The vendor's own limit is kept in any case, and {} % of it are left to others.",
                    manner.leave_free,
                )
            }
        };
        view! {
            <section>
                {choice(false, "As fast as the vendor allows")}
                {choice(true, "Slower")}
                <Noted id="speed-note" note=Signal::derive(note) wrong said=true>
                    <label class="field">
                        <span>"Calls a minute at most"</span>
                        <input
                            type="number"
                            name="calls-per-minute"
                            min="1"
                            max=MOST.to_string()
                            inputmode="numeric"
                            value=manner.calls_per_minute.unwrap_or(FIRST).to_string()
                            node_ref=field
                            aria-invalid=move || wrong.get().to_string()
                            aria-describedby="speed-note"
                            on:input=move |_| {
                                limited.set(true);
                                wrong.set(false);
                            }
                        />
                    </label>
                </Noted>
            </section>
            <footer>
                <button type="button" class="button" on:click=move |_| modal.close()>
                    "Cancel"
                </button>
                <button type="button" class="button primary" on:click=set>
                    "Set the speed"
                </button>
            </footer>
        }
        .into_any()
    })
}
