//! Replay by filter: what the vendor itself matches, at most 1000 a call.

use super::planner::use_planner;
use super::replay_draft::{ReplayForm, Typed};
use super::utc_field::UtcField;
use crate::api::connections::use_connection;
use crate::api::read::read;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::{Connection, ConnectionId};
use redrive_core::kirim::contract::{BulkReplay, LIST_LIMIT_MAX, ReplayStatus, Row, Subscription};
use redrive_core::kirim::{self, DeliveryFilter, Read as KirimRead};
use redrive_core::plan::{Count, Draft};
use redrive_core::problem::Problem;
use redrive_core::read::Read;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Progress {
    Open,
    Counting,
    /// The filter matches nothing with this status.
    Nothing(ReplayStatus),
    Failed(Problem),
}

/// The form's page. The query pre-fills it, as the deliveries page writes it.
#[component]
pub fn ReplayPage(connection: ConnectionId, query: Vec<(String, String)>) -> impl IntoView {
    let connection = use_connection(connection);
    let form = ReplayForm::from_query(&query);
    move || match connection.get() {
        Ok(connection) => view! { <ReplayFields connection form /> }.into_any(),
        Err(problem) => view! { <ProblemNote problem /> }.into_any(),
    }
}

#[component]
fn ReplayFields(connection: Connection, form: ReplayForm) -> impl IntoView {
    let planner = use_planner();
    let progress = RwSignal::new(Progress::Open);
    let subscriptions = known_subscriptions(&connection);
    let label = connection.label.clone();
    let typed = Memo::new(move |_| form.read());

    let plan = StoredValue::new(move || {
        let Typed {
            filter: Some(filter),
            ..
        } = typed.get_untracked()
        else {
            return;
        };
        let connection = connection.clone();
        progress.set(Progress::Counting);
        spawn_local(async move {
            match count(&connection, &filter).await {
                Ok(Count::Exact(0)) => {
                    progress.try_set(Progress::Nothing(filter.status));
                }
                Ok(matched) => {
                    progress.try_set(Progress::Open);
                    planner.open(connection, Draft::ReplayMatching { filter, matched });
                }
                Err(problem) => {
                    progress.try_set(Progress::Failed(problem));
                }
            }
        });
    });

    let problem_of =
        move |field: fn(&Typed) -> Option<String>| Signal::derive(move || field(&typed.get()));
    let subscription_problem = problem_of(|typed| typed.subscription.clone());
    let type_problem = problem_of(|typed| typed.event_type.clone());
    let window_problem = problem_of(|typed| typed.window.clone());
    let ready = move || typed.get().filter.is_some() && progress.get() != Progress::Counting;

    view! {
        <PageHead crumb=label title="Replay by filter">
            "The vendor itself chooses what matches: at most 1,000 deliveries a call. If more match, it says so, and you go on with a smaller window."
        </PageHead>
        <form class="card form" on:submit=|event| event.prevent_default()>
            <label class="field">
                <span>"Subscription"</span>
                <input
                    type="text"
                    name="subscription"
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    list="known-subscriptions"
                    prop:value=form.subscription
                    on:input=move |event| form.subscription.set(event_target_value(&event))
                    aria-invalid=move || subscription_problem.get().is_some().to_string()
                    aria-describedby="subscription-note"
                />
                <datalist id="known-subscriptions">
                    {move || subscriptions.get().into_iter().map(option).collect_view()}
                </datalist>
                <small id="subscription-note" class:field-error=move || subscription_problem.get().is_some()>
                    {move || {
                        subscription_problem
                            .get()
                            .unwrap_or_else(|| "wbs_ and 26 characters. One subscription at a time.".to_owned())
                    }}
                </small>
            </label>
            <StatusChoice status=form.status />
            <label class="field">
                <span>"Event type (optional)"</span>
                <input
                    type="text"
                    name="event-type"
                    class="mono"
                    autocomplete="off"
                    prop:value=form.event_type
                    on:input=move |event| form.event_type.set(event_target_value(&event))
                    aria-invalid=move || type_problem.get().is_some().to_string()
                    aria-describedby="type-note"
                />
                <small id="type-note" class:field-error=move || type_problem.get().is_some()>
                    {move || {
                        type_problem.get().unwrap_or_else(|| "1 to 64 characters; empty means every type.".to_owned())
                    }}
                </small>
            </label>
            <div class="two-fields">
                <UtcField
                    label="Created after"
                    name="created-after"
                    text=form.after
                    note="Empty means from the oldest that the vendor keeps.".to_owned()
                />
                <UtcField
                    label="Created before"
                    name="created-before"
                    text=form.before
                    note="Empty means before the moment in which the plan is sealed.".to_owned()
                />
            </div>
            <p class="field-error" role="status">{window_problem}</p>
            <Outcome progress status=form.status />
            <footer>
                <p class="muted">"Nothing is sent yet: the plan is shown first."</p>
                <button
                    type="button"
                    class="button primary"
                    disabled=move || !ready()
                    on:click=move |_| plan.with_value(|plan| plan())
                >
                    {move || {
                        if progress.get() == Progress::Counting { "Counting what matches…" } else { "Plan the replay…" }
                    }}
                </button>
            </footer>
        </form>
    }
}

