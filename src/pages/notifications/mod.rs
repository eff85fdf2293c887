//! Zuora's e-mails and callouts, from the data query: the only list that carries their ids.

mod customer;
mod details;
mod query;
mod reading;
mod rows;
mod states;
mod texts;

pub use reading::count;

use crate::api::job::Phase;
use crate::forms::known::Known;
use crate::masked::{Privacy, RevealPage};
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route, Screen};
use crate::table::filter_parts::RowsOfAPage;
use crate::table::filters::use_filters;
use crate::table::grid::newer::MINUTES;
use crate::table::grid::{Grid, LinkTo, MenuOf};
use crate::table::list::{InPlace, LastPart, List, ListScreen, ListSetup, PaneOf, planning};
use crate::table::offers::by_ids;
use crate::ui::foreign::visible;
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::views::ViewsMenu;
use customer::of_customer;
use details::{NotificationPane, UnlistedPane};
use leptos::prelude::*;
use query::{ACCOUNT, FIELDS, NotificationQuery, SIZE, SIZES, size};
use reading::{LinesById, NotificationSource, Page};
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::problem::ProblemKind;
use redrive_core::zuora::contract::{AccountId, Channel, RESEND_CAP};
use rows::{SCHEMA, narrowing, spec};
use states::{Empty, Turning, Waiting, forbidden, stuck};
use std::sync::Arc;

/// The page.
#[component]
pub fn NotificationsPage(connection: ConnectionId, channel: Channel) -> impl IntoView {
    let screen = move |connection| view! { <NotificationList connection channel /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Zuora screen /> }
}

#[component]
fn NotificationList(connection: Connection, channel: Channel) -> impl IntoView {
    let (filters, id) = (use_filters(), connection.id.clone());
    let (address, listed) = (filters.asked(FIELDS), Listed::Notifications(channel));
    let of_a_page = Memo::new(move |_| size(&filters.text(SIZE)));
    let asked = Memo::new(move |_| {
        let size = of_a_page.get();
        let reading = address.reading();
        reading.with(|reading| NotificationQuery::of(channel, reading, size))
    });
    let question = Memo::new(move |_| asked.with(|asked| asked.question.clone()));
    let filter = Memo::new(move |_| question.with(|question| question.filter.clone()));
    let grid = Grid::new(spec(channel), SCHEMA)
        .linking(accounts(id.clone(), channel))
        .narrowing(narrowing(channel))
        .offering();
    let known = Known::of_table(&id, listed);
    let lines = StoredValue::new(LinesById::default());
    let (phase, renewed) = (RwSignal::new(Phase::Asking), Trigger::new());
    let setup = ListSetup {
        connection: id.clone(),
        listed,
        grid,
        narrowing: narrowing(channel),
        address,
    };
    let source = NotificationSource {
        connection: id.clone(),
        channel,
        grid,
        known,
        lines,
        phase,
        renewed,
    };
    let (list, pages) = List::read(setup, question.into(), source);
    let number = count(id.clone(), move || {
        renewed.track();
        filter.get()
    });
    let crumb = connection.label.clone();
    let name = Screen::Notifications(channel).title();
    let act = planning(connection, known, listed);
    let (of_any, more) = (by_ids(list.clone()), list.more.more);
    let offers = Callback::new(move |of: MenuOf| {
        let mut offers = of_any.run(of.clone());
        offers.extend(of_customer(&of, lines, channel, more, act));
        offers
    });
    let privacy = Privacy::over(id.clone(), grid.reveal);
    let reveal = reveal(channel, privacy, grid);
    let (paste, anew) = (
        Route::PasteForm {
            connection: id.clone(),
            channel,
        },
        list.anew,
    );
    let of = id.clone();
    let empty =
        move || view! { <Empty asked=asked.get_untracked() connection=of.clone() /> }.into_any();
    let waiting = move || view! { <Waiting phase /> }.into_any();
    let beneath = beneath(list.clone(), pages, phase, channel);
    let foot = move || view! { <RowsOfAPage name=SIZE sizes=&SIZES chosen=of_a_page /> }.into_any();
    let pane = pane(id, channel, lines, privacy);
    view! {
        <PageHead crumb title=name actions=move || actions(&paste, anew, reveal)>
            <span role="status">
                {move || asked.with(|asked| texts::headline(asked, &number.state()))}
            </span>
        </PageHead>
        <ListScreen
            list
            caption=name
            offers
            every=MINUTES
            cap=RESEND_CAP
            act
            pane
            empty
            waiting
            beneath
            foot
        />
    }
}

/// Callouts go to machines; e-mails go to people, whose addresses are shown when asked for.
fn reveal(channel: Channel, privacy: Privacy, grid: Grid) -> Option<(Privacy, Signal<usize>)> {
    (channel == Channel::Email).then(|| (privacy, Signal::derive(move || grid.counts().0)))
}

/// As its row stands when it is opened, and where none does as the vendor tells it: rows that are
/// loaded later must not change what somebody reads.
fn pane(
    connection: ConnectionId,
    channel: Channel,
    lines: StoredValue<LinesById>,
    privacy: Privacy,
) -> PaneOf {
    Callback::new(move |(name, close): (String, Callback<()>)| {
        let connection = connection.clone();
        let line = lines.with_value(|lines| lines.get(&name).cloned());
        Some(if let Some(line) = line {
            view! { <NotificationPane connection line channel privacy close /> }.into_any()
        } else {
            let id = name.parse().ok()?;
            view! { <UnlistedPane connection id channel privacy close /> }.into_any()
        })
    })
}

/// What is said under the rows: why they go no further, that they may not be read, or how far the
/// next ones are.
fn beneath(
    list: List,
    pages: LastPart<Page>,
    phase: RwSignal<Phase>,
    channel: Channel,
) -> impl Fn() -> AnyView {
    let turning = Memo::new(move |_| list.more.busy.get() && list.in_place.get() == InPlace::Rows);
    let connection = list.setup.connection;
    let why = move || match pages.get() {
        Load::Ready(page) if page.more && page.next().is_none() => stuck(),
        Load::Failed(problem) if problem.kind == ProblemKind::Forbidden => {
            forbidden(connection.clone(), channel)
        }
        Load::Loading | Load::Ready(_) | Load::Failed(_) => ().into_any(),
    };
    move || {
        let why = why.clone();
        view! {
            {why}
            {move || turning.get().then(|| view! { <Turning phase /> })}
        }
        .into_any()
    }
}

/// An account leads to the rows of that account alone.
fn accounts(connection: ConnectionId, channel: Channel) -> LinkTo {
    let filters = use_filters();
    Arc::new(move |text| {
        let account: AccountId = text.parse().ok()?;
        let mut query = filters.query();
        query.retain(|(name, _)| name != ACCOUNT);
        query.push((ACCOUNT.to_owned(), account.to_string()));
        let to = Route::Notifications {
            connection: connection.clone(),
            channel,
            query,
        };
        Some((to, format!("{}, show only this account", visible(text))))
    })
}

fn actions(
    paste: &Route,
    again: Callback<()>,
    reveal: Option<(Privacy, Signal<usize>)>,
) -> AnyView {
    let to = paste.clone();
    let reveal = reveal.map(|(privacy, count)| view! { <RevealPage privacy count /> });
    view! {
        <ViewsMenu />
        {reveal}
        <button type="button" class="button quiet" on:click=move |_| again.run(())>
            "Read again"
        </button>
        <Link to class="button">"Resend pasted ids…"</Link>
    }
    .into_any()
}
