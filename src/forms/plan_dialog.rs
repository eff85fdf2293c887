//! The plan dialog: what will be sent, in one sentence and to the last byte, and who approves it.

use super::approval::Approval;
use super::exact_calls::ExactCalls;
use super::lately::Lately;
use super::learnt::Learnt;
use super::plan_facts::{PlanFacts, PlanNotes, PlanSentence};
use super::plan_file::save_button;
use super::plan_manner::manner_fields;
use super::plan_unknown::unknown_items;
use super::plan_warnings::warnings;
use super::planner::{Asked, Leaving, Proposal, use_planner};
use super::reach;
use crate::host::Recent;
use crate::navigation::on_leaving;
use crate::ui::element::element_of;
use crate::ui::focus::focus_in_place;
use crate::ui::modal::is_closed;
use crate::ui::unload::ask_before_unload;
use crate::words;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use redrive_core::plan::Plan;
use redrive_core::problem::Problem;
use redrive_core::run::Manner;
use std::sync::Arc;
use web_sys::HtmlDialogElement;

/// A modal dialog over the page, which stays as it is behind it.
#[component]
pub fn PlanDialog(proposal: Proposal) -> impl IntoView {
    let planner = use_planner();
    let node: NodeRef<Dialog> = NodeRef::new();
    let leaving = planner.leaving();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
            // The focus begins at 'Cancel'; what is about to be sent begins above it.
            dialog.set_scroll_top(0);
            // Where the window is too low for that line to stay in sight, the focus begins above it too.
            if leaves_focus_below(&dialog) {
                focus_in_place(&dialog);
            }
        }
    });
    // The browser gives the focus back to where it was when a dialog is closed, not when it is
    // taken out of the page: so it is closed first.
    let close = Callback::new(move |()| {
        if let Some(dialog) = element_of(node) {
            dialog.close();
        }
    });
    // Whoever goes back means the dialog: it must not stand over a page that it has nothing to do
    // with. While the gateway is being asked it stays, because then it has to say what came of it.
    on_leaving(move || {
        if leaving.get_untracked() == Leaving::Free {
            close.run(());
        }
    });
    let current = RwSignal::new(proposal);
    // Nothing of it is kept: neither what was typed, nor what was listed for it.
    let typed = StoredValue::new(false);
    ask_before_unload(move || {
        let is_listed = |it: &Proposal| matches!(it, Proposal::Sealed { asked, .. } if asked.surveyed.is_some());
        typed.try_get_value() == Some(true) || current.try_with_untracked(is_listed) == Some(true)
    });
    let manner = RwSignal::new(Manner::default());
    let ahead = NodeRef::new();
    let (lately, learnt) = (Lately::follow(current), current.with_untracked(Learnt::of));
    let sealed = Memo::new(move |_| current.with(|it| matches!(it, Proposal::Sealed { .. })));
    let body = move || match current.get() {
        Proposal::Sealed {
            asked,
            plan,
            from_file,
        } => {
            let again = Again {
                current,
                leaving,
                ahead,
            };
            sealed_plan(
                &asked,
                &plan,
                from_file,
                manner,
                (lately.sent, learnt),
                again,
            )
            .into_any()
        }
        Proposal::Refused(problem) => view! { <NoPlan problem close /> }.into_any(),
    };
    // Stays when the plan is made anew, so that what was typed stays too.
    let approval = move || {
        sealed.get().then(|| {
            view! { <Approval current manner ahead lately learnt leaving close /> }.into_any()
        })
    };
    view! {
        <dialog
            class="dialog plan-dialog"
            tabindex="-1"
            aria-labelledby="plan-title"
            node_ref=node
            on:input=move |_| typed.set_value(true)
            on:cancel=move |event: web_sys::Event| {
                if leaving.get_untracked() == Leaving::Held {
                    event.prevent_default();
                }
            }
            on:close=move |_| {
                if is_closed(node) {
                    planner.close();
                }
            }
        >
            {body}
            {approval}
        </dialog>
    }
}

/// Whether what has the focus lies under the edge of what is seen of the dialog.
fn leaves_focus_below(dialog: &HtmlDialogElement) -> bool {
    let edge = dialog.get_bounding_client_rect().bottom();
    let focused = document().active_element();
    focused.is_some_and(|focused| focused.get_bounding_client_rect().bottom() > edge)
}

/// Makes the plan anew, from what was asked for and changed.
#[derive(Clone, Copy)]
pub struct Again {
    current: RwSignal<Proposal>,
    leaving: RwSignal<Leaving>,
    /// Where it is typed how many go ahead: what stands there and is no number of them must not be
    /// passed over when the plan is approved.
    pub ahead: NodeRef<Input>,
}

impl Again {
    /// A plan that is being confirmed stays as it is.
    pub fn is_held(self) -> bool {
        self.leaving.get() == Leaving::Held
    }

    /// Seals what was asked for, with new keys and a new digest.
    pub fn seal(self, asked: Asked) {
        if self.leaving.get_untracked() == Leaving::Free {
            self.current.set(asked.seal());
        }
    }
}

fn sealed_plan(
    asked: &Asked,
    plan: &Arc<Plan>,
    from_file: bool,
    manner: RwSignal<Manner>,
    (sent, learnt): (RwSignal<Recent>, Learnt),
    again: Again,
) -> impl IntoView + use<> {
    let connection = Arc::clone(&asked.connection);
    let facts = {
        let (asked, plan) = (asked.clone(), Arc::clone(plan));
        // To compare a million of them would cost more than to draw anew.
        Memo::new_with_compare(move |_| Arc::new(learnt.facts(&asked, &plan)), |_, _| true)
    };
    let receiver = facts.with_untracked(|facts| learnt.receiver(plan, facts));
    let warned = {
        let (asked, plan) = (asked.clone(), Arc::clone(plan));
        move || {
            let (off, facts) = (learnt.off(), facts.get());
            sent.with(|sent| warnings(&asked, &plan, &facts, (sent, &off), again))
        }
    };
    view! {
        <header>
            <h2 id="plan-title">{words::plan::title(plan)}</h2>
            <PlanSentence connection=Arc::clone(&connection) plan=Arc::clone(plan) receiver />
        </header>
        <section>
            {from_file.then(|| view! {
                <p class="note" role="status">
                    "Opened from a file. Its digest is that of the calls below: it was not changed since it was sealed."
                </p>
            })}
            <PlanFacts connection=Arc::clone(&connection) plan=Arc::clone(plan) />
            {warned}
            {unknown_items(asked, plan, facts, learnt.looking, again)}
            {move || facts.with(|facts| reach::reach(facts))}
            <PlanNotes connection=Arc::clone(&connection) plan=Arc::clone(plan) surveyed=asked.surveyed />
            {manner_fields(asked, plan, manner, again)}
            <ExactCalls connection plan=Arc::clone(plan) />
            <p class="plan-file">{save_button(plan)}</p>
        </section>
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
