//! Replay by filter: what matches is listed, and planned by its ids.

use super::planner::use_planner;
use super::replay_address::{CameFrom, follow_address};
use super::replay_draft::Typed;
use super::subscriptions::{NamesKnown, Subscriptions, name_of, named, subscriptions, unnamed};
use super::surveying::{SurveyNote, Surveyed, Surveying, Surveyor};
use crate::filters::Choice;
use crate::navigation::Link;
use crate::of_connection::OfConnection;
use crate::routes::Route;
use crate::ui::field::TextField;
use crate::ui::instant_field::{InstantField, ZoneChoice};
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use crate::words::number::counted;
use crate::words::survey::left_out;
use leptos::prelude::*;
use redrive_core::connection::{Connection, ConnectionId, Vendor};
use redrive_core::kirim::ReplayStatuses;
use redrive_core::kirim::contract::ReplayStatus;

/// The form's page. The address fills it in, as the deliveries page writes it.
#[component]
pub fn ReplayPage(connection: ConnectionId) -> impl IntoView {
    let screen = move |connection| view! { <ReplayFields connection /> }.into_any();
    view! { <OfConnection id=connection vendor=Vendor::Kirim screen /> }
}

#[component]
fn ReplayFields(connection: Connection) -> impl IntoView {
    let planner = use_planner();
    let surveyor = Surveyor::new();
    // What is listed, or was not found, is not what the fields say then.
    let (form, beside) = follow_address(move || {
        surveyor.cancel();
        surveyor.forget();
    });
    let Subscriptions { choices, known, .. } = subscriptions(connection.id.clone());
    let (label, id) = (connection.label.clone(), connection.id.clone());
    let typed = Memo::new(move |_| form.read());

    let found = {
        let connection = connection.clone();
        Callback::new(move |surveyed: Surveyed| {
            let Surveyed {
                draft,
                facts,
                progress,
            } = surveyed;
            planner.open_surveyed(connection.clone(), draft, facts, progress);
        })
    };
    let plan = Callback::new(move |()| {
        if untrack(|| surveyor.is_listing()) {
            return;
        }
        if let Some(asked) = typed.get_untracked().asked {
            surveyor.begin(connection.clone(), asked, found);
        }
    });

    let problem_of =
        move |field: fn(&Typed) -> Option<String>| Signal::derive(move || field(&typed.get()));
    // Whoever types a name is told how to go on, and not that it is no id.
    let by_name = Memo::new(move |_| {
        let text = form.subscription.get();
        let text = text.trim();
        let is_name = !text.is_empty() && !text.starts_with("wbs_");
        is_name.then(|| named(choices, text))
    });
    let subscription_problem = Signal::derive(move || match by_name.get() {
        Some(0) => unnamed(known.get()),
        Some(_) => None,
        None => typed.get().subscription,
    });
    let subscription_note = move || match by_name.get() {
        Some(0) if known.get() == NamesKnown::Reading => "Reading the subscriptions…".to_owned(),
        Some(found) => format!(
            "{} of this name: choose from the list.",
            counted(found, "subscription", "subscriptions")
        ),
        None => name_of(choices, form.subscription.get().trim()).unwrap_or_else(|| {
            "Type its name to find it, or its id: wbs_ and 26 characters. One at a time.".to_owned()
        }),
    };
    let type_problem = problem_of(|typed| typed.event_type.clone());
    let window_problem = problem_of(|typed| typed.window.clone());
    let at_most_problem = problem_of(|typed| typed.at_most.clone());

    view! {
        <PageHead crumb=label title="Replay by filter">
            "Everything that matches is listed first and planned by its ids: in windows of time of at most 1,000 deliveries, which hold these and no others."
        </PageHead>
        {move || unread(beside.with(|beside| beside.complaints.clone()))}
        {move || beside.with(|beside| beside.came_from.clone()).map(|from| not_only(id.clone(), from))}
        <form class="card form" on:submit=|event| event.prevent_default()>
            <TextField
                label="Subscription"
                name="subscription"
                note_id="subscription-note"
                text=form.subscription
                problem=subscription_problem
                note=Signal::derive(subscription_note)
                class="mono"
                list="known-subscriptions"
            />
            <datalist id="known-subscriptions">
                {move || {
                    choices.get().into_iter().map(|Choice { word, label }| view! { <option value=word>{label}</option> }).collect_view()
                }}
            </datalist>
            <StatusChoice statuses=form.statuses />
            <TextField
                label="Event type (optional)"
                name="event-type"
                note_id="type-note"
                text=form.event_type
                problem=type_problem
                note="1 to 64 characters; empty means every type."
                class="mono"
            />
            <ZoneChoice zone=form.zone name="window-zone" fields=[form.after, form.before] />
            <div class="two-fields">
                <InstantField
                    label="Created after"
                    name="created-after"
                    draft=form.after
                    zone=form.zone
                    note="Empty means from the oldest that the vendor keeps.".to_owned()
                />
                <InstantField
                    label="Created before"
                    name="created-before"
                    draft=form.before
                    zone=form.zone
                    note="Empty means before the moment in which the plan is sealed.".to_owned()
                />
            </div>
            <p class="field-error" role="status">{window_problem}</p>
            <TextField
                label="At most (optional)"
                name="at-most"
                note_id="at-most-note"
                text=form.at_most
                problem=at_most_problem
                note="The newest so many; empty means all of them."
                inputmode="numeric"
            />
            {move || typed.get().unlimited.then(|| view! { <Everything everything=form.everything /> })}
            <SurveyNote surveyor />
            <Outcome surveyor statuses=form.statuses />
            <footer>
                <p class="muted">"Nothing is sent yet: the plan is shown first."</p>
                // While it lists it is only said to be disabled: the focus waits there for the plan,
                // and the plan gives it back.
                <button
                    type="button"
                    class="button primary"
                    disabled=move || typed.get().asked.is_none()
                    aria-disabled=move || surveyor.is_listing().then_some("true")
                    on:click=move |_| plan.run(())
                >
                    {move || if surveyor.is_listing() { "Listing what matches…" } else { "Plan the replay…" }}
                </button>
            </footer>
        </form>
    }
}

