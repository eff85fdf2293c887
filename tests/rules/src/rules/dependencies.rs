//! Who may know whom, and what core and table must never need.
//!
//! Packages of tests and of the build may know everyone; nobody may know them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::breach::Breach;

/// Our packages and, for each, those of ours that it depends on in any way.
pub type Graph = BTreeMap<String, Vec<String>>;

const MAY_KNOW: [(&str, &[&str]); 5] = [
    ("redrive-core", &[]),
    ("redrive-table", &[]),
    ("redrive-sandbox", &["redrive-core"]),
    ("redrive-gateway", &["redrive-core", "redrive-sandbox"]),
    ("redrive-console", &["redrive-core", "redrive-table"]),
];

/// What would bring I/O, a clock of its own, chance, or a browser into a package that is to be
/// pure.
const NOT_PURE: [&str; 10] = [
    "tokio",
    "reqwest",
    "hyper",
    "web-sys",
    "js-sys",
    "gloo-net",
    "leptos",
    "rand",
    "getrandom",
    "async-std",
];

/// Reads the graph out of what `cargo metadata --no-deps` prints.
///
/// # Errors
/// When the text is not what cargo prints.
pub fn graph(metadata: &str) -> Result<Graph, String> {
    let value: Value = serde_json::from_str(metadata).map_err(|error| error.to_string())?;
    let packages = list(&value, "packages");
    let ours: Vec<String> = packages.iter().map(|one| text(one, "name")).collect();
    Ok(packages
        .iter()
        .map(|package| {
            let mut known: Vec<String> = list(package, "dependencies")
                .iter()
                .map(|dependency| text(dependency, "name"))
                .filter(|name| ours.contains(name))
                .collect();
            known.dedup();
            (text(package, "name"), known)
        })
        .collect())
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The arrows that the design does not have.
pub fn breaches(graph: &Graph) -> Vec<Breach> {
    let mut found = Vec::new();
    for (package, known) in graph {
        let rule = MAY_KNOW.iter().find(|(name, _)| name == package);
        for other in known {
            let is_part = MAY_KNOW.iter().any(|(name, _)| name == other);
            let is_allowed = rule.is_none_or(|(_, allowed)| allowed.contains(&other.as_str()));
            if !is_part || !is_allowed {
                found.push(breach(package, format!("depends on {other}")));
            }
        }
    }
    found
}

/// The packages that can be reached from themselves.
pub fn circles(graph: &Graph) -> Vec<Breach> {
    graph
        .keys()
        .filter(|package| reaches(graph, package, package))
        .map(|package| breach(package, "depends on itself through others".to_owned()))
        .collect()
}

fn reaches(graph: &Graph, from: &str, to: &str) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(package) = next.pop() {
        for other in graph.get(package).into_iter().flatten() {
            if other == to {
                return true;
            }
            if !seen.contains(&other.as_str()) {
                seen.push(other);
                next.push(other);
            }
        }
    }
    false
}

/// What a pure package needs and must not; `tree` is what `cargo tree --prefix none` prints.
pub fn not_pure(package: &str, tree: &str) -> Vec<Breach> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| {
            NOT_PURE.contains(name) || name.starts_with("gloo") || name.starts_with("leptos")
        })
        .map(|name| breach(package, format!("needs {name}")))
        .collect()
}

fn breach(package: &str, what: String) -> Breach {
    Breach {
        path: package.to_owned(),
        line: 0,
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(arrows: &[(&str, &[&str])]) -> Graph {
        arrows
            .iter()
            .map(|(from, to)| {
                let to = to.iter().map(|name| (*name).to_owned()).collect();
                ((*from).to_owned(), to)
            })
            .collect()
    }

    #[test]
    fn an_arrow_that_the_design_does_not_have_is_caught() {
        let bad = made(&[
            ("redrive-core", &["redrive-sandbox"]),
            ("redrive-gateway", &["redrive-core", "redrive-sandbox"]),
            ("redrive-sandbox", &["xtask"]),
        ]);
        assert_eq!(breaches(&bad).len(), 2);
    }

    #[test]
    fn tests_may_know_everyone() {
        let good = made(&[(
            "redrive-contract-tests",
            &["redrive-core", "redrive-sandbox"],
        )]);
        assert!(breaches(&good).is_empty());
    }

    #[test]
    fn a_circle_through_others_is_caught() {
        let round = made(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"])]);
        assert_eq!(circles(&round).len(), 3);
        assert!(circles(&made(&[("a", &["b", "c"]), ("b", &["c"])])).is_empty());
    }

    #[test]
    fn a_table_that_knows_core_is_caught() {
        let bad = made(&[("redrive-table", &["redrive-core"])]);
        assert_eq!(breaches(&bad).len(), 1);
        let good = made(&[("redrive-console", &["redrive-core", "redrive-table"])]);
        assert!(breaches(&good).is_empty());
    }

    #[test]
    fn a_clock_or_a_browser_deep_in_a_pure_tree_is_caught() {
        let tree = "redrive-core v0.1.0\nchrono v0.4.45\njs-sys v0.3.107\ngloo-utils v0.2.0\n";
        let found = not_pure("redrive-core", tree);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|breach| breach.path == "redrive-core"));
    }

    #[test]
    fn dependencies_of_any_kind_are_read() {
        let metadata = r#"{"packages": [
            {"name": "redrive-core", "dependencies": [{"name": "serde", "kind": null}]},
            {"name": "redrive-sandbox", "dependencies": [{"name": "redrive-core", "kind": "dev"}]}
        ]}"#;
        let graph = graph(metadata).expect("metadata");
        assert_eq!(graph["redrive-sandbox"], ["redrive-core"]);
        assert!(graph["redrive-core"].is_empty());
    }
}
