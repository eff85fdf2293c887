//! Below a grid: how much of it is loaded, and how to load the rest: the next part, or all of it.

use super::state::Grid;
use crate::table::paging::Trail;
use crate::ui::load::{Load, Reader};
use crate::ui::rest::Rest;
use crate::words::heard::more_than;
use crate::words::number::{counted, grouped};
use crate::words::rest::REFUSED;
use leptos::prelude::*;
use std::time::Duration;

/// Wait for the paint before the expensive sort preparation.
const SEEN: Duration = Duration::from_millis(50);

/// What the vendor has beyond the rows that are loaded. A handle.
#[derive(Clone, Copy)]
pub struct More {
    /// Whether there is any.
    pub more: Signal<bool>,
    /// Whether some of it is on its way.
    pub busy: Signal<bool>,
    /// Whether everything is being loaded, until there is no more.
    pub everything: RwSignal<bool>,
    /// Whether all of it is chosen once it is there.
    then_choose: RwSignal<bool>,
    /// What the vendor's limit has everything wait for.
    rest: Rest,
    next: Callback<()>,
}

impl More {
    fn new(
        more: Signal<bool>,
        busy: Signal<bool>,
        (everything, rest): (RwSignal<bool>, Rest),
        next: Callback<()>,
    ) -> Self {
        Self {
            more,
            busy,
            everything,
            then_choose: RwSignal::new(false),
            rest,
            next,
        }
    }

    /// What lies beyond the parts that are read along a trail. A part that could not be read is
    /// read again, and not passed over.
    pub fn along<T, Q, C>(
        reader: Reader<T>,
        trail: Trail<Q, C>,
        (everything, rest): (RwSignal<bool>, Rest),
        next: impl Fn(&T) -> Option<C> + Send + Sync + 'static,
    ) -> Self
    where
        T: Clone + Send + Sync + 'static,
        Q: Clone + PartialEq + Send + Sync + 'static,
        C: Clone + PartialEq + Send + Sync + 'static,
    {
        let cursor = Memo::new(move |_| match reader.last() {
            Load::Ready(part) => next(&part),
            Load::Loading | Load::Failed(_) => None,
        });
        let failed =
            Memo::new(move |_| matches!(reader.last(), Load::Failed(_)) && trail.depth() > 0);
        let onward = Callback::new(move |()| {
            if failed.get_untracked() {
                reader.again();
            } else if let Some(cursor) = cursor.get_untracked() {
                // The way leads there already where it was left.
                if rest.was_left() && trail.is_at(&cursor) {
                    reader.again();
                } else {
                    trail.onward(cursor);
                }
            }
        });
        // Does not change with every part, as the cursor does.
        let more = Memo::new(move |_| failed.get() || cursor.with(Option::is_some));
        let more = Self::new(more.into(), reader.busy(), (everything, rest), onward);
        // What could not be read is not asked for again and again.
        Effect::new(move |_| {
            if failed.get() {
                more.stop();
            }
        });
        more
    }

    /// Nothing lies beyond.
    pub fn none() -> Self {
        Self::new(
            Signal::stored(false),
            Signal::stored(false),
            (RwSignal::new(false), Rest::idle()),
            Callback::new(|()| ()),
        )
    }

    /// Loads the next part.
    pub fn load(self) {
        if !self.busy.get_untracked() {
            self.next.run(());
        }
    }

    /// Loads everything that matches.
    fn load_everything(self) {
        self.then_choose.set(false);
        self.everything.set(true);
        self.load();
    }

    /// The same, and chooses all of it once it is there.
    pub fn load_and_choose_everything(self) {
        self.load_everything();
        self.then_choose.set(true);
    }

    /// Loads no more than what is on its way.
    pub fn stop(self) {
        self.everything.set(false);
        self.then_choose.set(false);
        self.rest.over();
    }

    /// Rows have come: the next ones are asked for if they are wanted. While everything is loaded
    /// they are counted a few times a second: with every part, it would be most of the work.
    pub fn arrived(self, grid: Grid) {
        let everything = self.everything.get_untracked();
        if everything && self.more.get_untracked() {
            grid.tell_before_long();
            self.next.run(());
            return;
        }
        grid.tell_now();
        if !everything {
            return;
        }
        if self.then_choose.get_untracked() {
            grid.choose_shown(true);
        }
        self.stop();
        // Once the rows are seen. By then the grid may be gone.
        set_timeout(move || grid.prepare(), SEEN);
    }

    /// Whether everything is on its way; followed.
    pub fn is_loading_everything(self) -> bool {
        self.everything.get() && (self.more.get() || self.busy.get())
    }

    /// Whether anything is on its way. Between two parts of everything as well: what follows it
    /// must not be drawn anew with each of them.
    pub fn is_loading(self) -> Signal<bool> {
        Memo::new(move |_| self.busy.get() || self.is_loading_everything()).into()
    }

    /// Whether counts that grow with every part are to be read out: not part by part, while all of
    /// them come. For `aria-live`.
    pub fn hushed(self) -> Option<&'static str> {
        self.is_loading_everything().then_some("off")
    }
}

#[component]
pub fn LoadMore(grid: Grid, more: More) -> impl IntoView {
    let loaded = Memo::new(move |_| grid.counts().0);
    let everything = Memo::new(move |_| more.is_loading_everything());
    let loading = more.is_loading();
    let told = move || {
        let count = loaded.get();
        if everything.get() {
            let refused = more.rest.is_refused();
            let told = if refused {
                REFUSED
            } else {
                "Loading everything that matches…"
            };
            told.to_owned()
        } else if count == 0 && (loading.get() || !more.more.get()) {
            // What stands in place of rows says why.
            String::new()
        } else if loading.get() {
            format!("{} loaded; reading more…", grouped(count))
        } else if more.more.get() {
            format!("{} loaded; there are more.", grouped(count))
        } else {
            format!(
                "All {} loaded.",
                counted(count, grid.spec.one, grid.spec.many)
            )
        }
    };
    // Read out now and then.
    let far = Memo::new(move |_| {
        let far = everything.get().then(|| more_than(loaded.get(), "loaded"));
        far.flatten()
    });
    let far = move || {
        let far = far.get();
        far.map(|far| view! { <span class="visually-hidden">" " {far}</span> })
    };
    // Seen as it grows, and not read out with every part.
    let so_far = move || {
        everything.get().then(|| {
            let rests = more.rest.words().map(|words| format!("; {words}"));
            format!(
                "{} so far{}",
                grouped(loaded.get()),
                rests.unwrap_or_default()
            )
        })
    };
    let buttons = move || {
        if everything.get() {
            return view! {
                <button type="button" class="button" on:click=move |_| more.stop()>
                    "Stop loading"
                </button>
            }
            .into_any();
        }
        let nothing_yet = loaded.get() == 0 && loading.get();
        if nothing_yet || !more.more.get() && !loading.get() {
            return ().into_any();
        }
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || loading.get().then_some("true")
                on:click=move |_| more.load()
            >
                "Load more"
            </button>
            <button type="button" class="button" on:click=move |_| more.load_everything()>
                "Load everything matching"
            </button>
        }
        .into_any()
    };
    view! {
        <div class="paging">
            <span role="status">{told} {far}</span>
            <span>{so_far}</span>
            {buttons}
        </div>
    }
}
