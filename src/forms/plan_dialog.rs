//! The plan dialog: what will be sent, in one sentence and to the last byte, and who approves it.

use super::approval::Approval;
use super::exact_calls::ExactCalls;
use super::plan_facts::{PlanFacts, PlanNotes, PlanSentence};
use super::planner::{Proposal, use_planner};
use crate::words;
use leptos::html::Dialog;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::plan::Plan;
use redrive_core::problem::Problem;
use std::sync::Arc;

/// Whether the dialog may be left: not while the gateway is being asked, because then nobody
/// would know whether the run began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    Free,
    Held,
}

/// A modal dialog over the page, which stays as it is behind it.
#[component]
pub fn PlanDialog(proposal: Proposal) -> impl IntoView {
    let planner = use_planner();
    let node: NodeRef<Dialog> = NodeRef::new();
    let leaving = RwSignal::new(Leaving::Free);
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    // The browser gives the focus back to where it was when a dialog is closed, not when it is
    // taken out of the page: so it is closed first.
    let close = Callback::new(move |()| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    });
    let body = match proposal {
        Proposal::Sealed { connection, plan } => {
            view! { <SealedPlan connection plan leaving close /> }.into_any()
        }
        Proposal::Refused(problem) => view! { <NoPlan problem close /> }.into_any(),
    };
    view! {
        <dialog
            class="dialog plan-dialog"
            aria-labelledby="plan-title"
            node_ref=node
            on:cancel=move |event: web_sys::Event| {
                if leaving.get_untracked() == Leaving::Held {
                    event.prevent_default();
                }
            }
            on:close=move |_| planner.close()
        >
            {body}
        </dialog>
    }
}

#[component]
fn SealedPlan(
    connection: Arc<Connection>,
    plan: Arc<Plan>,
    leaving: RwSignal<Leaving>,
    close: Callback<()>,
) -> impl IntoView {
    view! {
        <header>
            <h2 id="plan-title">{words::plan::title(&plan)}</h2>
            <PlanSentence connection=Arc::clone(&connection) plan=Arc::clone(&plan) />
        </header>
        <section>
            <PlanFacts connection=Arc::clone(&connection) plan=Arc::clone(&plan) />
            <PlanNotes connection=Arc::clone(&connection) plan=Arc::clone(&plan) />
            <ExactCalls connection=Arc::clone(&connection) plan=Arc::clone(&plan) />
        </section>
        <Approval connection plan leaving close />
    }
}

#[component]
fn NoPlan(problem: Problem, close: Callback<()>) -> impl IntoView {
    view! {
        <header>
            <h2 id="plan-title">"This cannot be planned"</h2>
            <p class="sentence">{problem.message}</p>
        </header>
        <footer>
            <p class="muted">"Nothing was sent."</p>
            <button type="button" class="button" autofocus on:click=move |_| close.run(())>
                "Close"
            </button>
        </footer>
    }
}
