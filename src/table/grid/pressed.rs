//! What a key press in a grid does, and what is said of it.

use super::choice::{Reach, Took};
use super::columns::Spec;
use super::keys::{self, Modifiers, Wish};
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
    let held = Modifiers {
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
    // Before anything is chosen: the bar counts it at once.
    grid.set_said(true);
    let say = |took: Took| said.set(words(grid, took));
    match wish {
        Wish::Go { to, extend } => {
            if extend && grid.chooses && to.row != at.row {
                if !grid.is_chosen(at.row) {
                    grid.choose(at.row, true, Reach::Row);
                }
                say(grid.choose(to.row, true, Reach::Range));
            }
            grid.go(to);
        }
        Wish::Toggle => {
            let on = !grid.is_chosen(at.row);
            said.set(match grid.choose(at.row, on, Reach::Row) {
                Took { rows: 0, .. } => grid.why_barred(at.row),
                _ if on => "Chosen".to_owned(),
                _ => "Not chosen".to_owned(),
            });
        }
        Wish::Range => say(grid.choose(at.row, true, Reach::Range)),
        Wish::All => {
            let took = grid.choose_shown(true);
            said.set(format!("Everything that is loaded. {}", words(grid, took)));
        }
        Wish::Open => match grid.link_at(at) {
            Some(to) => navigation.go(&to),
            None => grid.open.set(grid.id_at(at.row)),
        },
        Wish::Menu => grid.open_menu(at.row),
        Wish::Close => grid.open.set(None),
    }
}

/// `Chosen: 12 events; 15 in all; 3 cannot be sent`.
fn words(grid: Grid, took: Took) -> String {
    let all = untrack(|| grid.counted()).chosen;
    told(grid.spec, took, all)
}

fn told(spec: &Spec, took: Took, all: usize) -> String {
    let mut words = format!("Chosen: {}", counted(took.rows, spec.one, spec.many));
    if all != took.rows {
        words = format!("{words}; {} in all", grouped(all));
    }
    if took.barred > 0 {
        words = format!("{words}; {} cannot be sent", grouped(took.barred));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_said_with_everything_that_is_chosen() {
        static SPEC: Spec = Spec {
            columns: &[],
            class: "",
            one: "event",
            many: "events",
            searched: &[],
            barred: None,
            noted: None,
        };
        let told = |rows, barred, all| told(&SPEC, Took { rows, barred }, all);
        assert_eq!(told(1, 0, 1), "Chosen: 1 event");
        assert_eq!(
            told(12, 3, 1500),
            "Chosen: 12 events; 1,500 in all; 3 cannot be sent"
        );
    }
}
