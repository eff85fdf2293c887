//! From a source to ids: looked at, laid out, read, and compared with what the table has loaded.

use super::source::{Broken, Source};
use crate::forms::known::Known;
use crate::ui::sleep::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use redrive_core::intake::{BadEntry, Counts, IdKind, Intake, Layout, look};
use std::sync::Arc;
use std::time::Duration;

/// By so many bytes a file is judged.
const HEAD: f64 = 65_536.0;
/// More than these are counted, not listed.
pub const SHOWN: usize = 50;
/// Ids that are compared without a pause.
const AT_A_STRETCH: usize = 10_000;

/// How far a source is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage {
    Nothing,
    /// With the share that is read, from 0 to 1.
    Reading(f64),
    /// The operator has to say which column is meant.
    Choosing,
    Read,
    Failed(&'static str),
}

/// What was read.
#[derive(Debug, Default)]
pub struct Taken {
    pub ids: Vec<String>,
    pub counts: Counts,
    /// The first of what is no id.
    pub bad: Vec<BadEntry>,
    pub strangers: Option<Strangers>,
}

/// What is not among the loaded rows.
#[derive(Debug, Default)]
pub struct Strangers {
    pub loaded: usize,
    pub count: usize,
    /// The first of them.
    pub first: Vec<String>,
}

/// A handle: copies are the same taking.
#[derive(Clone, Copy)]
pub struct Taking {
    pub kind: IdKind,
    pub source: RwSignal<Option<Source>>,
    pub stage: RwSignal<Stage>,
    pub layout: RwSignal<Layout>,
    pub column: RwSignal<Option<usize>>,
    pub taken: RwSignal<Arc<Taken>>,
    known: StoredValue<Option<Known>>,
    turn: StoredValue<u32>,
}

impl Taking {
    /// Nothing is read yet; ids are compared with what is `known`.
    pub fn new(kind: IdKind, known: Option<Known>) -> Self {
        Self {
            kind,
            source: RwSignal::new(None),
            stage: RwSignal::new(Stage::Nothing),
            layout: RwSignal::new(Layout::default()),
            column: RwSignal::new(None),
            taken: RwSignal::new(Arc::default()),
            known: StoredValue::new(known),
            turn: StoredValue::new(0),
        }
    }

    /// Compares with another table from now on.
    pub fn compare(self, known: Option<Known>) {
        self.known.set_value(known);
        if self.stage.get_untracked() == Stage::Read {
            self.read();
        }
    }

    /// Reads this instead of what was there.
    pub fn begin(self, source: Source) {
        let turn = self.next();
        let typed = source.name.is_none();
        self.source.set(Some(source.clone()));
        if !typed {
            self.taken.set(Arc::default());
            self.stage.set(Stage::Reading(0.0));
        }
        spawn_local(async move {
            let head = source.bytes(0.0, HEAD).await;
            if !self.is(turn) {
                return;
            }
            let Ok(mut head) = head else {
                return self.fail(UNREADABLE);
            };
            if let Some(refusal) = look(&head).refusal() {
                if typed && head.is_empty() {
                    return self.forget();
                }
                return self.fail(refusal);
            }
            if source.size() > HEAD {
                // The last line is cut off: it would look irregular.
                let end = head.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
                head.truncate(end.unwrap_or(head.len()));
            }
            let layout = Layout::of(self.kind, &head);
            let column = if layout.columns.is_empty() {
                Some(0)
            } else {
                layout.column.filter(|_| layout.sure)
            };
            self.layout.set(layout);
            self.choose(column);
        });
    }

    /// Reads the ids from this column.
    pub fn choose(self, column: Option<usize>) {
        self.column.set(column);
        if column.is_some() {
            self.read();
        } else {
            self.next();
            self.taken.set(Arc::default());
            self.stage.set(Stage::Choosing);
        }
    }

    /// Stops, and keeps nothing of it.
    pub fn forget(self) {
        self.next();
        self.source.set(None);
        self.layout.set(Layout::default());
        self.column.set(None);
        self.taken.set(Arc::default());
        self.stage.set(Stage::Nothing);
    }

    /// A reading of the source as it stands, from its start.
    pub fn intake(self) -> Option<(Source, Intake)> {
        let source = self.source.get_untracked()?;
        let column = self.column.get_untracked()?;
        let intake = self
            .layout
            .with_untracked(|layout| Intake::new(self.kind, layout, column));
        Some((source, intake))
    }

    fn read(self) {
        let turn = self.next();
        let Some((source, mut intake)) = self.intake() else {
            return;
        };
        let (size, typed) = (source.size().max(1.0), source.name.is_none());
        spawn_local(async move {
            let mut bad = Vec::new();
            let mut keep = |entry| {
                if bad.len() < SHOWN {
                    bad.push(entry);
                }
            };
            let told = |given: f64| {
                let wanted = self.is(turn);
                if wanted && !typed {
                    self.stage.set(Stage::Reading(given / size));
                }
                wanted
            };
            let ended = source
                .each(|bytes| intake.push(bytes, &mut keep), told)
                .await;
            match ended {
                Ok(()) => intake.end(&mut keep),
                Err(Broken::Unreadable) if self.is(turn) => return self.fail(UNREADABLE),
                Err(_) => return,
            }
            let counts = intake.counts();
            let ids = intake.into_ids();
            let strangers = self.strangers(&ids).await;
            if self.is(turn) {
                self.taken.set(Arc::new(Taken {
                    ids,
                    counts,
                    bad,
                    strangers,
                }));
                self.stage.set(Stage::Read);
            }
        });
    }

    async fn strangers(self, ids: &[String]) -> Option<Strangers> {
        let known = self.known.try_get_value().flatten()?;
        let mut found = Strangers {
            loaded: known.count(),
            ..Strangers::default()
        };
        for ids in ids.chunks(AT_A_STRETCH) {
            for id in ids.iter().filter(|id| !known.holds(id)) {
                found.count += 1;
                if found.first.len() < SHOWN {
                    found.first.push(id.clone());
                }
            }
            sleep(Duration::ZERO).await;
        }
        Some(found)
    }

    fn fail(self, why: &'static str) {
        self.taken.set(Arc::default());
        self.stage.set(Stage::Failed(why));
    }

    fn next(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Whether this is still what is wanted; not when the page has gone.
    fn is(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }
}

const UNREADABLE: &str = "The browser does not give the file's bytes: it may have been moved or changed. Choose it again.";
