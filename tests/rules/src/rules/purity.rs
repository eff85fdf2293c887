//! What core and table must not take from `std`: files, sockets, processes, threads, the
//! environment and the clock. `dependencies.rs` holds the same of their packages.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

const PURE: [&str; 2] = ["crates/core/src", "crates/table/src"];

/// Modules of `std` that reach outside of the program.
const MODULES: [&str; 6] = ["env", "fs", "io", "net", "process", "thread"];

/// What asks a clock, from wherever it is imported.
const CLOCKS: [&str; 4] = ["SystemTime", "Instant::now", "time::Instant", "Utc::now"];

pub fn breaches(file: &File) -> Vec<Breach> {
    let is_pure = PURE.iter().any(|folder| file.is_under(folder)) && !is_test(&file.path);
    if !is_pure || !file.is(&["rs"]) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        if line.trim_start().starts_with("//") {
            return None;
        }
        let module = line.split("std::").skip(1).find_map(module);
        let clock = CLOCKS.into_iter().find(|clock| line.contains(clock));
        module
            .map(|name| format!("uses std::{name}"))
            .or_else(|| clock.map(|name| format!("asks a clock: {name}")))
    })
}

/// The refused module that follows `std::`, alone or between braces.
fn module(rest: &str) -> Option<&'static str> {
    let mut words = rest.split(|next: char| !next.is_alphanumeric() && next != '_');
    let found = |word: &str| MODULES.into_iter().find(|module| *module == word);
    if rest.starts_with('{') {
        words.find_map(found)
    } else {
        words.next().and_then(found)
    }
}

/// A test may name an address, for one.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(path: &str, line: &str) -> bool {
        !breaches(&File::new(path, line)).is_empty()
    }

    #[test]
    fn what_reaches_outside_is_caught() {
        for bad in [
            "use std::fs;",
            "use std::{collections::HashMap, env};",
            "let text = std::fs::read_to_string(path);",
            "use std::time::{Duration, SystemTime};",
            "use std::time::Instant;",
            "let start = Instant::now();",
            "let now = chrono::Utc::now();",
            "use std::net::TcpStream;",
        ] {
            assert!(caught("crates/core/src/run/mod.rs", bad), "{bad}");
            assert!(caught("crates/table/src/view.rs", bad), "{bad}");
        }
    }

    #[test]
    fn what_only_computes_is_not() {
        for good in [
            "use std::{collections::HashMap, fmt};",
            "use std::time::Duration;",
            "Cell::Instant(at.timestamp_micros())",
            "/// As std::fs would.",
        ] {
            assert!(!caught("crates/table/src/view.rs", good), "{good}");
        }
        assert!(!caught(
            "crates/core/src/cause/tests.rs",
            "any::<std::net::Ipv4Addr>()"
        ));
        assert!(!caught(
            "crates/gateway/src/config.rs",
            "use std::net::IpAddr;"
        ));
    }
}
