//! One thing to show whose code may still have to be fetched. Knows no page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// Makes the view; it must be called where the view will stand.
pub type Build = Arc<dyn Fn() -> AnyView + Send + Sync>;

type Fetching = Pin<Box<dyn Future<Output = Result<Build, Missing>>>>;

/// The file of a part did not arrive, or was not the one that belongs to this console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Something to show, with all it needs to be shown.
#[derive(Clone)]
pub struct Part {
    /// Where its code lies.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "a test holds addresses.json against it")
    )]
    pub(crate) of: &'static str,
    fetch: Arc<dyn Fn() -> Fetching + Send + Sync>,
}

/// How far a part is.
#[derive(Clone)]
pub enum Arrival {
    Awaited,
    Here(Build),
    Missing,
}

impl Part {
    /// A part that is fetched like this.
    pub fn new<F>(of: &'static str, fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Build, Missing>> + 'static,
    {
        Self {
            of,
            fetch: Arc::new(move || Box::pin(fetch())),
        }
    }

    /// Fetches it before it is wanted.
    pub fn fetch_ahead(&self) {
        let fetching = (self.fetch)();
        spawn_local(async move {
            // Whoever shows it asks again, and tells when it does not come.
            let _ = fetching.await;
        });
    }

    /// Asks for it. What was fetched before is here at once, so that nothing flickers.
    pub(super) fn ask(&self, arrival: RwSignal<Arrival>) {
        let mut fetching = (self.fetch)();
        let mut nobody = Context::from_waker(Waker::noop());
        match fetching.as_mut().poll(&mut nobody) {
            Poll::Ready(found) => arrival.set(found.into()),
            Poll::Pending => {
                arrival.set(Arrival::Awaited);
                spawn_local(async move {
                    arrival.try_set(fetching.await.into());
                });
            }
        }
    }
}

impl From<Result<Build, Missing>> for Arrival {
    fn from(found: Result<Build, Missing>) -> Self {
        found.map_or(Self::Missing, Self::Here)
    }
}
