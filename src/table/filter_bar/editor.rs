//! One filter being set, by the control that fits its kind. Nothing is asked before it is applied.

use super::bar::Bar;
use super::created::CreatedEditor;
use crate::filters::{Choice, Field, Kind, private};
use leptos::prelude::*;

/// At most this many are offered side by side; more stand in a list that folds.
const FEW: usize = 8;
/// Names a text field's suggestions.
const SUGGESTIONS: &str = "filter-suggestions";

#[component]
pub fn Editor(bar: Bar, field: &'static Field) -> impl IntoView {
    if matches!(field.kind, Kind::Created) {
        return view! { <CreatedEditor bar field /> }.into_any();
    }
    let draft = RwSignal::new(untrack(|| begin(bar, field)));
    let problem = RwSignal::new(None::<String>);
    let apply = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = draft.get_untracked();
        if typed.trim().is_empty() {
            bar.remove(field);
            bar.close(true);
            return;
        }
        match field.meant(&typed) {
            Ok(value) => {
                bar.filters.set(field.name, &value);
                bar.applied(field);
            }
            Err(why) => problem.set(Some(sentence(&why))),
        }
    };
    view! {
        <form class="filter-form" on:submit=apply>
            {control(bar, field, draft, problem)}
            <p id="filter-problem" class="field-error" role="alert">{move || problem.get()}</p>
            <Buttons bar />
        </form>
    }
    .into_any()
}

/// Apply, or leave it as it is.
#[component]
pub fn Buttons(bar: Bar) -> impl IntoView {
    view! {
        <footer>
            <button type="button" class="button quiet" on:click=move |_| bar.close(true)>
                "Cancel"
            </button>
            <button type="submit" class="button primary">
                "Apply"
            </button>
        </footer>
    }
}

/// What the editor begins with: what is set, or what stands in the address to be mended.
fn begin(bar: Bar, field: &Field) -> String {
    let set = bar
        .asked
        .reading()
        .with(|reading| reading.text(field.name).to_owned());
    if !set.is_empty() {
        return set;
    }
    let said = bar.filters.text(field.name);
    if private(&said).is_some() {
        String::new()
    } else {
        said
    }
}

fn control(
    bar: Bar,
    field: &'static Field,
    draft: RwSignal<String>,
    problem: RwSignal<Option<String>>,
) -> AnyView {
    let offered = bar.choices.get_untracked();
    match field.kind {
        Kind::Choice(choices) => {
            let choices = choices.iter().map(|(word, label)| Choice {
                word: (*word).to_owned(),
                label: (*label).to_owned(),
            });
            radios(field, choices.collect(), draft)
        }
        Kind::Listed(_) if offered.is_empty() => {
            // They may come while somebody types, whose field must not become another.
            let list = suggestions(bar.choices);
            view! { {text(field, draft, problem)} {list} }.into_any()
        }
        Kind::Listed(_) if offered.len() <= FEW => radios(field, offered, draft),
        Kind::Listed(_) => select(field, offered, draft),
        Kind::Several(_) => boxes(field, offered, draft),
        Kind::Text(_) | Kind::Created => text(field, draft, problem),
    }
}

fn radios(field: &'static Field, choices: Vec<Choice>, draft: RwSignal<String>) -> AnyView {
    let choices = choices.into_iter().map(|Choice { word, label }| {
        let mine = word.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=field.name
                    prop:checked=move || draft.with(|draft| *draft == mine)
                    on:change=move |_| draft.set(word.clone())
                />
                <span><bdi>{label}</bdi></span>
            </label>
        }
    });
    group(field, choices.collect_view().into_any())
}

fn boxes(field: &'static Field, choices: Vec<Choice>, draft: RwSignal<String>) -> AnyView {
    let has = move |word: &str| draft.with(|draft| draft.split(',').any(|part| part == word));
    let order: Vec<String> = choices.iter().map(|choice| choice.word.clone()).collect();
    let order = StoredValue::new(order);
    let toggle = move |word: &str, on: bool| {
        let chosen = order.with_value(|order| {
            let wanted = order.iter().filter(|known| {
                if *known == word {
                    on
                } else {
                    untrack(|| has(known))
                }
            });
            wanted.cloned().collect::<Vec<_>>().join(",")
        });
        draft.set(chosen);
    };
    let choices = choices.into_iter().map(|Choice { word, label }| {
        let mine = word.clone();
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || has(&mine)
                    on:change=move |event| toggle(&word, event_target_checked(&event))
                />
                <span><bdi>{label}</bdi></span>
            </label>
        }
    });
    group(field, choices.collect_view().into_any())
}

/// What can be chosen, under the name of the filter.
fn group(field: &'static Field, choices: AnyView) -> AnyView {
    view! {
        <fieldset class="field">
            <legend>{field.label}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn select(field: &'static Field, mut choices: Vec<Choice>, draft: RwSignal<String>) -> AnyView {
    let set = draft.get_untracked();
    if !set.is_empty() && !choices.iter().any(|choice| choice.word == set) {
        let (word, label) = (set.clone(), set);
        choices.insert(0, Choice { word, label });
    }
    let options = choices.into_iter().map(|Choice { word, label }| {
        let mine = word.clone();
        view! {
            <option value=word prop:selected=move || draft.with(|draft| *draft == mine)>
                {label}
            </option>
        }
    });
    view! {
        <label class="field">
            <span>{field.label}</span>
            <select name=field.name on:change=move |event| draft.set(event_target_value(&event))>
                <option value="" prop:selected=move || draft.with(String::is_empty)>"any"</option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// Names that a field suggests as soon as they are known.
fn suggestions(choices: Signal<Vec<Choice>>) -> AnyView {
    let option = |Choice { word, label }| view! { <option value=word>{label}</option> };
    let options = move || choices.get().into_iter().map(option).collect_view();
    view! { <datalist id=SUGGESTIONS>{options}</datalist> }.into_any()
}

fn text(
    field: &'static Field,
    draft: RwSignal<String>,
    problem: RwSignal<Option<String>>,
) -> AnyView {
    view! {
        <label class="field">
            <span>{field.label}</span>
            <input
                type="text"
                name=field.name
                class="mono"
                list=matches!(field.kind, Kind::Listed(_)).then_some(SUGGESTIONS)
                autocomplete="off"
                spellcheck="false"
                maxlength="128"
                prop:value=draft
                aria-invalid=move || problem.with(|problem| problem.is_some().then_some("true"))
                aria-describedby="filter-problem"
                on:input=move |event| {
                    draft.set(event_target_value(&event));
                    problem.set(None);
                }
            />
        </label>
    }
    .into_any()
}

/// A reason that ends a sentence, as one of its own.
fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let whole = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    if whole.ends_with('.') {
        whole
    } else {
        format!("{whole}.")
    }
}
