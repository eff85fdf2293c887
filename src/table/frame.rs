//! The frame of a table: its title with what and how many, and a region that scrolls sideways
//! where the page is narrow.

use leptos::prelude::*;

/// Header cells and rows go in as children; the caption is for those who do not see the heading.
#[component]
pub fn TableFrame(#[prop(into)] caption: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="card table-scroll" role="region" tabindex="0" aria-label=caption>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// A column's heading.
pub enum Column {
    Text(&'static str),
    /// Its cells stand at the right, digit under digit.
    Number(&'static str),
}

/// The headings, after the checkbox that chooses every row where rows can be chosen.
#[component]
pub fn Head(
    columns: &'static [Column],
    #[prop(optional)] choose: Option<AnyView>,
) -> impl IntoView {
    let cells = columns.iter().map(|column| {
        let (name, class) = match column {
            Column::Text(name) => (*name, ""),
            Column::Number(name) => (*name, "num"),
        };
        view! { <th scope="col" class=class>{name}</th> }
    });
    view! {
        <thead>
            <tr>{choose.map(|choose| view! { <th scope="col">{choose}</th> })} {cells.collect_view()}</tr>
        </thead>
    }
}

/// What was read last. It stays while the next answer is on its way, which a line above it shows.
#[component]
pub fn Settled(busy: Signal<bool>, children: Children) -> impl IntoView {
    view! {
        <div class="settled" class:busy=busy aria-busy=move || busy.get().then_some("true")>
            {children()}
        </div>
    }
}
