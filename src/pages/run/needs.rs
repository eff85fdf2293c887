//! What is wrong, grouped by code, the most pressing first: plain words, what to do, whether a
//! retry can help, and the ids behind each group.

use super::glance::Glance;
use crate::ui::copy::CopyButton;
use crate::ui::foreign::visible;
use crate::ui::pill::tone_of;
use crate::ui::unfolded::is_unfolded;
use crate::words::number::{counted, grouped};
use crate::words::{remedy, retry};
use leptos::prelude::*;
use redrive_core::report::{Group, Rank, Report};
use redrive_core::run::{Look, Pause, Run, State, Then};

/// A vendor that gives every id a code of its own must not fill the page: the ledger has them all.
const MOST: usize = 100;
/// Ids that one group shows; all of them can be copied.
const IDS: usize = 100;

/// Nothing at all when nothing is wrong.
#[component]
pub fn WhatNeedsYou(glance: Glance) -> impl IntoView {
    let groups = Memo::new(move |_| glance.read(groups));
    let any = Memo::new(move |_| groups.with(|(groups, _)| !groups.is_empty()));
    let more = move || {
        let more = groups.with(|(_, more)| *more);
        (more > 0).then(|| {
            view! {
                <p class="muted">
                    {counted(more, "further code", "further codes")} " in the ledger below."
                </p>
            }
        })
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="card needs" aria-labelledby="needs-title">
                    <h2 id="needs-title">"What needs you"</h2>
                    <ul>
                        <For
                            each=move || groups.with(|(groups, _)| groups.clone())
                            key=|group| (group.rank as u8, group.helps, group.code.clone(), group.count)
                            children=move |group| line(glance, group)
                        />
                    </ul>
                    {more}
                </section>
            }
        })
    }
}

fn line(glance: Glance, group: Group) -> AnyView {
    let vendor = glance.read_once(|run| run.plan().vendor());
    let open = RwSignal::new(false);
    let ids_of = group.clone();
    view! {
        <li>
            <span class=format!("pill {}", tone_of(group.kind))>
                {grouped(group.count)} " " {group.kind.word()}
            </span>
            <div>
                <h3 class="mono"><bdi>{visible(&group.code)}</bdi></h3>
                <p>{remedy::of(&group, vendor)} " " {retry::help(group.helps)}</p>
                <p class="muted">"“" <bdi>{visible(&group.message)}</bdi> "”"</p>
                <details on:toggle=move |event| open.set(is_unfolded(&event))>
                    <summary>{counted(group.count, "id", "ids")}</summary>
                    {move || open.get().then(|| ids(glance, ids_of.clone()))}
                </details>
            </div>
        </li>
    }
    .into_any()
}

/// The first ids of a group as text, and a button that copies all of them.
fn ids(glance: Glance, group: Group) -> AnyView {
    let shown = glance.read_once(|run| list(run, &group, IDS));
    let more = group.count.saturating_sub(IDS);
    let all = Signal::derive(move || glance.read_once(|run| list(run, &group, usize::MAX)));
    view! {
        <pre class="request" tabindex="0" role="region" aria-label="Ids of this problem">{shown}</pre>
        {(more > 0).then(|| view! { <p class="muted">{format!("and {} more", grouped(more))}</p> })}
        <CopyButton label="Copy all of these ids" text=all />
    }
    .into_any()
}

fn list(run: &Run, group: &Group, most: usize) -> String {
    let report = Report::of(run.ledger(), run.plan().vendor());
    let places = report.places(run.ledger(), group).take(most);
    let ids: Vec<String> = places
        .filter_map(|place| run.plan().items().get(place))
        .map(ToString::to_string)
        .collect();
    ids.join("\n")
}

/// The groups to draw, and how many there are beyond. What was not attempted is told when the run
/// is over: until then it may still be. What is unknown is told once the run asks, or is over: until
/// then it finds out by itself.
fn groups(run: &Run) -> (Vec<Group>, usize) {
    let (going_on, finds_out) = (!run.is_sent(), finds_out(run));
    let report = Report::of(run.ledger(), run.plan().vendor());
    let groups = report.groups().iter();
    let mut told = groups.filter(|group| match group.rank {
        Rank::NotAttempted => !going_on,
        Rank::Unknown => !finds_out,
        _ => true,
    });
    let most = told.by_ref().take(MOST).cloned().collect();
    (most, told.count())
}

/// Whether the run is about to learn what became of a call, by reading or by the same call, at once or
/// when it is let go on by whoever paused it for a reason of their own.
fn finds_out(run: &Run) -> bool {
    match run.state() {
        State::Looking { look, .. } => matches!(look, Look::Applied { .. }),
        State::Ready { call, .. }
        | State::InFlight { call }
        | State::Paused {
            why: Pause::ByOperator | Pause::SignedOut | Pause::NotConfirmed,
            then: Then::Call(call) | Then::Look(call),
        } => run.is_unsettled(*call),
        State::Paused { .. } | State::Ended(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::run::kit;
    use redrive_core::http::Exchange;
    use redrive_core::run::Step;

    #[test]
    fn what_a_run_is_about_to_learn_needs_nobody_until_it_asks() {
        let (mut run, mut now) = (kit::emails(2), kit::now());
        let needs = |run: &Run| groups(run).0.len();
        let mut tried = 0;
        let mut paused = 0;
        while !matches!(run.state(), State::Paused { .. }) {
            assert_eq!(needs(&run), 0, "after {tried} tries");
            let mut pausing = run.clone();
            if tried > 0 && pausing.pause(now).is_some() {
                paused += 1;
                assert_eq!(needs(&pausing), 0, "paused after {tried} tries");
            }
            match run.next(now) {
                Step::Send { .. } => {
                    tried += 1;
                    let why = "reset".to_owned();
                    run.answer(now, &Exchange::Lost { why });
                }
                Step::Wait { until } => now = until,
                step => panic!("{step:?}"),
            }
            assert!(tried < 100);
        }
        assert!(
            tried > 1 && paused > 1 && needs(&run) == 1,
            "{:?}",
            run.state()
        );
    }
}
