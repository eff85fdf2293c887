//! The rows of one page of notifications.

use super::reading::Line;
use super::texts::{host, masked, name, nouns, tone};
use crate::navigation::Link;
use crate::routes::{Query, Route};
use crate::table::frame::{Column, Head, TableFrame};
use crate::table::selection::{PageCheckbox, RowCheckbox, Selection};
use crate::ui::foreign::{Foreign, visible};
use crate::ui::pill::Pill;
use crate::ui::time::VendorInstant;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::zuora::contract::{
    AccountId, Channel, NotificationId, NotificationRow, NotificationStatus,
};
use std::sync::Arc;

const EMAIL_COLUMNS: &[Column] = &[
    Column::Text("Status"),
    Column::Text("Subject"),
    Column::Text("To"),
    Column::Text("Account"),
    Column::Text("Error"),
    Column::Number("Created"),
];

const CALLOUT_COLUMNS: &[Column] = &[
    Column::Text("Status"),
    Column::Text("Event"),
    Column::Text("Host"),
    Column::Number("Answer"),
    Column::Number("Tries"),
    Column::Text("Account"),
    Column::Number("Created"),
];

/// What every row needs to know of its table. A handle.
#[derive(Clone)]
pub struct Table {
    pub connection: ConnectionId,
    pub channel: Channel,
    pub query: Query,
    pub selection: Selection<NotificationId>,
    pub open: RwSignal<Option<Line>>,
    /// Whether mail addresses are shown whole.
    pub reveal: RwSignal<bool>,
}

/// The table.
#[component]
pub fn NotificationTable(lines: Vec<Line>, table: Table) -> impl IntoView {
    let shown: Vec<NotificationId> = lines
        .iter()
        .filter_map(|line| line.known.id.clone())
        .collect();
    let (selection, channel) = (table.selection, table.channel);
    let columns = match channel {
        Channel::Email => EMAIL_COLUMNS,
        Channel::Callout => CALLOUT_COLUMNS,
    };
    view! {
        <TableFrame caption=format!("{}, newest first", name(channel))>
            <Head columns choose=view! { <PageCheckbox selection shown /> }.into_any() />
            <tbody>{lines.into_iter().map(|line| row(line, &table)).collect_view()}</tbody>
        </TableFrame>
    }
}

fn row(line: Line, table: &Table) -> impl IntoView + use<> {
    let known = line.known.clone();
    let id = known
        .id
        .clone()
        .ok_or_else(|| "the vendor gave it no id, and a resend needs one".to_owned());
    let label = match &id {
        Ok(id) => format!("{} {id}", nouns(table.channel).0),
        Err(_) => format!("{} without id", nouns(table.channel).0),
    };
    let idless = id.is_err();
    let account = account(known.account_id.as_deref(), table);
    let cells = match table.channel {
        Channel::Email => view! {
            <td><Seen text=known.to_email.clone() reveal=table.reveal /></td>
            <td class="mono">{account}</td>
            <td><Seen text=known.error_message.clone() reveal=table.reveal /></td>
        }
        .into_any(),
        Channel::Callout => view! {
            <td><Foreign text=known.request_url.as_deref().map(host).unwrap_or_default() /></td>
            <td class="num">{known.response_code.map(|code| code.to_string())}</td>
            <td class="num">{known.attempted_num.map(|tries| tries.to_string())}</td>
            <td class="mono">{account}</td>
        }
        .into_any(),
    };
    let created = known.created_on.clone();
    view! {
        <tr>
            <td><RowCheckbox selection=table.selection id name=label /></td>
            <td><StatusPill status=known.status.clone() /></td>
            <th scope="row">
                <Opener line title=title(&known, table.channel) open=table.open reveal=table.reveal />
                {idless.then(|| view! { " " <span class="muted">"(no id: it cannot be resent)"</span> })}
            </th>
            {cells}
            <td class="num"><VendorInstant time=created /></td>
        </tr>
    }
}

/// The button that opens the details.
#[component]
fn Opener(
    line: Line,
    title: String,
    open: RwSignal<Option<Line>>,
    reveal: RwSignal<bool>,
) -> impl IntoView {
    let mine = Arc::clone(&line);
    let expanded =
        move || open.with(|open| open.as_ref().is_some_and(|open| Arc::ptr_eq(open, &mine)));
    view! {
        <button
            type="button"
            class="link"
            aria-expanded=move || expanded().to_string()
            on:click=move |_| open.set(Some(Arc::clone(&line)))
        >
            <Seen text=Some(title) reveal />
        </button>
    }
}

/// What a row is called: by its subject or event, else by its id.
pub fn title(known: &NotificationRow, channel: Channel) -> String {
    let words = match channel {
        Channel::Email => &known.subject,
        Channel::Callout => &known.event_name,
    };
    words
        .clone()
        .filter(|words| !words.trim().is_empty())
        .or_else(|| known.id.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| format!("{} without a name", nouns(channel).0))
}

/// The account, as a link that shows only its rows.
fn account(text: Option<&str>, table: &Table) -> AnyView {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return ().into_any();
    };
    let Ok(account) = text.parse::<AccountId>() else {
        return view! { <Foreign text=text /> }.into_any();
    };
    let mut query = table.query.clone();
    query.retain(|(name, _)| name != super::query::ACCOUNT);
    query.push((super::query::ACCOUNT.to_owned(), account.to_string()));
    let to = Route::Notifications {
        connection: table.connection.clone(),
        channel: table.channel,
        query,
    };
    let shown = visible(account.as_str());
    let label = format!("{shown}, show only this account");
    view! { <Link to label><bdi>{shown}</bdi></Link> }.into_any()
}

/// Foreign text, its mail addresses masked unless they are to be shown.
#[component]
pub fn Seen(text: Option<String>, reveal: RwSignal<bool>) -> impl IntoView {
    let whole = text.unwrap_or_default();
    let hidden = masked(&whole);
    let text = move || {
        if reveal.get() {
            whole.clone()
        } else {
            hidden.clone()
        }
    };
    move || view! { <Foreign text=text() /> }
}

/// What became of it; a word that we do not know is shown as the vendor wrote it.
#[component]
pub fn StatusPill(status: Option<NotificationStatus>) -> impl IntoView {
    match status {
        Some(status) => {
            let word: String = visible(status.as_str()).chars().take(40).collect();
            view! { <Pill tone=tone(&status) word /> }
        }
        None => view! { <Pill tone="unsure" word="unknown" /> },
    }
}
