//! Reading back: what the vendor's own rows say of the items of a plan.
//!
//! After a call whose answer was lost, before anything is decided; after sending, to learn whether
//! each item was delivered. A search is a machine without I/O, as a run is: it names the next read,
//! is told how that ended, and is over after a bounded number of them. A trace proves that a call
//! was applied. The absence of one proves nothing: of an item without one a search says nothing, or
//! that nothing can tell.

mod baseline;
mod kirim;
mod selfcommunity;
mod zuora;

#[cfg(test)]
mod kit;

pub use baseline::Baseline;

use crate::fate::{Fate, Findings};
use crate::http::{Answer, Exchange, NotSent};
use crate::kirim::contract::DeliveryId;
use crate::plan::Plan;
use crate::problem::{Problem, ProblemKind};
use crate::read::Read;
use crate::why::{Mark, Whys};
use baseline::Newest;
use chrono::{DateTime, TimeDelta, Utc};
use kirim::Deliveries;
use selfcommunity::Attempts;
use zuora::Notifications;

/// Pages that every search may read.
pub const PAGES: usize = 20;
/// Pages that it may read beyond those for each hundred items that it looks for.
pub const PAGES_A_HUNDRED: usize = 3;
/// How often the same read is made again, in a row, before the search is given up.
pub const REPEATS: u8 = 3;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Whose items.
    pub plan: &'a Plan,
    /// Items of the plan, in order of place.
    pub places: Vec<usize>,
    /// From when on a row may be a trace: in order of place, each for the items from its place on.
    pub since: Vec<Since<'a>>,
    /// New deliveries that the vendor named when it replayed an item, with the item's place.
    pub replays: Vec<(usize, DeliveryId)>,
}

/// From when on a row may be a trace of an item. Each call has its own: what came between the
/// beginning of a run and a later call of it is none of that call's doing.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// The first item that it holds for.
    pub place: usize,
    /// What was there before the item's call.
    pub baseline: &'a Baseline,
    /// The first intent of that call that may have been applied, on our clock.
    pub sent_from: DateTime<Utc>,
}

impl<'a> Wanted<'a> {
    /// From when on a row may be a trace of the item at this place.
    fn since(&self, place: usize) -> Option<&Since<'a>> {
        let after = self.since.partition_point(|since| since.place <= place);
        self.since.get(after.checked_sub(1)?)
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The items that left a trace.
    pub findings: Findings,
    /// Places, in order, that failed so far, each with until when the vendor may try it again by
    /// itself.
    pub may_be_tried: Vec<(usize, DateTime<Utc>)>,
    /// Places whose trace proves that a call was applied, in order. Any other trace may be of the
    /// vendor's own doing, or cannot be told from somebody else's: its fate is true all the same.
    pub proven: Vec<usize>,
}

/// A look at the vendor's rows: for what is there before a call, or for traces after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    task: Task,
    /// Pages that may still be read.
    pages: usize,
    /// Failures of the next read so far.
    failures: u8,
    /// It was given up.
    given_up: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Task {
    Newest(Newest),
    Attempts(Attempts),
    Deliveries(Deliveries),
    Notifications(Notifications),
}

impl Search {
    /// Looks for the newest thing that is there. To be made before a call; `None` where a
    /// plan needs none.
    pub fn baseline(plan: &Plan) -> Option<Self> {
        Some(Self::new(Task::Newest(Newest::of(plan)?), 0))
    }

    /// Looks for traces of what was sent. `None` where nothing could tell one: then every wanted
    /// item is not verifiable.
    pub fn traces(wanted: Wanted<'_>) -> Option<Self> {
        if let Some(notifications) = Notifications::of(&wanted) {
            let items = wanted.plan.items().len();
            return Some(Self::new(Task::Notifications(notifications), items));
        }
        let task = Attempts::of(&wanted)
            .map(Task::Attempts)
            .or_else(|| Deliveries::of(&wanted).map(Task::Deliveries))?;
        Some(Self::new(task, wanted.places.len()))
    }

    const fn new(task: Task, items: usize) -> Self {
        Self {
            task,
            pages: pages(items),
            failures: 0,
            given_up: false,
        }
    }

    /// The next read to make; `None` when it is over.
    pub fn next(&self) -> Option<Read> {
        if self.given_up || self.pages == 0 {
            return None;
        }
        self.task.next()
    }

    /// How long the vendor should be given to work before the next read.
    pub fn pause(&self) -> TimeDelta {
        match &self.task {
            Task::Newest(_) | Task::Attempts(_) | Task::Deliveries(_) => TimeDelta::zero(),
            Task::Notifications(notifications) => notifications.pause(),
        }
    }

