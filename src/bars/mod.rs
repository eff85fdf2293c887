//! Failures over time above a table: stacked bars of the loaded rows, on which a span of time is
//! chosen that then is asked of the vendor. Knows no vendor.
//!
//! The bars are of what is loaded and shown, never of what the vendor has, and say so.

mod axis;
mod folded;
mod listed;
mod picture;
mod plot;
mod span;
mod state;
mod words;

pub use state::ShowSpan;

use crate::table::grid::{Grid, Narrowing};
use crate::ui::time::{other_span, zone_name};
use chrono::DateTime;
use leptos::prelude::*;
use span::Span;
use state::OverTime;

/// Failures over time. Nothing where no row is loaded.
#[component]
pub fn Bars(
    grid: Grid,
    narrowing: &'static Narrowing,
    /// Whether the vendor has rows that match and are not loaded.
    #[prop(into)]
    more: Signal<bool>,
    /// Whether a span is shown already.
    #[prop(into)]
    within: Signal<bool>,
    show: ShowSpan,
) -> impl IntoView {
    let over = OverTime::new(grid, narrowing, show);
    let open = RwSignal::new(!folded::kept());
    let any = Memo::new(move |_| grid.counts().0 > 0);
    let fold = move |_| {
        open.update(|open| *open = !*open);
        folded::keep(!open.get_untracked());
    };
    let of_what = move || {
        let (all, shown) = grid.counts();
        words::of_what((grid.spec.one, grid.spec.many), shown, all, more.get())
    };
    let body = move || {
        let dated = Memo::new(move |_| over.bars.with(|bars| !bars.is_empty()));
        view! {
            <div id="bars-body" class="bars-body">
                {move || {
                    if dated.get() {
                        view! {
                            {plot::plot(over)}
                            <div class="bars-foot">{said(over)} {listed::listed(over)}</div>
                        }
                        .into_any()
                    } else {
                        view! { <p class="muted">{move || words::no_bar(grid.counts().1)}</p> }.into_any()
                    }
                }}
            </div>
        }
    };
    let drawn = move || {
        view! {
            <section class="card bars" aria-label="Over time">
                <header>
                    <button
                        type="button"
                        class="bars-fold"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=move || open.get().then_some("bars-body")
                        on:click=fold
                    >
                        "Over time"
                        <span class="bars-zone">{move || format!(" ({})", zone_name())}</span>
                    </button>
                    {move || open.get().then(|| legend(over))}
                    <span class="muted bars-of">
                        {of_what}
                        {move || open.get().then(|| over.undated.get()).and_then(words::undated).map(|words| format!("; {words}"))}
                    </span>
                    {move || {
                        within
                            .get()
                            .then(|| {
                                view! {
                                    <button type="button" class="button quiet" on:click=move |_| show.run((None, None))>
                                        "Show all times"
                                    </button>
                                }
                            })
                    }}
                </header>
                {move || open.get().then(body)}
            </section>
        }
    };
    move || any.get().then(drawn)
}

fn legend(over: OverTime) -> AnyView {
    view! {
        <span class="bars-legend">
            <span class="bars-key failed">{over.narrowing.failed}</span>
            <span class="bars-key">{over.narrowing.others}</span>
        </span>
    }
    .into_any()
}

/// The line under the bars: what is chosen and what to do with it, else what is pointed at.
fn said(over: OverTime) -> AnyView {
    let chosen = Memo::new(move |_| over.covered.get().is_some());
    let choice = move || {
        view! {
            <span>
                {move || over.span().map(words::from_to)} ": "
                <b>{move || words::how_many(over.narrowing.failed, over.inside())}</b>
                <span class="muted">{move || over.span().and_then(elsewhere)}</span>
            </span>
            <span class="actions">
                <button type="button" class="button quiet" on:click=move |_| over.chosen.set(None)>
                    "Cancel"
                </button>
                <button type="button" class="button" on:click=move |_| over.show()>
                    "Show only this time"
                </button>
            </span>
        }
    };
    let pointed = move || {
        over.bars.with(|bars| {
            let bar = over.pointed.get().and_then(|place| bars.get(place))?;
            let span = Span {
                from: bar.from,
                before: bar.before,
            };
            Some(format!(
                "{}: {}",
                words::from_to(span),
                words::how_many(over.narrowing.failed, bar.rows)
            ))
        })
    };
    let hint = "Drag over the bars, or move the two edges, to choose a time.";
    view! {
        <div class="bars-said">
            {move || {
                if chosen.get() {
                    choice().into_any()
                } else {
                    view! { <span class="muted">{move || pointed().unwrap_or_else(|| hint.to_owned())}</span> }
                        .into_any()
                }
            }}
        </div>
    }
    .into_any()
}

/// The same span in the other zone; nothing where both are one. Followed.
fn elsewhere(span: Span) -> Option<String> {
    let at = DateTime::from_timestamp_micros;
    other_span(at(span.from)?, at(span.before)?).map(|other| format!(" ({other})"))
}
