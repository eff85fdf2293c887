//! Keeps what narrows the loaded rows in the address, and says what of an address none of the
//! loaded rows has.

use super::filters::use_filters;
use super::grid::{Grid, Narrowing};
use crate::navigation::use_navigation;
use crate::ui::foreign::cut;
use leptos::prelude::*;

/// Sentences beyond these say nothing more.
const MOST: usize = 6;

/// The notes; nothing where every row that is asked for may be there.
#[component]
pub fn KeepNarrowed(
    grid: Grid,
    narrowing: &'static Narrowing,
    /// Whether the vendor has rows that match and are not loaded.
    #[prop(into)]
    more: Signal<bool>,
) -> impl IntoView {
    let filters = use_filters();
    let said = Memo::new(move |_| filters.loaded());
    let linked = Memo::new(move |_| said.with(|query| grid.read_linked(query, narrowing)));
    let route = use_navigation().route();
    let here = route.get_untracked();
    Effect::new(move |_| {
        let query = said.get();
        // Whoever has just left must not find the rows of another screen narrowed here.
        let left = !route.with_untracked(|route| route.same_screen(&here));
        if left || query == grid.linked(narrowing) {
            return;
        }
        linked.with_untracked(|linked| grid.narrow_as(linked, narrowing));
    });
    Effect::new(move |_| {
        grid.counts();
        grid.find_group(narrowing);
    });
    let keep = Callback::new(move |()| {
        let query = grid.linked(narrowing);
        if said.with_untracked(|known| *known != query) {
            filters.set_loaded(query);
        }
    });
    grid.narrowed_by_hand(keep);
    let any = Memo::new(move |_| grid.counts().0 > 0);
    let take_away = move |_| {
        grid.only(narrowing.cause, None);
        // The button goes with its note.
        grid.focus();
    };
    let group = move || {
        (any.get() && grid.sought.with(Option::is_some)).then(|| {
            view! {
                <div class="note warn unread-note" role="status">
                    <p>
                        "The group of failures that this address names is not among the loaded rows, so none is shown."
                        {move || more.get().then_some(" More match that are not loaded.")}
                    </p>
                    <button type="button" class="button" on:click=take_away>
                        "Take the group away"
                    </button>
                </div>
            }
        })
    };
    let sentences =
        Memo::new(move |_| {
            let mut sentences = linked.with(|linked| linked.complaints.clone());
            let unknown = any.get().then(|| grid.unknown_words(narrowing));
            sentences.extend(unknown.into_iter().flatten().map(|(label, word)| {
                format!("No loaded row has “{}” as its {label}.", cut(&word))
            }));
            sentences.truncate(MOST);
            sentences
        });
    let notes = move || {
        let lines = sentences.get();
        (!lines.is_empty()).then(|| {
            let lines = lines
                .into_iter()
                .map(|line| view! { <li><bdi>{line}</bdi></li> });
            view! {
                <div class="note warn unread-note" role="status">
                    <ul>{lines.collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        {notes}
        {group}
    }
}
