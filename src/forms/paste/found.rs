//! What was found in a text: the column of ids, how many there are, and what is none.

use super::taking::{SHOWN, Strangers, Taking};
use crate::ui::download::{DownloadButton, Kind, Making, pieces};
use crate::ui::field::Noted;
use crate::ui::foreign::{cut, visible};
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_core::csv;
use redrive_core::intake::{BadEntry, Column, Counts, MOST_IDS};
use std::cell::RefCell;

/// The column that is read, where there are several.
#[component]
pub fn ColumnChoice(taking: Taking) -> impl IntoView {
    let columns = Memo::new(move |_| taking.layout.with(|layout| layout.columns.clone()));
    let unsure = move || taking.column.get().is_none();
    let note = move || {
        if unsure() {
            "Several columns could hold the ids, or none looks like it. Nothing is read before one is chosen."
        } else {
            ""
        }
        .to_owned()
    };
    move || {
        let columns = columns.get();
        if columns.is_empty() {
            return ().into_any();
        }
        let options = columns
            .into_iter()
            .map(|column| option(taking, &column))
            .collect_view();
        view! {
            <Noted id="column-note" note=Signal::derive(note) said=true>
                <label class="field">
                    <span>"Read from column"</span>
                    <select
                        aria-describedby="column-note"
                        on:change=move |event| taking.choose(event_target_value(&event).parse().ok())
                    >
                        <option value="" selected=unsure disabled=true>"Choose the column…"</option>
                        {options}
                    </select>
                </label>
            </Noted>
        }
        .into_any()
    }
}

fn option(taking: Taking, column: &Column) -> impl IntoView + use<> {
    let place = column.place;
    let name = column
        .heading
        .as_deref()
        .map_or_else(|| format!("Column {}", place + 1), cut);
    let samples: Vec<String> = column
        .samples
        .iter()
        .map(|cell| cell.chars().take(40).collect())
        .collect();
    let samples = if samples.is_empty() {
        "empty".to_owned()
    } else {
        samples.join(", ")
    };
    let text = visible(&format!("{name}: {samples}"));
    view! {
        <option value=place.to_string() selected=move || taking.column.get() == Some(place)>
            {text}
        </option>
    }
}

