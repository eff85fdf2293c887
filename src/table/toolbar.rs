//! What stands between the bars and the rows of a list: what narrows what is loaded, what has come
//! since, how the columns look, the failures by cause, and the menu of a row. Knows no vendor.

use super::export::Export;
use super::facets::Facets;
use super::grid::newer::{LookForNewer, Newer};
use super::grid::{Find, Grid, KeepOrder, LookChooser, More, Narrowing, Offers, RowMenu};
use super::groups::Groups;
use super::narrowed::KeepNarrowed;
use leptos::prelude::*;
use std::time::Duration;

#[component]
pub fn Toolbar(
    grid: Grid,
    narrowing: &'static Narrowing,
    more: More,
    /// How newer rows are looked for, and how often.
    newer: (LookForNewer, Duration),
    /// Reads the list from its start.
    anew: Callback<()>,
    offers: Offers,
    /// What the menu of a row has done, in words.
    said: RwSignal<String>,
) -> impl IntoView {
    let (look, every) = newer;
    let any = Memo::new(move |_| grid.counts().0 > 0);
    view! {
        // Hidden and not left out: what was typed outlives another question.
        <div class="narrow" hidden=move || !any.get()>
            <Find grid />
            <Facets grid narrowing more=more.more />
            <Newer grid more every look anew />
            <div class="narrow-end">
                <LookChooser grid />
                <Export grid more=more.more />
            </div>
        </div>
        <KeepOrder grid />
        <KeepNarrowed grid narrowing more=more.more />
        <Groups grid narrowing more=more.more />
        <RowMenu grid offers said />
    }
}
