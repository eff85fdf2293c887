//! The operator's reason and password, and the button that sends.
//!
//! A password lives in its input until it is handed in, is never kept in a signal, and the input
//! is emptied at once. A refused plan stays as it is.

use super::lately::Lately;
use super::learnt::Learnt;
use super::password::{CHECKING, MISSING, OwnPassword, VendorPassword};
use super::planner::{Leaving, Proposal, use_planner};
use crate::api::sending;
use crate::host::{Host, RunId, turn, use_host};
use crate::navigation::use_navigation;
use crate::routes::Route;
use crate::ui::element::element_of;
use crate::ui::field::Noted;
use crate::ui::password::Password;
use crate::ui::problem::ProblemNote;
use crate::words;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::Connection;
use redrive_core::labels::Labels;
use redrive_core::plan::{Plan, PlanDigest};
use redrive_core::problem::Problem;
use redrive_core::run::Manner;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Progress {
    Open,
    Asking,
    /// Belongs to the password's field.
    PasswordRefused(String),
    /// Belongs to the reason's field.
    ReasonMissing,
    /// Some of it was sent, or taken into another run, which was not shown before.
    SentMeanwhile,
    /// The plan was made anew between the pointer's going down and its coming up.
    SealedAnew,
    /// Some of it was sent by others, in the gateway's words.
    SentByOthers(String),
    Failed(Problem),
}

/// The lower half of the dialog.
#[component]
pub fn Approval(
    current: RwSignal<Proposal>,
    manner: RwSignal<Manner>,
    ahead: NodeRef<Input>,
    lately: Lately,
    learnt: Learnt,
    leaving: RwSignal<Leaving>,
    close: Callback<()>,
) -> impl IntoView {
    let fields = Fields {
        progress: RwSignal::new(Progress::Open),
        ahead,
        reason: NodeRef::new(),
        password: Password::default(),
        vendor_password: Password::default(),
    };
    let plan = Memo::new(move |_| {
        current.with(|proposal| match proposal {
            Proposal::Sealed { plan, .. } => Some((
                words::plan::title(plan),
                plan.needs_reason(),
                words::plan::undone(plan.draft()),
            )),
            Proposal::Refused(_) => None,
        })
    });
    let title = move || plan.get().map(|(title, ..)| title).unwrap_or_default();
    let undone = move || plan.get().map(|(.., undone)| undone);
    let needs_reason = Signal::derive(move || plan.get().is_some_and(|(_, needs, _)| needs));
    let asks_vendor_password = current.with_untracked(asks_vendor_password);
    let refused = Signal::derive(move || match fields.progress.get() {
        Progress::PasswordRefused(message) => Some(message),
        _ => None,
    });
    let asking = move || fields.progress.get() == Progress::Asking;
    let send = sender(current, manner, lately, learnt, fields, leaving, close);
    // What stood on the screen as the pointer went down. To leave a field by that makes the plan anew.
    let seen = StoredValue::new(None::<PlanDigest>);
    let see = move |_| seen.set_value(current.with_untracked(digest));
    let press = move |_| {
        let before = seen.try_update_value(Option::take).flatten();
        if before.is_some() && before != current.with_untracked(digest) {
            return fields.progress.set(Progress::SealedAnew);
        }
        send.run(());
    };
    let failed = move || {
        match fields.progress.get() {
        Progress::Failed(problem) => Some(view! { <ProblemNote problem /> }.into_any()),
        Progress::SentMeanwhile => Some(
            view! {
                <p class="note warn" role="alert">
                    "Nothing was sent from here: some of it was sent from this browser lately, or is about to be, which was not shown when you pressed. See above which, and leave it out. Pressed once more, it is sent as it stands."
                </p>
            }
            .into_any(),
        ),
        Progress::SealedAnew => Some(
            view! {
                <p class="note warn" role="alert">
                    "Nothing was sent: the plan was made anew as you pressed. Look at it, and press once more."
                </p>
            }
            .into_any(),
        ),
        Progress::SentByOthers(message) => Some(
            view! {
                <p class="note warn" role="alert">
                    {message} " See above which, and leave them out. Confirmed once more, they are sent all the same."
                </p>
            }
            .into_any(),
        ),
        _ => None,
    }
    };
    view! {
        // Enter in a field does not send: sending cannot be taken back.
        <form
            class="approval"
            on:submit=|event| event.prevent_default()
            on:keydown=move |event| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                    event.prevent_default();
                    send.run(());
                }
            }
        >
            <ReasonField fields required=needs_reason />
            {asks_vendor_password.then(|| view! { <VendorPassword password=fields.vendor_password /> })}
            <OwnPassword password=fields.password note_id="password-note" refused />
            {failed}
            <footer>
                <p class="muted">{undone}</p>
                <button type="button" class="button" autofocus disabled=asking on:click=move |_| close.run(())>
                    "Cancel"
                </button>
                <button type="button" class="button primary" disabled=asking on:pointerdown=see on:click=press>
                    {move || if asking() { CHECKING.to_owned() } else { title() }}
                </button>
            </footer>
        </form>
    }
}

/// What is typed, and how far it got. A handle.
#[derive(Clone, Copy)]
struct Fields {
    progress: RwSignal<Progress>,
    ahead: NodeRef<Input>,
    reason: NodeRef<Input>,
    password: Password,
    vendor_password: Password,
}

impl Fields {
    fn why(self) -> String {
        let input = element_of(self.reason);
        input.map_or_else(String::new, |input| input.value().trim().to_owned())
    }

