//! The exact requests of a plan, one at a time, also as a command line. No secret is in them.

use crate::ui::copy::CopyButton;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::curl;
use redrive_core::http::Request;
use redrive_core::plan::Plan;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Http,
    Curl,
}

/// Opens on demand: a plan may hold a thousand calls.
#[component]
pub fn ExactCalls(connection: Arc<Connection>, plan: Arc<Plan>) -> impl IntoView {
    let number = RwSignal::new(0_usize);
    let form = RwSignal::new(Form::Http);
    let last = plan.calls().len().saturating_sub(1);
    let items = {
        let plan = Arc::clone(&plan);
        move || {
            plan.calls()
                .get(number.get())
                .map_or(0, |call| call.items.len())
        }
    };
    let text = Memo::new(move |_| {
        let call = plan.calls().get(number.get());
        call.map(|call| match form.get() {
            Form::Http => http(&call.request),
            Form::Curl => curl::command(&connection.base_url, &call.request),
        })
        .unwrap_or_default()
    });
    let choose = move |chosen: Form, label: &'static str| {
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || (form.get() == chosen).to_string()
                on:click=move |_| form.set(chosen)
            >
                {label}
            </button>
        }
    };
    view! {
        <details class="exact">
            <summary>
                "Exactly what is sent (" {counted(last + 1, "request", "requests")} ")"
            </summary>
            <div class="exact-bar">
                <span role="status">
                    "Request " {move || grouped(number.get() + 1)} " of " {grouped(last + 1)} ", "
                    {move || counted(items(), "item", "items")}
                </span>
                <button
                    type="button"
                    class="button quiet"
                    disabled=move || number.get() == 0
                    on:click=move |_| number.update(|number| *number = number.saturating_sub(1))
                >
                    "Previous"
                </button>
                <button
                    type="button"
                    class="button quiet"
                    disabled=move || { number.get() >= last }
                    on:click=move |_| number.update(|number| *number = (*number + 1).min(last))
                >
                    "Next"
                </button>
                {choose(Form::Http, "HTTP")}
                {choose(Form::Curl, "curl")}
                <CopyButton label="Copy request" text=text />
            </div>
            <pre class="request" tabindex="0" role="region" aria-label="The request">{text}</pre>
        </details>
    }
}

fn http(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method.as_str(), request.target());
    for (name, value) in request.headers.iter() {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push('\n');
    }
    if let Some(body) = &request.body {
        text.push('\n');
        text.push_str(body);
    }
    text
}
