//! One place where a rule is broken, and how a failing test says it.

use std::fmt;

use crate::repository::File;

/// Where a rule is broken, and what stands there.
#[derive(Debug, PartialEq, Eq)]
pub struct Breach {
    pub path: String,
    /// The line, counted from 1; 0 when it concerns the whole file.
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// The lines of a file that a rule refuses; the rule says why.
pub fn refuse_lines(file: &File, refuses: impl Fn(&str) -> Option<String>) -> Vec<Breach> {
    file.text
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            refuses(line).map(|what| Breach {
                path: file.path.clone(),
                line: index + 1,
                what,
            })
        })
        .collect()
}

/// Every breach of a rule in many files.
pub fn of_all<'a>(
    files: impl IntoIterator<Item = &'a File>,
    rule: impl Fn(&File) -> Vec<Breach>,
) -> Vec<Breach> {
    files.into_iter().flat_map(rule).collect()
}

/// The text of a failing test: what is wrong where, and what to do about it.
pub fn message(what_to_do: &str, breaches: &[Breach]) -> String {
    let lines: Vec<String> = breaches.iter().map(|one| format!("  {one}")).collect();
    format!("\n{what_to_do}\n{}\n", lines.join("\n"))
}
