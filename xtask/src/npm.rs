//! The npm packages of the browser tests and of the bench, and commands that use them.
//!
//! Why: `npm ci` only runs when the lock file is not the one that was installed.
//! Must not know: what is done with them.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    clock::Done,
    error::{Error, Result},
    place, shell,
};

/// A folder with a lock file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packages {
    Journeys,
    Bench,
}

impl Packages {
    pub fn folder(self) -> PathBuf {
        place::root().join(match self {
            Self::Journeys => "tests/browser",
            Self::Bench => "bench",
        })
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Journeys => "the browser tests",
            Self::Bench => "the bench",
        }
    }
}

pub fn ensure(packages: Packages) -> Result<Done> {
    let folder = packages.folder();
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Error::file(&lock))?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(Done::There);
    }
    eprintln!("setup: installing the npm packages of {}", packages.name());
    let mut install = shell::command("npm");
    install
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run_quietly(&mut install, "npm-ci")?;
    fs::write(&stamp, wanted).map_err(Error::file(stamp))?;
    Ok(Done::Made)
}

/// A program of these packages, run in their folder; nothing is fetched for it.
pub fn program(packages: Packages, name: &str) -> Command {
    let mut command = shell::command("npx");
    command
        .args(["--no-install", name])
        .current_dir(packages.folder());
    command
}

/// A script that their `package.json` names.
pub fn script(packages: Packages, name: &str) -> Command {
    let mut command = shell::command("npm");
    command
        .args(["run", "--silent", name])
        .current_dir(packages.folder());
    command
}
