//! The windows of a replay over time, each in the colour of what became of its call; the same as a
//! table for whoever does not see the picture.

mod bars;

use super::glance::Glance;
use crate::table::frame::{Column, Head};
use crate::ui::time::{Instant, utc_text};
use crate::ui::unfolded::is_unfolded;
use crate::words::number::{counted, grouped};
use bars::{Bar, Became, bars, became};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::kirim::contract::ReplayStatus;
use std::sync::Arc;

const WIDTH: i64 = 1000;
const LANE: usize = 26;
const GAP: usize = 6;
/// Narrower than this no bar can be seen.
const THIN: i64 = 2;

const COLUMNS: &[Column] = &[
    Column::Text("Created after"),
    Column::Text("Created before"),
    Column::Text("Status"),
    Column::Number("Deliveries"),
    Column::Number("Calls"),
    Column::Text("Became"),
];

/// Nothing where a run has no windows.
#[component]
pub fn Timeline(glance: Glance) -> impl IntoView {
    let bars = Arc::new(glance.read_once(bars));
    let (Some(from), Some(to)) = (
        bars.iter().map(|bar| bar.from).min(),
        bars.iter().map(|bar| bar.to).max(),
    ) else {
        return ().into_any();
    };
    let followed = Arc::clone(&bars);
    let became = Memo::new(move |_| glance.read(|run| became(run, &followed)));
    let name = format!(
        "{} over time, from {} to {}",
        counted(bars.iter().map(|bar| bar.calls).sum(), "call", "calls"),
        utc_text(from),
        utc_text(to)
    );
    let picture = picture(Arc::clone(&bars), became, from, to);
    view! {
        <figure class="timeline" aria-label=name>
            <p class="timeline-about">
                "Calls by when their deliveries were created; the taller, the more deliveries in a call. The bar above shows how much is sent."
            </p>
            {picture}
            <figcaption>
                <span>"created " <Instant at=from /></span>
                <span class="timeline-legend">{move || legend(&became.get())}</span>
                <span><Instant at=to /></span>
            </figcaption>
            <AsTable bars became />
        </figure>
    }
    .into_any()
}

fn picture(
    bars: Arc<Vec<Bar>>,
    became: Memo<Vec<Became>>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> AnyView {
    let lanes = lanes(&bars);
    let height = lanes.len() * (LANE + GAP) - GAP;
    let most = bars.iter().map(|bar| bar.items.len()).max().unwrap_or(1);
    let span = (to - from).num_milliseconds().max(1);
    let place = move |at: DateTime<Utc>| {
        let millis = (at - from).num_milliseconds();
        // Any two instants that vendors write are less than ten million years apart.
        millis * WIDTH / span
    };
    let rect = move |(bar, became): (&Bar, Became)| {
        let lane = lanes
            .iter()
            .position(|lane| *lane == bar.status)
            .unwrap_or(0);
        let tall = (bar.items.len() * LANE / most).max(LANE / 3);
        let wide = if bar.single {
            THIN
        } else {
            (place(bar.to) - place(bar.from)).max(THIN)
        };
        view! {
            <rect
                class=became.tone()
                x=place(bar.from).min(WIDTH - wide).to_string()
                y=(lane * (LANE + GAP) + LANE - tall).to_string()
                width=wide.to_string()
                height=tall.to_string()
            >
                <title>{title(bar, became)}</title>
            </rect>
        }
    };
    let rects = move || {
        let became = became.get();
        bars.iter().zip(became).map(&rect).collect_view()
    };
    view! {
        <svg
            class="timeline-bars"
            viewBox=format!("0 0 {WIDTH} {height}")
            height=height.to_string()
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            {rects}
        </svg>
    }
    .into_any()
}

/// Windows of two statuses may lie over each other in time.
fn lanes(bars: &[Bar]) -> Vec<ReplayStatus> {
    let mut lanes: Vec<ReplayStatus> = bars.iter().map(|bar| bar.status).collect();
    lanes.dedup();
    lanes
}

fn title(bar: &Bar, became: Became) -> String {
    let what = format!(
        "{} {}: {}",
        counted(bar.items.len(), "delivery", "deliveries"),
        bar.status.as_str(),
        became.word()
    );
    if bar.single && bar.from == bar.to {
        format!("{}, {what}", utc_text(bar.from))
    } else {
        format!("{} to {}, {what}", utc_text(bar.from), utc_text(bar.to))
    }
}

/// Only what is there.
fn legend(became: &[Became]) -> AnyView {
    let mut seen = became.to_vec();
    seen.sort_unstable();
    seen.dedup();
    let entry = |one: Became| {
        view! { <span class=format!("key {}", one.tone())>{one.word()}</span> }
    };
    seen.into_iter().map(entry).collect_view().into_any()
}

/// Drawn when it is opened, and not before.
#[component]
fn AsTable(bars: Arc<Vec<Bar>>, became: Memo<Vec<Became>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let rows = move || {
        let became = became.get();
        bars.iter()
            .zip(became)
            .map(|(bar, became)| row(bar, became))
            .collect_view()
    };
    view! {
        <details on:toggle=move |event| open.set(is_unfolded(&event))>
            <summary>"Windows as a table"</summary>
            {move || {
                let rows = rows.clone();
                open.get()
                    .then(|| {
                        view! {
                            <div class="table-scroll" role="region" aria-label="Windows, scrolls sideways" tabindex="0">
                                <table>
                                    <caption class="visually-hidden">"Windows and what became of them"</caption>
                                    <Head columns=COLUMNS />
                                    <tbody>{rows}</tbody>
                                </table>
                            </div>
                        }
                    })
            }}
        </details>
    }
}

fn row(bar: &Bar, became: Became) -> AnyView {
    view! {
        <tr>
            <th scope="row"><Instant at=bar.from /></th>
            <td><Instant at=bar.to /></td>
            <td>{bar.status.as_str()}</td>
            <td class="num">{grouped(bar.items.len())}</td>
            <td class="num">{grouped(bar.calls)}</td>
            <td><span class=format!("pill {}", became.tone())>{became.word()}</span></td>
        </tr>
    }
    .into_any()
}
