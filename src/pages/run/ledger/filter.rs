//! What the table shows, chosen by outcome, by delivery and by id. All of it stands in the address.

use super::super::glance::Glance;
use super::find::{FATE, ID, OUTCOME, Wanted};
use crate::navigation::Link;
use crate::routes::{Query, Route};
use crate::table::filters::use_filters;
use crate::table::grid::LOOK;
use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::outcome::OutcomeKind;

/// Links for the outcome, a choice for the delivery, a field for the id.
#[component]
pub fn LedgerFilter(glance: Glance, wanted: Memo<Wanted>) -> impl IntoView {
    let filters = use_filters();
    let fates = Fate::ALL.map(|fate| {
        let chosen = move || wanted.with(|wanted| wanted.fate == Some(fate));
        view! {
            <option value=fate.word() prop:selected=chosen>
                {fate.word()}
            </option>
        }
    });
    view! {
        <div class="ledger-filter">
            <Outcomes glance wanted />
            <label class="field">
                <span>"Delivered?"</span>
                <select name=FATE on:change=move |event| filters.set(FATE, &event_target_value(&event))>
                    <option value="" prop:selected=move || wanted.with(|wanted| wanted.fate.is_none())>
                        "any"
                    </option>
                    {fates.into_iter().collect_view()}
                </select>
            </label>
            <label class="field">
                <span>"Find an id"</span>
                <input
                    type="search"
                    name=ID
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || wanted.with(|wanted| wanted.id.clone())
                    on:change=move |event| filters.set(ID, event_target_value(&event).trim())
                />
            </label>
        </div>
    }
}

#[component]
fn Outcomes(glance: Glance, wanted: Memo<Wanted>) -> impl IntoView {
    let filters = use_filters();
    let id = glance.read_once(|run| run.plan().nonce().clone());
    // A link keeps the other filters and the columns, so it is made anew with them; not with its own, because
    // whoever has just followed it would lose the focus.
    let others = Memo::new(move |_| {
        let mut query = filters.query();
        query.retain(|(name, _)| [FATE, ID, LOOK].contains(&name.as_str()));
        query
    });
    let links = move || {
        let others = others.get();
        let link = |value: Option<OutcomeKind>, label: &'static str| {
            let mut query: Query = others.clone();
            query.extend(value.map(|kind| (OUTCOME.to_owned(), kind.word().to_owned())));
            let to = Route::Run {
                id: id.clone(),
                query,
            };
            let current = Signal::derive(move || wanted.with(|wanted| wanted.outcome == value));
            view! {
                <li>
                    <Link to current>{label}</Link>
                </li>
            }
        };
        let each = OutcomeKind::ALL.map(|kind| link(Some(kind), kind.word()));
        view! {
            {link(None, "all")}
            {each.into_iter().collect_view()}
        }
    };
    view! {
        <nav aria-label="Show ids that ended as">
            <ul class="segments">{links}</ul>
        </nav>
    }
}
