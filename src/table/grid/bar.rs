//! The bar that appears when something is chosen: how many, in how many calls, what of it cannot be
//! sent and what speaks against sending it, and the one verb.

use super::choice::Counted;
use super::more::More;
use super::state::Grid;
use crate::words::number::{counted, grouped};
use leptos::prelude::*;
use redrive_table::Coverage;

#[component]
pub fn ChosenBar(
    grid: Grid,
    /// Items of one call.
    cap: usize,
    /// The button's words for a number: `Resend 3 events`.
    label: Callback<usize, String>,
    act: Callback<Vec<String>>,
    more: More,
) -> impl IntoView {
    let counts = Memo::new(move |_| grid.counted());
    let any = Memo::new(move |_| counts.with(|counts| counts.chosen > 0));
    let bar = move || {
        let sendable = move || counts.with(Counted::sendable);
        let calls = move || counted(sendable().div_ceil(cap.max(1)), "call", "calls");
        view! {
            <div class="selection-bar" role="region" aria-label="Chosen records">
                <span role="status" aria-live=move || grid.has_said().then_some("off")>
                    <b>{move || grouped(counts.with(|counts| counts.chosen))} " chosen"</b>
                    ": "
                    {calls}
                    {move || counts.with(told)}
                    {move || (!grid.keeps.get()).then_some("; too many for a reload of this page to keep")}
                </span>
                <button type="button" class="button quiet" on:click=move |_| grid.clear()>
                    "Clear"
                </button>
                <button
                    type="button"
                    class="button primary"
                    disabled=move || sendable() == 0
                    on:click=move |_| act.run(grid.chosen())
                >
                    {move || label.run(sendable())}
                    "…"
                </button>
                <AllOfIt grid more />
            </div>
        }
    };
    move || any.get().then(bar)
}

/// Everything that is loaded is chosen, and the vendor has more: a sentence that says so, with the
/// way to the rest.
#[component]
fn AllOfIt(grid: Grid, more: More) -> impl IntoView {
    let all = Memo::new(move |_| {
        let (loaded, shown) = grid.counts();
        let all = loaded == shown && more.more.get() && grid.coverage() == Coverage::All;
        all.then_some(loaded)
    });
    move || {
        if more.is_loading_everything() {
            return None;
        }
        let loaded = counted(all.get()?, grid.spec.one, grid.spec.many);
        Some(view! {
            <p class="selection-rest">
                "All " {loaded} " that are loaded are chosen; more match. "
                <button type="button" class="link" on:click=move |_| more.load_and_choose_everything()>
                    "Load the rest and choose it too"
                </button>
            </p>
        })
    }
}

/// What is to be known of the chosen beyond their number: a part for each reason.
fn told(counts: &Counted) -> String {
    let mut parts = Vec::new();
    if counts.elsewhere > 0 {
        parts.push(format!(
            "; {} of them not loaded",
            grouped(counts.elsewhere)
        ));
    }
    let barred = counts.barred.iter();
    parts.extend(barred.map(|(why, count)| format!("; {} cannot be sent: {why}", grouped(*count))));
    let noted = counts.noted.iter();
    parts.extend(noted.map(|(note, count)| format!("; {} {note}", grouped(*count))));
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_sent_is_counted_out_with_its_reason() {
        let counts = Counted {
            chosen: 37,
            elsewhere: 2,
            barred: vec![("no id".to_owned(), 1), ("no event".to_owned(), 3)],
            noted: vec![("delivered already".to_owned(), 1200)],
        };
        assert_eq!(counts.sendable(), 33);
        assert_eq!(
            told(&counts),
            "; 2 of them not loaded; 1 cannot be sent: no id; 3 cannot be sent: no event; 1,200 delivered already"
        );
        assert_eq!(told(&Counted::default()), "");
    }
}
