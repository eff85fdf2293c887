//! The first screen: every connection with how much failed there, and the last runs.

mod card;
mod counts;
mod figure;
mod words;

use super::runs::RecentRuns;
use crate::api::connections::use_connections;
use crate::navigation::Link;
use crate::routes::Route;
use crate::table::no_rows::NoRows;
use crate::ui::page::PageHead;
use crate::ui::problem::ProblemNote;
use card::ConnectionCard;
use leptos::prelude::*;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let connections = use_connections();
    let all = connections.all();
    // Reading the same list again, as after a sign-in, must not count everything anew.
    let all = Memo::new(move |_| all.get());
    let again = Callback::new(move |()| connections.load());
    view! {
        <PageHead crumb="Redrive" title="Overview">
            "What failed in each connection, counted just now, and what was sent from this browser."
        </PageHead>
        {move || match all.get() {
            None => view! { <p class="muted" role="status">"Reading the connections…"</p> }.into_any(),
            Some(Err(problem)) => view! { <ProblemNote problem again /> }.into_any(),
            Some(Ok(all)) if all.is_empty() => {
                view! {
                    <NoRows
                        title="No connection"
                        text="Whoever runs Redrive has configured none. One that is added to its configuration appears here once the gateway was started again."
                        words="Look again"
                        remedy=again
                    />
                }
                .into_any()
            }
            Some(Ok(all)) => {
                let cards = all.into_iter().map(|connection| view! { <ConnectionCard connection /> });
                view! { <div class="overview-cards">{cards.collect_view()}</div> }.into_any()
            }
        }}
        <section class="overview-runs" aria-labelledby="last-runs">
            <header class="card-head">
                <h2 id="last-runs">"Last runs"</h2>
                <Link to=Route::runs()>"All runs"</Link>
            </header>
            <RecentRuns />
        </section>
    }
}