    /// Says how the next read ended. A failure that may pass has the same read made again; any
    /// other one ends the search.
    pub fn read(&mut self, exchange: &Exchange) {
        let Some(read) = self.next() else {
            return;
        };
        let failure = match exchange {
            Exchange::Answered(answer) => match self.task.take(answer) {
                Ok(()) => {
                    self.failures = 0;
                    // How far a query is, is no page of rows. Such looks have a bound of their own.
                    if !matches!(read, Read::Zuora(crate::zuora::Read::Job { .. })) {
                        self.pages -= 1;
                    }
                    return;
                }
                Err(problem) => may_pass(&problem),
            },
            Exchange::Lost { .. } => true,
            Exchange::NotSent { why } => {
                matches!(why, NotSent::Unreachable(_) | NotSent::Refused(_))
            }
        };
        if failure && self.failures < REPEATS {
            self.failures += 1;
        } else {
            self.given_up = true;
        }
    }

    /// What was there, when this search looked for it; `None` when it could not be read.
    pub fn into_baseline(self) -> Option<Baseline> {
        match self.task {
            Task::Newest(newest) if !self.given_up => newest.into_baseline(),
            _ => None,
        }
    }

    /// The traces, when this search looked for them.
    pub fn into_findings(self) -> Found {
        let over = self.task.next().is_none();
        let mut traces = match self.task {
            Task::Newest(_) => return Found::default(),
            Task::Attempts(attempts) => attempts.into_traces(),
            Task::Deliveries(deliveries) => deliveries.into_traces(),
            Task::Notifications(notifications) => notifications.into_traces(),
        };
        traces.proven.sort_unstable();
        traces.whys.sort_unstable_by_key(|(place, _)| *place);
        let texts = &traces.texts;
        let whys = traces.whys.iter();
        let whys = whys.filter_map(|(place, mark)| Some((*place, texts.get(*mark)?)));
        Found {
            findings: Findings::of(traces.fates, over && !traces.cut).because(whys),
            may_be_tried: traces.may_be_tried,
            proven: traces.proven,
        }
    }
}

/// What one of the tasks found, in any order.
struct Traces {
    fates: Vec<(usize, Fate)>,
    /// As in [`Found`].
    may_be_tried: Vec<(usize, DateTime<Utc>)>,
    /// Why those failed again that did, in any order.
    whys: Vec<(usize, Mark)>,
    texts: Whys,
    proven: Vec<usize>,
    /// Something was left unread on purpose.
    cut: bool,
}

/// Of several traces of one item: it went well when one says so, and waits while one does.
fn best(one: Fate, other: Fate) -> Fate {
    let order = [
        Fate::Delivered,
        Fate::HandedOver,
        Fate::Pending,
        Fate::NotVerifiable,
    ];
    let either = order
        .into_iter()
        .find(|fate| one == *fate || other == *fate);
    either.unwrap_or(other)
}

/// Pages that a search for so many items may read.
const fn pages(items: usize) -> usize {
    PAGES.saturating_add(PAGES_A_HUNDRED.saturating_mul(items) / 100)
}

impl Task {
    fn next(&self) -> Option<Read> {
        match self {
            Self::Newest(newest) => newest.next(),
            Self::Attempts(attempts) => attempts.next().map(Read::Selfcommunity),
            Self::Deliveries(deliveries) => deliveries.next().map(Read::Kirim),
            Self::Notifications(notifications) => notifications.next().map(Read::Zuora),
        }
    }

    fn take(&mut self, answer: &Answer) -> Result<(), Problem> {
        match self {
            Self::Newest(newest) => newest.take(answer),
            Self::Attempts(attempts) => attempts.take(answer),
            Self::Deliveries(deliveries) => deliveries.take(answer),
            Self::Notifications(notifications) => notifications.take(answer),
        }
    }
}

/// Whether the same read may be answered later.
fn may_pass(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::RateLimited
        | ProblemKind::VendorFailed
        | ProblemKind::Unreadable
        | ProblemKind::NoAnswer => true,
        ProblemKind::SignedOut
        | ProblemKind::CredentialsRefused
        | ProblemKind::Forbidden
        | ProblemKind::NotFound
        | ProblemKind::Conflict
        | ProblemKind::Invalid
        | ProblemKind::StillRunning
        | ProblemKind::Refused
        | ProblemKind::NoPlan => false,
    }
}

#[cfg(test)]
mod tests;
