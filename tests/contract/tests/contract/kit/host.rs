//! A host for tests: carries a run out as a browser's tab does, with a clock that jumps where the
//! run waits, and an operator who lets it go on.

use super::carrier::Carrier;
use super::drive::Driven;
use super::gate::Gate;
use super::query;
use super::server::Server;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::http::Exchange;
use redrive_core::journal::Entry;
use redrive_core::plan::Plan;
use redrive_core::read::Read;
use redrive_core::run::{Look, Manner, Pause, Run, Step};
use redrive_core::search::{Found, Search};
use std::time::{Duration, SystemTime};

/// Nobody is asked more often than this; then the operator stops the run.
const PATIENCE: usize = 4;

/// How calls and reads leave: straight to the vendor, or as the console's do.
pub enum Way<'a> {
    Straight(&'a Carrier),
    ByGateway(&'a Gate, String),
}

impl Way<'_> {
    async fn send(&self, run: &Run, call: usize) -> Exchange {
        match self {
            Self::Straight(carrier) => carrier.carry(&run.request(call).unwrap()).await,
            Self::ByGateway(gate, confirmation) => {
                gate.send_in(confirmation, call, run.round(call)).await
            }
        }
    }

    async fn read(&self, plan: &Plan, read: &Read) -> Exchange {
        match self {
            Self::Straight(carrier) => query::read(carrier, read).await,
            Self::ByGateway(gate, _) => gate.read(plan.connection().as_str(), read).await,
        }
    }
}

/// A run under way, and what its host knows.
pub struct Host<'a> {
    pub run: Run,
    pub journal: Vec<Entry>,
    /// What the operator was asked.
    pub asked: Vec<Pause>,
    /// Whether the operator has a call made again that was refused for what stands against it.
    pub makes_again: bool,
    server: &'a Server,
    way: Way<'a>,
    ahead: TimeDelta,
}

impl<'a> Host<'a> {
    pub fn new(server: &'a Server, way: Way<'a>, plan: &Plan, manner: Manner) -> Self {
        let opened = Run::open(
            plan.clone(),
            "tester".into(),
            "a test".into(),
            manner,
            system(),
        );
        let (run, opened) = opened;
        Self {
            run,
            journal: vec![opened],
            asked: Vec::new(),
            makes_again: false,
            server,
            way,
            ahead: TimeDelta::zero(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        system() + self.ahead
    }

    /// Carries it out to its end, with something done before each call.
    pub async fn carry_out(&mut self, before: impl AsyncFn(usize)) {
        while self.step(&before).await {}
    }

    /// One step; `false` when nothing is left to do.
    pub async fn step(&mut self, before: &impl AsyncFn(usize)) -> bool {
        let now = self.now();
        let entry = match self.run.next(now) {
            Step::Send { call, intent } => {
                self.journal.push(intent);
                before(call).await;
                let exchange = self.way.send(&self.run, call).await;
                self.run.answer(self.now(), &exchange)
            }
            Step::Write(entry) => Some(entry),
            Step::Look(look) => self.look(look).await,
            Step::Wait { until } => {
                self.wait(until).await;
                return true;
            }
            Step::Ask(why) => {
                let makes_again = self.makes_again && why == Pause::Conflict;
                self.asked.push(why);
                if self.asked.len() > PATIENCE {
                    self.run.stop(now)
                } else if makes_again {
                    self.run.try_again(now)
                } else {
                    self.run.go_on(now)
                }
            }
            Step::AwaitAnswer { .. } => self.run.interrupted(now),
            Step::Finished => return false,
        };
        self.journal.push(entry.unwrap());
        true
    }

    /// The other clocks go with ours, so that what waits for time happens.
    async fn wait(&mut self, until: DateTime<Utc>) {
        let wait = until - self.now();
        let whole = wait.num_milliseconds().max(0) + 1;
        self.ahead += TimeDelta::milliseconds(whole);
        self.server.advance_ms(u32::try_from(whole).unwrap()).await;
        if let Way::ByGateway(gate, _) = &self.way {
            gate.hand
                .advance(Duration::from_millis(whole.unsigned_abs()));
        }
    }

    async fn look(&mut self, look: Look) -> Option<Entry> {
        let mut search = self.run.search();
        if let Some(search) = &mut search {
            while let Some(read) = search.next() {
                let exchange = self.way.read(self.run.plan(), &read).await;
                search.read(&exchange);
            }
        }
        let now = self.now();
        if look == Look::Baseline {
            return self
                .run
                .baseline_read(now, search.and_then(Search::into_baseline));
        }
        let found = search.map_or_else(Found::default, Search::into_findings);
        self.run.looked(now, found)
    }

    /// Its tab dies while the next call is under way; another one takes over what was written.
    pub async fn die_at_next_call(&mut self) {
        loop {
            let now = self.now();
            if let Step::Send { call, intent } = self.run.next(now) {
                self.journal.push(intent);
                let _lost = self.way.send(&self.run, call).await;
                self.run = Run::resume(self.run.plan().clone(), &self.journal).unwrap();
                return;
            }
            assert!(self.step(&async |_| {}).await, "no call is left");
        }
    }

    /// What was made of it.
    pub fn driven(self) -> Driven {
        let Self { run, journal, .. } = self;
        let plan = run.plan().clone();
        let driven = Driven { run, journal };
        driven.survives_its_journal(&plan);
        driven
    }
}

fn system() -> DateTime<Utc> {
    SystemTime::now().into()
}
