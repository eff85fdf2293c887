//! One filter that is set.

use super::after_removal;
use super::bar::{Bar, Open, editing, removing};
use crate::filters::{Chip, Created, Field, Said};
use crate::ui::foreign::cut;
use crate::ui::time::{in_both, span_text};
use leptos::prelude::*;

#[component]
pub fn ChipItem(bar: Bar, name: &'static str, names: Memo<Vec<&'static str>>) -> impl IntoView {
    let mut fields = bar.asked.fields().iter();
    fields
        .find(|field| field.name == name)
        .map(|field| item(bar, field, names))
}

fn item(bar: Bar, field: &'static Field, names: Memo<Vec<&'static str>>) -> impl IntoView {
    let name = field.name;
    let said = Memo::new(move |_| {
        bar.asked.reading().with(|reading| {
            let mut chips = reading.chips.iter();
            chips
                .find(|chip| chip.name == name)
                .map(|Chip { said, .. }| said.clone())
        })
    });
    let unread = move || said.with(|said| matches!(said, Some(Said::Unreadable(_))));
    let words = move || match said.get() {
        Some(Said::Words(value)) => {
            view! { <b><bdi>{cut(&bar.words(field, &value))}</bdi></b> }.into_any()
        }
        Some(Said::Created(Created::Last(last), span)) => view! {
            <b>{last.label()}</b>
            <span class="chip-more">{span_text(span.after, None)}</span>
        }
        .into_any(),
        Some(Said::Created(Created::Between(span), _)) => {
            view! { <b>{span_text(span.after, span.before)}</b> }.into_any()
        }
        Some(Said::Unreadable(text)) => view! {
            <b><bdi>"“" {text} "”"</bdi></b>
            <span class="chip-more">"not applied"</span>
        }
        .into_any(),
        None => ().into_any(),
    };
    let title = move || match said.get() {
        Some(Said::Created(_, span)) => Some(in_both(span.after, span.before)),
        _ => None,
    };
    let remove = move |_| {
        bar.focus(after_removal(&names.get_untracked(), name));
        bar.remove(field);
    };
    view! {
        <li class="chip" class:unread=unread>
            <button
                type="button"
                class="chip-edit"
                data-filter=editing(name)
                aria-haspopup="dialog"
                aria-expanded=move || (bar.open.get() == Open::Field(name)).to_string()
                title=title
                on:click=move |_| bar.toggle(Open::Field(name), editing(name))
            >
                <span>{field.label}</span>
                " "
                {words}
            </button>
            <button
                type="button"
                class="chip-remove"
                data-filter=removing(name)
                aria-label=format!("Remove filter {}", field.label)
                on:click=remove
            >
                "×"
            </button>
        </li>
    }
}
