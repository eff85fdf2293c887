//! The configuration file: read as a whole, with every secret that it leads to, or refused as a
//! whole with all that is wrong.
//!
//! It reaches for no vendor and listens nowhere; whether a token opens anything shows only when it
//! is used.

mod address;
mod connection;
mod deployment;
mod fault;
mod journal;
mod label;
mod operator;
mod secret;
mod section;
mod serving;
mod vendor;

pub use connection::Account;
pub use deployment::Deployment;
pub use fault::{Fault, Faults};
pub use secret::{Source, Variables};

use redrive_core::connection::Environment;
use section::Section;
use std::collections::HashSet;
use std::path::Path;
use toml::Table;

const ENVIRONMENTS: &str = r#""production" or "sandbox""#;

/// Reads the file, and the secrets that it names.
///
/// # Errors
/// With everything that is wrong with it.
pub fn read(path: &Path, variables: Variables) -> Result<Deployment, Faults> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| vec![Fault::new("the file", error.kind().to_string())]);
    text.and_then(|text| parse(&text, variables))
        .map_err(|faults| Faults {
            path: path.to_owned(),
            faults,
        })
}

fn parse(text: &str, variables: Variables) -> Result<Deployment, Vec<Fault>> {
    let table: Table = toml::from_str(text).map_err(|error| vec![no_toml(text, &error)])?;
    let mut whole = Section::new("the file", table);
    let said = whole.text("environment", ENVIRONMENTS);
    let environment = said.and_then(|text| environment(&mut whole, &text));
    let journal = journal::read(&mut whole);
    // What is wrong with a connection is told also where this is not said.
    let of_all = environment.unwrap_or(Environment::Production);
    let mut faults = Vec::new();
    let mut serving = Section::new("serving", whole.table("serving"));
    let listening = serving::read(&mut serving);
    faults.extend(serving.end());
    let operators = whole.tables("operators");
    if operators.is_empty() {
        whole.fault(
            "operators",
            "there is none, so nobody could sign in; expected is one table [[operators]] for each",
        );
    }
    let operators = each("operator", operators, &mut faults, operator::read);
    let connections = whole.tables("connections");
    let accounts = each("connection", connections, &mut faults, |section| {
        connection::read(section, of_all, variables)
    });
    refuse_twice(
        &mut whole,
        "operators",
        operators.iter().map(|one| one.name.as_str()),
    );
    let ids = accounts
        .iter()
        .map(|one| one.upstream.connection.id.as_str());
    refuse_twice(&mut whole, "connections", ids);
    let mut all = whole.end();
    all.append(&mut faults);
    match (environment, listening) {
        (Some(environment), Some((listen, serving))) if all.is_empty() => Ok(Deployment {
            listen,
            environment,
            serving,
            operators,
            accounts,
            journal,
        }),
        _ => Err(all),
    }
}

/// Reads the tables of one kind, each as a section with a number until it has a name.
fn each<T>(
    kind: &str,
    tables: Vec<Table>,
    faults: &mut Vec<Fault>,
    mut read: impl FnMut(&mut Section) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::with_capacity(tables.len());
    for (number, table) in (1..).zip(tables) {
        let mut section = Section::new(format!("{kind} {number}"), table);
        found.extend(read(&mut section));
        faults.extend(section.end());
    }
    found
}

fn environment(section: &mut Section, text: &str) -> Option<Environment> {
    let environment = match text {
        "production" => Ok(Environment::Production),
        "sandbox" => Ok(Environment::Sandbox),
        _ => Err(format!("it is no environment; expected is {ENVIRONMENTS}")),
    };
    section.accept("environment", environment)
}

fn refuse_twice<'a>(whole: &mut Section, key: &str, names: impl Iterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            whole.fault(key, format!("two of them are named {name:?}"));
        }
    }
}

/// Where the syntax breaks. The parser's own display would repeat the line.
fn no_toml(text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.chars().count())
        + 1;
    let why = error.message();
    Fault::new(
        "the file",
        format!("it is no TOML from line {line}, column {column} on: {why}"),
    )
}
