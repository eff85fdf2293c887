//! One event: every loaded try of it, with what was posted and what came back.

use super::rows::{answer, kind};
use crate::api::connections::use_connection;
use crate::masked::{HiddenJson, HiddenText, Privacy, RevealRecord};
use crate::table::touched::TouchedButton;
use crate::ui::copy::CopyButton;
use crate::ui::curl::CopyCurl;
use crate::ui::foreign::visible;
use crate::ui::pane::Pane;
use crate::ui::tries::{Tries, Try, in_order};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::personal::Policy;
use redrive_core::read::Read;
use redrive_core::selfcommunity::Read as CommunityRead;
use redrive_core::selfcommunity::contract::{Attempt, EndpointId, Row};

/// What is told in place of the tries of an event that are not here: the vendor has no way to read
/// one event, so they come with the list alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriesLoaded {
    /// The list is being read.
    Reading,
    /// The loaded tries are not of it, and there are more.
    Further,
    /// All tries are loaded, and none is of it.
    Nowhere,
    Here,
}

impl TriesLoaded {
    const fn words(self) -> &'static str {
        match self {
            Self::Reading => "Reading the tries…",
            Self::Further => {
                "No loaded try is of this event. The vendor lists tries, the newest first, and tells nothing of one event alone: load more until its tries are here."
            }
            Self::Nowhere => {
                "No try of this endpoint is of this event. It was never posted here, or the vendor does not keep its tries any more."
            }
            Self::Here => "",
        }
    }
}

/// The pane.
#[component]
pub fn EventPane(
    connection: ConnectionId,
    endpoint: EndpointId,
    title: String,
    /// What its row is known by.
    id: String,
    loaded: Memo<TriesLoaded>,
    /// Its tries, once they are here.
    tries: Callback<(), Vec<Row<Attempt>>>,
    close: Callback<()>,
) -> impl IntoView {
    let privacy = Privacy::of(connection.clone());
    let (sent_at, connection) = (connection.clone(), use_connection(connection));
    let shown = RwSignal::new(false);
    // The vendor has no way to read one event: its tries stand in the endpoint's list.
    let read = Read::Selfcommunity(CommunityRead::Attempts {
        id: endpoint,
        limit: 100,
        offset: 0,
    });
    let curl = move || {
        let connection = connection.get()?;
        Some(view! { <CopyCurl connection read=read.clone() /> })
    };
    let of = title.to_lowercase();
    view! {
        <Pane title close>
            <div class="pane-tools">
                <CopyButton label="Copy id" text=Signal::stored(id.clone()) />
                {curl}
                <RevealRecord privacy shown of />
                <TouchedButton connection=sent_at id />
            </div>
            {move || match loaded.get() {
                TriesLoaded::Here => listed(tries.run(()), shown.into()),
                away => view! { <p class="muted pane-note" role="status">{away.words()}</p> }.into_any(),
            }}
        </Pane>
    }
}

fn listed(mut tries: Vec<Row<Attempt>>, shown: Signal<bool>) -> AnyView {
    in_order(&mut tries, |row| row.known.created_at.as_ref());
    let next = tries.last().and_then(|row| row.known.next_retry.clone());
    let tries: Vec<(Try, AnyView)> = tries.into_iter().map(|row| one_try(row, shown)).collect();
    view! { <Tries tries next /> }.into_any()
}

fn one_try(row: Row<Attempt>, shown: Signal<bool>) -> (Try, AnyView) {
    let Row { known, raw } = row;
    let tone = match known.succeeded() {
        Some(true) => "good",
        Some(false) => "bad",
        None => "unsure",
    };
    let (word, kind) = (answer(&known), visible(&kind(&known)));
    let text = |text: Option<String>| text.filter(|text| !text.is_empty());
    let posted =
        text(known.http_request_body).map(|text| view! { <HiddenText name="Posted" text shown /> });
    let answered = text(known.http_response_body)
        .map(|text| view! { <HiddenText name="Answered" text shown /> });
    let signature = text(known.http_request_signature_header).map(|signature| {
        view! {
            <details>
                <summary>"Headers"</summary>
                <dl class="pane-facts">
                    <div>
                        <dt>"Signature"</dt>
                        <dd class="mono foreign-whole">{visible(&signature)}</dd>
                    </div>
                </dl>
            </details>
        }
    });
    let details = view! {
        <p class="mono muted"><bdi>{kind}</bdi></p>
        {posted}
        {answered}
        {signature}
        <HiddenJson name="Row as the vendor sent it" value=raw policy=Policy::Row shown />
    };
    let one = Try {
        name: known
            .id
            .map_or_else(|| "Try".to_owned(), |id| format!("Try {id}")),
        tone,
        word,
        at: known.created_at,
    };
    (one, details.into_any())
}
