//! Resend notifications by ids that come from elsewhere: a spreadsheet, a ticket, a chat.

use super::planner::use_planner;
use crate::api::connections::use_connection;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::number::counted;
use crate::words::plan::channel_counted;
use leptos::html::Textarea;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::paste::{self, BadEntry, Pasted};
use redrive_core::plan::Draft;
use redrive_core::zuora::contract::{Channel, NotificationId, RESEND_CAP};

/// More bad entries than this are counted, not listed.
const BAD_SHOWN: usize = 50;

/// The form's page.
#[component]
pub fn PastePage(connection: ConnectionId, channel: Channel) -> impl IntoView {
    let connection = use_connection(connection);
    move || match connection.get() {
        Ok(connection) => view! { <PasteFields connection channel /> }.into_any(),
        Err(problem) => view! { <ProblemNote problem /> }.into_any(),
    }
}

#[component]
fn PasteFields(connection: Connection, channel: Channel) -> impl IntoView {
    let planner = use_planner();
    let label = connection.label.clone();
    let channel = RwSignal::new(channel);
    let text: NodeRef<Textarea> = NodeRef::new();
    let pasted = RwSignal::new(paste::parse::<NotificationId>(""));
    let reread = move || {
        if let Some(area) = text.get_untracked() {
            pasted.set(paste::parse(&area.value()));
        }
    };
    let count = move || pasted.with(|pasted| pasted.ids.len());
    let choice = move |value: Channel, name: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="channel"
                    prop:checked=move || channel.get() == value
                    on:change=move |_| channel.set(value)
                />
                <span>{name}</span>
            </label>
        }
    };
    let plan = move |_| {
        let notifications = pasted.with_untracked(|pasted| pasted.ids.clone());
        let draft = Draft::ResendNotifications {
            channel: channel.get_untracked(),
            notifications,
        };
        planner.open(connection.clone(), draft);
    };
    view! {
        <PageHead crumb=label title="Resend pasted ids">
            "One id a line, or separated by spaces, commas or semicolons. A column copied from a spreadsheet works."
        </PageHead>
        <form class="card form" on:submit=|event| event.prevent_default()>
            <fieldset class="field">
                <legend>"These are ids of"</legend>
                {choice(Channel::Email, "E-mail histories")}
                {choice(Channel::Callout, "Callout histories")}
            </fieldset>
            <label class="field">
                <span>"Ids"</span>
                <textarea
                    name="ids"
                    class="mono"
                    rows="12"
                    spellcheck="false"
                    autocomplete="off"
                    node_ref=text
                    on:input=move |_| reread()
                    aria-describedby="ids-note"
                ></textarea>
                <small id="ids-note" role="status">{move || pasted.with(summary)}</small>
            </label>
            <BadEntries pasted />
            <footer>
                <p class="muted">"Nothing is sent yet: the plan is shown first."</p>
                <button type="button" class="button primary" disabled=move || count() == 0 on:click=plan>
                    "Plan to resend " {move || channel_counted(channel.get(), count())} "…"
                </button>
            </footer>
        </form>
    }
}

fn summary(pasted: &Pasted<NotificationId>) -> String {
    if pasted.ids.is_empty() && pasted.bad.is_empty() {
        return "Nothing is pasted yet.".to_owned();
    }
    let calls = pasted.ids.len().div_ceil(RESEND_CAP);
    let ids = format!(
        "{}: {}.",
        counted(pasted.ids.len(), "id", "ids"),
        counted(calls, "call", "calls")
    );
    let duplicates = (pasted.duplicates > 0).then(|| {
        format!(
            " {} left out.",
            counted(pasted.duplicates, "duplicate is", "duplicates are")
        )
    });
    let bad = (!pasted.bad.is_empty()).then(|| {
        let entries = counted(pasted.bad.len(), "entry is", "entries are");
        format!(" {entries} no id and will not be sent.")
    });
    [Some(ids), duplicates, bad].into_iter().flatten().collect()
}

#[component]
fn BadEntries(pasted: RwSignal<Pasted<NotificationId>>) -> impl IntoView {
    let shown = move || {
        pasted.with(|pasted| {
            pasted
                .bad
                .iter()
                .take(BAD_SHOWN)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let more = move || {
        let hidden = pasted.with(|pasted| pasted.bad.len().saturating_sub(BAD_SHOWN));
        (hidden > 0).then(|| view! { <li>{counted(hidden, "more", "more")}</li> })
    };
    move || {
        let bad = shown();
        (!bad.is_empty()).then(|| {
            view! {
                <div class="note warn">
                    <h2>"No ids"</h2>
                    <ul>{bad.into_iter().map(entry).collect_view()} {more}</ul>
                </div>
            }
        })
    }
}

fn entry(bad: BadEntry) -> impl IntoView {
    view! {
        <li>
            "Line " {bad.line} ": " <code><bdi>{bad.text}</bdi></code> " is " {bad.error.to_string()} "."
        </li>
    }
}
