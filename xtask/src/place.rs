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

/// The folder of built tools, shared by every clone of this user.
pub fn cache() -> PathBuf {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    folder("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| folder("HOME").map(|home| Path::new(&home).join(".cache")))
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
