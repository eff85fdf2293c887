//! What stands where rows would: each reason with its own words and one thing to do.

use super::query::{NotificationQuery, STATUS, Status};
use crate::api::job::Phase;
use crate::routes::Route;
use crate::table::filters::use_filters;
use crate::table::no_rows::{NoRows, NothingMatches};
use crate::ui::waiting::StopWaiting;
use crate::words::plan::nouns;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::zuora::contract::Channel;

/// While the vendor works.
#[component]
pub fn Waiting(phase: RwSignal<Phase>) -> impl IntoView {
    view! {
        <div class="card no-rows">
            <p class="muted" role="status">{move || phase.get().words()}</p>
            <StopWaiting phase />
        </div>
    }
}

/// The same, under rows that stay until the next ones come.
#[component]
pub fn Turning(phase: RwSignal<Phase>) -> impl IntoView {
    view! {
        <div class="turning">
            <p class="muted" role="status">{move || phase.get().words()}</p>
            <StopWaiting phase />
        </div>
    }
}

/// Before the problem, where the list may not be read.
pub fn forbidden(connection: ConnectionId, channel: Channel) -> AnyView {
    let remedy = Route::PasteForm {
        connection,
        channel,
    };
    view! {
        <NoRows
            title="You may not see this list"
            text="Zuora lets this connection run no data query, and no other route gives the ids of notifications. Whoever owns the account can permit it; ids that you have from elsewhere can still be resent."
            words="Resend pasted ids…"
            remedy
        />
    }
    .into_any()
}

/// There are more rows, and no way to them.
pub fn stuck() -> AnyView {
    view! {
        <p class="note warn">
            "There are older rows, but the last one here lacks an id or a time with a zone, so they cannot be asked for. Narrow the time to reach them."
        </p>
    }
    .into_any()
}

/// There is nothing to show, and why.
#[component]
pub fn Empty(asked: NotificationQuery, connection: ConnectionId) -> impl IntoView {
    let filters = use_filters();
    let channel = asked.question.filter.channel;
    let (_, many) = nouns(channel);
    let remedy = Route::PasteForm {
        connection,
        channel,
    };
    match (asked.status, asked.narrowed()) {
        (Status::Any, false) => view! {
            <NoRows
                title=format!("No {many}")
                text=format!("Zuora keeps none in its history. What its notifications send as {many} appears here. Ids that you have from elsewhere can still be resent.")
                words="Resend pasted ids…"
                remedy
            />
        }
        .into_any(),
        (Status::Failed, false) => view! {
            <NoRows
                title=format!("No failed {many}")
                text=format!("Nothing failed; {many} with another status are not shown.")
                words="Show any status"
                remedy=Callback::new(move |()| filters.set(STATUS, Status::Any.word()))
            />
        }
        .into_any(),
        _ => {
            let text = format!("There may be {many} outside of these filters.");
            view! { <NothingMatches text /> }.into_any()
        }
    }
}
