//! A choice kept over a reload of its page, in the storage of the tab: ids and nothing else of a
//! record. It ends when the reader leaves the screen: what was sent from there must not wait there
//! to be sent once more. Whoever goes back from an open plan has sent nothing, and finds it again.

use super::state::Grid;
use crate::ui::tab::{MOST, forget, remember, remembered};
use crate::words::number::{counted, grouped};
use leptos::ev::pagehide;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Choosing with the arrow keys writes once, not with each row.
const REST: Duration = Duration::from_millis(300);
/// Changes when what is written does.
const VERSION: u8 = 1;

#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
struct KeptChoice {
    version: u8,
    count: usize,
    /// None where they are too many.
    ids: Option<Vec<String>>,
}

/// Keeps what is chosen under this name, and chooses it again after a reload. What could not be
/// kept is said.
#[component]
pub fn KeepChosen(
    grid: Grid,
    name: String,
    /// Whether a plan is open when the screen is left.
    planning: Callback<(), bool>,
) -> impl IntoView {
    let name = StoredValue::new(format!("redrive.chosen.{name}"));
    let kept = name
        .with_value(|name| remembered(name))
        .and_then(|text| understood(&text));
    let lost = RwSignal::new(0);
    match kept {
        Some(KeptChoice { ids: Some(ids), .. }) => grid.choose_ids(&ids),
        Some(KeptChoice { count, .. }) => lost.set(count),
        None => {}
    }
    let waits = StoredValue::new(false);
    let write = move || {
        waits.try_set_value(false);
        let written = name.try_with_value(|name| write(grid, name));
        if let Some(is_kept) = written {
            grid.keeps.try_set(is_kept);
        }
    };
    Effect::new(move |before: Option<()>| {
        grid.counts();
        // What was read just now is not written again.
        if before.is_some() && !waits.get_value() {
            waits.set_value(true);
            set_timeout(write, REST);
        }
    });
    let hiding = window_event_listener(pagehide, move |_| write());
    on_cleanup(move || hiding.remove());
    // Of an owner of its own, which goes before its page does: with the page, the rows may be set
    // aside, and what is chosen of them with it.
    Effect::new(move |_| {
        on_cleanup(move || {
            if planning.run(()) {
                write();
            } else {
                name.with_value(|name| forget(name));
            }
        });
    });
    move || {
        let count = lost.get();
        (count > 0).then(|| {
            let rows = counted(count, grid.spec.one, grid.spec.many);
            view! {
                <div class="note warn" role="status">
                    <p>
                        "Before this page was loaded anew, " {rows} " were chosen: more than the "
                        {grouped(MOST)} " that a tab remembers. Load everything matching and choose them again."
                    </p>
                    <button type="button" class="button quiet" on:click=move |_| lost.set(0)>
                        "Dismiss"
                    </button>
                </div>
            }
        })
    }
}

fn understood(text: &str) -> Option<KeptChoice> {
    let kept: KeptChoice = serde_json::from_str(text).ok()?;
    (kept.version == VERSION).then_some(kept)
}

/// Writes what is chosen now; gives whether a reload will find every id again.
fn write(grid: Grid, name: &str) -> bool {
    // Beyond the most they are not so much as listed: of a million that took half a second.
    let (count, ids) = grid.chosen_within(MOST);
    if count == 0 {
        forget(name);
        return true;
    }
    let whole = ids.is_some();
    let kept = KeptChoice {
        version: VERSION,
        count,
        ids,
    };
    let written = serde_json::to_string(&kept).is_ok_and(|text| remember(name, &text));
    written && whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_version_wrote_is_not_understood() {
        let kept = KeptChoice {
            version: VERSION,
            count: 2,
            ids: Some(vec!["a".to_owned(), "b".to_owned()]),
        };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(understood(&text), Some(kept));
        let other = text.replace("\"version\":1", "\"version\":2");
        assert_eq!(understood(&other), None);
        assert_eq!(understood("[\"a\"]"), None);
    }
}
