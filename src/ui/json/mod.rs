//! A JSON value in a pane: searched, folded, copied. Of a long one only some lines are drawn at a
//! time, so that a body of megabytes costs no more than a short one.

mod hits;
mod lines;

use super::copy::CopyButton;
use super::element::element_of;
use super::foreign::visible;
use super::unfolded::is_unfolded;
use crate::words::number::{counted, grouped};
use hits::{Hit, MOST, hits};
use leptos::html::Div;
use leptos::prelude::*;
use lines::{JsonLine, lines, opened_for, unfolded};
use serde_json::Value;
use std::sync::Arc;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Lines that are drawn at once.
const DRAWN: usize = 300;
/// Lines that stay in sight above the one that is gone to.
const ABOVE: usize = 20;
/// Of a longer line its beginning is drawn.
const LINE_MOST: usize = 4_000;
/// From so many lines on there is something to search.
const WORTH: usize = 6;

/// The value under its name. What is shown is what is searched and copied.
#[component]
pub fn Json(
    name: &'static str,
    #[prop(into)] value: Signal<Arc<Value>>,
    /// Whether it is open from the start.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let opened = RwSignal::new(open);
    view! {
        <details class="json" open=open on:toggle=move |event| opened.set(is_unfolded(&event))>
            <summary>{name}</summary>
            // A value that nobody looks at costs nothing.
            {move || opened.get().then(|| view! { <Opened name value /> })}
        </details>
    }
}

#[derive(Clone, Copy)]
struct Shown {
    lines: Memo<Arc<Vec<JsonLine>>>,
    hits: Memo<Arc<Vec<Hit>>>,
    folded: RwSignal<Vec<usize>>,
    /// The first drawn one among the lines that are not folded away.
    from: RwSignal<usize>,
    /// Which hit is gone to.
    at: RwSignal<usize>,
    node: NodeRef<Div>,
}

#[component]
fn Opened(name: &'static str, value: Signal<Arc<Value>>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        let mut all = value.with(|value| lines(value));
        for line in &mut all {
            line.text = visible(&line.text);
        }
        Arc::new(all)
    });
    let found = Memo::new(move |_| {
        all.with(|all| {
            typed.with(|typed| {
                Arc::new(hits(
                    all.iter().map(|line| line.text.as_str()),
                    typed.trim(),
                ))
            })
        })
    });
    let shown = Shown {
        lines: all,
        hits: found,
        folded: RwSignal::new(Vec::new()),
        from: RwSignal::new(0),
        at: RwSignal::new(0),
        node: NodeRef::new(),
    };
    let text = Signal::derive(move || {
        value.with(|value| serde_json::to_string_pretty(&**value).unwrap_or_default())
    });
    let search = move || {
        all.with(|all| all.len() >= WORTH)
            .then(|| view! { <Search shown typed name /> })
    };
    view! {
        {search}
        <Body shown name />
        <CopyButton label="Copy" text />
    }
}

/// The field, how many places there are, and the way from one to the next.
#[component]
fn Search(shown: Shown, typed: RwSignal<String>, name: &'static str) -> impl IntoView {
    let count = move || shown.hits.with(|hits| hits.len());
    let told = move || {
        if typed.with(|typed| typed.trim().is_empty()) {
            return String::new();
        }
        match count() {
            0 => "no place".to_owned(),
            MOST => format!(
                "{} of {} or more",
                grouped(shown.at.get() + 1),
                grouped(MOST)
            ),
            all => format!(
                "{} of {}",
                grouped(shown.at.get() + 1),
                counted(all, "place", "places")
            ),
        }
    };
    let step = move |back: bool| {
        let all = shown.hits.with_untracked(|hits| hits.len());
        if all > 0 {
            let at = shown.at.get_untracked();
            shown.go(if back { at + all - 1 } else { at + 1 } % all);
        }
    };
    view! {
        <div class="json-search">
            <input
                type="search"
                aria-label=format!("Search in: {name}")
                placeholder="Search"
                autocomplete="off"
                spellcheck="false"
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    shown.go(0);
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        step(event.shift_key());
                    }
                }
            />
            <span class="muted" role="status">{told}</span>
            <button type="button" class="button quiet" aria-label="Previous place" disabled=move || count() == 0 on:click=move |_| step(true)>
                "↑"
            </button>
            <button type="button" class="button quiet" aria-label="Next place" disabled=move || count() == 0 on:click=move |_| step(false)>
                "↓"
            </button>
        </div>
    }
}

