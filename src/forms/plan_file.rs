//! Plans as files: saved from the dialog, opened anywhere. A file that does not lead to the digest
//! that it names is no plan.

use super::planner::use_planner;
use crate::api::connections::use_connections;
use crate::ui::download::{DownloadButton, Kind, Making, pieces};
use crate::ui::problem::ProblemNote;
use crate::words::plan::capital;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::plan::{Plan, PlanError, PlanFile};
use redrive_core::problem::{Problem, ProblemKind};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// Saves a sealed plan, for a colleague to open or for later.
pub fn save_button(plan: &Arc<Plan>) -> impl IntoView + use<> {
    let file = format!("plan-{}.json", plan.digest().short().replace('·', "-"));
    let plan = Arc::clone(plan);
    let content = Callback::new(move |()| -> Making {
        let text = serde_json::to_string(&plan.to_file()).unwrap_or_default();
        Box::pin(pieces(std::iter::once(text)))
    });
    view! { <DownloadButton label="Save as a file" file kind=Kind::Json content /> }
}

/// Opens a plan file in the dialog. Nothing is sent by opening one.
#[component]
pub fn OpenPlanFile() -> impl IntoView {
    let (planner, connections) = (use_planner(), use_connections());
    let failed = RwSignal::new(None::<Problem>);
    let open = move |text: String| {
        let known = connections.all().get_untracked();
        let known = known.and_then(Result::ok).unwrap_or_default();
        let opened = PlanFile::parse(&text)
            .map_err(|error| match error {
                PlanError::Unreadable(_) => {
                    "This is no plan file, or not all of one. Nothing was taken from it.".to_owned()
                }
                error => capital(&format!("{error}.")),
            })
            .and_then(|file| {
                let connection = known.into_iter().find(|one| one.id == file.connection);
                connection
                    .map(|connection| (connection, file))
                    .ok_or_else(|| {
                        "The plan is for a connection that is not configured here.".to_owned()
                    })
            });
        match opened {
            Ok((connection, file)) => {
                failed.set(None);
                planner.open_file(connection, file);
            }
            Err(message) => failed.set(Some(Problem::ours(ProblemKind::Refused, message))),
        }
    };
    let chosen = move |event: web_sys::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            let text: Promise = file.text();
            let text = JsFuture::from(text)
                .await
                .ok()
                .and_then(|text| text.as_string());
            // The same file can be chosen again.
            input.set_value("");
            open(text.unwrap_or_default());
        });
    };
    view! {
        <label class="file-field">
            <span class="button">"Open a plan file…"</span>
            <input type="file" accept="application/json,.json" class="visually-hidden" on:change=chosen />
        </label>
        {move || failed.get().map(|problem| view! { <ProblemNote problem /> })}
    }
}
