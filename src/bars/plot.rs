//! The bars with the two ways to choose a span of them: dragging over them, and two sliders for
//! its edges, which the browser makes usable by keyboard.

use super::span::{Edge, Span, bar_at, between, moved};
use super::state::OverTime;
use super::{picture, words};
use crate::words::number::counted;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

pub fn plot(over: OverTime) -> AnyView {
    let name = Signal::derive(move || {
        let (many, failed) = (over.spec.many, over.narrowing.failed);
        over.bars.with(|bars| words::name(many, failed, bars))
    });
    view! {
        <div
            class="bars-plot"
            on:pointerdown=move |event| press(over, &event)
            on:pointermove=move |event| drag(over, &event)
            on:pointerup=move |_| release(over)
            on:pointercancel=move |_| {
                over.grip.set_value(None);
                over.chosen.set(None);
            }
            on:pointerleave=move |_| over.pointed.set(None)
            on:keydown=move |event| key(over, &event)
        >
            {picture::picture(over.bars, name, over.pointed, over.covered)}
            <div role="group" aria-label="Choose a time" class="bars-edges">
                {slider(over, Edge::From)}
                {slider(over, Edge::Until)}
            </div>
        </div>
        {picture::axis(over.bars)}
    }
    .into_any()
}

fn slider(over: OverTime, edge: Edge) -> AnyView {
    let count = move || over.bars.with(Vec::len);
    let value = move || match (over.covered.get(), edge) {
        (Some(covered), Edge::From) => covered.start,
        (Some(covered), Edge::Until) => covered.end,
        (None, Edge::From) => 0,
        (None, Edge::Until) => count(),
    };
    let told = move || {
        let span = over.bars.with(|bars| {
            let covered = over.covered.get().unwrap_or(0..bars.len());
            Span::of(bars, covered)
        });
        let edge = span.map(|span| match edge {
            Edge::From => span.from,
            Edge::Until => span.before,
        });
        let rows = over.inside().all;
        let inside = counted(rows, over.spec.one, over.spec.many);
        edge.map(|edge| format!("{}; {inside} in it", words::edge(edge)))
    };
    let slide = move |event| {
        let Ok(to) = event_target_value(&event).parse::<usize>() else {
            return;
        };
        over.bars.with_untracked(|bars| {
            let before = over.covered.get_untracked().unwrap_or(0..bars.len());
            over.chosen
                .set(Span::of(bars, moved(&before, edge, to, bars.len())));
        });
    };
    view! {
        <input
            type="range"
            class="bars-edge"
            min="0"
            step="1"
            max=move || count().to_string()
            prop:value=move || value().to_string()
            aria-label=if edge == Edge::From { "From" } else { "Until" }
            aria-valuetext=told
            on:input=slide
        />
    }
    .into_any()
}

fn key(over: OverTime, event: &KeyboardEvent) {
    match event.key().as_str() {
        "Escape" if over.chosen.get_untracked().is_some() => over.chosen.set(None),
        "Enter" => over.show(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The bar under the pointer; none where it is over a handle, which has its own way.
fn under(over: OverTime, event: &PointerEvent) -> Option<usize> {
    let plot = event.current_target()?.dyn_into::<Element>().ok()?;
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let bars = over.bars.with_untracked(Vec::len);
    (plot == target).then(|| bar_at(event.offset_x(), plot.client_width(), bars))
}

fn press(over: OverTime, event: &PointerEvent) {
    let Some(bar) = under(over, event).filter(|_| event.button() == 0 && event.is_primary()) else {
        return;
    };
    let plot = event.current_target();
    if let Some(plot) = plot.and_then(|plot| plot.dyn_into::<Element>().ok()) {
        // Without it a drag ends at the edge, which is less but not wrong.
        let _ = plot.set_pointer_capture(event.pointer_id());
    }
    over.grip.set_value(Some(bar));
    choose(over, bar, bar);
}

fn drag(over: OverTime, event: &PointerEvent) {
    let Some(bar) = under(over, event) else {
        return over.pointed.set(None);
    };
    match over.grip.get_value() {
        Some(grip) => choose(over, grip, bar),
        None => over.pointed.set(Some(bar)),
    }
}

/// A drag over several bars is meant; one press may have been an accident and only chooses.
fn release(over: OverTime) {
    let dragged = over.grip.get_value().is_some();
    over.grip.set_value(None);
    let several = over
        .covered
        .get_untracked()
        .is_some_and(|bars| bars.len() > 1);
    if dragged && several {
        over.show();
    }
}

fn choose(over: OverTime, one: usize, other: usize) {
    let span = |bars: &Vec<_>| Span::of(bars, between(one, other));
    let span = over.bars.with_untracked(span);
    if over.chosen.get_untracked() != span {
        over.chosen.set(span);
    }
}
