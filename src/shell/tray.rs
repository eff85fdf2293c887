//! The runs that are not over, beside every page, in the window's title, and told to screen
//! readers. Knows nothing of how a run is carried out.

use super::news::use_unseen;
use crate::clock::now;
use crate::host::{RunId, RunSummary, use_host};
use crate::navigation::{Link, use_navigation};
use crate::parts::catalogue;
use crate::routes::Route;
use crate::session::use_session;
use crate::words::tray::{Told, badge, how_far, needs_you, stands};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::time::Duration;

/// A run that is not over, and whether a tab carries it out.
type Open = (RunSummary, bool);

fn open_runs() -> Memo<Vec<Open>> {
    let host = use_host();
    let (runs, held) = (host.runs(), host.held());
    Memo::new(move |_| {
        let Some(Ok(runs)) = runs.get() else {
            return Vec::new();
        };
        held.with(|held| {
            let open = runs.into_iter().filter(|run| !run.is_over());
            open.map(|run| {
                let held = held.contains(&run.id);
                (run, held)
            })
            .collect()
        })
    })
}

/// Nothing at all when nothing is under way.
#[component]
pub fn Tray(
    /// What the window's title is to say.
    told: RwSignal<Option<String>>,
) -> impl IntoView {
    let (open, unseen) = (open_runs(), use_unseen());
    Effect::new(move |_| {
        let badge = open.with(|open| badge(open, unseen.has_ended()));
        if told.with_untracked(|told| *told != badge) {
            told.set(badge);
        }
    });
    // A run keeps its element while its figures change, so that the focus stays on it.
    let ids = Memo::new(move |_| {
        open.with(|open| {
            open.iter()
                .map(|(run, _)| run.id.clone())
                .collect::<Vec<_>>()
        })
    });
    move || {
        let ids = ids.get();
        (!ids.is_empty()).then(|| {
            view! {
                <section class="tray" aria-labelledby="tray-title">
                    <h2 id="tray-title">"Under way"</h2>
                    <ul>{ids.into_iter().map(|id| view! { <Item id open /> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

#[component]
fn Item(id: RunId, open: Memo<Vec<Open>>) -> impl IntoView {
    let to = Route::run(id.clone());
    let (here, place) = (use_navigation().route(), to.clone());
    let current = Signal::derive(move || here.with(|here| place.same_screen(here)));
    let line = move || {
        let open = open.get();
        let (run, held) = open.into_iter().find(|(run, _)| run.id == id)?;
        let class = if needs_you(&run, held) { "asks" } else { "" };
        let far = (!run.stand.is_sent()).then(|| {
            view! {
                <span class="muted">{how_far(&run)}</span>
                <svg viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
                    <rect width=run.percent().to_string() height="3"></rect>
                </svg>
            }
        });
        Some(view! {
            <span class="tray-title">{run.title.clone()}</span>
            <span class=class>{stands(&run, held)}</span>
            {far}
        })
    };
    view! {
        <li>
            <Link to current>{line}</Link>
        </li>
    }
}

/// How late a look at the vendor's rows may be.
const DUE_EVERY: Duration = Duration::from_secs(30);

/// Goes on reading back what no tab reads back any more or what is due, as soon as somebody is
/// signed in. Where the part that does so does not come, each run goes on as soon as it is asked to.
pub fn go_on_reading_back() {
    let (host, session) = (use_host(), use_session());
    let clock = RwSignal::new(now());
    if let Ok(ticks) = set_interval_with_handle(move || clock.set(now()), DUE_EVERY) {
        on_cleanup(move || ticks.clear());
    }
    let left = Memo::new(move |_| {
        if session.is_open() {
            host.left_unread(clock.get())
        } else {
            Vec::new()
        }
    });
    Effect::new(move |_| {
        let left = left.get();
        if !left.is_empty() {
            // What could not be taken over now is tried again.
            clock.track();
            spawn_local(async move {
                if let Ok(read_back) = catalogue::reading_back().await {
                    read_back(host, left);
                }
            });
        }
    });
}

/// Says start, 25, 50, 75 %, end, and any question: politely, and nothing else.
#[component]
pub fn Announcer() -> impl IntoView {
    let (host, unseen) = (use_host(), use_unseen());
    let (runs, held) = (host.runs(), host.held());
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<HashMap<RunId, Told>>>| {
        let Some(Ok(runs)) = runs.get() else {
            return before.flatten();
        };
        let before = before.flatten();
        let mut told = HashMap::new();
        for run in &runs {
            let now = Told::of(run, held.with(|held| held.contains(&run.id)));
            // What earlier visits left is no news.
            if let Some(before) = &before
                && let Some(news) = now.after(before.get(&run.id).copied())
            {
                said.set(news.words(run));
                unseen.take(news, run);
            }
            told.insert(run.id.clone(), now);
        }
        Some(told)
    });
    view! { <p class="visually-hidden" role="status">{said}</p> }
}
