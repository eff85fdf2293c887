//! What an operator may do while a run is under way: pause it, slow it down, stop it.

use super::glance::Glance;
use super::{speed, stop};
use crate::host::Wish;
use leptos::prelude::*;
use redrive_core::run::State;

/// A question before something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    None,
    Speed,
    Stop,
}

/// The buttons. Nothing of them once the last call was made; pausing and stopping what waits
/// anyhow is a matter of the card that says why.
#[component]
pub fn Controls(glance: Glance, question: RwSignal<Question>) -> impl IntoView {
    let held = Memo::new(move |_| glance.is_held());
    let going = Memo::new(move |_| {
        held.get()
            && glance.read(|run| !run.is_sent() && !matches!(run.state(), State::Paused { .. }))
    });
    let open = Memo::new(move |_| held.get() && glance.read(|run| !run.is_sent()));
    let limited = Memo::new(move |_| glance.read(|run| run.manner().calls_per_minute.is_some()));
    let asked = Memo::new(move |_| glance.watched().asked());
    let pausing = move || asked.get() == Some(Wish::Pause);
    let stopping = move || asked.get() == Some(Wish::Stop);
    let pause = move |_| glance.watched().pause();
    view! {
        {move || {
            going.get()
                .then(|| {
                    view! {
                        <button type="button" class="button" disabled=pausing on:click=pause>
                            {move || if pausing() { "Pausing after this call…" } else { "Pause" }}
                        </button>
                    }
                })
        }}
        {move || {
            open.get()
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=move |_| question.set(Question::Speed)>
                            {move || if limited.get() { "Speed…" } else { "Slower…" }}
                        </button>
                    }
                })
        }}
        {move || {
            going.get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button danger"
                            disabled=stopping
                            on:click=move |_| question.set(Question::Stop)
                        >
                            {move || if stopping() { "Stopping after this call…" } else { "Stop…" }}
                        </button>
                    }
                })
        }}
    }
}

/// The question that stands over the page.
#[component]
pub fn Questions(glance: Glance, question: RwSignal<Question>) -> impl IntoView {
    let shut = Callback::new(move |()| question.set(Question::None));
    move || match question.get() {
        Question::None => ().into_any(),
        Question::Speed => speed::dialog(glance, shut),
        Question::Stop => stop::dialog(glance, shut),
    }
}