/// How many ids and calls, and what was left out.
pub fn summary(count: usize, calls: usize, counts: &Counts) -> String {
    if *counts == Counts::default() && count == 0 {
        return "Nothing is pasted yet.".to_owned();
    }
    let left = |number: usize, one: &str, many: &str, words: &str| {
        (number > 0).then(|| format!(" {} {words}", counted(number, one, many)))
    };
    let ids = format!(
        "{}: {}.",
        counted(count, "id", "ids"),
        counted(calls, "call", "calls")
    );
    [
        Some(ids),
        left(
            counts.duplicates,
            "duplicate is",
            "duplicates are",
            "left out.",
        ),
        left(
            counts.bad,
            "entry is",
            "entries are",
            "no id and will not be sent.",
        ),
        left(
            counts.blank,
            "row has",
            "rows have",
            "nothing in this column.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Why there can be no plan of this, though there are ids.
pub fn obstacle(counts: &Counts) -> Option<String> {
    if let Some(line) = counts.unclosed {
        return Some(format!(
            "A quote opens on line {} and is never closed, so what follows it cannot be told apart. Mend the file and choose it again.",
            grouped(line)
        ));
    }
    (counts.beyond > 0).then(|| {
        format!(
            "One plan holds at most {} ids; here are {} more. Cut the file in parts, and make a plan of each.",
            grouped(MOST_IDS),
            grouped(counts.beyond)
        )
    })
}

/// What is no id, each with its line; the whole list as a file.
#[component]
pub fn BadEntries(taking: Taking) -> impl IntoView {
    move || {
        let taken = taking.taken.get();
        let all = taken.counts.bad;
        (all > 0).then(|| {
            let shown = taken.bad.clone().into_iter().map(entry).collect_view();
            let more = all.saturating_sub(SHOWN);
            let more = (more > 0).then(|| view! { <li>{counted(more, "more", "more")}</li> });
            let content = Callback::new(move |()| -> Making {
                Box::pin(async move { pieces(all_bad(taking).await.into_iter()).await })
            });
            view! {
                <details class="note warn" open=all < 8>
                    <summary>{counted(all, "entry is no id", "entries are no ids")}</summary>
                    <ul>{shown} {more}</ul>
                    <DownloadButton
                        label="Download all of them as CSV"
                        file="not-ids.csv".to_owned()
                        kind=Kind::Csv
                        content
                    />
                </details>
            }
        })
    }
}

/// The source is read once more, so that a million bad entries need not be kept.
async fn all_bad(taking: Taking) -> Vec<String> {
    let rows = RefCell::new(vec![csv::row(["line", "text", "why"])]);
    let Some((source, mut intake)) = taking.intake() else {
        return rows.into_inner();
    };
    let mut put = |bad: BadEntry| {
        let (line, why) = (bad.line.to_string(), bad.error.to_string());
        let row = csv::row([line.as_str(), bad.text.as_str(), why.as_str()]);
        let mut rows = rows.borrow_mut();
        match rows.last_mut() {
            Some(piece) if piece.len() < 65_536 => piece.push_str(&row),
            _ => rows.push(row),
        }
    };
    // What could be read is better than nothing: the page shows the same source.
    let _ = source
        .each(|bytes| intake.push(bytes, &mut put), |_| true)
        .await;
    intake.end(&mut put);
    rows.into_inner()
}

fn entry(bad: BadEntry) -> impl IntoView {
    view! {
        <li>
            "Line " {grouped(bad.line)} ": " <code><bdi>{visible(&bad.text)}</bdi></code> " is "
            {bad.error.to_string()} "."
        </li>
    }
}

/// What the table has not loaded. It is no word about whether the vendor knows it.
#[component]
pub fn NotLoaded(taking: Taking) -> impl IntoView {
    move || {
        let taken = taking.taken.get();
        let Strangers {
            loaded,
            count,
            first,
        } = taken.strangers.as_ref()?;
        let loaded = counted(*loaded, "loaded row", "loaded rows");
        if taken.ids.is_empty() {
            return None;
        }
        if *count == 0 {
            return Some(view! { <p class="muted">"All of them are among the " {loaded} " of the table."</p> }.into_any());
        }
        let more = count.saturating_sub(SHOWN);
        let more = (more > 0).then(|| view! { <li>{counted(more, "more", "more")}</li> });
        let listed = first
            .iter()
            .map(|id| view! { <li><code>{id.clone()}</code></li> })
            .collect_view();
        Some(
            view! {
                <details class="note">
                    <summary>
                        {counted(*count, "id is", "ids are")} " not among the " {loaded} " of the table"
                    </summary>
                    <p class="muted">"This compares with what is loaded. It says nothing about whether they exist."</p>
                    <ul>{listed} {more}</ul>
                </details>
            }
            .into_any(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_tells_what_was_left_out() {
        let counts = Counts {
            lines: 9,
            duplicates: 7,
            bad: 1,
            blank: 2,
            ..Counts::default()
        };
        assert_eq!(
            summary(1500, 2, &counts),
            "1,500 ids: 2 calls. 7 duplicates are left out. 1 entry is no id and will not be sent. 2 rows have nothing in this column."
        );
        assert_eq!(summary(0, 0, &Counts::default()), "Nothing is pasted yet.");
    }

    #[test]
    fn what_cannot_be_planned_says_why() {
        assert_eq!(obstacle(&Counts::default()), None);
        let beyond = Counts {
            beyond: 5,
            ..Counts::default()
        };
        assert!(
            obstacle(&beyond)
                .unwrap()
                .contains("at most 1,000,000 ids; here are 5 more")
        );
        let unclosed = Counts {
            unclosed: Some(7),
            ..beyond
        };
        assert!(obstacle(&unclosed).unwrap().contains("on line 7"));
    }
}
