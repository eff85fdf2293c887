//! The screen of a list, below its heading: filters, bars over time, the rows or what stands in
//! their place, what is chosen, and the record that is open.

use super::{InPlace, List, ListSetup};
use crate::bars::{Bars, ShowSpan};
use crate::filters::Choice;
use crate::forms::planner::use_planner;
use crate::routes::Listed;
use crate::table::filter_bar::{FilterBar, Unread};
use crate::table::filters::use_filters;
use crate::table::frame::Settled;
use crate::table::grid::{ByFilter, ChosenBar, GridTable, KeepChosen, LoadMore, Offers};
use crate::table::opened::{NamelessPane, follow_address};
use crate::table::toolbar::Toolbar;
use crate::ui::load::Load;
use crate::ui::problem::ProblemNote;
use crate::words::plan::asked;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::time::Duration;

/// The details of a record by what its row is known by, with the way to close them. Nothing where
/// that is no id of the vendor's.
pub type PaneOf = Callback<(String, Callback<()>), Option<AnyView>>;

#[component]
pub fn ListScreen(
    list: List,
    /// What the grid is called.
    caption: &'static str,
    offers: Offers,
    /// Between two looks for what is newer.
    every: Duration,
    /// Items of one call.
    cap: usize,
    /// Plans what is chosen.
    act: Callback<Vec<String>>,
    pane: PaneOf,
    /// Why there are no rows, and one thing to do.
    #[prop(into)]
    empty: ViewFn,
    /// In place of rows that are on their way.
    #[prop(optional, into)]
    waiting: ViewFn,
    /// What is to be said under the rows.
    #[prop(optional, into)]
    beneath: ViewFn,
    /// How the list is shown.
    #[prop(optional, into)]
    foot: ViewFn,
    /// What can be chosen for a filter.
    #[prop(optional, into)]
    choices: Signal<Vec<Choice>>,
    /// Where the vendor replays by filter.
    #[prop(optional)]
    by_filter: Option<ByFilter>,
) -> impl IntoView {
    let List {
        setup,
        more,
        ended,
        in_place,
        again,
        anew,
        said,
        newer,
        ..
    } = list;
    let (grid, narrowing, listed) = (setup.grid, setup.narrowing, setup.listed);
    let label = Callback::new(move |count| asked(listed, count));
    follow_address(grid, use_filters(), listed);
    let planner = use_planner();
    let planning = Callback::new(move |()| planner.is_open());
    let (within, show) = by_time(&setup);
    let opened = Memo::new(move |_| grid.open.get());
    let close = Callback::new(move |()| grid.open.set(None));
    let filter_bar = if setup.is_filtered_by_vendor() {
        view! { <FilterBar asked=setup.address choices /> }.into_any()
    } else {
        view! { <Unread asked=setup.address /> }.into_any()
    };
    view! {
        {filter_bar}
        <div class="with-pane" class:open=move || opened.with(Option::is_some)>
            <div>
                <KeepChosen grid name=remembered_as(&setup) planning />
                <Bars grid narrowing more=more.more within show />
                <Toolbar grid narrowing more newer=(newer, every) anew offers said />
                <Settled busy=more.is_loading()>
                    {move || match in_place.get() {
                        InPlace::Nothing => ().into_any(),
                        InPlace::Waiting => waiting.run(),
                        InPlace::Empty => {
                            // Of each question that found nothing, its own words.
                            grid.question();
                            empty.run()
                        }
                        InPlace::Rows => view! { <GridTable grid caption more by_filter /> }.into_any(),
                    }}
                </Settled>
                {move || beneath.run()}
                {move || match ended.get() {
                    Load::Failed(problem) => Some(view! { <ProblemNote problem again /> }),
                    Load::Loading | Load::Ready(()) => None,
                }}
                <LoadMore grid more />
                {foot.run()}
                <ChosenBar grid cap label act more />
            </div>
            {move || {
                let name = opened.get()?;
                let details = pane.run((name.clone(), close));
                Some(details.unwrap_or_else(|| view! { <NamelessPane title=name close /> }.into_any()))
            }}
        </div>
    }
}

/// Whether a span of time is shown already, and how one is: the vendor is asked for it, or else it
/// is the loaded rows that are narrowed.
fn by_time(setup: &ListSetup) -> (Signal<bool>, ShowSpan) {
    let (grid, when, address) = (setup.grid, setup.narrowing.when, setup.address);
    let filters = use_filters();
    if setup.is_filtered_by_vendor() {
        return (
            Signal::derive(move || !address.span().is_open()),
            Callback::new(move |(after, before)| filters.set_range(after, before)),
        );
    }
    let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros());
    (
        Signal::derive(move || grid.narrowed([when].into_iter()) > 0),
        Callback::new(move |(from, before)| grid.between(when, micros(from), micros(before))),
    )
}

/// Under which name the tab keeps what is chosen.
fn remembered_as(setup: &ListSetup) -> String {
    let (connection, class) = (&setup.connection, setup.grid.spec.class);
    match setup.listed {
        Listed::Events(endpoint) => format!("{connection}.{endpoint}.{class}"),
        Listed::Deliveries | Listed::Notifications(_) => format!("{connection}.{class}"),
    }
}
