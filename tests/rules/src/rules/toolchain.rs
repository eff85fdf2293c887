//! No file makes rustup fetch a toolchain by itself: on a closed network that hangs, and on
//! an open one it changes somebody's machine unasked. `rust-version` says what is needed.

use crate::{breach::Breach, repository::File};

pub fn breaches(file: &File) -> Vec<Breach> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    if !matches!(name, "rust-toolchain" | "rust-toolchain.toml") {
        return Vec::new();
    }
    vec![Breach {
        path: file.path.clone(),
        line: 0,
        what: "names a toolchain that rustup would fetch".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_file_anywhere_is_caught() {
        assert_eq!(breaches(&File::new("rust-toolchain.toml", "")).len(), 1);
        assert_eq!(breaches(&File::new("xtask/rust-toolchain", "")).len(), 1);
        assert!(breaches(&File::new("docs/rust-toolchain.md", "")).is_empty());
    }
}
