//! Everything that calls share: database, clock, switches, faults, limits and the story told.

use crate::clock::Clock;
use crate::dialect::Dialect;
use crate::dice::Dice;
use crate::faults::Armed;
use crate::limits::Limits;
use crate::operation::Vendor;
use crate::pipeline::Running;
use crate::story::{Scale, Story};
use crate::sync::lock;
use crate::zuora::Live;
use sqlx::SqlitePool;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// The state of one sandbox.
#[derive(Debug)]
pub struct World {
    /// The one connection that writes.
    pub db: SqlitePool,
    /// Connections that can only read, for data queries.
    pub reader: SqlitePool,
    pub clock: Clock,
    pub faults: Armed,
    pub limits: Limits,
    pub running: Running,
    pub zuora: Live,
    dialect: Mutex<Arc<Dialect>>,
    story: Mutex<Story>,
    dice: Mutex<Dice>,
    /// How often it began anew.
    resets: watch::Sender<u64>,
}

impl World {
    /// A world around a database that already holds the story.
    pub fn new(db: SqlitePool, reader: SqlitePool, clock: Clock, story: Story) -> Self {
        // New ids must not meet those of an earlier run on the same file.
        let purpose = format!("live {}", clock.now().timestamp_micros());
        Self {
            db,
            reader,
            clock,
            faults: Armed::default(),
            limits: Limits::default(),
            running: Running::default(),
            zuora: Live::default(),
            dialect: Mutex::default(),
            dice: Mutex::new(Dice::new(story.seed, &purpose)),
            story: Mutex::new(story),
            resets: watch::Sender::default(),
        }
    }

    /// The switches as they stand.
    pub fn dialect(&self) -> Arc<Dialect> {
        Arc::clone(&lock(&self.dialect))
    }

    /// Sets the switches.
    pub fn set_dialect(&self, dialect: Dialect) {
        *lock(&self.dialect) = Arc::new(dialect);
    }

    /// The story that is told.
    pub fn story(&self) -> Story {
        *lock(&self.story)
    }

    /// Forgets everything that happened and tells a story from its start, at the system's time.
    pub async fn reset(
        &self,
        seed: Option<u64>,
        scale: Option<Scale>,
    ) -> Result<Story, sqlx::Error> {
        let told = self.story();
        self.clock.reset();
        let story = Story::at(
            self.clock.now(),
            seed.unwrap_or(told.seed),
            scale.unwrap_or(told.scale),
        );
        self.faults.clear();
        self.set_dialect(Dialect::default());
        self.limits.clear();
        self.zuora.clear();
        crate::store::fill(&self.db, &story).await?;
        *lock(&self.story) = story;
        self.resets.send_modify(|resets| *resets += 1);
        Ok(story)
    }

    /// Tells each time that it begins anew.
    pub fn resets(&self) -> watch::Receiver<u64> {
        self.resets.subscribe()
    }

    /// New ids, in the order of `make`.
    pub fn dice<T>(&self, make: impl FnOnce(&mut Dice) -> T) -> T {
        make(&mut lock(&self.dice))
    }

    /// A request id of the vendor's form.
    pub fn request_id(&self, vendor: Vendor) -> String {
        self.dice(|dice| match vendor {
            Vendor::Kirim => dice.crockford("req_"),
            Vendor::SelfCommunity | Vendor::Zuora => dice.uuid(),
        })
    }
}
