//! Zuora's e-mails and callouts, from the data query: the only list that carries their ids.

mod details;
mod filters;
mod job;
mod query;
mod reading;
mod rows;
mod states;
mod texts;

pub use reading::count;
pub use texts::host;

use crate::api::connections::use_connection;
use crate::forms::known::{Known, as_texts};
use crate::forms::planner::use_planner;
use crate::navigation::Link;
use crate::routes::Route;
use crate::table::filters::use_filters;
use crate::table::frame::Settled;
use crate::table::paging::{Trail, TrailPaging};
use crate::table::selection::{Selection, SelectionBar};
use crate::ui::load::{Load, Reader};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::plan::channel_counted;
use details::NotificationPane;
use filters::FilterBar;
use job::Phase;
use leptos::prelude::*;
use query::{Asked, Question};
use reading::{Line, Page};
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::zuora::Cursor;
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationStatus, RESEND_CAP};
use rows::{NotificationTable, Table};
use states::{Empty, Failed, Turning, Waiting};
use std::collections::HashSet;

/// The page.
#[component]
pub fn NotificationsPage(connection: ConnectionId, channel: Channel) -> impl IntoView {
    let known = use_connection(connection);
    move || match known.get() {
        Ok(connection) => view! { <Notifications connection channel /> }.into_any(),
        Err(problem) => view! { <ProblemNote problem /> }.into_any(),
    }
}

#[component]
fn Notifications(connection: Connection, channel: Channel) -> impl IntoView {
    let filters = use_filters();
    let id = connection.id.clone();
    let asked = Memo::new(move |_| Asked::read(channel, &filters.query()));
    let question = Memo::new(move |_| asked.with(|asked| asked.question.clone()));
    let trail = Trail::<Question, Cursor>::of(question.into());
    let phase = RwSignal::new(Phase::Asking);
    let rows = reading::page(id.clone(), trail.place(), phase);
    let filter = Memo::new(move |_| asked.with(|asked| asked.question.filter.clone()));
    let number = count(id.clone(), move || filter.get());
    let again = Callback::new(move |()| {
        rows.again();
        number.again();
    });
    let next = Signal::derive(move || match rows.state() {
        Load::Ready(page) => page.next(),
        Load::Loading | Load::Failed(_) => None,
    });
    let open = RwSignal::new(None::<Line>);
    // Callouts go to machines; e-mails go to people, whose addresses are shown when asked for.
    let reveal = RwSignal::new(channel == Channel::Callout);
    let table = Table {
        connection: id.clone(),
        channel,
        query: Vec::new(),
        selection: Selection::default(),
        open,
        reveal,
    };
    let selection = table.selection;
    let paste = Route::PasteForm {
        connection: id.clone(),
        channel,
    };
    let crumb = connection.label.clone();
    // Rows that stay meanwhile, and the words of how far the vendor is, do not need each other.
    let first = Memo::new(move |_| rows.is_first());
    let again_busy =
        move || (rows.busy().get() && !first.get()).then(|| view! { <Turning phase /> });
    let body = move || match rows.last() {
        Load::Loading => view! { <Waiting phase /> }.into_any(),
        Load::Failed(problem) => {
            view! { <Failed problem again connection=id.clone() channel /> }.into_any()
        }
        Load::Ready(page) if page.lines.is_empty() => {
            untrack(|| view! { <Empty asked=asked.get() trail /> }.into_any())
        }
        Load::Ready(page) => {
            let table = Table {
                query: untrack(|| filters.query()),
                ..table.clone()
            };
            view! {
                {stuck(&page)}
                <NotificationTable lines=page.lines table />
            }
            .into_any()
        }
    };
    view! {
        <PageHead crumb title=texts::name(channel) actions=move || actions(&paste, again, reveal)>
            <span role="status">
                {move || asked.with(|asked| texts::headline(asked, &number.state()))}
            </span>
        </PageHead>
        <FilterBar asked />
        <div class="with-pane">
            <div>
                <Settled busy=rows.busy()>{body}</Settled>
                {again_busy}
                <TrailPaging trail next />
                <Bar connection channel selection rows />
            </div>
            {move || {
                let close = Callback::new(move |()| open.set(None));
                open.get().map(|line| view! { <NotificationPane line channel reveal close /> })
            }}
        </div>
    }
}

/// There are more rows, and no way to them.
fn stuck(page: &Page) -> Option<impl IntoView + use<>> {
    (page.more && page.next().is_none()).then(|| {
        view! {
            <p class="note warn">
                "There are older rows, but the last one here lacks an id or a time with a zone, so they cannot be asked for. Narrow the time to reach them."
            </p>
        }
    })
}

fn actions(paste: &Route, again: Callback<()>, reveal: RwSignal<bool>) -> AnyView {
    let to = paste.clone();
    let mails = matches!(
        paste,
        Route::PasteForm {
            channel: Channel::Email,
            ..
        }
    );
    let toggle = mails.then(|| {
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || reveal.get().to_string()
                on:click=move |_| reveal.update(|reveal| *reveal = !*reveal)
            >
                "Show addresses"
            </button>
        }
    });
    view! {
        {toggle}
        <button type="button" class="button quiet" on:click=move |_| again.run(())>
            "Read again"
        </button>
        <Link to class="button">"Resend pasted ids…"</Link>
    }
    .into_any()
}

/// The bar of the chosen, which says how many of them need no resend.
#[component]
fn Bar(
    connection: Connection,
    channel: Channel,
    selection: Selection<NotificationId>,
    rows: Reader<Page>,
) -> impl IntoView {
    let planner = use_planner();
    let delivered = RwSignal::new(HashSet::<String>::new());
    let known = Known::default();
    Effect::new(move |_| {
        if let Load::Ready(page) = rows.state() {
            delivered.update(|delivered| remember(delivered, &page));
            let rows = page.lines.iter().map(|line| &line.known);
            known.note(rows.filter_map(|row| {
                Some((row.id.as_ref()?.to_string(), Fact::of_notification(row)))
            }));
        }
    });
    let note = Signal::derive(move || {
        // Asked for to follow it.
        let chosen = selection.len();
        let ids = if chosen == 0 {
            Vec::new()
        } else {
            selection.ids()
        };
        let count =
            delivered.with(|known| ids.iter().filter(|id| known.contains(id.as_str())).count());
        texts::already(count)
    });
    let label = match channel {
        Channel::Email => |count| format!("Resend {}", channel_counted(Channel::Email, count)),
        Channel::Callout => |count| format!("Resend {}", channel_counted(Channel::Callout, count)),
    };
    let act = Callback::new(move |notifications: Vec<NotificationId>| {
        let facts = known.of(&as_texts(&notifications));
        let draft = Draft::ResendNotifications {
            channel,
            notifications,
        };
        planner.open_with(connection.clone(), draft, facts);
    });
    view! { <SelectionBar selection cap=RESEND_CAP label act note /> }
}

/// Keeps which rows are OK, also of pages that were left.
fn remember(delivered: &mut HashSet<String>, page: &Page) {
    for line in &page.lines {
        let Some(id) = &line.known.id else { continue };
        if line.known.status == Some(NotificationStatus::Ok) {
            delivered.insert(id.to_string());
        } else {
            delivered.remove(id.as_str());
        }
    }
}
