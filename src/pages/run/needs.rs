//! What needs the operator: problems grouped by code, each with what to do, unknown ones first.

use crate::host::Watched;
use crate::ui::pill::tone_of;
use crate::words::number::{counted, grouped};
use crate::words::{retry, stop};
use leptos::prelude::*;
use redrive_core::connection::Vendor;
use redrive_core::report::{Group, Rank, Report};
use redrive_core::run::{Run, State};

/// A vendor that gives every id a code of its own must not fill the page: the ledger has them all.
const MOST: usize = 100;

/// Nothing at all when nothing needs anybody.
#[component]
pub fn WhatNeedsYou(watched: Watched) -> impl IntoView {
    let vendor = watched.connection.vendor();
    let run = watched.run;
    let remedy = {
        let run = run.clone();
        move || run.with(|run| remedy(run, vendor))
    };
    let groups = Memo::new(move |_| run.with(groups));
    move || {
        let ((groups, more), remedy) = (groups.get(), remedy());
        if groups.is_empty() && remedy.is_none() {
            return ().into_any();
        }
        view! {
            <section class="card needs" aria-labelledby="needs-title">
                <h2 id="needs-title">"What needs you"</h2>
                {remedy.map(|text| view! { <p class="remedy">{text}</p> })}
                <ul>{groups.into_iter().map(line).collect_view()}</ul>
                {(more > 0)
                    .then(|| {
                        view! {
                            <p class="muted">
                                {counted(more, "further code", "further codes")}
                                " in the ledger below."
                            </p>
                        }
                    })}
            </section>
        }
        .into_any()
    }
}

fn line(group: Group) -> impl IntoView {
    view! {
        <li>
            <span class=format!("pill {}", tone_of(group.kind))>
                {grouped(group.count)} " " {group.kind.word()}
            </span>
            <div>
                <b><bdi>{group.code}</bdi></b>
                <p><bdi>{group.message}</bdi></p>
                <p class="muted">{retry::help(group.helps)}</p>
            </div>
        </li>
    }
}

fn remedy(run: &Run, vendor: Vendor) -> Option<&'static str> {
    match run.state() {
        State::Paused { why, .. } => Some(stop::remedy(why, vendor)),
        _ => None,
    }
}

/// The groups to draw, and how many there are beyond. What was not attempted is told when the run
/// is over: until then it may still be.
fn groups(run: &Run) -> (Vec<Group>, usize) {
    let going_on = !run.is_sent();
    let report = Report::of(run.ledger(), run.plan().vendor());
    let groups = report.groups().iter();
    let mut told = groups.filter(|group| !(going_on && group.rank == Rank::NotAttempted));
    let most = told.by_ref().take(MOST).cloned().collect();
    (most, told.count())
}
