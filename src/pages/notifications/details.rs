//! One notification with everything that is known of it, and the row as it came.

use super::reading::Line;
use super::rows::{StatusPill, title};
use crate::api::connections::use_connection;
use crate::masked::{HiddenJson, Privacy, RevealRecord, seen};
use crate::ui::copy::CopyButton;
use crate::ui::curl::CopyCurl;
use crate::ui::foreign::{ForeignWhole, visible};
use crate::ui::pane::Pane;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::personal::{Policy, masked};
use redrive_core::read::Read;
use redrive_core::zuora;
use redrive_core::zuora::contract::{Channel, NotificationRow};

/// The pane.
#[component]
pub fn NotificationPane(
    connection: ConnectionId,
    line: Line,
    channel: Channel,
    privacy: Privacy,
    close: Callback<()>,
) -> impl IntoView {
    let connection = use_connection(connection);
    let known = line.known.clone();
    let name = visible(&masked(&title(&known, channel)));
    let name: String = name.chars().take(120).collect();
    let written = known.created_on.as_ref().map(|at| at.text().to_owned());
    let own = RwSignal::new(false);
    let shown = Signal::derive(move || privacy.page() || own.get());
    let id = known.id.clone();
    let copy = id.clone().map(|id| {
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
        <Pane title=name close>
            <div class="pane-tools">
                {copy}
                <RevealRecord privacy shown=own />
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
        </Pane>
    }
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
