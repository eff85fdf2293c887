//! What a key press in a grid does, and what is said of it.

use super::choice::Took;
use super::columns::Spec;
use super::keys::{self, Held, Wish};
use super::state::Grid;
use crate::navigation::Navigation;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Follows a key. `said` is read out.
pub fn pressed(grid: Grid, navigation: Navigation, said: RwSignal<String>, event: &KeyboardEvent) {
    // A heading's button and a box have keys of their own.
    let on_grid = event
        .target()
        .zip(event.current_target())
        .is_some_and(|(target, current)| target == current);
    if !on_grid || event.alt_key() {
        return;
    }
    let held = Held {
        shift: event.shift_key(),
        control: event.ctrl_key() || event.meta_key(),
    };
    let at = grid.active.get_untracked();
    let Some(wish) = keys::wish(&event.key(), held, at, grid.size()) else {
        return;
    };
    let chooses = matches!(wish, Wish::Toggle | Wish::Range | Wish::All);
    if chooses && !grid.chooses {
        return;
    }
    event.prevent_default();
    let say = |took: Took| said.set(words(grid.spec, took));
    match wish {
        Wish::Go { to, extend } => {
            if extend && grid.chooses && to.row != at.row {
                if !grid.is_chosen(at.row) {
                    grid.choose(at.row, true, false);
                }
                say(grid.choose(to.row, true, true));
            }
            grid.go(to);
        }
        Wish::Toggle => {
            let on = !grid.is_chosen(at.row);
            said.set(match grid.choose(at.row, on, false) {
                Took { rows: 0, .. } => grid.why_barred(at.row),
                _ if on => "Chosen".to_owned(),
                _ => "Not chosen".to_owned(),
            });
        }
        Wish::Range => say(grid.choose(at.row, true, true)),
        Wish::All => {
            let took = grid.choose_shown(true);
            said.set(format!(
                "Everything that is loaded. {}",
                words(grid.spec, took)
            ));
        }
        Wish::Open => match grid.link_at(at) {
            Some(to) => navigation.go(&to),
            None => grid.open.set(grid.id_at(at.row)),
        },
        Wish::Menu => grid.open_menu(at.row),
        Wish::Close => grid.open.set(None),
    }
}

/// `Chosen: 12 events; 3 cannot be sent`.
fn words(spec: &Spec, took: Took) -> String {
    let rows = counted(took.rows, spec.one, spec.many);
    match took.barred {
        0 => format!("Chosen: {rows}"),
        barred => format!("Chosen: {rows}; {} cannot be sent", grouped(barred)),
    }
}
