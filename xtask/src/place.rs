//! Where things stand: the repository, and the cache of built tools.
//!
//! The tools (trunk, the wasm-bindgen CLI) are kept in the user's cache folder, under
//! `redrive/NAME-VERSION`. Not in `target/`: a fresh clone, as CI makes one each time,
//! would build them again for minutes. Not in cargo's own `bin/`: there they would replace
//! a version that another project of the same person needs. A cache folder may be deleted
//! at any time; the next setup fills it again.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The binary that `cargo xtask build` makes: where cargo was told to put things, if it was.
pub fn binary() -> PathBuf {
    set("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |target| root().join(target))
        .join("release/redrive")
}

/// The folder of built tools, shared by every clone of this user.
pub fn cache() -> PathBuf {
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(|| root().join("target"))
        .join("redrive")
}

/// Where a program stands on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// A folder that the environment names.
fn set(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
