//! Serving the console: out of the binary itself, or out of a folder while one develops.
//!
//! It serves files and knows nothing of what is in them.

mod embedded;
mod etag;
mod folder;
mod name;
mod respond;
mod serve;

pub use folder::Folder;
pub use serve::serve;

/// Where the console's files are.
#[derive(Debug, Clone)]
pub enum Console {
    /// In this binary, packed when it was built; perhaps none were there.
    BuiltIn,
    Folder(Folder),
}
