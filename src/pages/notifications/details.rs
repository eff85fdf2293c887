//! One notification with everything that is known of it, and the row as it came.

use super::reading::{self, Line};
use super::rows::{StatusPill, title};
use crate::api::connections::use_connection;
use crate::masked::{HiddenJson, Privacy, RevealRecord, seen};
use crate::table::touched::TouchedButton;
use crate::ui::copy::CopyButton;
use crate::ui::curl::CopyCurl;
use crate::ui::foreign::{ForeignWhole, visible};
use crate::ui::load::Load;
use crate::ui::pane::Pane;
use crate::ui::problem::ProblemNote;
use crate::ui::time::VendorInstant;
use crate::words::plan::{capital, nouns};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::personal::{Policy, masked};
use redrive_core::read::Read;
use redrive_core::zuora;
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationRow};

/// The pane of a row that is here.
#[component]
pub fn NotificationPane(
    connection: ConnectionId,
    line: Line,
    channel: Channel,
    privacy: Privacy,
    close: Callback<()>,
) -> impl IntoView {
    let name = visible(&masked(&title(&line.known, channel)));
    let name: String = name.chars().take(120).collect();
    view! {
        <Pane title=name close>
            {details(connection, line, channel, privacy)}
        </Pane>
    }
}

/// The pane of one that is not among the loaded rows: the vendor is asked for it by its id.
#[component]
pub fn UnlistedPane(
    connection: ConnectionId,
    id: NotificationId,
    channel: Channel,
    privacy: Privacy,
    close: Callback<()>,
) -> impl IntoView {
    let one = format!("{} {id}", nouns(channel).0);
    let title = capital(&one);
    let reader = reading::one(connection.clone(), channel, id);
    let again = Callback::new(move |()| reader.again());
    view! {
        <Pane title close>
            {move || match reader.state() {
                Load::Loading => {
                    view! { <p class="muted pane-note" role="status">{format!("Reading {one}…")}</p> }.into_any()
                }
                Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                Load::Ready(None) => {
                    view! { <p class="muted pane-note" role="status">{format!("The vendor has no {one}.")}</p> }
                        .into_any()
                }
                Load::Ready(Some(line)) => details(connection.clone(), line, channel, privacy),
            }}
        </Pane>
    }
}

fn details(connection: ConnectionId, line: Line, channel: Channel, privacy: Privacy) -> AnyView {
    let (sent_at, connection) = (connection.clone(), use_connection(connection));
    let known = line.known.clone();
    let written = known.created_on.as_ref().map(|at| at.text().to_owned());
    let own = RwSignal::new(false);
    let shown = Signal::derive(move || privacy.page() || own.get());
    let id = known.id.clone();
    let one = nouns(channel).0;
    let of = match &id {
        Some(id) => format!("{one} {id}"),
        None => format!("this {one}"),
    };
    let touched = id
        .as_ref()
        .map(|id| view! { <TouchedButton connection=sent_at id=id.to_string() /> });
    let copy = id.map(|id| {
        let read = Read::Zuora(zuora::Read::SubmitIds {
            channel,
            ids: vec![id.clone()],
        });
        let curl = move || {
            let connection = connection.get()?;
            Some(view! { <CopyCurl connection read=read.clone() /> })
        };
        view! {
            <CopyButton label="Copy id" text=Signal::stored(id.to_string()) />
            {curl}
        }
    });
    view! {
        <div class="pane-tools">
            {copy}
            <RevealRecord privacy shown=own of />
            {touched}
        </div>
        <dl class="pane-facts">
            <div>
                <dt>"Status"</dt>
                <dd><StatusPill status=known.status.clone() /></dd>
            </div>
            {facts(known.clone(), channel)
                .into_iter()
                .map(|(name, value)| fact(name, value, shown))
                .collect_view()}
            <div>
                <dt>"Created"</dt>
                <dd><VendorInstant time=known.created_on full=true /></dd>
            </div>
            {fact("Created, as the vendor wrote it", written, shown)}
        </dl>
        <HiddenJson name="Row as the vendor sent it" value=line.raw.clone() policy=Policy::Row shown open=true />
    }
    .into_any()
}

/// Every field that we know of this kind; what the vendor left out stands there as unknown.
fn facts(known: NotificationRow, channel: Channel) -> Vec<(&'static str, Option<String>)> {
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let mut facts = vec![("Id", known.id.map(String::from))];
    match channel {
        Channel::Email => facts.extend([
            ("Subject", known.subject),
            ("To", known.to_email),
            ("Event", known.event_name),
        ]),
        Channel::Callout => facts.extend([
            ("Event", known.event_name),
            ("Address", known.request_url),
            ("Method", known.request_method),
            ("Answer", number(known.response_code)),
            ("Tries", number(known.attempted_num)),
        ]),
    }
    facts.extend([
        ("Error", known.error_message),
        ("Account", known.account_id),
        ("Contact", known.contact_id),
        ("Notification", known.notification_id),
        ("Object", known.object_id),
    ]);
    facts
}

fn fact(name: &'static str, value: Option<String>, shown: Signal<bool>) -> impl IntoView {
    let value = value.filter(|value| !value.is_empty());
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {match value {
                    None => view! { <span class="muted">"unknown"</span> }.into_any(),
                    Some(whole) => {
                        (move || view! { <ForeignWhole text=seen(&whole, shown.get()) /> }).into_any()
                    }
                }}
            </dd>
        </div>
    }
}