#[component]
fn StatusChoice(status: RwSignal<ReplayStatus>) -> impl IntoView {
    let choice = move |value: ReplayStatus, note: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="status"
                    value=value.as_str()
                    prop:checked=move || status.get() == value
                    on:change=move |_| status.set(value)
                />
                <span>{value.as_str()}</span>
                <small>{note}</small>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>"Status"</legend>
            {choice(ReplayStatus::Dead, "the vendor's default")}
            {choice(ReplayStatus::Failed, "the vendor's pages disagree on which word it writes")}
        </fieldset>
    }
}

#[component]
fn Outcome(progress: RwSignal<Progress>, status: RwSignal<ReplayStatus>) -> impl IntoView {
    move || match progress.get() {
        Progress::Open | Progress::Counting => ().into_any(),
        Progress::Failed(problem) => view! { <ProblemNote problem /> }.into_any(),
        Progress::Nothing(searched) => {
            let other = match searched {
                ReplayStatus::Dead => ReplayStatus::Failed,
                ReplayStatus::Failed => ReplayStatus::Dead,
            };
            view! {
                <p class="note warn" role="alert">
                    "No delivery matches with status " <b>{searched.as_str()}</b>
                    ". That need not mean that all is well: the vendor may have written the other word. "
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            status.set(other);
                            progress.set(Progress::Open);
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

fn option(row: Row<Subscription>) -> impl IntoView {
    let id = row.known.id.map(|id| id.to_string()).unwrap_or_default();
    let name = row
        .known
        .description
        .filter(|text| !text.is_empty())
        .or(row.known.url)
        .unwrap_or_default();
    view! { <option value=id>{name}</option> }
}

/// Help for typing; without it any subscription can still be typed.
fn known_subscriptions(connection: &Connection) -> RwSignal<Vec<Row<Subscription>>> {
    let known = RwSignal::new(Vec::new());
    let id = connection.id.clone();
    spawn_local(async move {
        let asked = Read::Kirim(KirimRead::Subscriptions {
            limit: LIST_LIMIT_MAX,
            cursor: None,
        });
        if let Ok(list) = read(&id, &asked)
            .await
            .and_then(|answer| kirim::subscriptions(&answer))
        {
            known.try_set(list.data);
        }
    });
    known
}

/// How many match now, as far as one page tells.
async fn count(connection: &Connection, filter: &BulkReplay) -> Result<Count, Problem> {
    let filter = DeliveryFilter {
        subscription: Some(filter.subscription_id.clone()),
        status: Some(filter.status.into()),
        event_type: filter.event_type.clone(),
        created_after: filter.created_after,
        created_before: filter.created_before,
    };
    let asked = Read::Kirim(KirimRead::Deliveries {
        filter,
        limit: LIST_LIMIT_MAX,
        cursor: None,
    });
    let page = kirim::deliveries(&read(&connection.id, &asked).await?)?;
    let seen = page.data.len() as u64;
    Ok(if page.has_more {
        Count::AtLeast(seen)
    } else {
        Count::Exact(seen)
    })
}
