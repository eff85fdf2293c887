//! `redrive serve`: the console before real accounts, as a configuration file names them.

use super::say;
use crate::console::{Console, Folder};
use crate::deployment;
use crate::file;
use crate::serve::interrupted;
use crate::state::StartError;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The configuration file; docs/deployment.md explains it.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Read the file and every secret that it names, say what would be served, and end.
    #[arg(long)]
    check: bool,
    /// Serve the console out of this folder instead of the one in the binary.
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,
}

pub async fn run(args: Args) -> Result<(), StartError> {
    let deployment = file::read(&args.config, &|name| std::env::var_os(name))?;
    let console = match args.console {
        Some(path) => Console::Folder(Folder::open(path)?),
        None => Console::BuiltIn,
    };
    if args.check {
        say(&deployment.summary(deployment.listen));
        return Ok(());
    }
    let running = deployment::start(deployment, console).await?;
    let told = interrupted()?;
    say(&running.summary);
    told.await;
    // Whoever asks twice does not want to wait for what is under way.
    let told_again = interrupted()?;
    tokio::select! {
        () = running.shutdown() => {}
        () = told_again => tracing::warn!("stopped at once; what was under way may be unknown"),
    }
    Ok(())
}
