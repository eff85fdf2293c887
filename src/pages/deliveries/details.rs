//! One delivery with what was sent and every try of it.

use super::rows::{StatusPill, answer};
use crate::api::read::read_until;
use crate::ui::folded::Folded;
use crate::ui::foreign::{ForeignWhole, visible};
use crate::ui::load::{Load, Reader};
use crate::ui::pane::Pane;
use crate::ui::problem::ProblemNote;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::kirim::contract::{DeliveryAttempt, DeliveryDetail, DeliveryId, Row};
use redrive_core::kirim::{self, Read as KirimRead};
use redrive_core::read::Read;

/// The pane; reads the delivery anew, because the list does not carry its body.
#[component]
pub fn DeliveryPane(
    connection: ConnectionId,
    delivery: DeliveryId,
    close: Callback<()>,
) -> impl IntoView {
    let title = format!("Delivery {delivery}");
    let reader = Reader::new(
        move || (connection.clone(), delivery.clone()),
        |(connection, id), abort| async move {
            let read = Read::Kirim(KirimRead::Delivery { id });
            kirim::delivery(&read_until(&connection, &read, &abort).await?)
        },
    );
    let again = Callback::new(move |()| reader.again());
    view! {
        <Pane title close>
            {move || match reader.state() {
                Load::Loading => view! { <p class="muted pane-note" role="status">"Reading the delivery…"</p> }.into_any(),
                Load::Failed(problem) => view! { <ProblemNote problem again /> }.into_any(),
                Load::Ready(row) => view! { <Details row /> }.into_any(),
            }}
        </Pane>
    }
}

#[component]
fn Details(row: Row<DeliveryDetail>) -> impl IntoView {
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
    let fact = |name: &'static str, value: Option<String>| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd><ForeignWhole text=value.unwrap_or_else(|| "unknown".to_owned()) /></dd>
            </div>
        }
    };
    let replayed = delivery
        .replayed_from
        .as_ref()
        .map(|id| fact("Replay of", Some(id.to_string())));
    let pretty =
        |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let body =
        payload.map(|payload| view! { <Folded name="What was sent" text=pretty(&payload) /> });
    view! {
        <dl class="pane-facts">
            <div>
                <dt>"Status"</dt>
                <dd><StatusPill status=delivery.status /></dd>
            </div>
            {fact("Subscription", delivery.subscription_id.map(|id| id.to_string()))}
            {fact("Event", delivery.event_id)}
            {fact("Event type", delivery.event_type)}
            {fact("Last answer", Some(last).filter(|text| !text.is_empty()))}
            {replayed}
            <div>
                <dt>"Created"</dt>
                <dd><VendorInstant time=delivery.created_at full=true /></dd>
            </div>
            {delivery
                .next_attempt_at
                .map(|at| {
                    view! {
                        <div>
                            <dt>"The vendor tries again"</dt>
                            <dd><VendorInstant time=Some(at) full=true /></dd>
                        </div>
                    }
                })}
        </dl>
        <ol class="tries">{attempts.into_iter().map(one_try).collect_view()}</ol>
        {body}
        <Folded name="Row as the vendor sent it" text=pretty(&raw) />
    }
}

fn one_try(attempt: DeliveryAttempt) -> impl IntoView {
    let answer = match (attempt.response_status, attempt.error) {
        (Some(status), None) => format!("HTTP {status}"),
        (Some(status), Some(error)) => format!("HTTP {status}, {error}"),
        (None, Some(error)) => error,
        (None, None) => "no answer".to_owned(),
    };
    view! {
        <li>
            <h3>"Try " {attempt.attempt.map(|number| number.to_string())}</h3>
            <p class="muted"><bdi>{visible(&answer)}</bdi> " · " <VendorInstant time=attempt.at /></p>
        </li>
    }
}
