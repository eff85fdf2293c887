//! Something that is being read: three states, and a reader that never lets an older answer
//! overwrite a newer one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::problem::{Problem, ProblemKind};
use send_wrapper::SendWrapper;
use std::future::Future;
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
pub struct Reader<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Reader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Reader<T> {}

impl<T: Clone + Send + Sync + 'static> Reader<T> {
    /// Begins to read. `question` is followed; `fetch` asks it.
    pub fn new<Q, F>(question: Signal<Q>, fetch: impl Fn(Q, AbortSignal) -> F + 'static) -> Self
    where
        Q: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let (state, turn) = (RwSignal::new(Load::Loading), RwSignal::new(0_u32));
        Effect::new(move |_| {
            turn.track();
            let question = question.get();
            let Ok(controller) = AbortController::new() else {
                state.set(Load::Failed(Problem::ours(
                    ProblemKind::Refused,
                    "This browser cannot abort requests, so none is made.",
                )));
                return;
            };
            let signal = controller.signal();
            let answer = fetch(question, signal.clone());
            let controller = SendWrapper::new(controller);
            on_cleanup(move || controller.abort());
            state.set(Load::Loading);
            spawn_local(async move {
                let answer = answer.await;
                if !signal.aborted() {
                    state.try_set(match answer {
                        Ok(value) => Load::Ready(value),
                        Err(problem) => Load::Failed(problem),
                    });
                }
            });
        });
        Self { state, turn }
    }

    /// How far it is.
    pub fn state(self) -> Signal<Load<T>> {
        self.state.into()
    }

    /// Reads once more.
    pub fn again(self) {
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
    }
}
