//! What needs the operator: problems grouped by code, each with what to do, unknown ones first.

use crate::host::Watched;
use crate::ui::pill::tone_of;
use crate::words::number::grouped;
use crate::words::{outcome, stop};
use leptos::prelude::*;
use redrive_core::connection::Vendor;
use redrive_core::outcome::{Accepted, Outcome, OutcomeKind, Unknown};
use redrive_core::run::{Run, State};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    kind: OutcomeKind,
    code: String,
    message: String,
    count: usize,
}

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
        let (groups, remedy) = (groups.get(), remedy());
        if groups.is_empty() && remedy.is_none() {
            return ().into_any();
        }
        view! {
            <section class="card needs" aria-labelledby="needs-title">
                <h2 id="needs-title">"What needs you"</h2>
                {remedy.map(|text| view! { <p class="remedy">{text}</p> })}
                <ul>{groups.into_iter().map(line).collect_view()}</ul>
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
            </div>
        </li>
    }
}

fn remedy(run: &Run, vendor: Vendor) -> Option<&'static str> {
    match run.state() {
        State::Stopped(why) => Some(stop::remedy(why, vendor)),
        State::Ready { .. } | State::InFlight { .. } | State::Done => None,
    }
}

/// Unknown before rejected before capped before not attempted; within each the largest first. The
/// message is that of the first item of its group.
fn groups(run: &Run) -> Vec<Group> {
    let mut found: BTreeMap<(u8, String), Group> = BTreeMap::new();
    for (item, items) in run.ledger().distinct() {
        let rank = match item {
            // Under way: the answer may come, and the headline says what if it does not.
            Outcome::Unknown(Unknown::Awaited) => continue,
            Outcome::Unknown(_) => 0,
            Outcome::Rejected(_) => 1,
            Outcome::Accepted(
                Accepted::Enqueued { capped: true, .. } | Accepted::Enqueued { count: 0, .. },
            ) => 2,
            Outcome::NotAttempted(_)
                if !matches!(run.state(), State::Ready { .. } | State::InFlight { .. }) =>
            {
                3
            }
            _ => continue,
        };
        let code = match outcome::code(item) {
            code if code.is_empty() => item.kind().word().to_owned(),
            code => code,
        };
        found
            .entry((rank, code.clone()))
            .or_insert_with(|| Group {
                kind: item.kind(),
                code,
                message: outcome::message(item),
                count: 0,
            })
            .count += items;
    }
    let mut groups: Vec<((u8, String), Group)> = found.into_iter().collect();
    groups.sort_unstable_by(|((rank, code), group), ((other_rank, other_code), other)| {
        let larger = other.count.cmp(&group.count);
        rank.cmp(other_rank)
            .then(larger)
            .then_with(|| code.cmp(other_code))
    });
    groups.into_iter().map(|(_, group)| group).collect()
}
