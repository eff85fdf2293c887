//! The files of a folder, read anew for every request, so that a rebuild shows at once.
//!
//! A file is sent packed where its packed twin lies beside it, as in `start.js.br`: the console
//! can be measured so without being built into the binary.

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
        let read = tokio::task::spawn_blocking({
            let twin = self.0.join(format!("{path}.br"));
            let path = self.0.join(path);
            move || std::fs::read(path).map(|content| (content, std::fs::read(twin).ok()))
        });
        let (content, packed) = read.await.ok()?.ok()?;
        Some(File {
            etag: etag::of(&content).into(),
            plain: content.into(),
            brotli: packed.map(Into::into),
        })
    }
}
