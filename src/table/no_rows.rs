//! What stands where rows would: why there are none, and one thing to do. Knows no vendor.

use super::filters::use_filters;
use crate::navigation::Link;
use crate::routes::Route;
use leptos::prelude::*;

/// The one thing to do where there are no rows.
pub enum Remedy {
    Go(Route),
    Do(Callback<()>),
}

impl From<Route> for Remedy {
    fn from(to: Route) -> Self {
        Self::Go(to)
    }
}

impl From<Callback<()>> for Remedy {
    fn from(act: Callback<()>) -> Self {
        Self::Do(act)
    }
}

#[component]
pub fn NoRows(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// What the remedy is called.
    words: &'static str,
    #[prop(into)] remedy: Remedy,
) -> impl IntoView {
    let remedy = match remedy {
        Remedy::Go(to) => view! { <Link to class="button">{words}</Link> }.into_any(),
        Remedy::Do(act) => view! {
            <button type="button" class="button" on:click=move |_| act.run(())>
                {words}
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="card no-rows">
            <p class="no-rows-title">{title}</p>
            <p class="muted">{text}</p>
            {remedy}
        </div>
    }
}

/// There may be rows, and the filters ask for none of them.
#[component]
pub fn NothingMatches(
    #[prop(optional, into)] title: Option<&'static str>,
    #[prop(into)] text: String,
) -> impl IntoView {
    let filters = use_filters();
    let remedy = Callback::new(move |()| filters.clear());
    let title = title.unwrap_or("Nothing matches");
    view! { <NoRows title text words="Clear filters" remedy /> }
}
