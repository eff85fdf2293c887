//! The filters over a list, as chips: each says what is asked, is pressed to be changed, and taken
//! away by its cross. Knows no vendor; what there is to filter by is told by the screen's fields.

mod bar;
mod chip;
mod created;
mod editor;
mod unread;

use crate::filters::Choice;
use crate::table::filters::AddressFilters;
use crate::ui::panel::Panel;
use bar::{Bar, Open, adder, removing};
use chip::ChipItem;
use editor::Editor;
use leptos::prelude::*;

pub use unread::Unread;

/// The bar, and under it what of the address could not be read.
#[component]
pub fn FilterBar(
    asked: AddressFilters,
    /// What the page offers for its field of [`Listed`](crate::filters::Kind::Listed) or
    /// [`Several`](crate::filters::Kind::Several) values.
    #[prop(optional, into)]
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let bar = Bar::new(asked, choices);
    let names = Memo::new(move |_| {
        asked.reading().with(|reading| {
            let chips = reading.chips.iter();
            chips.map(|chip| chip.name).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        names.track();
        bar.settle_focus();
    });
    let some = Memo::new(move |_| names.with(|names| !names.is_empty()));
    let left = Memo::new(move |_| names.with(|names| names.len() < asked.fields().len()));
    let chips = move || {
        view! {
            <ul class="chips" aria-label="Filters">
                <For each=move || names.get() key=|name| *name let:name>
                    <ChipItem bar name names />
                </For>
            </ul>
        }
    };
    let clear = move || {
        view! {
            <button
                type="button"
                class="button quiet"
                on:click=move |_| {
                    bar.focus(adder());
                    bar.clear_all();
                }
            >
                "Clear all"
            </button>
        }
    };
    view! {
        <div class="filter-bar" role="group" aria-label="Filters of the list" node_ref=bar.node>
            {move || some.get().then(chips)}
            <button
                type="button"
                class="chip-add"
                data-filter=adder()
                aria-haspopup="dialog"
                aria-expanded=move || (bar.open.get() == Open::List).to_string()
                aria-disabled=move || (!left.get()).then_some("true")
                on:click=move |_| {
                    if left.get_untracked() {
                        bar.toggle(Open::List, adder());
                    }
                }
            >
                "+ Filter"
            </button>
            {move || some.get().then(clear)}
            // Two places: in one, the list's panel would become the editor's, with its focus.
            {move || list_panel(bar, names)}
            {move || editor_panel(bar)}
        </div>
        <Unread asked />
    }
}

/// What can be filtered by.
fn list_panel(bar: Bar, names: Memo<Vec<&'static str>>) -> Option<impl IntoView> {
    if bar.open.get() != Open::List {
        return None;
    }
    let anchor = bar.anchor()?;
    let close = Callback::new(move |back| bar.close(back));
    Some(view! {
        <Panel label="Filter by" anchor close>
            {list(bar, names)}
        </Panel>
    })
}

/// One filter being set.
fn editor_panel(bar: Bar) -> Option<impl IntoView> {
    let Open::Field(name) = bar.open.get() else {
        return None;
    };
    let field = bar.asked.fields().iter().find(|field| field.name == name)?;
    let anchor = bar.anchor()?;
    let close = Callback::new(move |back| bar.close(back));
    Some(view! {
        <Panel label=format!("Filter by {}", field.label) anchor close>
            <Editor bar field />
        </Panel>
    })
}

/// What is not filtered by yet.
fn list(bar: Bar, names: Memo<Vec<&'static str>>) -> impl IntoView {
    let set = names.get_untracked();
    let fields = bar.asked.fields().iter();
    let free = fields.filter(move |field| !set.contains(&field.name));
    let items = free.map(|field| {
        view! {
            <li>
                <button type="button" class="panel-item" on:click=move |_| bar.open.set(Open::Field(field.name))>
                    {field.label}
                </button>
            </li>
        }
    });
    view! { <ul class="panel-list">{items.collect_view()}</ul> }
}

/// Where the focus goes when a chip is taken away: to the cross of the next one, so that several
/// can go one after the other.
fn after_removal(names: &[&'static str], name: &str) -> String {
    let place = names.iter().position(|known| *known == name);
    let before = |place: usize| names.get(place.checked_sub(1)?);
    let next = place.and_then(|place| names.get(place + 1).or_else(|| before(place)));
    next.map_or_else(adder, |next| removing(next))
}

#[cfg(test)]
mod tests {
    use super::bar::editing;
    use super::*;

    #[test]
    fn the_focus_goes_to_the_next_cross_then_to_the_one_before_then_to_the_adder() {
        let names = ["a", "b", "c"];
        assert_eq!(after_removal(&names, "a"), removing("b"));
        assert_eq!(after_removal(&names, "c"), removing("b"));
        assert_eq!(after_removal(&["a"], "a"), adder());
        assert_ne!(editing("a"), removing("a"));
    }
}
