//! What the parts of the bar share: what is open, where the focus is to go, and the changes.

use crate::filters::{Choice, Field, Kind};
use crate::table::filters::{AddressFilters, Filters, use_filters};
use crate::ui::element::element_of;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What stands open under the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Nothing,
    /// What can be filtered by.
    List,
    /// One filter's editor.
    Field(&'static str),
}

/// A handle.
#[derive(Clone, Copy)]
pub struct Bar {
    pub asked: AddressFilters,
    pub filters: Filters,
    pub choices: Signal<Vec<Choice>>,
    pub open: RwSignal<Open>,
    pub node: NodeRef<Div>,
    /// The button that what is open belongs to.
    pressed: RwSignal<String>,
    /// The button that is to take the focus as soon as it is there.
    wanted: RwSignal<Option<String>>,
}

/// The button that adds a filter.
pub fn adder() -> String {
    "add".to_owned()
}

/// The button that changes one.
pub fn editing(name: &str) -> String {
    format!("edit-{name}")
}

/// The button that takes one away.
pub fn removing(name: &str) -> String {
    format!("remove-{name}")
}

impl Bar {
    pub fn new(asked: AddressFilters, choices: Signal<Vec<Choice>>) -> Self {
        Self {
            asked,
            filters: use_filters(),
            choices,
            open: RwSignal::new(Open::Nothing),
            node: NodeRef::new(),
            pressed: RwSignal::new(adder()),
            wanted: RwSignal::new(None),
        }
    }

    /// Opens it under the button that was pressed, or closes it again.
    pub fn toggle(self, what: Open, button: String) {
        if self.open.get_untracked() == what {
            self.close(true);
        } else {
            self.pressed.set(button);
            self.open.set(what);
        }
    }

    /// Closes what is open; `back` gives the focus back to what was pressed.
    pub fn close(self, back: bool) {
        self.open.set(Open::Nothing);
        if back {
            self.focus(self.pressed.get_untracked());
        }
    }

    /// The button that what is open belongs to.
    pub fn anchor(self) -> Option<HtmlElement> {
        self.button(&self.pressed.get_untracked())
    }

    fn button(self, name: &str) -> Option<HtmlElement> {
        let bar = element_of(self.node)?;
        let found = bar.query_selector(&format!("[data-filter='{name}']"));
        found.ok().flatten()?.dyn_into().ok()
    }

    /// Moves the focus to a button, as soon as it is there.
    pub fn focus(self, button: String) {
        self.wanted.set(Some(button));
        self.settle_focus();
    }

    /// After the page was drawn: a chip that was added may be there now.
    pub fn settle_focus(self) {
        request_animation_frame(move || {
            let wanted = self.wanted.try_get_untracked().flatten();
            if let Some(button) = wanted.and_then(|wanted| self.button(&wanted)) {
                self.wanted.set(None);
                // It stands in the page, so this cannot fail.
                let _ = button.focus();
            }
        });
    }

    /// Takes one filter away.
    pub fn remove(self, field: &Field) {
        match field.kind {
            Kind::Created => self.filters.set_created([]),
            _ => self.filters.set(field.name, field.without),
        }
    }

    pub fn clear_all(self) {
        self.open.set(Open::Nothing);
        self.filters.clear_all(self.asked.fields());
    }

    /// What was typed is asked, and the focus goes to its chip.
    pub fn applied(self, field: &Field) {
        self.open.set(Open::Nothing);
        self.focus(editing(field.name));
    }

    /// What a value is called.
    pub fn words(self, field: &Field, value: &str) -> String {
        let label = |word: &str| {
            self.choices.with(|choices| {
                let mut choices = choices.iter();
                let found = choices.find(|choice| choice.word == word);
                found.map_or_else(|| field.words(word), |choice| choice.label.clone())
            })
        };
        match field.kind {
            Kind::Several(_) => {
                let words: Vec<String> = value.split(',').map(label).collect();
                words.join(", ")
            }
            Kind::Listed(_) => label(value),
            Kind::Choice(_) | Kind::Text(_) | Kind::Created => field.words(value),
        }
    }
}
