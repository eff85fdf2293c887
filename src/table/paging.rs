//! Turning pages: by number where the vendor counts, forward and back where it gives cursors.
//!
//! A button that cannot be used is only said to be disabled: one that really is drops the focus,
//! and whoever reads page after page by keyboard would begin again at the top.

use super::filters::use_filters;
use super::no_rows::NoRows;
use crate::words::number::grouped;
use leptos::prelude::*;

/// Pages of a list whose length is known; the number of the page stands in the address.
#[component]
pub fn NumberedPaging(pages: Signal<u64>) -> impl IntoView {
    let filters = use_filters();
    let number = |number: u64| grouped(usize::try_from(number).unwrap_or(usize::MAX));
    let more = Memo::new(move |_| pages.get() > 1);
    let newer = Signal::derive(move || filters.page() > 0);
    let older = Signal::derive(move || filters.page().saturating_add(1) < pages.get());
    let turn = move |by: fn(u64, u64) -> u64| {
        filters.set_page(by(untrack(|| filters.page()), 1));
    };
    let buttons = move || {
        view! {
            <nav class="paging" aria-label="Pages">
                <Turn words="Newer" able=newer act=Callback::new(move |()| turn(u64::saturating_sub)) />
                <span role="status">
                    "Page " {move || number(filters.page().saturating_add(1))} " of " {move || number(pages.get())}
                </span>
                <Turn words="Older" able=older act=Callback::new(move |()| turn(u64::saturating_add)) />
            </nav>
        }
    };
    move || more.get().then(buttons)
}

#[component]
fn Turn(words: &'static str, able: Signal<bool>, act: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-disabled=move || (!able.get()).then_some("true")
            on:click=move |_| {
                if able.get_untracked() {
                    act.run(());
                }
            }
        >
            {words}
        </button>
    }
}

/// What stands where rows would when the address names a page that the list does not reach.
#[component]
pub fn BeyondTheEnd() -> impl IntoView {
    let filters = use_filters();
    view! {
        <NoRows
            title="Nothing on this page"
            text="The list is shorter than its address says."
            words="Show the newest"
            remedy=Callback::new(move |()| filters.set_page(0))
        />
    }
}

/// The way back through a list of cursors: the vendor leads only forward. A cursor belongs to the
/// question it came from, so with another question the way begins anew by itself. A handle.
pub struct Trail<Q: Send + Sync + 'static, C: Send + Sync + 'static> {
    question: Signal<Q>,
    /// The cursors that were followed, with their question.
    steps: RwSignal<Option<(Q, Vec<C>)>>,
}

impl<Q: Send + Sync + 'static, C: Send + Sync + 'static> Clone for Trail<Q, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync + 'static, C: Send + Sync + 'static> Copy for Trail<Q, C> {}

impl<Q, C> Trail<Q, C>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    C: Clone + PartialEq + Send + Sync + 'static,
{
    /// A way through the answers to this question.
    pub fn of(question: Signal<Q>) -> Self {
        Self {
            question,
            steps: RwSignal::new(None),
        }
    }

    /// The question with the place where the shown page begins, nothing at the newest; followed.
    pub fn place(self) -> impl Fn() -> (Q, Option<C>) + Copy {
        let place = Memo::new(move |_| {
            let here = self.followed(|cursors| cursors.last().cloned());
            (self.question.get(), here)
        });
        move || place.get()
    }

    /// How many pages lie before this one; followed.
    pub fn depth(self) -> usize {
        self.followed(<[C]>::len)
    }

    /// Goes on to the page that begins here.
    pub fn onward(self, cursor: C) {
        let question = self.question.get_untracked();
        self.steps.update(|steps| match steps {
            Some((of, cursors)) if *of == question => cursors.push(cursor),
            other => *other = Some((question, vec![cursor])),
        });
    }

    /// Goes back one page.
    pub fn back(self) {
        self.steps.update(|steps| {
            if let Some((_, cursors)) = steps {
                cursors.pop();
            }
        });
    }

    /// Whether it has led to just this place; not followed.
    pub fn is_at(self, cursor: &C) -> bool {
        untrack(|| self.followed(|cursors| cursors.last() == Some(cursor)))
    }

    /// Whether this is its question; not followed.
    pub fn asks(self, question: &Q) -> bool {
        self.question.with_untracked(|asked| asked == question)
    }

    /// Its question, and the cursors that were followed for it; nothing where it is gone.
    pub fn way(self) -> Option<(Q, Vec<C>)> {
        let question = self.question.try_get_untracked()?;
        let steps = self.steps.try_with_untracked(|steps| match steps {
            Some((of, cursors)) if *of == question => cursors.clone(),
            _ => Vec::new(),
        })?;
        Some((question, steps))
    }

    /// Goes on where these cursors have led.
    pub fn resume(self, question: Q, steps: Vec<C>) {
        self.steps.set(Some((question, steps)));
    }

    /// Goes to the newest.
    pub fn restart(self) {
        self.steps.set(None);
    }

    fn followed<T>(self, read: impl FnOnce(&[C]) -> T) -> T {
        let question = self.question.get();
        self.steps.with(|steps| match steps {
            Some((of, cursors)) if *of == question => read(cursors),
            _ => read(&[]),
        })
    }
}

/// Buttons for a trail.
#[component]
pub fn TrailPaging<Q, C>(
    trail: Trail<Q, C>,
    /// Where the next page begins, when there is one.
    #[prop(into)]
    next: Signal<Option<C>>,
) -> impl IntoView
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    C: Clone + PartialEq + Send + Sync + 'static,
{
    let newer = Signal::derive(move || trail.depth() > 0);
    let older = Signal::derive(move || next.with(Option::is_some));
    let onward = move |()| {
        if let Some(cursor) = next.get_untracked() {
            trail.onward(cursor);
        }
    };
    view! {
        <nav class="paging" aria-label="Pages">
            <Turn words="Newer" able=newer act=Callback::new(move |()| trail.back()) />
            <span role="status">"Page " {move || grouped(trail.depth() + 1)}</span>
            <Turn words="Older" able=older act=Callback::new(onward) />
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_only_through_its_own_question() {
        Owner::new().with(|| {
            let question = RwSignal::new("dead");
            let trail = Trail::<&str, u8>::of(question.into());
            let place = trail.place();
            assert_eq!(untrack(place), ("dead", None));
            trail.onward(1);
            trail.onward(2);
            assert_eq!(untrack(place), ("dead", Some(2)));
            assert_eq!(trail.depth(), 2);
            assert!(trail.is_at(&2) && !trail.is_at(&1));

            question.set("failed");
            assert!(!trail.is_at(&2));
            assert_eq!(untrack(place), ("failed", None));
            assert_eq!(trail.depth(), 0);
            trail.onward(7);
            assert_eq!(untrack(place), ("failed", Some(7)));
            trail.back();
            assert_eq!(untrack(place), ("failed", None));
        });
    }

    #[test]
    fn a_way_is_gone_on_with_only_for_its_own_question() {
        Owner::new().with(|| {
            let question = RwSignal::new("dead");
            let trail = Trail::<&str, u8>::of(question.into());
            trail.onward(1);
            trail.onward(2);
            let (asked, steps) = trail.way().unwrap();
            question.set("failed");
            assert!(!trail.asks(&asked));
            assert_eq!(trail.way(), Some(("failed", Vec::new())));

            question.set("dead");
            let again = Trail::<&str, u8>::of(question.into());
            assert!(again.asks(&asked));
            again.resume(asked, steps);
            assert_eq!(untrack(again.place()), ("dead", Some(2)));
            assert_eq!(again.depth(), 2);
        });
    }
}
