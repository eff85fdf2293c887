//! The row whose details are open, and the address that says so: whoever reloads, opens another tab
//! or passes the link on finds the row that was open, wherever it stands in the list.

use super::filters::Filters;
use super::grid::{Grid, MenuOf, Offer};
use crate::routes::Listed;
use crate::ui::pane::Pane;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;

/// Has the pane and the address say the same. A row without an id of the vendor's is in no address.
pub fn follow_address(grid: Grid, filters: Filters, listed: Listed) {
    let is_named = move |name: &str| listed.kind().read(name).is_ok();
    let asked = Memo::new(move |_| filters.text(listed.open()));
    Effect::new(move |before: Option<()>| {
        let id = asked.get();
        let open = grid.open.get_untracked();
        if !id.is_empty() {
            if open.as_deref() != Some(&id) {
                grid.open.set(Some(id));
            }
        } else if before.is_some() && open.as_deref().is_some_and(is_named) {
            grid.open.set(None);
        }
    });
    Effect::new(move |before: Option<()>| {
        let open = grid.open.get();
        // What has no id of its own cannot be found by it.
        let id = open.filter(|name| is_named(name)).unwrap_or_default();
        if before.is_some() && asked.get_untracked() != id {
            filters.set(listed.open(), &id);
        }
    });
}

/// The same row in a tab of its own. One without an id cannot be found there.
pub fn in_a_tab(of: &MenuOf, connection: &ConnectionId, listed: Listed) -> Option<Offer> {
    let to = listed.opened(connection.clone(), &of.id)?;
    Some(Offer::new("Open in a new tab", move || {
        // Where a browser forbids it, it says so itself.
        let _ = window().open_with_url_and_target(&to.href(), "_blank");
    }))
}

/// In place of a record that cannot be read: the vendor gave it no id, or the address none of its.
#[component]
pub fn NamelessPane(#[prop(into)] title: String, close: Callback<()>) -> impl IntoView {
    view! {
        <Pane title close>
            <p class="muted pane-note">
                "This is no id of the vendor's, and details are asked for by it. What the list tells of a row without an id is all that is known."
            </p>
        </Pane>
    }
}
