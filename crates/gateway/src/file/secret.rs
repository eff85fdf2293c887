//! Where a secret is read from: an environment variable or a file of its own. Never the
//! configuration itself, which is copied, backed up and shown to others.
//!
//! What is named instead of the secret is held to the form of such a name before it is ever
//! repeated, because somebody may put the secret itself there.

use super::section::Section;
use redrive_core::secret::Secret;
use reqwest::header::HeaderValue;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use toml::Value;

/// Asks for an environment variable. An argument, so that a test needs no variable of the process.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<OsString>;

const EXPECTED: &str = r#"{ env = "NAME" } or { file = "/path" }"#;
/// No token is longer; a path may lead to something that never ends.
const MOST: u64 = 64 << 10;

/// Where a secret came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Variable(String),
    File(PathBuf),
}

impl fmt::Display for Source {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(to, "the environment variable {name}"),
            Self::File(path) => write!(to, "the file {}", path.display()),
        }
    }
}

/// Reads the secret that `key` of a section leads to.
pub fn read(
    section: &mut Section,
    key: &'static str,
    variables: Variables,
) -> Option<(Secret, Source)> {
    let found = match section.take(key) {
        None => Err(format!("it is missing; expected is {EXPECTED}")),
        Some(Value::String(_)) => Err(format!(
            "a secret does not stand in this file, which is copied, backed up and shown to others; \
             say where it is read from instead, as {EXPECTED}"
        )),
        Some(Value::Table(table)) => source(table).and_then(|source| {
            let secret = fetch(&source, variables)?;
            Ok((secret, source))
        }),
        Some(other) => return section.another(key, &other, EXPECTED),
    };
    section.accept(key, found)
}

fn source(mut table: toml::Table) -> Result<Source, String> {
    let (env, file) = (table.remove("env"), table.remove("file"));
    match (env, file, table.is_empty()) {
        (Some(Value::String(name)), None, true) if is_variable(&name) => Ok(Source::Variable(name)),
        (Some(Value::String(_)), None, true) => Err(
            "what stands under env is not the name of an environment variable (capital letters, \
             digits and _) and is not shown, because it may be the secret itself"
                .to_owned(),
        ),
        (None, Some(Value::String(path)), true) if Path::new(&path).is_absolute() => {
            Ok(Source::File(path.into()))
        }
        (None, Some(Value::String(_)), true) => Err(
            "what stands under file is not a path from the root on and is not shown, because it \
             may be the secret itself"
                .to_owned(),
        ),
        _ => Err(format!(
            "it names not just one place; expected is {EXPECTED}"
        )),
    }
}

fn is_variable(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_uppercase() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn fetch(source: &Source, variables: Variables) -> Result<Secret, String> {
    let text = match source {
        Source::Variable(name) => variables(name)
            .ok_or_else(|| format!("{source} is not set"))?
            .into_string()
            .map_err(|_| format!("{source} holds no text"))?,
        Source::File(path) => {
            file(path).map_err(|error| format!("{source} cannot be read: {}", reason(&error)))?
        }
    };
    // Editors and `echo` end a file with a line break, which no token holds.
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{source} is empty"));
    }
    // The rule for whatever stands in a header; a client's secret is held to it too.
    if HeaderValue::from_str(text).is_err() || !text.is_ascii() {
        return Err(format!(
            "what {source} holds is no token: more than one line, or letters that none has"
        ));
    }
    Ok(Secret::new(text.to_owned()))
}

fn file(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

/// The system's word for it, which says nothing of what was read.
fn reason(error: &io::Error) -> String {
    error.kind().to_string()
}
