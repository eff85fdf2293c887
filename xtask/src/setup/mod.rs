//! The first step of every other command: makes sure that what they need is there.
//!
//! Two lanes run side by side, because one waits mostly for the network and the other
//! mostly for the processor: the wasm target, the browser and the npm packages; and the
//! two tools built from source. With nothing to do, each part is a cheap look.
//! Must not know: what the tools are then used for.

mod browser;
mod debian;
mod target;
mod tools;

use std::{path::PathBuf, process::Command, thread, time::Instant};

use crate::{
    clock,
    error::{Error, Result},
    npm::{self, Packages},
    place, shell,
};

/// Everything that the setup found or made.
pub struct Workshop {
    /// The rustup toolchain that can compile for wasm, when it is not the default one.
    pub wasm_toolchain: Option<String>,
    /// The folders of trunk and of the wasm-bindgen CLI.
    pub tool_folders: Vec<PathBuf>,
    pub browser: browser::Browser,
}

/// Installs what is missing, says what it does and how long it took.
pub fn run() -> Result<Workshop> {
    let start = Instant::now();
    let workshop = thread::scope(|scope| {
        let built = scope.spawn(tools::ensure);
        let fetched = fetched();
        if let Err(error) = &fetched {
            // Said at once: the other lane may still take minutes to come to an end.
            eprintln!("setup: {error}");
        }
        let tool_folders = built.join().map_err(|_| Error::Lane)??;
        let (wasm_toolchain, browser) = fetched?;
        Ok(Workshop {
            wasm_toolchain,
            tool_folders,
            browser,
        })
    })?;
    eprintln!("setup: all there after {}", clock::seconds(start.elapsed()));
    Ok(workshop)
}

fn fetched() -> Result<(Option<String>, browser::Browser)> {
    let wasm_toolchain = timed("the wasm32 target", target::ensure)?;
    let browser = timed("Chromium and its driver", browser::ensure)?;
    timed("npm packages of the browser tests", || {
        npm::ensure(Packages::Journeys).map(|done| ((), done))
    })?;
    Ok((wasm_toolchain, browser))
}

fn timed<T>(name: &str, ensure: impl FnOnce() -> Result<(T, clock::Done)>) -> Result<T> {
    let start = Instant::now();
    let (value, done) = ensure()?;
    clock::setup_line(name, &done, start.elapsed());
    Ok(value)
}

impl Workshop {
    /// A program that compiles, bundles or tests for wasm: with the right toolchain, and
    /// the built tools first on PATH.
    pub fn wasm_command(&self, program: &str) -> Command {
        let mut command = shell::command(self.tool(program));
        if let Some(toolchain) = &self.wasm_toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.tool_folders.iter().cloned();
        if let Ok(joined) = std::env::join_paths(folders.chain(std::env::split_paths(&path))) {
            command.env("PATH", joined);
        }
        command
    }

    /// Where a tool stands; its bare name when it is neither built nor on PATH.
    pub fn tool(&self, program: &str) -> PathBuf {
        self.tool_folders
            .iter()
            .map(|folder| folder.join(program))
            .find(|file| file.is_file())
            .or_else(|| place::on_path(program))
            .unwrap_or_else(|| PathBuf::from(program))
    }
}
