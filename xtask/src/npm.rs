//! The npm packages of the browser tests, and commands that use them.
//!
//! Why: `npm ci` only runs when the lock file is not the one that was installed.
//! Must not know: what the tests do.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    clock::Done,
    error::{Error, Result},
    place, shell,
};

pub fn folder() -> PathBuf {
    place::root().join("tests/browser")
}

pub fn ensure() -> Result<Done> {
    let lock = folder().join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Error::file(&lock))?;
    let stamp = folder().join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(Done::There);
    }
    eprintln!("setup: installing the npm packages of the browser tests");
    let mut install = shell::command("npm");
    install
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run_quietly(&mut install, "npm-ci")?;
    fs::write(&stamp, wanted).map_err(Error::file(stamp))?;
    Ok(Done::Made)
}

/// A program of these packages, run in their folder; nothing is fetched for it.
pub fn program(name: &str) -> Command {
    let mut command = shell::command("npx");
    command.args(["--no-install", name]).current_dir(folder());
    command
}
