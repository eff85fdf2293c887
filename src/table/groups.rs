//! Failures by their cause, largest group first. Pressing one shows only its rows; choosing it
//! chooses exactly the rows that are loaded and shown, because these were seen. Asks the vendor
//! nothing, and says what it counts.

use super::grid::{Grid, Narrowing, Value};
use crate::ui::foreign::visible;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;

/// Groups that are shown before somebody asks for the others.
const FIRST: usize = 6;

/// The groups. Nothing where no loaded row has a cause.
#[component]
pub fn Groups(
    grid: Grid,
    narrowing: &'static Narrowing,
    /// Whether the vendor has rows that match and are not loaded.
    #[prop(into)]
    more: Signal<bool>,
) -> impl IntoView {
    let groups = Memo::new(move |_| causes(grid.values(narrowing.cause)));
    let any = Memo::new(move |_| groups.with(|groups| !groups.is_empty()));
    let all = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let shown = move || {
        let wanted = if all.get() { usize::MAX } else { FIRST };
        groups.with(|groups| groups.iter().take(wanted).cloned().collect::<Vec<_>>())
    };
    let others = move || groups.with(Vec::len).saturating_sub(FIRST);
    let on =
        Memo::new(move |_| groups.with(|groups| groups.iter().find(|group| group.on).cloned()));
    let lead = move || {
        let of = if more.get() {
            "of what is loaded; more match"
        } else {
            "of what is loaded"
        };
        format!("Failures by cause, {of}")
    };
    let drawn = move || {
        view! {
            <div class="groups" role="group" aria-label=lead>
                <span class="groups-lead">"Causes"</span>
                <For each=shown key=|group| group.words.clone() let:group>
                    {one(grid, narrowing, groups, group.words)}
                </For>
                {move || {
                    (others() > 0)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="link"
                                    aria-expanded=move || all.get().to_string()
                                    on:click=move |_| all.update(|all| *all = !*all)
                                >
                                    {move || {
                                        if all.get() {
                                            "Fewer causes".to_owned()
                                        } else {
                                            format!("{} more", grouped(others()))
                                        }
                                    }}
                                </button>
                            }
                        })
                }}
                {move || on.get().map(|group| chooser(grid, narrowing, group, said))}
            </div>
            <p class="groups-said" role="status">{said}</p>
        }
    };
    move || any.get().then(drawn)
}

/// Rows without a cause are in no group.
fn causes(mut values: Vec<Value>) -> Vec<Value> {
    values.retain(|value| value.words.is_some());
    values
}

fn one(
    grid: Grid,
    narrowing: &'static Narrowing,
    groups: Memo<Vec<Value>>,
    words: Option<String>,
) -> AnyView {
    let cause = words.clone();
    let now = Memo::new(move |_| {
        let known = |groups: &Vec<Value>| groups.iter().find(|group| group.words == words).cloned();
        groups.with(known)
    });
    let on = move || now.with(|now| now.as_ref().is_some_and(|now| now.on));
    let count = move || now.with(|now| now.as_ref().map_or(0, |now| now.count));
    let shown = visible(cause.as_deref().unwrap_or_default());
    let press = move |_| {
        let wanted = cause.clone().filter(|_| !untrack(on));
        grid.only(narrowing.cause, wanted);
    };
    view! {
        <button type="button" class="group" aria-pressed=move || on().to_string() on:click=press>
            <bdi>{shown}</bdi>
            " "
            <b>{move || grouped(count())}</b>
        </button>
    }
    .into_any()
}

/// The way to choose what is shown of a group, and the words for what that means.
fn chooser(
    grid: Grid,
    narrowing: &'static Narrowing,
    group: Value,
    said: RwSignal<String>,
) -> AnyView {
    let rows = counted(group.count, grid.spec.one, grid.spec.many);
    let label = format!("Choose this group: {rows}");
    let press = move |_| {
        let cause = group.words.as_deref().unwrap_or_default();
        said.set(choose(grid, narrowing, cause));
    };
    view! {
        <button type="button" class="button" on:click=press>
            {label}
        </button>
    }
    .into_any()
}

/// Chooses what is loaded and shown of a group; gives the words for what was chosen.
pub fn choose(grid: Grid, narrowing: &'static Narrowing, cause: &str) -> String {
    grid.choose_group(narrowing.cause, cause);
    let count = untrack(|| grid.counted()).chosen;
    format!(
        "Chosen: the {} with “{}” that are loaded and shown, and nothing else. What is loaded later is not added.",
        counted(count, grid.spec.one, grid.spec.many),
        visible(cause),
    )
}
