//! The files that a commit would hold: tracked ones, and new ones that are not ignored.
//!
//! New files count too, so that a rule speaks before the commit and not after it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A text file of the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path from the root, with forward slashes.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether its name ends in one of these extensions.
    pub fn is(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path)
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| extensions.contains(&extension))
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Every text file; an error says why git could not list them.
///
/// # Errors
/// When git is not there or this is no repository.
pub fn files() -> Result<Vec<File>, String> {
    let output = Command::new("git")
        .args(["ls-files", "-co", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("git could not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let paths = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(paths.split('\0').filter_map(read).collect())
}

/// A file that is binary, or was deleted and not yet committed, is none of the rules'.
fn read(path: &str) -> Option<File> {
    let text = fs::read_to_string(root().join(path)).ok()?;
    Some(File::new(path, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_only_starts_alike_is_another_folder() {
        assert!(File::new("src/pages/list.rs", "").is_under("src/pages"));
        assert!(!File::new("src/pages2/list.rs", "").is_under("src/pages"));
    }

    #[test]
    fn the_repository_lists_this_file() {
        let files = files().expect("git lists them");
        assert!(
            files
                .iter()
                .any(|file| file.path == "tests/rules/src/repository.rs")
        );
    }
}
