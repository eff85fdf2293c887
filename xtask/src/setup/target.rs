//! A toolchain that can compile for wasm32-unknown-unknown.
//!
//! In this order: the default toolchain has the target; the Debian toolchain linked by an
//! earlier setup has it; rustup fetches it (given 30 s, because on a closed network it
//! hangs without an answer); Debian's way (see `debian.rs`). An earlier success is looked
//! for first, so the 30 s are waited at most once on a machine.

use std::{fs, path::Path, time::Duration};

use super::debian;
use crate::{clock::Done, error::Result, place, shell};

pub const TARGET: &str = "wasm32-unknown-unknown";

const FETCH_LIMIT: Duration = Duration::from_secs(30);

/// The name of the toolchain to use for wasm, or none for the default one.
pub fn ensure() -> Result<(Option<String>, Done)> {
    if has_target(None) {
        return Ok((None, Done::There));
    }
    let linked = Some(debian::TOOLCHAIN.to_owned());
    if debian::is_ready() {
        return Ok((linked, Done::There));
    }
    if place::on_path("rustup").is_some() {
        eprintln!("setup: fetching the wasm32 target with rustup (at most 30 s)");
        let mut fetch = shell::command("rustup");
        fetch.args(["target", "add", TARGET]);
        if shell::succeeds_within(&mut fetch, FETCH_LIMIT)? && has_target(None) {
            return Ok((None, Done::Made));
        }
        eprintln!("setup: rustup's server does not answer; building the target the Debian way");
    }
    debian::ensure_toolchain()?;
    Ok((linked, Done::Made))
}

/// Whether a toolchain has the standard library for the target.
pub fn has_target(toolchain: Option<&str>) -> bool {
    let mut ask = shell::command("rustc");
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    if let Some(name) = toolchain {
        ask.env("RUSTUP_TOOLCHAIN", name);
    }
    shell::answer(&mut ask).is_some_and(|folder| has_core(Path::new(&folder)))
}

fn has_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    })
}