/// The list was narrowed by what no filter of the vendor's can say.
fn not_only(connection: ConnectionId, from: CameFrom) -> impl IntoView {
    let rows = counted(from.shown, "delivery", "deliveries");
    let to = Route::Deliveries {
        connection,
        query: from.query,
    };
    view! {
        <div class="note warn unread-note" role="status">
            <p>
                {format!("This replays everything that the vendor's filter finds, and not only the {rows} that you narrowed the list to. To replay those, choose them in the table.")}
            </p>
            <Link to class="button">"Back to the list"</Link>
        </div>
    }
}

/// What of the address is not in the form.
fn unread(complaints: Vec<String>) -> Option<impl IntoView> {
    if complaints.is_empty() {
        return None;
    }
    let lines = complaints
        .into_iter()
        .map(|text| view! { <li><bdi>{text}</bdi></li> });
    Some(
        view! { <div class="note warn unread-note" role="status"><ul>{lines.collect_view()}</ul></div> },
    )
}

#[component]
fn StatusChoice(statuses: RwSignal<ReplayStatuses>) -> impl IntoView {
    let choice = move |value: ReplayStatuses, word: &'static str, note: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="status"
                    value=word
                    prop:checked=move || statuses.get() == value
                    on:change=move |_| statuses.set(value)
                />
                <span>{word}</span>
                <small>{note}</small>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>"Status"</legend>
            {choice(ReplayStatuses::Dead, "dead", "the vendor's default")}
            {choice(ReplayStatuses::Failed, "failed", "the vendor's pages disagree on which word it writes")}
            {choice(ReplayStatuses::Both, "both", "whatever ended without success")}
        </fieldset>
    }
}

/// Nothing but the subscription narrows it: that has to be wanted.
#[component]
fn Everything(everything: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="choice everything">
            <input
                type="checkbox"
                name="everything"
                prop:checked=everything
                on:change=move |event| everything.set(event_target_checked(&event))
            />
            <span>"No filter: everything of this subscription that the vendor still keeps"</span>
            <small>"Without a type or a window, this has to be chosen."</small>
        </label>
    }
}

#[component]
fn Outcome(surveyor: Surveyor, statuses: RwSignal<ReplayStatuses>) -> impl IntoView {
    move || match surveyor.state() {
        Surveying::Not | Surveying::Listing(_) => ().into_any(),
        Surveying::Failed(problem) => view! { <ProblemNote problem /> }.into_any(),
        Surveying::Nothing(None, progress) => view! {
            <p class="note" role="alert">
                "No delivery matches, with either status. Nothing was planned."
                {left_out(&progress).map(|text| format!(" {text}"))}
            </p>
        }
        .into_any(),
        Surveying::Nothing(Some(other), progress) => {
            let searched = match other {
                ReplayStatus::Dead => ReplayStatus::Failed,
                ReplayStatus::Failed => ReplayStatus::Dead,
            };
            view! {
                <p class="note warn" role="alert">
                    "No delivery matches with status " <b>{searched.as_str()}</b>
                    ". That need not mean that all is well: the vendor may have written the other word. "
                    {left_out(&progress).map(|text| format!("{text} "))}
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            statuses.set(ReplayStatuses::of(other));
                            surveyor.forget();
                        }
                    >
                        "Look for " {other.as_str()}
                    </button>
                </p>
            }
                .into_any()
        }
    }
}
