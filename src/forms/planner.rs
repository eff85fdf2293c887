//! From a draft to the plan dialog. Every way to send something, from every screen, leads through
//! the [`Planner`]; there is no other.

use super::known::{Known, provide_known};
use crate::clock;
use crate::parts::{LazyDialog, catalogue};
use crate::words::plan::capital;
use leptos::prelude::*;
use redrive_core::connection::Connection;
use redrive_core::kirim::SurveyProgress;
use redrive_core::labels::Labels;
use redrive_core::plan::{Draft, Item, Plan, PlanFile, Shape};
use redrive_core::preflight::Fact;
use redrive_core::problem::{Problem, ProblemKind};
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;

/// What a screen knows of items, by their ids.
pub type Facts = Arc<HashMap<String, Fact>>;

/// Opens the plan dialog. A handle: copies are the same planner.
#[derive(Clone, Copy)]
pub struct Planner {
    shown: RwSignal<Option<Proposal>>,
    leaving: RwSignal<Leaving>,
    /// What the table of this visit has seen.
    known: Known,
}

/// Whether the dialog may be left: not while the gateway is being asked, because then nobody
/// would know whether the run began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    Free,
    Held,
}

/// What was known of the items at these places of a plan, for a new one with them.
pub fn facts_again(items: &[Item], labels: &Labels, places: impl Iterator<Item = usize>) -> Facts {
    let known = places.filter_map(|place| {
        let fact = labels.fact(place)?;
        Some((items.get(place)?.to_string(), fact))
    });
    Arc::new(known.collect())
}

/// What a plan is made of, so that it can be made anew without some items or in another shape.
/// Copies share everything long: a draft may name a million ids.
#[derive(Clone)]
pub struct Asked {
    pub connection: Arc<Connection>,
    pub draft: Arc<Draft>,
    pub shape: Shape,
    pub facts: Facts,
    /// How its items were listed, where they were: some may have been left out.
    pub surveyed: Option<SurveyProgress>,
}

/// What the dialog shows.
#[derive(Clone)]
pub enum Proposal {
    Sealed {
        asked: Asked,
        plan: Arc<Plan>,
        /// It came out of a file, so it is not this moment's.
        from_file: bool,
    },
    /// The draft is no plan, and why.
    Refused(Problem),
}

/// Puts the planner where every page finds it.
pub fn provide_planner() {
    provide_context(Planner {
        shown: RwSignal::new(None),
        leaving: RwSignal::new(Leaving::Free),
        known: provide_known(),
    });
}

/// The planner of this console.
pub fn use_planner() -> Planner {
    expect_context()
}

impl Asked {
    /// A draft, and what of its items is known.
    fn of(connection: Connection, draft: Draft, facts: Facts) -> Self {
        Self {
            connection: Arc::new(connection),
            draft: Arc::new(draft),
            shape: Shape::default(),
            facts,
            surveyed: None,
        }
    }

    /// Seals it now. What is shown of it is what will be sent.
    pub fn seal(self) -> Proposal {
        let sealed = clock::nonce().and_then(|nonce| {
            let draft = Draft::clone(&self.draft);
            Plan::shaped(&self.connection, draft, self.shape, nonce, clock::now())
                .map_err(|error| refused(&error))
        });
        match sealed {
            Ok(plan) => Proposal::Sealed {
                asked: self,
                plan: Arc::new(plan),
                from_file: false,
            },
            Err(problem) => Proposal::Refused(problem),
        }
    }
}

impl Planner {
    fn show(self, proposal: Proposal) {
        self.leaving.set(Leaving::Free);
        self.shown.set(Some(proposal));
    }

    /// Seals a draft and shows it.
    pub fn open(self, connection: Connection, draft: Draft) {
        self.open_shaped(connection, draft, Shape::default(), Facts::default());
    }

    /// The same, with what is known of its items.
    pub fn open_with(self, connection: Connection, draft: Draft, facts: Facts) {
        self.show(Asked::of(connection, draft, facts).seal());
    }

    /// The same, of what was listed so.
    pub fn open_surveyed(
        self,
        connection: Connection,
        draft: Draft,
        facts: Facts,
        progress: SurveyProgress,
    ) {
        let asked = Asked {
            surveyed: Some(progress),
            ..Asked::of(connection, draft, facts)
        };
        self.show(asked.seal());
    }

    /// Of items of an earlier run, or of bare ids, in a shape of its own: what a list of this visit
    /// tells of them counts before `facts`.
    pub fn open_shaped(self, connection: Connection, draft: Draft, shape: Shape, facts: Facts) {
        // What a list tells is newer than what a run has kept.
        let listed = self.known.of_draft(&connection.id, &draft);
        let all = facts.iter().chain(listed.iter());
        let all = all.map(|(id, fact)| (id.clone(), fact.clone())).collect();
        let asked = Asked {
            shape,
            ..Asked::of(connection, draft, Arc::new(all))
        };
        self.show(asked.seal());
    }

    /// Shows the very plan that a file holds, if the file leads to the digest that it names.
    pub fn open_file(self, connection: Connection, file: PlanFile) {
        let proposal = match file.open(&connection) {
            Ok(plan) => {
                let facts = self.known.of_draft(&connection.id, plan.draft());
                Proposal::Sealed {
                    asked: Asked {
                        shape: plan.shape(),
                        ..Asked::of(connection, plan.draft().clone(), facts)
                    },
                    plan: Arc::new(plan),
                    from_file: true,
                }
            }
            Err(error) => Proposal::Refused(refused(&error)),
        };
        self.show(proposal);
    }

    /// Whether a plan is looked at of which nothing is sent yet; not followed.
    pub fn is_open(self) -> bool {
        self.shown.with_untracked(Option::is_some) && self.leaving.get_untracked() == Leaving::Free
    }

    /// Whether the dialog may be left.
    pub fn leaving(self) -> RwSignal<Leaving> {
        self.leaving
    }

    /// Drops the plan. Nothing was sent by having made it.
    pub fn close(self) {
        self.shown.set(None);
    }
}

/// Why something is no plan, or cannot become one, in our own words.
pub fn refused(error: &impl Display) -> Problem {
    Problem::ours(ProblemKind::NoPlan, capital(&format!("{error}.")))
}

/// Where the dialog appears; stands once in the shell.
#[component]
pub fn PlanDialogOutlet() -> impl IntoView {
    let planner = use_planner();
    move || {
        planner.shown.get().map(|proposal| {
            let part = catalogue::plan_dialog(proposal);
            let close = Callback::new(move |()| planner.close());
            view! { <LazyDialog part title="Opening the plan" close /> }.into_any()
        })
    }
}
