//! The menu of a row: what can be done with it and with its like. ARIA's menu button: arrows move,
//! Escape closes, and the focus goes back to the grid, whose active cell is in that row.

use super::state::Grid;
use crate::ui::element::element_of;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// A menu needs about so many pixels.
const HEIGHT: f64 = 230.0;

/// One thing that a page offers for a row.
#[derive(Clone)]
pub struct Offer {
    pub words: String,
    pub act: Callback<()>,
}

/// What a page offers for a row.
pub type Offers = Callback<MenuOf, Vec<Offer>>;

/// The row whose menu is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuOf {
    /// Its place among the shown rows.
    pub place: usize,
    pub id: String,
    /// How far the grid was scrolled when it opened.
    scrolled: i32,
}

impl Offer {
    pub fn new(words: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            words: words.into(),
            act: Callback::new(move |()| act()),
        }
    }
}

impl Grid {
    /// The same grid, each of its rows with a menu.
    pub fn offering(mut self) -> Self {
        self.offers = true;
        self
    }

    /// Opens the menu of the row at a place, where it has one.
    pub fn open_menu(self, place: usize) {
        let known = self.offers && self.why_barred(place).is_empty();
        let id = self.id_at(place).filter(|_| known);
        let scrolled = self.scroll_top();
        self.menu.set(id.map(|id| MenuOf {
            place,
            id,
            scrolled,
        }));
    }

    /// Closes the menu when its row has moved from under it. What was scrolled before it opened may
    /// be told only afterwards.
    pub fn scrolled_under_menu(self) {
        let opened = |menu: &Option<MenuOf>| menu.as_ref().map(|menu| menu.scrolled);
        if self
            .menu
            .with_untracked(opened)
            .is_some_and(|at| at != self.scroll_top())
        {
            self.close_menu();
        }
    }

    fn scroll_top(self) -> i32 {
        let node = self.element();
        node.map_or(0, |node| node.scroll_top())
    }

    /// Closes the menu, where one is open. Rows come and go, the grid stays: it takes the focus.
    fn close_menu(self) {
        if self.menu.with_untracked(Option::is_some) {
            self.menu.set(None);
            self.focus();
        }
    }

    /// Where a menu stands: its upper edge below the row, or its lower one above it.
    fn beside(self, place: usize) -> (f64, bool) {
        let (top, row, seen) = self.place_of(place);
        let above = top + row + HEIGHT > seen && top > HEIGHT;
        (if above { top } else { top + row }, above)
    }
}

/// The menu, where one is open. Stands before the grid.
#[component]
pub fn RowMenu(
    grid: Grid,
    offers: Offers,
    /// What is said of what was done.
    #[prop(into)]
    said: Signal<String>,
) -> impl IntoView {
    let node: NodeRef<Div> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(menu) = node.get() {
            focus(&items(&menu), 0);
        }
    });
    let menu = move |of: MenuOf| {
        let (top, above) = grid.beside(of.place);
        let label = format!("Actions for {} {}", grid.spec.one, of.id);
        let items = offers.run(of).into_iter().map(|offer| item(grid, offer));
        view! {
            <div
                role="menu"
                class="row-menu"
                class:above=above
                aria-label=label
                node_ref=node
                style:top=format!("{top}px")
                on:keydown=move |event| key(grid, node, &event)
                on:focusout=move |event| left(grid, node, &event)
            >
                {items.collect_view()}
            </div>
        }
    };
    view! {
        <div class="row-menu-place">{move || grid.menu.get().map(menu)}</div>
        <p class="menu-said" role="status">{said}</p>
    }
}

fn item(grid: Grid, offer: Offer) -> AnyView {
    let Offer { words, act } = offer;
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            on:click=move |_| {
                grid.close_menu();
                act.run(());
            }
        >
            {words}
        </button>
    }
    .into_any()
}

fn items(menu: &Node) -> Vec<HtmlElement> {
    let items = std::iter::successors(menu.first_child(), Node::next_sibling);
    items.filter_map(|item| item.dyn_into().ok()).collect()
}

fn focus(items: &[HtmlElement], place: usize) {
    if let Some(item) = items.get(place) {
        // It can be focused, so this cannot fail while it stands in the page.
        let _ = item.focus();
    }
}

fn key(grid: Grid, node: NodeRef<Div>, event: &KeyboardEvent) {
    let Some(menu) = element_of(node) else {
        return;
    };
    let items = items(&menu);
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let at = items.iter().position(|item| Some(item) == target.as_ref());
    let (at, count) = (at.unwrap_or_default(), items.len().max(1));
    match event.key().as_str() {
        "ArrowDown" => focus(&items, (at + 1) % count),
        "ArrowUp" => focus(&items, (at + count - 1) % count),
        "Home" => focus(&items, 0),
        "End" => focus(&items, count - 1),
        "Escape" | "Tab" => grid.close_menu(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The focus went elsewhere, because somebody pressed there: it stays there. A menu that is taken out
/// of the page, with all of this, loses it too.
fn left(grid: Grid, node: NodeRef<Div>, event: &FocusEvent) {
    let to = event
        .related_target()
        .and_then(|to| to.dyn_into::<Node>().ok());
    let elsewhere = element_of(node)
        .zip(to)
        .is_some_and(|(menu, to)| !menu.contains(Some(&to)));
    if elsewhere {
        grid.menu.set(None);
    }
}
