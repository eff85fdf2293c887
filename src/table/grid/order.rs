//! By which column a grid is sorted, as the address says it: `created.down`. Whoever opens a link
//! finds the order that its sender saw; nothing stands there for the vendor's own.

use super::columns::Spec;
use super::state::Grid;
use crate::filters::names::SORT;
use crate::navigation::use_navigation;
use crate::table::filters::use_filters;
use crate::ui::foreign::cut;
use leptos::prelude::*;
use redrive_table::SortKey;

const UP: &str = "up";
const DOWN: &str = "down";

/// Writes it.
fn written(spec: &Spec, key: Option<SortKey>) -> String {
    let word = |key: SortKey| {
        let mut columns = spec.columns.iter();
        let column =
            columns.find(|one| [Some(one.column), one.mask].contains(&Some(key.column)))?;
        let way = if key.descending { DOWN } else { UP };
        Some(format!("{}.{way}", column.word))
    };
    key.and_then(word).unwrap_or_default()
}

/// Reads it; `reveal` is whether what is personal may be seen, and so be sorted by.
fn read(spec: &Spec, text: &str, reveal: bool) -> Option<SortKey> {
    let (word, way) = text.split_once('.')?;
    let column = spec.columns.iter().find(|column| column.word == word)?;
    Some(SortKey {
        column: column.seen(reveal),
        descending: match way {
            UP => false,
            DOWN => true,
            _ => return None,
        },
    })
}

/// Has the grid and the address say the same, and says what of an address is no order.
#[component]
pub fn KeepOrder(grid: Grid) -> impl IntoView {
    let filters = use_filters();
    let asked = Memo::new(move |_| filters.text(SORT));
    let route = use_navigation().route();
    let here = route.get_untracked();
    let is_here = move || route.with_untracked(|route| route.same_screen(&here));
    let there = is_here.clone();
    Effect::new(move |before: Option<()>| {
        let text = asked.get();
        let now = untrack(|| grid.sorted());
        // Rows that were set aside come back in their order, which the address need not say.
        let keeps = before.is_none() && text.is_empty();
        if !there() || keeps || written(grid.spec, now) == text {
            return;
        }
        let key = read(grid.spec, &text, grid.reveal.get_untracked());
        if key != now {
            grid.sort(key);
        }
    });
    Effect::new(move |before: Option<String>| {
        let text = written(grid.spec, grid.sorted());
        let said = asked.get_untracked();
        // What could not be read stays until somebody sorts.
        let changed = before.map_or(!text.is_empty(), |before| before != text);
        if is_here() && changed && text != said {
            filters.set(SORT, &text);
        }
        text
    });
    let unread = move || {
        let text = asked.get();
        let is_none = !text.is_empty() && read(grid.spec, &text, false).is_none();
        is_none.then(|| {
            let words = grid.spec.columns.iter().map(|column| column.word);
            let words = words.collect::<Vec<_>>().join(", ");
            view! {
                <div class="note warn unread-note" role="status">
                    <p>
                        "The address sorts by “" <bdi>{cut(&text)}</bdi>
                        {format!("”: it can be one of {words}, with .up or .down behind it. It is not applied.")}
                    </p>
                </div>
            }
        })
    };
    view! { {unread} }
}

#[cfg(test)]
mod tests {
    use super::super::columns::{Draw, GridColumn};
    use super::super::sample::{ID, SPEC};
    use super::*;
    use redrive_table::ColumnId;

    const TO: ColumnId = ColumnId::at(1);
    const SEEN: ColumnId = ColumnId::at(2);
    static COLUMNS: Spec = Spec {
        columns: &[
            GridColumn::new("Id", "id", ID, Draw::Name),
            GridColumn::new("To", "to", TO, Draw::Text).masked(SEEN),
        ],
        ..SPEC
    };

    fn key(column: ColumnId, descending: bool) -> SortKey {
        SortKey { column, descending }
    }

    #[test]
    fn an_order_is_written_and_read_again_and_what_is_hidden_is_not_sorted_by() {
        assert_eq!(written(&COLUMNS, None), "");
        assert_eq!(written(&COLUMNS, Some(key(ID, true))), "id.down");
        assert_eq!(read(&COLUMNS, "id.down", false), Some(key(ID, true)));
        for column in [TO, SEEN] {
            assert_eq!(written(&COLUMNS, Some(key(column, false))), "to.up");
        }
        assert_eq!(read(&COLUMNS, "to.up", false), Some(key(SEEN, false)));
        assert_eq!(read(&COLUMNS, "to.up", true), Some(key(TO, false)));
    }

    #[test]
    fn nonsense_is_no_order() {
        for text in ["", "id", "id.", "id.sideways", "gone.up", "id.up.down"] {
            assert_eq!(read(&COLUMNS, text, true), None, "{text}");
        }
    }
}
