//! From a draft to the plan dialog. Every way to send something, from every screen, leads through
//! [`Planner::open`]; there is no other.

use crate::clock;
use crate::parts::{LazyDialog, catalogue};
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::plan::{Draft, Plan};
use redrive_core::problem::{Problem, ProblemKind};
use std::sync::Arc;

/// Opens the plan dialog. A handle: copies are the same planner.
#[derive(Clone, Copy)]
pub struct Planner(RwSignal<Option<Proposal>>);

/// What the dialog shows.
#[derive(Clone)]
pub enum Proposal {
    Sealed {
        connection: Arc<Connection>,
        plan: Arc<Plan>,
    },
    /// The draft is no plan, and why.
    Refused(Problem),
}

/// Puts the planner where every page finds it.
pub fn provide_planner() {
    provide_context(Planner(RwSignal::new(None)));
}

/// The planner of this console.
pub fn use_planner() -> Planner {
    expect_context()
}

impl Planner {
    /// Seals a draft now and shows it. What is shown is what will be sent.
    pub fn open(self, connection: Connection, draft: Draft) {
        let sealed = clock::nonce().and_then(|nonce| {
            Plan::build(&connection, draft, nonce, clock::now())
                .map_err(|error| Problem::ours(ProblemKind::Invalid, format!("{error}.")))
        });
        self.0.set(Some(match sealed {
            Ok(plan) => Proposal::Sealed {
                connection: Arc::new(connection),
                plan: Arc::new(plan),
            },
            Err(problem) => Proposal::Refused(problem),
        }));
    }

    /// Drops the plan. Nothing was sent by having made it.
    pub fn close(self) {
        self.0.set(None);
    }
}

/// Where the dialog appears; stands once in the shell.
#[component]
pub fn PlanDialogOutlet() -> impl IntoView {
    let planner = use_planner();
    move || {
        planner.0.get().map(|proposal| {
            let part = catalogue::plan_dialog(proposal);
            let close = Callback::new(move |()| planner.close());
            view! { <LazyDialog part title="Opening the plan" close /> }.into_any()
        })
    }
}
