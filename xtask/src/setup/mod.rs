//! The first step of other commands: makes sure that what they need is there, and no more. Who
//! builds gets no browser, and who checks needs none.
//!
//! Two lanes run side by side, because one waits mostly for the network and the other
//! mostly for the processor: the wasm target, Node, the browser and the npm packages; and the
//! tools built from source. With nothing to do, each part is a cheap look.
//! Must not know: what the tools are then used for.

mod browser;
mod debian;
mod node;
pub mod target;
mod tools;

use std::{path::PathBuf, process::Command, thread, time::Instant};

use crate::{
    clock,
    error::{Error, Result},
    npm::{self, Packages},
    place, shell,
};

pub use browser::Browser;

/// What compiles and bundles: found, or made.
pub struct Workshop {
    /// The rustup toolchain that can compile for wasm, when it is not the default one.
    pub wasm_toolchain: Option<String>,
    /// The folders of trunk and of the wasm-bindgen CLI.
    pub tool_folders: Vec<PathBuf>,
}

/// Whether the tests that are wanted drive a browser by Playwright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tests {
    Wasm,
    Journeys,
}

/// What it takes to build the console and the binary.
pub fn to_build() -> Result<Workshop> {
    with(|| Ok(())).map(|(workshop, ())| workshop)
}

/// What it takes to check everything: the types of all pages' scripts, too.
pub fn to_check() -> Result<Workshop> {
    let packages = || packages(Packages::Journeys).and_then(|()| packages(Packages::Bench));
    with(packages).map(|(workshop, ())| workshop)
}

/// What it takes to run tests in a browser.
pub fn to_test(tests: Tests) -> Result<(Workshop, Browser)> {
    with(|| {
        let browser = timed("Chromium and its driver", browser::ensure)?;
        if tests == Tests::Journeys {
            packages(Packages::Journeys)?;
        }
        Ok(browser)
    })
}

/// What it takes to measure.
pub fn to_bench() -> Result<(Workshop, Browser)> {
    with(|| {
        let browser = timed("Chromium and its driver", browser::ensure)?;
        packages(Packages::Bench).map(|()| browser)
    })
}

/// Installs what is missing to build, and whatever else is needed; says what it does and how long
/// it took.
fn with<T>(else_needed: impl FnOnce() -> Result<T>) -> Result<(Workshop, T)> {
    let start = Instant::now();
    let ready = thread::scope(|scope| {
        let built = scope.spawn(tools::ensure);
        let fetched = fetched(else_needed);
        if let Err(error) = &fetched {
            // Said at once: the other lane may still take minutes to come to an end.
            eprintln!("setup: {error}");
        }
        let tool_folders = built.join().map_err(|_| Error::Lane)??;
        let (wasm_toolchain, also) = fetched?;
        let workshop = Workshop {
            wasm_toolchain,
            tool_folders,
        };
        Ok((workshop, also))
    })?;
    eprintln!("setup: all there after {}", clock::seconds(start.elapsed()));
    Ok(ready)
}

fn fetched<T>(else_needed: impl FnOnce() -> Result<T>) -> Result<(Option<String>, T)> {
    let wasm_toolchain = timed("the wasm32 target", target::ensure)?;
    timed("Node", || node::ensure().map(|done| ((), done)))?;
    Ok((wasm_toolchain, else_needed()?))
}

fn packages(packages: Packages) -> Result<()> {
    let name = format!("npm packages of {}", packages.name());
    timed(&name, || npm::ensure(packages).map(|done| ((), done)))
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
