//! Everything that can go wrong in xtask, in words that say what to do next.
//!
//! Why: the person who reads it is setting up a machine and has not read this code.

use std::{fmt, io, path::PathBuf};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// The words typed are no task.
    Usage(String),
    /// A program could not be started at all.
    Start { program: String, source: io::Error },
    /// A program ran and said no.
    Failed { line: String, status: String },
    /// A quiet program ran and said no; the end of what it printed.
    FailedQuietly {
        line: String,
        status: String,
        log: PathBuf,
        end: String,
    },
    /// A file could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// Something must be there that only a person can put there: one command.
    Missing { what: String, command: String },
    /// A file does not hold what it should.
    Content { path: PathBuf, what: String },
    /// A lane of the setup broke off.
    Lane,
    /// Several checks ran; these failed.
    Several(Vec<String>),
}

impl Error {
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(words) => {
                write!(f, "`{words}` is no task. There are:\n{}", crate::cli::HELP)
            }
            Self::Start { program, source } => write!(f, "{program} could not start: {source}"),
            Self::Failed { line, status } => write!(f, "failed ({status}): {line}"),
            Self::FailedQuietly {
                line,
                status,
                log,
                end,
            } => write!(
                f,
                "failed ({status}): {line}\n{end}\nAll it printed is in {}",
                log.display()
            ),
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Missing { what, command } => write!(
                f,
                "{what}. This cannot be installed from here. Run this once, then the same command again:\n\n    {command}\n"
            ),
            Self::Content { path, what } => write!(f, "{}: {what}", path.display()),
            Self::Lane => write!(
                f,
                "a part of the setup broke off; this is a mistake in xtask"
            ),
            Self::Several(names) => write!(f, "failed: {}", names.join(", ")),
        }
    }
}

impl std::error::Error for Error {}
