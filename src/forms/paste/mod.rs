//! Send again what is named by ids that come from elsewhere: a spreadsheet, a ticket, a chat.

mod field;
mod found;
mod keep;
mod source;
mod taking;

use super::known::use_known;
use super::planner::use_planner;
use crate::of_connection::OfConnection;
use crate::routes::Listed;
use crate::ui::page::PageHead;
use crate::ui::sleep::sleep;
use crate::words::plan::asked;
use field::{IdsField, bring};
use found::{BadEntries, ColumnChoice, NotLoaded, obstacle, summary};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::zuora::contract::Channel;
use std::time::Duration;
use taking::{Stage, Taking};

/// The form's page.
#[component]
pub fn PastePage(connection: ConnectionId, listed: Listed) -> impl IntoView {
    let vendor = match listed {
        Listed::Events(_) => Vendor::Selfcommunity,
        Listed::Deliveries => Vendor::Kirim,
        Listed::Notifications(_) => Vendor::Zuora,
    };
    let screen = move |connection| view! { <PasteFields connection listed /> }.into_any();
    view! { <OfConnection id=connection vendor screen /> }
}

#[component]
fn PasteFields(connection: Connection, listed: Listed) -> impl IntoView {
    let (planner, known) = (use_planner(), use_known());
    let (label, id) = (connection.label.clone(), connection.id.clone());
    let listed = RwSignal::new(listed);
    let first = listed.get_untracked();
    let taking = Taking::new(first.kind(), known.left_by(&id, first));
    let before = keep::kept(
        taking,
        format!("redrive.pasted.{id}.{first:?}"),
        Signal::derive(move || listed.get() == first),
    );
    let sealing = RwSignal::new(false);
    let dragged = RwSignal::new(false);
    let cap = first
        .draft(Vec::new())
        .promises(&connection.settings)
        .cap
        .max(1);
    let count = move || taking.taken.with(|taken| taken.ids.len());
    let hindered = move || taking.taken.with(|taken| obstacle(&taken.counts));
    let choose = move |channel: Channel| {
        let now = Listed::Notifications(channel);
        listed.set(now);
        taking.compare(known.left_by(&id, now));
    };
    let channels = matches!(first, Listed::Notifications(_))
        .then(|| view! { <Channels listed choose=Callback::new(choose) /> });
    let about = move || match taking.stage.get() {
        Stage::Failed(why) => why.to_owned(),
        Stage::Choosing => "Which column holds the ids?".to_owned(),
        _ => taking.taken.with(|taken| {
            summary(
                taken.ids.len(),
                taken.ids.len().div_ceil(cap),
                &taken.counts,
            )
        }),
    };
    let failed = move || matches!(taking.stage.get(), Stage::Failed(_));
    let plan = move |_| {
        if sealing.get_untracked() {
            return;
        }
        sealing.set(true);
        let (connection, listed) = (connection.clone(), listed.get_untracked());
        let taken = taking.taken.get_untracked();
        spawn_local(async move {
            // The button says so before a large plan is sealed.
            sleep(Duration::from_millis(16)).await;
            planner.open(connection, listed.draft(taken.ids.clone()));
            sealing.try_set(false);
        });
    };
    let idle = move || count() == 0 || hindered().is_some();
    view! {
        <PageHead crumb=label title=title(first)>
            "One id a line, or separated by spaces, commas or semicolons. A column copied from a spreadsheet works, and so does a CSV file."
        </PageHead>
        <form
            class="card form"
            class:dragged=dragged
            on:submit=|event| event.prevent_default()
            on:dragover=move |event: web_sys::DragEvent| {
                event.prevent_default();
                dragged.set(true);
            }
            on:dragleave=move |_| dragged.set(false)
            on:drop=move |event: web_sys::DragEvent| {
                dragged.set(false);
                if event.data_transfer().is_some_and(|brought| bring(taking, &brought, NodeRef::new())) {
                    event.prevent_default();
                }
            }
        >
            {channels}
            <IdsField taking before=before.unwrap_or_default() />
            <ColumnChoice taking />
            <p id="ids-note" class="ids-note" class:field-error=failed role="status">{about}</p>
            {move || hindered().map(|why| view! { <p class="note bad" role="alert">{why}</p> })}
            <NotLoaded taking />
            <BadEntries taking />
            <footer>
                <p class="muted">"Nothing is sent yet: the plan is shown first."</p>
                <button type="button" class="button primary" disabled=idle on:click=plan>
                    {move || if sealing.get() { "Sealing the plan…".to_owned() } else { verb(listed.get(), count()) }}
                </button>
            </footer>
        </form>
    }
}

/// E-mails or callouts: their ids look alike.
#[component]
fn Channels(listed: RwSignal<Listed>, choose: Callback<Channel>) -> impl IntoView {
    let choice = move |value: Channel, name: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="channel"
                    prop:checked=move || listed.get() == Listed::Notifications(value)
                    on:change=move |_| choose.run(value)
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>"These are ids of"</legend>
            {choice(Channel::Email, "E-mail histories")}
            {choice(Channel::Callout, "Callout histories")}
        </fieldset>
    }
}

fn title(listed: Listed) -> String {
    match listed {
        Listed::Events(endpoint) => format!("Resend pasted ids to endpoint {endpoint}"),
        Listed::Deliveries => "Replay pasted ids".to_owned(),
        Listed::Notifications(_) => "Resend pasted ids".to_owned(),
    }
}

/// `Plan to resend 3 events…`.
fn verb(listed: Listed, count: usize) -> String {
    format!("Plan to {}…", asked(listed, count).to_ascii_lowercase())
}
