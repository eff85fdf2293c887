//! Something that is being read: three states, and a reader that never lets an older answer
//! overwrite a newer one.

use crate::session::SessionContext;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::problem::{Problem, ProblemKind};
use send_wrapper::SendWrapper;
use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Waker};
use web_sys::{AbortController, AbortSignal};

/// How far a reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load<T> {
    Loading,
    Ready(T),
    Failed(Problem),
}

/// Reads, and reads again whenever its question changes. The request before is aborted; the last
/// one is when its page goes.
pub struct Reader<T> {
    /// The last answer, also while the next one is awaited. Without its type, because signals of
    /// each type would weigh more than the pages that follow them.
    last: RwSignal<Load<Answer>>,
    busy: RwSignal<bool>,
    turn: RwSignal<u32>,
    kind: PhantomData<fn() -> T>,
}

type Answer = Arc<dyn Any + Send + Sync>;

impl<T> Clone for Reader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reader<T> {}

impl<T: Clone + Send + Sync + 'static> Reader<T> {
    /// Begins to read. `question` is followed; `fetch` asks it.
    pub fn new<Q, F>(
        question: impl Fn() -> Q + 'static,
        fetch: impl Fn(Q, AbortSignal) -> F + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        Self::from(None, question, fetch)
    }

    /// The same from an answer that is there already, to the question as it stands now.
    pub fn from<Q, F>(
        answered: Option<T>,
        question: impl Fn() -> Q + 'static,
        fetch: impl Fn(Q, AbortSignal) -> F + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let question = Rc::new(question);
        let follow = answered.is_some().then(|| {
            let question = Rc::clone(&question);
            Box::new(move || drop(question())) as Box<dyn Fn()>
        });
        let busy = RwSignal::new(answered.is_none());
        let last = RwSignal::new(answered.map_or(Load::Loading, |answer| {
            Load::Ready(Arc::new(answer) as Answer)
        }));
        let reader = Self {
            last,
            busy,
            turn: RwSignal::new(0_u32),
            kind: PhantomData,
        };
        let ask = move |signal: AbortSignal| -> Asking {
            let answer = fetch(question(), signal.clone());
            Box::pin(async move {
                let answer = answer.await;
                if !signal.aborted() {
                    reader.settle(answer);
                }
            })
        };
        let about_to = move || {
            busy.set(true);
            if last.with_untracked(|last| matches!(last, Load::Failed(_))) {
                last.set(Load::Loading);
            }
        };
        repeat(
            reader.turn,
            follow,
            Box::new(ask),
            Box::new(about_to),
            Box::new(move |problem| reader.settle(Err(problem))),
        );
        if let Some(session) = use_context::<SessionContext>() {
            Effect::new(move |_| reader.resume(session.is_open()));
        }
        reader
    }

    fn settle(self, answer: Result<T, Problem>) {
        self.last.try_set(match answer {
            Ok(value) => Load::Ready(Arc::new(value)),
            Err(problem) => Load::Failed(problem),
        });
        self.busy.try_set(false);
    }

    /// How far it is; followed.
    pub fn state(self) -> Load<T> {
        if self.busy.get() {
            Load::Loading
        } else {
            self.last()
        }
    }

    /// The last answer; followed. It stands until the next one comes, so that rows do not jump and
    /// what has the focus does not vanish when a page is turned.
    pub fn last(self) -> Load<T> {
        match self.last.get() {
            Load::Ready(answer) => answer
                .downcast_ref::<T>()
                // Only a `T` is ever put there.
                .map_or(Load::Loading, |answer| Load::Ready(answer.clone())),
            Load::Loading => Load::Loading,
            Load::Failed(problem) => Load::Failed(problem),
        }
    }

    /// How the last reading ended. Does not change from one answer to the next.
    pub fn ended(self) -> Memo<Load<()>> {
        ended(self.last)
    }

    /// Whether the last answer is about to be replaced.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Reads once more.
    pub fn again(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Reads what a session that ended left unread, once somebody signed in again.
    fn resume(self, signed_in: bool) {
        let left = self.last.with_untracked(
            |last| matches!(last, Load::Failed(problem) if problem.kind == ProblemKind::SignedOut),
        );
        if signed_in && left {
            self.again();
        }
    }
}

fn ended(last: RwSignal<Load<Answer>>) -> Memo<Load<()>> {
    Memo::new(move |_| {
        last.with(|last| match last {
            Load::Loading => Load::Loading,
            Load::Ready(_) => Load::Ready(()),
            Load::Failed(problem) => Load::Failed(problem.clone()),
        })
    })
}

type Asking = Pin<Box<dyn Future<Output = ()>>>;

/// Asks now, and again with every turn and every question that asking follows. Where the first
/// answer is there, the first question is only followed. Without type parameters: a copy of this for
/// each page would be the heaviest part of the module.
fn repeat(
    turn: RwSignal<u32>,
    follow: Option<Box<dyn Fn()>>,
    ask: Box<dyn Fn(AbortSignal) -> Asking>,
    about_to: Box<dyn Fn()>,
    failed: Box<dyn Fn(Problem)>,
) {
    // Not after the page is drawn, as an `Effect` would: the question is on its way meanwhile.
    let repeated = RenderEffect::new(move |before: Option<()>| {
        turn.track();
        if before.is_none()
            && let Some(follow) = &follow
        {
            follow();
            return;
        }
        let Ok(controller) = AbortController::new() else {
            failed(Problem::ours(
                ProblemKind::Refused,
                "This browser cannot abort requests, so none is made.",
            ));
            return;
        };
        let mut asking = ask(controller.signal());
        let controller = SendWrapper::new(controller);
        let answered = Arc::new(AtomicBool::new(false));
        let settled = Arc::clone(&answered);
        on_cleanup(move || {
            // The browser makes an error with a trace of every abort, also where nothing is left to
            // abort; a list is read in thousands of parts.
            if !settled.load(Ordering::Relaxed) {
                controller.abort();
            }
        });
        about_to();
        let mut nobody = Context::from_waker(Waker::noop());
        let asked = untrack(|| asking.as_mut().poll(&mut nobody));
        if asked.is_ready() {
            answered.store(true, Ordering::Relaxed);
            return;
        }
        spawn_local(async move {
            asking.await;
            answered.store(true, Ordering::Relaxed);
        });
    });
    // It ends with its page.
    let repeated = SendWrapper::new(repeated);
    on_cleanup(move || drop(repeated));
}