    /// What they lack of what this plan needs; the focus goes there.
    fn complaint(self, plan: &Plan) -> Option<Progress> {
        if plan.needs_reason() && self.why().is_empty() {
            if let Some(input) = element_of(self.reason) {
                // What is on the screen takes the focus.
                let _ = input.focus();
            }
            return Some(Progress::ReasonMissing);
        }
        if self.password.is_empty() {
            self.password.focus();
            return Some(Progress::PasswordRefused(MISSING.to_owned()));
        }
        None
    }
}

/// Hands the plan in when it is run: confirms it, begins the run, and goes to its page.
fn sender(
    current: RwSignal<Proposal>,
    manner: RwSignal<Manner>,
    lately: Lately,
    learnt: Learnt,
    fields: Fields,
    leaving: RwSignal<Leaving>,
    close: Callback<()>,
) -> Callback<()> {
    let (host, navigation, planner) = (use_host(), use_navigation(), use_planner());
    let progress = fields.progress;
    Callback::new(move |()| {
        if progress.get_untracked() == Progress::Asking {
            return;
        }
        let proposal = current.get_untracked();
        let asks_vendor_password = asks_vendor_password(&proposal);
        let Proposal::Sealed { asked, plan, .. } = proposal else {
            return;
        };
        // Its own note says what is wrong.
        if let Some(ahead) =
            element_of(fields.ahead).filter(|ahead| ahead.is_connected() && !ahead.check_validity())
        {
            let _ = ahead.focus();
            return;
        }
        if let Some(complaint) = fields.complaint(&plan) {
            return progress.set(complaint);
        }
        progress.set(Progress::Asking);
        leaving.set(Leaving::Held);
        lately.press();
        let labels = untrack(|| {
            let facts = learnt.facts(&asked, &plan);
            learnt.receiver(&plan, &facts).labels(&facts)
        });
        let handed_in = HandedIn {
            labels,
            connection: asked.connection,
            plan,
            reason: fields.why(),
            manner: manner.get_untracked(),
            asks_vendor_password,
        };
        spawn_local(async move {
            let started = handed_in.start(host, lately, fields).await;
            leaving.set(Leaving::Free);
            match started {
                Ok(id) => {
                    close.try_run(());
                    // At once: a page that is left with a plan open keeps what was chosen for it.
                    planner.close();
                    navigation.go(&Route::run(id));
                }
                Err(refused) => {
                    let asks_again = !matches!(refused, Progress::Failed(_));
                    progress.set(refused);
                    if asks_again {
                        fields.password.focus();
                    }
                }
            }
        });
    })
}

/// A plan as it is handed in.
struct HandedIn {
    connection: Arc<Connection>,
    labels: Labels,
    plan: Arc<Plan>,
    reason: String,
    manner: Manner,
    asks_vendor_password: bool,
}

impl HandedIn {
    /// Begins its run, or says how far it got: then nothing was sent.
    async fn start(self, host: Host, lately: Lately, fields: Fields) -> Result<RunId, Progress> {
        let connection = (*self.connection).clone();
        // Until the run is written down, where a tab that comes after this one sees it.
        let _turn = turn(&connection.id).await.map_err(Progress::Failed)?;
        if lately.surprises(&self.plan).await {
            return Err(Progress::SentMeanwhile);
        }
        let secret = fields.password.take();
        let vendor_secret = self
            .asks_vendor_password
            .then(|| fields.vendor_password.take());
        let confirmed = sending::confirm(sending::Approval {
            plan: &self.plan.to_file(),
            reason: &self.reason,
            password: &secret,
            vendor_password: vendor_secret.as_ref(),
            knows_sent: &lately.known_of(&self.plan),
        })
        .await;
        drop((secret, vendor_secret));
        let confirmation = confirmed.map_err(|refusal| {
            if !refusal.sent.is_empty() {
                lately.learn(&self.plan, &refusal.sent);
                return Progress::SentByOthers(refusal.message);
            }
            if refusal.is_of_the_password() {
                Progress::PasswordRefused(refusal.message)
            } else {
                Progress::Failed(refusal.into())
            }
        })?;
        let plan = (*self.plan).clone();
        let known = (connection, self.labels);
        host.start(known, plan, confirmation, self.reason, self.manner)
            .await
            .map_err(Progress::Failed)
    }
}

fn digest(proposal: &Proposal) -> Option<PlanDigest> {
    match proposal {
        Proposal::Sealed { plan, .. } => Some(plan.digest().clone()),
        Proposal::Refused(_) => None,
    }
}

/// Whether the vendor checks a password of its own for this plan.
fn asks_vendor_password(proposal: &Proposal) -> bool {
    matches!(
        proposal,
        Proposal::Sealed { asked, plan, .. }
            if plan.takes_vendor_password(&asked.connection.settings)
    )
}

#[component]
fn ReasonField(fields: Fields, required: Signal<bool>) -> impl IntoView {
    let missing = move || fields.progress.get() == Progress::ReasonMissing;
    let note = move || {
        if missing() {
            "Say why: more than ten are sent."
        } else {
            "Stands in the record of the run, for example an incident's number."
        }
        .to_owned()
    };
    view! {
        <Noted id="reason-note" note=Signal::derive(note) wrong=Signal::derive(missing)>
            <label class="field">
                <span>"Why" {move || (!required.get()).then_some(" (optional)")}</span>
                <input
                    type="text"
                    name="reason"
                    maxlength=redrive_core::gateway::REASON_MOST
                    autocomplete="off"
                    node_ref=fields.reason
                    aria-invalid=move || missing().to_string()
                    aria-describedby="reason-note"
                    required=move || required.get()
                />
            </label>
        </Noted>
    }
}
