//! Debian's way to things that are usually downloaded: system packages, and a wasm
//! standard library built from Debian's own sources.
//!
//! Debian ships a current compiler, cargo and clippy (the `-web` packages, made for
//! browsers) with the library's sources, but no wasm library. It is built once, in half a
//! minute, put where that compiler looks for it, and the compiler is linked into rustup
//! under a name of ours. Nothing native is ever compiled with it.
//! Must not know: who asks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::target::{self, TARGET};
use crate::{
    error::{Error, Result},
    place, shell,
};

/// The rustup name of Debian's compiler.
pub const TOOLCHAIN: &str = "redrive-web";

const COMPILER: [&str; 6] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "rust-web-clippy",
    "lld-22",
];
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
/// Names the compiler that the library was built with: after an upgrade it is built again.
const STAMP: &str = "redrive-built-with";

/// Whether this is Debian, or like it, and we may install what we need.
fn may_install() -> bool {
    place::on_path("apt-get").is_some()
        && shell::answer(shell::command("id").arg("-u")).as_deref() == Some("0")
}

/// Installs packages; where that is not allowed, says the command instead.
pub fn install(packages: &[&str], what: &str) -> Result<()> {
    if !may_install() {
        return Err(Error::Missing {
            what: format!(
                "missing: {what} (the command is Debian's; elsewhere, the same programs)"
            ),
            command: format!("sudo apt-get install --yes {}", packages.join(" ")),
        });
    }
    eprintln!("setup: installing {} with apt-get", packages.join(" "));
    // A source that does not answer is no reason to stop: another may have the packages.
    if let Err(error) = shell::run_quietly(shell::command("apt-get").arg("update"), "apt-update") {
        eprintln!("setup: {error}");
    }
    let mut install = shell::command("apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    shell::run_quietly(&mut install, "apt-install")
}

/// Whether an earlier setup left a toolchain that still fits its compiler.
pub fn is_ready() -> bool {
    let Some(version) = compiler_version() else {
        return false;
    };
    fs::read_to_string(library_folder().join(STAMP)).is_ok_and(|stamp| stamp == version)
        && target::has_target(Some(TOOLCHAIN))
}

/// Installs Debian's compiler, builds the wasm library and links the toolchain.
pub fn ensure_toolchain() -> Result<()> {
    if !may_install() || place::on_path("rustup").is_none() {
        return Err(Error::Missing {
            what: format!("missing: the Rust target {TARGET}"),
            command: format!("rustup target add {TARGET}"),
        });
    }
    install(&COMPILER, "a compiler with the sources of its library")?;
    build_library()?;
    let mut link = shell::command("rustup");
    link.args(["toolchain", "link", TOOLCHAIN, "/usr"]);
    shell::run_quietly(&mut link, "rustup-link")
}

fn build_library() -> Result<()> {
    let version = compiler_version().unwrap_or_default();
    let work = place::cache().join("wasm-library");
    let source = work.join("library");
    discard(&work)?;
    copy_folder(Path::new("/usr/lib/rustlib/src/rust/library"), &source)?;
    eprintln!("setup: building the wasm32 standard library from Debian's sources");
    let mut build = shell::command(CARGO);
    build
        .args(["build", "--release", "--target", TARGET])
        .args(["--features", "compiler-builtins-mem"])
        .args(["--manifest-path", "sysroot/Cargo.toml"])
        .current_dir(&source)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "RUSTFLAGS",
            "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes",
        )
        .env("CARGO_TARGET_DIR", work.join("target"));
    shell::run_quietly(&mut build, "wasm-library")?;

    let made = work.join("target").join(TARGET).join("release/deps");
    let folder = library_folder();
    discard(&folder)?;
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    for entry in fs::read_dir(&made).map_err(Error::file(&made))? {
        let file = entry.map_err(Error::file(&made))?.path();
        if let Some(name) = file.file_name()
            && file.extension().is_some_and(|kind| kind == "rlib")
        {
            fs::copy(&file, folder.join(name)).map_err(Error::file(&file))?;
        }
    }
    let stamp = folder.join(STAMP);
    fs::write(&stamp, version).map_err(Error::file(stamp))?;
    discard(&work)
}

fn library_folder() -> PathBuf {
    Path::new("/usr/lib/rustlib").join(TARGET).join("lib")
}

fn compiler_version() -> Option<String> {
    shell::answer(shell::command(RUSTC).arg("-vV"))
}

fn discard(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::file(folder))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).map_err(Error::file(to))?;
    for entry in fs::read_dir(from).map_err(Error::file(from))? {
        let entry = entry.map_err(Error::file(from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(Error::file(&source))?;
        }
    }
    Ok(())
}
