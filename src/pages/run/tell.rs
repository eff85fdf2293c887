//! The switch for notifications of the browser: beside a run that somebody may want to leave alone.

use super::glance::Glance;
use crate::notify;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// As long as there is something to wait for, and wherever it is on.
#[component]
pub fn TellMe(glance: Glance) -> impl IntoView {
    let shown =
        Memo::new(move |_| notify::is_on() || !glance.read(redrive_core::run::Run::is_sent));
    let refused = RwSignal::new(false);
    let press = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        spawn_local(async move {
            let wanted = input.checked();
            let on = notify::switch(wanted).await;
            input.set_checked(on);
            refused.try_set(wanted && !on);
        });
    };
    let switch = move || {
        view! {
            <label class="choice run-tell">
                <input type="checkbox" prop:checked=notify::is_on on:change=press />
                <span>"Notify me while this tab is hidden"</span>
                <small class="muted" role="status">
                    {move || {
                        if refused.get() {
                            "This browser refuses it: allow notifications in its settings for this site."
                        } else {
                            "When any run ends or needs somebody."
                        }
                    }}
                </small>
            </label>
        }
    };
    move || shown.get().then(switch)
}
