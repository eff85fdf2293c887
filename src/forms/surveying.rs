//! Listing what a replay would be of, before there is a plan: how far it is, and how to leave it.
//!
//! Only reads leave from here. A survey that is left has sent nothing.

use super::planner::{Facts, refused};
use crate::api::read::Reads;
use crate::ui::rest::{Rest, Unread};
use crate::ui::sleep::sleep;
use crate::ui::unload::ask_before_unload;
use crate::words::rest::REFUSED;
use crate::words::survey::{heard, listing};
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::connection::Connection;
use redrive_core::http::Exchange;
use redrive_core::kirim::contract::ReplayStatus;
use redrive_core::kirim::{Survey, SurveyAsked, SurveyError, SurveyProgress};
use redrive_core::plan::Draft;
use redrive_core::problem::{Problem, ProblemKind};
use send_wrapper::SendWrapper;
use std::time::Duration;
use web_sys::AbortController;

/// How often a page that fails is read again before the survey is given up.
const TRIES: u64 = 4;
/// Between two pages, also where the vendor tells no limit by which others could keep their share.
const PAUSE: Duration = Duration::from_millis(20);

/// What a survey came to: what to replay, and what is known of some of it.
pub struct Surveyed {
    pub draft: Draft,
    pub facts: Facts,
    pub progress: SurveyProgress,
}

/// How far a survey is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surveying {
    Not,
    Listing(SurveyProgress),
    /// Nothing carries the status that was asked for; the other one may be the vendor's word, and
    /// rows may have been left out.
    Nothing(Option<ReplayStatus>, SurveyProgress),
    Failed(Problem),
}

/// Lists, and hands over what was found. A handle.
#[derive(Clone, Copy)]
pub struct Surveyor {
    state: RwSignal<Surveying>,
    rest: Rest,
    abort: StoredValue<Option<SendWrapper<AbortController>>>,
}

impl Surveyor {
    pub fn new() -> Self {
        let surveyor = Self {
            state: RwSignal::new(Surveying::Not),
            rest: Rest::idle(),
            abort: StoredValue::new(None),
        };
        // What was listed is kept nowhere.
        ask_before_unload(move || surveyor.state.try_with_untracked(is_listing) == Some(true));
        on_cleanup(move || surveyor.cancel());
        surveyor
    }

    pub fn state(self) -> Surveying {
        self.state.get()
    }

    pub fn is_listing(self) -> bool {
        self.state.with(is_listing)
    }

    /// Forgets what the last one came to.
    pub fn forget(self) {
        self.state.set(Surveying::Not);
    }

    /// Leaves the survey that is under way.
    pub fn cancel(self) {
        let abort = self.abort.try_update_value(Option::take).flatten();
        if let Some(abort) = abort {
            abort.abort();
            self.state.try_set(Surveying::Not);
        }
    }

    /// Lists all that matches now, page by page, and hands it over.
    pub fn begin(self, connection: Connection, asked: SurveyAsked, done: Callback<Surveyed>) {
        let Ok(abort) = AbortController::new() else {
            return;
        };
        let signal = abort.signal();
        self.cancel();
        let survey = match Survey::new(asked, crate::clock::now()) {
            Ok(survey) => survey,
            Err(error) => {
                return self.state.set(Surveying::Failed(refused(&error)));
            }
        };
        self.abort.set_value(Some(SendWrapper::new(abort)));
        self.state.set(Surveying::Listing(survey.progress()));
        self.rest.over();
        spawn_local(async move {
            let ended = self.list(connection, survey, &signal).await;
            if signal.aborted() {
                return;
            }
            self.abort.try_set_value(None);
            let state = match ended {
                Ok((Ok(surveyed), _)) => {
                    done.run(surveyed);
                    Surveying::Not
                }
                Ok((Err(SurveyError::NothingMatched { other_status }), progress)) => {
                    Surveying::Nothing(other_status, progress)
                }
                Ok((Err(error @ SurveyError::Unfinished), _)) => {
                    Surveying::Failed(Problem::ours(ProblemKind::Refused, format!("{error}.")))
                }
                Err(problem) => Surveying::Failed(problem),
            };
            self.state.try_set(state);
        });
    }

    async fn list(
        self,
        connection: Connection,
        mut survey: Survey,
        signal: &web_sys::AbortSignal,
    ) -> Result<(Result<Surveyed, SurveyError>, SurveyProgress), Problem> {
        let (reads, mut failures) = (Reads::apart(), 0);
        let wanted = || !signal.aborted();
        while let Some(read) = survey.next() {
            let page = async || {
                let answer = reads.read(&connection.id, &read, signal).await?;
                survey.read(&Exchange::Answered(answer))
            };
            let asked = self.rest.patiently(|| reads.free_from(), wanted, page);
            let asked = asked.await;
            if signal.aborted() {
                break;
            }
            match asked {
                Ok(()) => failures = 0,
                Err(Unread::Failed(problem)) if failures < TRIES && may_pass(&problem) => {
                    failures += 1;
                    let wait = problem.retry_after.unwrap_or(failures);
                    sleep(Duration::from_secs(wait.min(60))).await;
                }
                Err(Unread::Failed(problem) | Unread::Left(problem)) => return Err(problem),
            }
            if signal.aborted() {
                break;
            }
            self.state.try_set(Surveying::Listing(survey.progress()));
            sleep(PAUSE).await;
        }
        let facts = Facts::new(survey.of_same_event());
        let progress = survey.progress();
        let surveyed = survey.finish().map(|draft| Surveyed {
            draft,
            facts,
            progress,
        });
        Ok((surveyed, progress))
    }
}

const fn is_listing(state: &Surveying) -> bool {
    matches!(state, Surveying::Listing(_))
}

const fn may_pass(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NoAnswer | ProblemKind::VendorFailed
    )
}

/// Where the survey is, in words; the button leaves it.
#[component]
pub fn SurveyNote(surveyor: Surveyor) -> impl IntoView {
    let of = move |words: fn(&SurveyProgress) -> String| {
        surveyor.state.with(|state| match state {
            Surveying::Listing(progress) if surveyor.rest.is_refused() => {
                format!("{} {REFUSED}", words(progress))
            }
            Surveying::Listing(progress) => words(progress),
            _ => String::new(),
        })
    };
    // A page may come every few milliseconds: not each is read out.
    let told = Memo::new(move |_| of(heard));
    // Seen as it counts down, and not read out.
    let rests = move || {
        let words = surveyor.is_listing().then(|| surveyor.rest.words());
        let words = words.flatten();
        words.map(|words| view! { <p class="muted">"Listing: " {words} "."</p> })
    };
    view! {
        <div class="survey" class:idle=move || !surveyor.is_listing()>
            <p class="visually-hidden" role="status">{told}</p>
            <p>{move || of(listing)}</p>
            {rests}
            {move || {
                surveyor
                    .is_listing()
                    .then(|| {
                        view! {
                            <button type="button" class="button" on:click=move |_| surveyor.cancel()>
                                "Cancel the listing"
                            </button>
                            <p class="muted">
                                "Whoever leaves this page, or changes what is asked for, ends it: what was listed is not kept."
                            </p>
                        }
                    })
            }}
        </div>
    }
}
