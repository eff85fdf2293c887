//! What was tried, oldest first, on a line of time: with how long it took until the next try.

use super::pill::Pill;
use super::time::VendorInstant;
use crate::words::span::left;
use leptos::prelude::*;
use redrive_core::time::VendorTime;

/// One try.
#[derive(Debug, Clone)]
pub struct Try {
    pub name: String,
    pub tone: &'static str,
    /// How it ended, in a word or two.
    pub word: String,
    pub at: Option<VendorTime>,
}

/// Oldest first; tries whose time is not known stay where they are.
pub fn in_order<T>(tries: &mut [T], at: impl Fn(&T) -> Option<&VendorTime>) {
    let known = tries
        .iter()
        .all(|one| at(one).and_then(VendorTime::utc).is_some());
    if known {
        tries.sort_by_key(|one| at(one).and_then(VendorTime::utc));
    }
}

/// The line of time. `details` stand under each try; what the vendor will do next, at its end.
#[component]
pub fn Tries(
    tries: Vec<(Try, AnyView)>,
    #[prop(optional_no_strip)] next: Option<VendorTime>,
) -> impl IntoView {
    let mut before = None;
    let lines = tries
        .into_iter()
        .map(|(one, details)| {
            let at = one.at.as_ref().and_then(VendorTime::utc);
            let later = at.zip(before).map(|(at, before)| left(at - before));
            before = at.or(before);
            view! {
                <li class=one.tone>
                    {later.map(|later| view! { <p class="later">{later} " later"</p> })}
                    <h3><bdi>{one.name}</bdi> " " <Pill tone=one.tone word=one.word /></h3>
                    <p class="muted"><VendorInstant time=one.at /></p>
                    {details}
                </li>
            }
        })
        .collect_view();
    let next = next.map(|at| {
        view! {
            <li class="idle">
                <h3>"Next try"</h3>
                <p class="muted">"The vendor tries again at " <VendorInstant time=Some(at) /></p>
            </li>
        }
    });
    view! { <ol class="tries">{lines} {next}</ol> }
}
