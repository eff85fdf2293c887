//! The files of a folder, read anew for every request, so that a rebuild shows at once.

use super::etag;
use super::name::is_plain;
use super::respond::File;
use crate::state::StartError;
use std::path::PathBuf;

/// A folder with an `index.html`.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Takes a folder for a console.
    ///
    /// # Errors
    /// When no `index.html` lies in it.
    pub fn open(path: PathBuf) -> Result<Self, StartError> {
        if path.join("index.html").is_file() {
            Ok(Self(path))
        } else {
            Err(StartError::NoConsole(path))
        }
    }

    pub(super) async fn find(&self, path: &str) -> Option<File> {
        if !is_plain(path) {
            return None;
        }
        let content = tokio::task::spawn_blocking({
            let path = self.0.join(path);
            move || std::fs::read(path)
        });
        let content = content.await.ok()?.ok()?;
        Some(File {
            etag: etag::of(&content).into(),
            plain: content.into(),
            brotli: None,
        })
    }
}
