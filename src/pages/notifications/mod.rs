//! Zuora's e-mails and callouts, from the data query: the only list that carries their ids.

mod customer;
mod details;
mod job;
mod query;
mod reading;
mod rows;
mod states;
mod texts;

pub use reading::count;
pub use texts::host;

use crate::bars::Bars;
use crate::forms::known::Known;
use crate::forms::planner::use_planner;
use crate::masked::{Privacy, RevealPage};
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::{Listed, Route};
use crate::table::aside::{come_back, set_aside};
use crate::table::filter_bar::FilterBar;
use crate::table::filter_parts::RowsOfAPage;
use crate::table::filters::use_filters;
use crate::table::frame::Settled;
use crate::table::grid::newer::{Fresh, MINUTES, looking};
use crate::table::grid::{
    ChosenBar, Grid, GridTable, KeepChosen, LinkTo, LoadMore, MenuOf, More, Taking,
};
use crate::table::offers::by_ids;
use crate::table::opened::{NamelessPane, follow_address};
use crate::table::paging::Trail;
use crate::table::toolbar::Toolbar;
use crate::ui::foreign::visible;
use crate::ui::load::Load;
use crate::ui::page::PageHead;
use crate::views::ViewsMenu;
use crate::words::plan::channel_counted;
use customer::of_customer;
use details::{NotificationPane, UnlistedPane};
use job::Phase;
use leptos::prelude::*;
use query::{ACCOUNT, Asked, FIELDS, Question, SIZE, SIZES, size};
use reading::{Line, Page};
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::plan::Draft;
use redrive_core::preflight::Fact;
use redrive_core::zuora::Cursor;
use redrive_core::zuora::contract::{AccountId, Channel, RESEND_CAP};
use rows::{SCHEMA, narrowing, put, spec};
use states::{Empty, Failed, Turning, Waiting};
use std::collections::HashMap;
use std::sync::Arc;

/// The page.
#[component]
pub fn NotificationsPage(connection: ConnectionId, channel: Channel) -> impl IntoView {
    let screen = move |connection| view! { <Notifications connection channel /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Zuora screen /> }
}

/// The rows that are loaded, by what each is known by.
type Lines = HashMap<String, Line>;

