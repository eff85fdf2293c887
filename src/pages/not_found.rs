//! An address that leads nowhere.

use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::foreign::Foreign;
use crate::ui::page::PageHead;
use leptos::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage(path: String) -> impl IntoView {
    view! {
        <PageHead crumb="Redrive" title="There is no such page">
            "The address " <Foreign text=path /> " leads nowhere. " <Link to=Route::Overview>"Go to the overview"</Link>
        </PageHead>
    }
}
