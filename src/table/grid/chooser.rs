//! Columns, widths and density: a panel to set them, and where they are kept. What is set stands in
//! the address, so that a link shows what its sender saw, and is the reader's preference after that.

use super::columns::GridColumn;
use super::look::{GridLook, LOOK};
use super::state::Grid;
use crate::navigation::use_navigation;
use crate::table::filters::use_filters;
use crate::ui::popover::Popover;
use crate::ui::preference;
use leptos::prelude::*;

/// What one control does to a look.
type Change = Box<dyn FnOnce(&mut GridLook)>;

/// One press makes a column so much wider, in pixels.
const STEP: u16 = 16;

/// The button and its panel. The address comes before the preference; a preference that the
/// address lacks is put there.
#[component]
pub fn LookChooser(grid: Grid) -> impl IntoView {
    let filters = use_filters();
    let name = format!("redrive.look.{}", grid.spec.class);
    let preferred = StoredValue::new(preference::kept(&name).unwrap_or_default());
    let address = Memo::new(move |_| filters.text(LOOK));
    let route = use_navigation().route();
    let here = route.get_untracked();
    Effect::new(move |before: Option<()>| {
        let text = address.get();
        // Whoever has just left must not find this look in the address of another screen.
        if !route.with_untracked(|route| route.same_screen(&here)) {
            return;
        }
        // Whoever clears the filters keeps the columns.
        let otherwise = match before {
            None => preferred.get_value(),
            Some(()) => grid.look.with_untracked(GridLook::write),
        };
        let asked = if text.is_empty() { &otherwise } else { &text };
        let look = GridLook::read(asked, grid.spec.columns);
        let written = look.write();
        grid.set_look(look);
        if written != text {
            filters.set(LOOK, &written);
        }
    });
    let set = Callback::new(move |look: GridLook| {
        let written = look.write();
        preferred.set_value(written.clone());
        preference::keep(&name, Some(&written));
        grid.set_look(look);
        filters.set(LOOK, &written);
    });
    grid.state.update_value(|state| state.relook = Some(set));
    let change = Callback::new(move |change: Change| {
        let mut look = grid.look.get_untracked();
        change(&mut look);
        set.run(look);
    });
    let popover = Popover::new(format!("{}-columns", grid.spec.class));
    let compact = move || grid.look.with(|look| look.compact);
    let body = move || {
        view! {
            <label class="look-line">
                <input
                    type="checkbox"
                    prop:checked=compact
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        change.run(Box::new(move |look| look.compact = on));
                    }
                />
                <span>"Compact rows"</span>
            </label>
            <fieldset>
                <legend>"Columns"</legend>
                {grid
                    .spec
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(place, column)| line(grid, place, column, change))
                    .collect_view()}
            </fieldset>
            <div class="actions">
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| set.run(GridLook::default())
                >
                    "As they came"
                </button>
                <button type="button" class="button" on:click=move |_| popover.close()>
                    "Done"
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        {popover.button("button quiet look-button", "dialog", "Columns and density", "Columns")}
        {popover.panel("dialog", "Columns and density", body)}
    }
}

fn line(
    grid: Grid,
    place: usize,
    column: &'static GridColumn,
    change: Callback<Change>,
) -> AnyView {
    let shown = Memo::new(move |_| grid.look.with(|look| look.shows(column)));
    let no_room = move || {
        let stands = grid.shown.with(|shown| shown.contains(&place));
        (shown.get() && !stands).then_some(" (no room)")
    };
    // The last one that stands cannot be left out: a table without columns is none.
    let last = move || {
        let shown = |look: &GridLook| {
            grid.spec
                .columns
                .iter()
                .filter(|column| look.shows(column))
                .count()
        };
        grid.look.with(shown) == 1
    };
    let resize = move |by: fn(u16, u16) -> u16| {
        let width = grid.drawn_width(column);
        change.run(Box::new(move |look| {
            look.set_width(column, Some(by(width, STEP)));
        }));
    };
    view! {
        <div class="look-line">
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || shown.get()
                    disabled=move || shown.get() && last()
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        change.run(Box::new(move |look| look.show(column, on)));
                    }
                />
                <span>{column.heading}{no_room}</span>
            </label>
            <button
                type="button"
                class="button quiet"
                aria-label=format!("{}: narrower", column.heading)
                disabled=move || !shown.get()
                on:click=move |_| resize(u16::saturating_sub)
            >
                "−"
            </button>
            <button
                type="button"
                class="button quiet"
                aria-label=format!("{}: wider", column.heading)
                disabled=move || !shown.get()
                on:click=move |_| resize(u16::saturating_add)
            >
                "+"
            </button>
        </div>
    }
    .into_any()
}
