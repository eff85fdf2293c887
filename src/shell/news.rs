//! What became of a run while its page was not looked at: a line with a link to it on every other
//! page, a word in the window's title while the tab is hidden, and a notification of the browser
//! where those are switched on. Screen readers are told by the announcer, so the line is no live
//! region.

use crate::host::{RunId, RunSummary};
use crate::navigation::{Link, Navigation, use_navigation};
use crate::notify;
use crate::routes::Route;
use crate::words::tray::News;
use leptos::prelude::*;

/// A handle: copies are the same news.
#[derive(Clone, Copy)]
pub struct Unseen {
    line: RwSignal<Option<(RunId, String)>>,
    /// A run ended while this tab was hidden, and still is.
    ended: RwSignal<bool>,
    navigation: Navigation,
}

/// Puts it where the tray and the announcer find it.
pub fn provide_unseen() {
    let navigation = use_navigation();
    let unseen = Unseen {
        line: RwSignal::new(None),
        ended: RwSignal::new(false),
        navigation,
    };
    provide_context(unseen);
    let shown = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            unseen.ended.set(false);
        }
    });
    on_cleanup(move || shown.remove());
    // Whoever opens the run sees what became of it.
    Effect::new(move |_| {
        let here = navigation.route().get();
        let is_here = |line: &Option<(RunId, String)>| {
            line.as_ref().is_some_and(|(id, _)| is_page_of(id, &here))
        };
        if unseen.line.with(is_here) {
            unseen.line.set(None);
        }
    });
}

/// The news of this console.
pub fn use_unseen() -> Unseen {
    expect_context()
}

impl Unseen {
    /// Whether a run ended while this tab was hidden; followed.
    pub fn has_ended(self) -> bool {
        self.ended.get()
    }

    /// Takes in what is said of a run.
    pub fn take(self, news: News, run: &RunSummary) {
        if !news.concerns_who_looks_elsewhere() {
            return;
        }
        let (id, words) = (run.id.clone(), news.words(run));
        if document().hidden() {
            self.ended.update(|ended| *ended |= news == News::Ended);
            let (to, navigation) = (Route::run(id.clone()), self.navigation);
            notify::tell(id.as_str(), "Redrive", &words, move || navigation.go(&to));
        }
        self.line.set(Some((id, words)));
    }
}

/// The line, until it is dismissed or its run is looked at.
#[component]
pub fn NewsLine() -> impl IntoView {
    let line = use_unseen().line;
    move || {
        let (id, words) = line.get()?;
        Some(view! {
            <section class="news" aria-label="News of a run">
                <p>{words}</p>
                <Link to=Route::run(id)>"Open the run"</Link>
                <button type="button" class="button quiet" on:click=move |_| line.set(None)>
                    "Dismiss"
                </button>
            </section>
        })
    }
}

fn is_page_of(id: &RunId, here: &Route) -> bool {
    Route::run(id.clone()).same_screen(here)
}
