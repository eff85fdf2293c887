//! From the list to the replay by filter, and what of the list that does not take along: the
//! vendor's filter knows nothing of words that are ticked, of a group of one cause and of a typed
//! text. It is said before anybody goes there, with the way to the rows that are shown.

use crate::filters::Reading;
use crate::navigation::Link;
use crate::routes::{NARROWED, Query, Route};
use crate::table::filters::Filters;
use crate::table::grid::{Grid, More};
use crate::words::number::counted;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;

/// How many rows the list is narrowed to; nothing where it shows everything that is loaded. A
/// handle.
pub type NarrowedTo = Memo<Option<usize>>;

pub fn narrowed(grid: Grid) -> NarrowedTo {
    Memo::new(move |_| {
        let is_narrowed = grid.is_narrowed();
        is_narrowed.then(|| grid.counts().1)
    })
}

/// The question of the form: in instants, with nothing that was not applied, and with what of the
/// list it cannot ask, so that the form can say so; followed.
pub fn query(reading: Memo<Reading>, filters: Filters, narrowed: NarrowedTo) -> Query {
    let mut query = reading.with(Reading::frozen);
    query.extend(beside(filters, narrowed));
    query
}

/// What the list is narrowed to beside its filter; followed.
pub fn beside(filters: Filters, narrowed: NarrowedTo) -> Query {
    let Some(count) = narrowed.get() else {
        return Query::new();
    };
    let mut pairs = filters.loaded();
    pairs.push((NARROWED.to_owned(), count.to_string()));
    pairs
}

/// The links over the list.
pub fn links(connection: ConnectionId, query: Query, narrowed: NarrowedTo) -> AnyView {
    let to = Route::ReplayForm {
        connection: connection.clone(),
        query,
    };
    let paste = Route::PasteDeliveries { connection };
    let words = "Replay everything matching…";
    let label = match narrowed.get() {
        Some(_) => format!("{words} Not only the rows that are shown"),
        None => words.to_owned(),
    };
    view! {
        <Link to=paste class="button">"Replay pasted ids…"</Link>
        <Link to label class="button">{words}</Link>
    }
    .into_any()
}

/// Under the heading: what the link takes, and the way to the rows that are shown.
#[component]
pub fn NotOnlyShown(
    grid: Grid,
    more: More,
    narrowed: NarrowedTo,
    /// Opens the plan of what is chosen.
    act: Callback<Vec<String>>,
) -> impl IntoView {
    let those = move |_| {
        grid.clear();
        grid.choose_shown(true);
        act.run(grid.chosen());
    };
    let all = Memo::new(move |_| {
        let all = counted(grid.counts().0, grid.spec.one, grid.spec.many);
        let least = if more.more.get() { "at least " } else { "all " };
        format!("{least}{all}")
    });
    let sentence = move |shown: usize| {
        let beside = match shown {
            0 => "whatever you narrowed the list to: no loaded row is shown.".to_owned(),
            _ => format!(
                "and not only the {} that you narrowed the list to. ",
                counted(shown, "row", "rows")
            ),
        };
        format!(
            " “Replay everything matching” takes what the vendor's filter finds, {}, {beside}",
            all.get(),
        )
    };
    let any = Memo::new(move |_| narrowed.with(Option::is_some));
    let shown = move || narrowed.get().unwrap_or_default();
    // Where none is shown there is nothing to press.
    let some = Memo::new(move |_| shown() > 0);
    move || {
        any.get().then(|| {
            view! {
                {move || sentence(shown())}
                {move || some.get().then(|| view! {
                    <button type="button" class="link" on:click=those>
                        {move || format!("Replay the {} shown…", counted(shown(), "row", "rows"))}
                    </button>
                })}
            }
        })
    }
}