impl Shown {
    /// Goes to a hit: opens what is folded over it, and draws the lines around it.
    fn go(self, hit: usize) {
        self.at.set(hit);
        let Some(line) = self
            .hits
            .with_untracked(|hits| hits.get(hit).map(|hit| hit.line))
        else {
            return;
        };
        self.lines.with_untracked(|lines| {
            let folded = self
                .folded
                .with_untracked(|folded| opened_for(lines, folded, line));
            let place = unfolded(lines, &folded).partition_point(|seen| *seen < line);
            if self.folded.with_untracked(|now| *now != folded) {
                self.folded.set(folded);
            }
            let from = self.from.get_untracked();
            if !(from..from + DRAWN).contains(&place) {
                self.from.set(place.saturating_sub(ABOVE));
            }
        });
        let node = self.node;
        request_animation_frame(move || {
            // By then the pane may be closed.
            let mark =
                element_of(node).and_then(|node| node.query_selector("mark.here").ok().flatten());
            if let Some(mark) = mark {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                mark.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }

    fn fold(self, line: usize) {
        self.folded
            .update(|folded| match folded.iter().position(|at| *at == line) {
                Some(place) => drop(folded.remove(place)),
                None => folded.push(line),
            });
    }
}

#[component]
fn Body(shown: Shown, name: &'static str) -> impl IntoView {
    let seen = Memo::new(move |_| {
        shown
            .lines
            .with(|lines| shown.folded.with(|folded| unfolded(lines, folded)))
    });
    let turn = move |to: fn(usize) -> usize| shown.from.update(|from| *from = to(*from));
    let drawn = move || {
        let from = shown.from.get();
        seen.with(|seen| {
            let numbers = seen.iter().skip(from).take(DRAWN);
            shown.lines.with(|lines| {
                numbers
                    .filter_map(|number| Some(one_line(shown, *number, lines.get(*number)?)))
                    .collect_view()
            })
        })
    };
    let before = move || shown.from.get();
    let after = move || seen.with(Vec::len).saturating_sub(shown.from.get() + DRAWN);
    view! {
        <div class="request json-body" tabindex="0" role="region" aria-label=name node_ref=shown.node>
            {move || (before() > 0).then(|| view! {
                <button type="button" class="link" on:click=move |_| turn(|from| from.saturating_sub(DRAWN))>
                    {format!("{} above", counted(before(), "line", "lines"))}
                </button>
            })}
            {drawn}
            {move || (after() > 0).then(|| view! {
                <button type="button" class="link" on:click=move |_| turn(|from| from + DRAWN)>
                    {format!("{} below", counted(after(), "line", "lines"))}
                </button>
            })}
        </div>
    }
}

fn one_line(shown: Shown, number: usize, line: &JsonLine) -> impl IntoView + use<> {
    let end = line
        .text
        .char_indices()
        .nth(LINE_MOST)
        .map_or(line.text.len(), |(end, _)| end);
    let text: Arc<str> = line.text.get(..end).unwrap_or_default().into();
    let left = line.text.len() - text.len();
    let more = (left > 0).then(|| format!("… {} more bytes", grouped(left)));
    let folded = move || shown.folded.with(|folded| folded.contains(&number));
    let fold = line.closes.map(|closes| {
        let hidden = closes - number - 1;
        view! {
            <button
                type="button"
                class="json-fold"
                aria-expanded=move || (!folded()).to_string()
                aria-label=format!("Line {}: {}", number + 1, counted(hidden, "line", "lines"))
                on:click=move |_| shown.fold(number)
            >
                {move || if folded() { "▸" } else { "▾" }}
            </button>
        }
    });
    let dots = line.closes.map(|_| move || folded().then_some(" …"));
    view! {
        <div class="json-line" style:padding-inline-start=format!("{}px", 16 + line.depth.min(40) * 14)>
            {fold}
            <bdi>{move || marked(shown, number, &text)}</bdi>
            {dots}
            {more}
        </div>
    }
}

/// The text with its hits marked: text nodes and marks, never markup.
fn marked(shown: Shown, number: usize, text: &Arc<str>) -> AnyView {
    shown.hits.with(|hits| {
        let first = hits.partition_point(|hit| hit.line < number);
        let mine: Vec<(usize, &Hit)> = (first..)
            .zip(hits.iter().skip(first))
            .take_while(|(_, hit)| hit.line == number)
            .collect();
        if mine.is_empty() {
            return text.to_string().into_any();
        }
        let at = shown.at;
        let mut views: Vec<AnyView> = Vec::new();
        let mut from = 0;
        for (index, hit) in mine {
            let (Some(before), Some(word)) =
                (text.get(from..hit.place.start), text.get(hit.place.clone()))
            else {
                break;
            };
            views.push(before.to_owned().into_any());
            views.push(
                view! { <mark class:here=move || at.get() == index>{word.to_owned()}</mark> }
                    .into_any(),
            );
            from = hit.place.end;
        }
        views.push(text.get(from..).unwrap_or_default().to_owned().into_any());
        views.collect_view().into_any()
    })
}
