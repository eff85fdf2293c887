//! The three vendor APIs as `Redrive` understands them, on `SQLite`, with switches for whatever the
//! vendors do not publish, faults for whatever can go wrong, and an oracle that knows what was
//! really sent.
//!
//! Of `redrive-core` this crate knows the wire types alone. Vendor paths follow the prefixes
//! `/selfcommunity`, `/kirim` and `/zuora`; the controls lie under `/_sandbox`.

mod clock;
mod control;
mod credentials;
mod dialect;
mod dice;
mod envelope;
mod error;
mod faults;
mod gzip;
mod hex;
mod hmac;
mod kirim;
mod limits;
mod openapi;
mod operation;
mod oracle;
mod pipeline;
mod receivers;
mod router;
mod selfcommunity;
mod serve;
mod store;
mod story;
mod sync;
mod world;
mod zuora;

pub use credentials::{
    KIRIM_EXPIRED_KEY, KIRIM_KEY, KIRIM_REVOKED_KEY, SELFCOMMUNITY_ADMIN, SELFCOMMUNITY_MEMBER,
    SELFCOMMUNITY_PASSWORD, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET,
};
pub use error::SandboxError;
pub use faults::Kind as FaultKind;
pub use serve::serve;
pub use story::Scale;

use clock::Clock;
use std::path::PathBuf;
use std::sync::Arc;
use story::Story;
use world::World;

/// What a sandbox begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The same seed tells the same story, with the same ids.
    pub seed: u64,
    pub scale: Scale,
    /// Where the database lies; memory when absent. A file that tells this story already is kept.
    pub file: Option<PathBuf>,
    /// Begin with hostile text in a few rows of every vendor.
    pub hostile: bool,
}

/// A running sandbox.
#[derive(Debug, Clone)]
pub struct Sandbox {
    world: Arc<World>,
}

impl Sandbox {
    /// Opens the database and tells the story where it is not told yet.
    ///
    /// # Errors
    /// When the database cannot be opened or written.
    pub async fn open(options: Options) -> Result<Self, SandboxError> {
        let (db, reader) = store::open(options.file.as_deref()).await?;
        let clock = Clock::default();
        let told = store::told(&db)
            .await?
            .filter(|told| told.seed == options.seed && told.scale == options.scale);
        let story = if let Some(told) = told {
            told
        } else {
            let story = Story::at(clock.now(), options.seed, options.scale);
            store::fill(&db, &story).await?;
            story
        };
        let world = Arc::new(World::new(db, reader, clock, story));
        if options.hostile {
            control::hostile_rows(&world).await?;
        }
        Ok(Self { world })
    }

    /// Changes each time that the sandbox forgets what happened and begins anew.
    pub fn resets(&self) -> tokio::sync::watch::Receiver<u64> {
        self.world.resets()
    }

    /// Everything under one router. Serve it with [`serve()`]: an ordinary server cannot cut a
    /// connection, and shows an empty 502 where a fault asks for that.
    pub fn router(&self) -> axum::Router {
        router::router(&self.world)
    }
}
