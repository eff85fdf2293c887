//! Reads one version out of Cargo.lock.
//!
//! Why: the wasm-bindgen CLI must be of exactly the version that the console is compiled
//! with, and that version is written in one place only.

use std::fs;

use crate::{
    error::{Error, Result},
    place,
};

/// The locked version of a package.
pub fn version_of(package: &str) -> Result<String> {
    let path = place::root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(Error::file(&path))?;
    find(&text, package).ok_or_else(|| Error::Content {
        what: format!("names no version of {package}; run `cargo generate-lockfile`"),
        path,
    })
}

fn find(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn a_name_that_starts_alike_is_another_package() {
        assert_eq!(find(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(find(LOCK, "wasm"), None);
    }
}
