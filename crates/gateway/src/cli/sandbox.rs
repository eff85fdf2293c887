//! `redrive sandbox`: the three APIs alone.

use super::say;
use crate::sandbox;
use crate::serve::interrupted;
use crate::state::StartError;
use clap::ValueEnum;
use redrive_sandbox::Scale;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:9000")]
    listen: SocketAddr,
    #[command(flatten)]
    story: Story,
    /// Keep the data in this file instead of in memory.
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Story {
    /// The same seed makes the same data.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How much data there is.
    #[arg(long, value_enum, default_value_t = Size::Small)]
    pub scale: Size,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Size {
    Small,
    Medium,
    Large,
}

impl From<Size> for Scale {
    fn from(size: Size) -> Self {
        match size {
            Size::Small => Self::Small,
            Size::Medium => Self::Medium,
            Size::Large => Self::Large,
        }
    }
}

pub async fn run(args: Args) -> Result<(), StartError> {
    let running = sandbox::start(sandbox::Options {
        listen: args.listen,
        seed: args.story.seed,
        scale: args.story.scale.into(),
        file: args.file,
    })
    .await?;
    let interrupted = interrupted()?;
    say(&format!("sandbox   http://{}\n", running.address));
    interrupted.await;
    running.shutdown().await;
    Ok(())
}
