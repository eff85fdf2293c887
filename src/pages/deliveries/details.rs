//! One delivery with what was sent and every try of it.

use super::answers::answer;
use super::rows::StatusPill;
use crate::api::connections::use_connection;
use crate::api::read::read_until;
use crate::filters::Choice;
use crate::forms::subscriptions::name_of;
use crate::masked::{HiddenJson, Privacy, RevealRecord, seen};
use crate::table::touched::TouchedButton;
use crate::ui::copy::CopyButton;
use crate::ui::curl::CopyCurl;
use crate::ui::foreign::ForeignWhole;
use crate::ui::load::{Load, Reader};
use crate::ui::pane::Pane;
use crate::ui::problem::ProblemNote;
use crate::ui::time::VendorInstant;
use crate::ui::tries::{Tries, Try, in_order};
use crate::words::plan::called;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{DeliveryAttempt, DeliveryDetail, DeliveryId, Row};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::personal::Policy;
use redrive_core::read::Read;

/// The pane; reads the delivery anew, because the list does not carry its body.
#[component]
pub fn DeliveryPane(
    connection: ConnectionId,
    delivery: DeliveryId,
    /// What subscriptions are called.
    choices: Signal<Vec<Choice>>,
    privacy: Privacy,
    close: Callback<()>,
) -> impl IntoView {
    let title = format!("Delivery {delivery}");
    let known = use_connection(connection.clone());
    let (id, sent_at) = (delivery.to_string(), connection.clone());
    let of = format!("delivery {id}");
    let asked = |id: DeliveryId| Read::Kirim(KirimRead::Delivery { id });
    let read = asked(delivery.clone());
    let reader = Reader::new(
        move || (connection.clone(), delivery.clone()),
        move |(connection, id), abort| async move {
            kirim::delivery(&read_until(&connection, &asked(id), &abort).await?)
        },
    );
    let again = Callback::new(move |()| reader.again());
    let shown = RwSignal::new(false);
    let curl = move || {
        let connection = known.get()?;
        Some(view! { <CopyCurl connection read=read.clone() /> })
    };
    view! {
        <Pane title close>
            <div class="pane-tools">
                <CopyButton label="Copy id" text=Signal::stored(id.clone()) />
                {curl}
                <RevealRecord privacy shown of=of.clone() />
                <TouchedButton connection=sent_at id />
            </div>
            {move || match reader.state() {
                Load::Loading => view! { <p class="muted pane-note" role="status">"Reading the delivery…"</p> }.into_any(),
                Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                Load::Ready(row) => {
                    let shown = Signal::derive(move || privacy.page() || shown.get());
                    view! { <Details row choices shown /> }.into_any()
                }
            }}
        </Pane>
    }
}

#[component]
fn Details(
    row: Row<DeliveryDetail>,
    choices: Signal<Vec<Choice>>,
    shown: Signal<bool>,
) -> impl IntoView {
    let Row {
        known:
            DeliveryDetail {
                delivery,
                payload,
                attempts,
            },
        raw,
    } = row;
    let last = answer(&delivery);
    let fact = move |name: &'static str, value: Option<String>| {
        let value = value.unwrap_or_else(|| "unknown".to_owned());
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{move || view! { <ForeignWhole text=seen(&value, shown.get()) /> }}</dd>
            </div>
        }
    };
    let subscription = delivery.subscription_id.map(|id| id.to_string());
    let subscription = move || {
        let called = |id: &String| called(id, name_of(choices, id).as_deref());
        fact("Subscription", subscription.as_ref().map(called))
    };
    let replayed = delivery
        .replayed_from
        .as_ref()
        .map(|id| fact("Replay of", Some(id.to_string())));
    let body = payload.map(|value| {
        view! { <HiddenJson name="What was sent" value policy=Policy::Body shown open=true /> }
    });
    view! {
        <dl class="pane-facts">
            <div>
                <dt>"Status"</dt>
                <dd><StatusPill status=delivery.status /></dd>
            </div>
            {subscription}
            {fact("Event", delivery.event_id)}
            {fact("Event type", delivery.event_type)}
            {fact("Last answer", Some(last).filter(|text| !text.is_empty()))}
            {replayed}
            <div>
                <dt>"Created"</dt>
                <dd><VendorInstant time=delivery.created_at full=true /></dd>
            </div>
        </dl>
        <Tries tries=tried(attempts, shown) next=delivery.next_attempt_at />
        {body}
        <HiddenJson name="Row as the vendor sent it" value=raw policy=Policy::Row shown />
    }
}

fn tried(mut attempts: Vec<DeliveryAttempt>, shown: Signal<bool>) -> Vec<(Try, AnyView)> {
    in_order(&mut attempts, |attempt| attempt.at.as_ref());
    let one = |attempt: DeliveryAttempt| {
        let number = attempt.attempt.map(|number| format!(" {number}"));
        let (tone, word) = match attempt.response_status {
            Some(status @ 200..=299) => ("good", format!("HTTP {status}")),
            Some(status) => ("bad", format!("HTTP {status}")),
            None => ("bad", "no answer".to_owned()),
        };
        let error = attempt.error.map(|error| {
            view! { <p class="muted">{move || view! { <ForeignWhole text=seen(&error, shown.get()) /> }}</p> }
        });
        let one = Try {
            name: format!("Try{}", number.unwrap_or_default()),
            tone,
            word,
            at: attempt.at,
        };
        (one, error.into_any())
    };
    attempts.into_iter().map(one).collect()
}
