//! The files of a journal: one a day, written at its end alone, and deleted when nothing in it can
//! matter to anybody any more.

use super::Entry;
use crate::confirm::sent::REMEMBERED_FOR;
use chrono::{NaiveDate, TimeDelta};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use thiserror::Error;

const LOCK: &str = "lock";

/// Why a journal was not opened. A gateway that knew only a part of what was sent would send the
/// rest again.
#[derive(Debug, Error)]
pub enum JournalError {
    #[error("the journal in {0} cannot be used: {1}")]
    Folder(PathBuf, io::Error),
    #[error("the journal in {0} is written by another gateway")]
    Taken(PathBuf),
    #[error("line {line} of the journal {path} cannot be read: {why}")]
    Line {
        path: PathBuf,
        line: usize,
        why: serde_json::Error,
    },
}

/// The folder, with the file of the day open.
pub struct Days {
    folder: PathBuf,
    date: NaiveDate,
    file: File,
    /// Up to where it holds whole lines.
    length: u64,
    /// Whether half a line stands behind that and could not be cut off.
    broken: bool,
    /// Held for as long as we write.
    _lock: File,
}

impl Days {
    /// Reads every line, the oldest first.
    ///
    /// # Errors
    /// See [`JournalError`].
    pub fn open(
        folder: &Path,
        today: NaiveDate,
        take: &mut dyn FnMut(Entry),
    ) -> Result<Self, JournalError> {
        let failed = |error| JournalError::Folder(folder.to_owned(), error);
        let lock = locked(folder)?;
        let mut days = days(folder).map_err(failed)?;
        days.sort_unstable();
        let mut whole = (today, 0);
        for date in days {
            if is_over(date, today) {
                delete(&path_of(folder, date));
            } else {
                let length = read(&path_of(folder, date), take)?;
                // The date may have been set back since: lines stand in the order in which they
                // were written all the same.
                if date >= whole.0 {
                    whole = (date, length);
                }
            }
        }
        let (date, length) = whole;
        let file = opened(folder, date).map_err(failed)?;
        // Of a line that breaks off, the call never left.
        file.set_len(length).map_err(failed)?;
        Ok(Self {
            folder: folder.to_owned(),
            date,
            file,
            length,
            broken: false,
            _lock: lock,
        })
    }

    /// Writes whole lines; with `wait`, they are on the disk when it returns.
    ///
    /// # Errors
    /// When they are not written. Then none of them is.
    pub fn append(&mut self, lines: &str, wait: bool, today: NaiveDate) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("a line before it breaks off"));
        }
        if today > self.date {
            self.file = opened(&self.folder, today)?;
            (self.date, self.length) = (today, 0);
            for date in days(&self.folder).unwrap_or_default() {
                if is_over(date, today) {
                    delete(&path_of(&self.folder, date));
                }
            }
        }
        let mut written = self.file.write_all(lines.as_bytes());
        if wait && written.is_ok() {
            written = self.file.sync_data();
        }
        match written {
            Ok(()) => self.length += lines.len() as u64,
            Err(_) => self.broken = self.file.set_len(self.length).is_err(),
        }
        written
    }
}

#[cfg(test)]
impl Days {
    /// Writes elsewhere from now on; gives where it wrote before.
    pub fn replace_file(&mut self, file: File) -> File {
        std::mem::replace(&mut self.file, file)
    }
}

/// Makes sure that nobody else writes there.
fn locked(folder: &Path) -> Result<File, JournalError> {
    let failed = |error| JournalError::Folder(folder.to_owned(), error);
    let lock = options().open(folder.join(LOCK)).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(JournalError::Taken(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Opens the file of a day to write at its end. A new one is there after a crash as well.
fn opened(folder: &Path, date: NaiveDate) -> io::Result<File> {
    let file = options().open(path_of(folder, date))?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(file)
}

/// It names operators and what was sent: nobody else reads it.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Reads the whole lines of a file, and tells up to where they go.
fn read(path: &Path, take: &mut dyn FnMut(Entry)) -> Result<u64, JournalError> {
    let failed = |error| JournalError::Folder(path.to_owned(), error);
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let (mut bytes, mut length) = (Vec::new(), 0);
    for line in 1.. {
        bytes.clear();
        let read = file.read_until(b'\n', &mut bytes).map_err(failed)?;
        if bytes.last() != Some(&b'\n') {
            break;
        }
        let entry = serde_json::from_slice(&bytes).map_err(|why| JournalError::Line {
            path: path.to_owned(),
            line,
            why,
        })?;
        take(entry);
        length += read as u64;
    }
    Ok(length)
}

/// The days that have a file.
fn days(folder: &Path) -> io::Result<Vec<NaiveDate>> {
    let mut days = Vec::new();
    for file in fs::read_dir(folder)? {
        let name = file?.file_name();
        let date = name.to_str().and_then(|name| {
            let date = name.strip_prefix("sent-")?.strip_suffix(".jsonl")?;
            date.parse().ok()
        });
        days.extend::<Option<NaiveDate>>(date);
    }
    Ok(days)
}

fn path_of(folder: &Path, date: NaiveDate) -> PathBuf {
    folder.join(format!("sent-{date}.jsonl"))
}

/// Whether no plan of which something left on that day is remembered any more.
fn is_over(date: NaiveDate, today: NaiveDate) -> bool {
    today - date > REMEMBERED_FOR + TimeDelta::days(1)
}

/// One that stays does no harm, and is tried again tomorrow.
fn delete(path: &Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!(%error, "an old day of the journal stays");
    }
}
