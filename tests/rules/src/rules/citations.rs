//! A section of docs/contracts.md that code cites, as in `(contract 2.4, 2.5)`, exists: whoever
//! follows a citation must arrive somewhere.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

/// Where the sections are.
pub const CONTRACTS: &str = "docs/contracts.md";

const MARK: &str = "(contract ";

/// The sections that the document has: `2.4`.
pub fn sections(contracts: &File) -> Vec<String> {
    contracts
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .filter_map(|heading| heading.split_whitespace().next())
        .filter(|word| is_section(word))
        .map(str::to_owned)
        .collect()
}

/// The sections that a file cites.
pub fn cited(file: &File) -> usize {
    file.text.lines().map(|line| named(line).count()).sum()
}

pub fn breaches(file: &File, sections: &[String]) -> Vec<Breach> {
    refuse_lines(file, |line| {
        named(line)
            .find(|name| !sections.iter().any(|section| section == name))
            .map(|name| format!("cites contract {name}, which is not there"))
    })
}

/// The sections that a line names, in a file of Rust.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let is_comment = line.trim_start().starts_with("//");
    line.split(MARK)
        .skip(1)
        .filter(move |_| is_comment)
        .filter_map(|rest| rest.split(')').next())
        .flat_map(|list| list.split([',', ' ']))
        .filter(|word| !matches!(*word, "" | "to" | "and"))
}

fn is_section(word: &str) -> bool {
    word.split_once('.').is_some_and(|(chapter, section)| {
        [chapter, section]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<Breach> {
        let contracts = File::new(
            CONTRACTS,
            "# APIs\n### 2.4 Replay one\n### 2.5 Replay in bulk\n### Side by side\n",
        );
        breaches(
            &File::new("crates/sandbox/src/a.rs", line),
            &sections(&contracts),
        )
    }

    #[test]
    fn a_section_that_is_not_there_is_caught() {
        for bad in [
            "//! Lists (contract 2.9).",
            "//! Lists (contract 2.4, 3.5).",
            "//! Lists (contract 2.4 to 2.6).",
            "//! Lists (contract somewhere).",
        ] {
            assert_eq!(of(bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn sections_that_are_there_may_be_cited_alone_and_together() {
        for good in [
            "//! Replays one (contract 2.4).",
            "//! Replays (contract 2.4, 2.5).",
            "//! Replays (contract 2.4 to 2.5).",
            "let text = \"(contract 9.9)\";",
        ] {
            assert!(of(good).is_empty(), "{good}");
        }
    }

    #[test]
    fn citations_are_counted() {
        let text = "//! Replays (contract 2.4, 2.5).\n//! Nothing.\n";
        assert_eq!(cited(&File::new("a.rs", text)), 2);
    }
}