#[component]
fn Notifications(connection: Connection, channel: Channel) -> impl IntoView {
    let filters = use_filters();
    let id = connection.id.clone();
    let address = filters.asked(FIELDS);
    let of_a_page = Memo::new(move |_| size(&filters.text(SIZE)));
    let asked = Memo::new(move |_| {
        let size = of_a_page.get();
        address
            .reading()
            .with(|reading| Asked::of(channel, reading, size))
    });
    let question = Memo::new(move |_| asked.with(|asked| asked.question.clone()));
    let trail = Trail::<Question, Cursor>::of(question.into());
    let (phase, everything) = (RwSignal::new(Phase::Asking), RwSignal::new(false));
    let grid = Grid::new(spec(channel), SCHEMA)
        .linking(accounts(id.clone(), channel))
        .narrowing(narrowing(channel))
        .offering();
    let listed = Listed::Notifications(channel);
    let of = (id.clone(), listed);
    let (reached, noted) = match come_back::<_, _, Page, Lines>(&of, grid, trail) {
        Some(back) => (Some(back.last), back.noted),
        None => (None, Lines::default()),
    };
    let (lines, is_back) = (StoredValue::new(noted), reached.is_some());
    let rows = reading::page(id.clone(), (trail.place(), reached), phase, everything);
    set_aside(of, grid, trail, rows, move || {
        lines.try_update_value(std::mem::take).unwrap_or_default()
    });
    let filter = Memo::new(move |_| asked.with(|asked| asked.question.filter.clone()));
    let number = count(id.clone(), move || filter.get());
    let again = Callback::new(move |()| {
        rows.again();
        number.again();
    });
    let anew = Callback::new(move |()| {
        // A relative range that ends later is another question, which reads by itself.
        if address.refreeze() {
            return;
        }
        if untrack(|| trail.depth()) > 0 {
            trail.restart();
            number.again();
        } else {
            again.run(());
        }
    });
    let (privacy, here) = (Privacy::over(id.clone(), grid.reveal), id.clone());
    // Callouts go to machines; e-mails go to people, whose addresses are shown when asked for.
    let reveal =
        (channel == Channel::Email).then(|| (privacy, Signal::derive(move || grid.counts().0)));
    let known = Known::of_table(&id, listed);
    follow_address(grid, filters, listed);
    let more = More::along(rows, trail, everything, Page::next);
    let write = move |page: &Page, newer: bool| {
        let of = |line: &Line| {
            Some((
                line.known.id.as_ref()?.to_string(),
                Fact::of_notification(&line.known),
            ))
        };
        known.note(page.lines.iter().filter_map(of));
        lines.update_value(|lines| {
            if page.first && !newer {
                lines.clear();
            }
            let put = |taking: &mut Taking<'_>| {
                put(taking, &page.lines, channel, |id, line| {
                    lines.insert(id, Arc::clone(line));
                });
            };
            if newer {
                grid.take_newer(put);
            } else {
                grid.take(page.first, put);
            }
        });
    };
    Effect::new(move |before: Option<()>| {
        let Load::Ready(page) = rows.state() else {
            return;
        };
        // What came back with its rows is laid in.
        if before.is_some() || !is_back {
            write(&page, false);
        }
        more.arrived(grid);
    });
    let looked = id.clone();
    let look = looking(move |abort| {
        let (connection, question) = (looked.clone(), question.get_untracked());
        async move {
            let page = reading::newest(connection, question, abort).await?;
            let ids = page.lines.iter().filter_map(|line| line.known.id.as_ref());
            let count = ids.filter(|id| !grid.knows(id.as_str())).count();
            let at_least = page.more && count == page.lines.len();
            let put_before = move || {
                write(&page.named(), true);
                number.again();
            };
            Ok(Fresh::of(count, at_least, move || anew.run(()), put_before))
        }
    });
    let planner = use_planner();
    let planned = Callback::new(move |()| planner.is_open());
    let said = RwSignal::new(String::new());
    let plan = planning(connection.clone(), channel, known);
    let of_any = by_ids(
        grid,
        (id.clone(), listed),
        narrowing(channel),
        more.more,
        said,
    );
    let offers = Callback::new(move |of: MenuOf| {
        let mut offers = of_any.run(of.clone());
        offers.extend(of_customer(&of, lines, channel, more.more, plan));
        offers
    });
    let within = Signal::derive(move || !address.span().is_open());
    let show = Callback::new(move |(after, before)| filters.set_range(after, before));
    let paste = Route::PasteForm {
        connection: id.clone(),
        channel,
    };
    let (crumb, kept) = (
        connection.label.clone(),
        format!("{id}.{}", grid.spec.class),
    );
    let looked_at = id.clone();
    let shown = Memo::new(move |_| match (grid.counts().0, rows.last()) {
        // Rows that answer another question must not stand under this one.
        (_, Load::Failed(_)) if trail.depth() == 0 => Shown::Nothing,
        (0, Load::Loading) => Shown::Waiting,
        (0, Load::Ready(_)) => Shown::Empty,
        (0, Load::Failed(_)) => Shown::Nothing,
        _ => Shown::Rows,
    });
    // As its row stands when it is opened, and where none does as the vendor tells it: rows that are
    // loaded later must not change what somebody reads.
    let opened = Memo::new(move |_| {
        let name = grid.open.get()?;
        let line = lines.with_value(|lines| lines.get(&name).cloned());
        Some((name, line))
    });
    let turning = move || rows.busy().get() && shown.get() == Shown::Rows;
    view! {
        <PageHead crumb title=texts::name(channel) actions=move || actions(&paste, anew, reveal)>
            <span role="status">
                {move || asked.with(|asked| texts::headline(asked, &number.state()))}
            </span>
        </PageHead>
        <FilterBar asked=address />
        <div class="with-pane" class:open=move || opened.with(Option::is_some)>
            <div>
                <KeepChosen grid name=kept.clone() planning=planned />
                <Bars grid narrowing=narrowing(channel) more=more.more within show />
                <Toolbar grid narrowing=narrowing(channel) more newer=(look, MINUTES) anew offers said />
                <Settled busy=more.is_loading()>
                    {move || match shown.get() {
                        Shown::Nothing => ().into_any(),
                        Shown::Waiting => view! { <Waiting phase /> }.into_any(),
                        Shown::Empty => view! { <Empty asked=asked.get_untracked() connection=looked_at.clone() /> }.into_any(),
                        Shown::Rows => {
                            view! { <GridTable grid caption=texts::name(channel) more /> }.into_any()
                        }
                    }}
                </Settled>
                {move || match rows.last() {
                    Load::Ready(page) => stuck(&page).into_any(),
                    Load::Loading => ().into_any(),
                    Load::Failed(problem) => {
                        view! { <Failed problem again connection=id.clone() channel /> }.into_any()
                    }
                }}
                {move || turning().then(|| view! { <Turning phase /> })}
                <LoadMore grid more />
                <RowsOfAPage name=SIZE sizes=&SIZES chosen=of_a_page />
                <ChosenBar grid cap=RESEND_CAP label=resend_words(channel) act=plan more />
            </div>
            {move || {
                let (name, line) = opened.get()?;
                let (connection, close) = (here.clone(), Callback::new(move |()| grid.open.set(None)));
                Some(match (line, name.parse()) {
                    (Some(line), _) => view! { <NotificationPane connection line channel privacy close /> }.into_any(),
                    (None, Ok(id)) => view! { <UnlistedPane connection id channel privacy close /> }.into_any(),
                    (None, Err(_)) => view! { <NamelessPane title=name close /> }.into_any(),
                })
            }}
        </div>
    }
}

/// What stands where the rows would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// It could not be read.
    Nothing,
    Waiting,
    Empty,
    Rows,
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

/// Chosen ids become a plan in its dialog.
fn planning(connection: Connection, channel: Channel, known: Known) -> Callback<Vec<String>> {
    let planner = use_planner();
    Callback::new(move |chosen: Vec<String>| {
        let facts = known.of(&chosen);
        let draft = Draft::ResendNotifications {
            channel,
            notifications: chosen.iter().filter_map(|id| id.parse().ok()).collect(),
        };
        planner.open_with(connection.clone(), draft, facts);
    })
}

fn resend_words(channel: Channel) -> fn(usize) -> String {
    match channel {
        Channel::Email => |count| format!("Resend {}", channel_counted(Channel::Email, count)),
        Channel::Callout => |count| format!("Resend {}", channel_counted(Channel::Callout, count)),
    }
}
