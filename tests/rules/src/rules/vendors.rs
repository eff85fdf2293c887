//! A vendor's hosts and paths are written in `crates/core` only: what a vendor's API looks
//! like must be known, and be correctable, in one place. What works alike for all vendors names none.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

const HOSTS: [&str; 4] = [
    "kirim.chat",
    "kirimdev.com",
    "selfcommunity.com",
    "zuora.com",
];

const PATHS: [&str; 6] = [
    "/v1/webhook_",
    "/api/v2/webhook",
    "/notifications/",
    "/v1/notification-history",
    "/query/jobs",
    "/oauth/token",
];

const NAMES: [&str; 3] = ["kirim", "selfcommunity", "zuora"];

/// This file has to name them.
const MYSELF: &str = "tests/rules/src/rules/vendors.rs";

pub fn breaches(file: &File) -> Vec<Breach> {
    if file.is_under("crates/core") || file.path == MYSELF {
        return Vec::new();
    }
    let is_rust = file.is(&["rs"]);
    if !is_rust && !file.is(&["ts", "js", "mjs", "html", "css", "toml"]) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        let host = HOSTS.iter().find(|host| line.contains(**host));
        let path = PATHS
            .iter()
            .find(|path| is_rust && !is_comment(line) && line.contains(**path));
        host.or(path)
            .map(|sign| format!("`{sign}` belongs to a vendor"))
    })
}

/// Vendors in what works alike for all of them, in comments too: the engine that draws every
/// vendor's rows, and the machine that carries out every plan. Its tests may name whom they play.
pub fn named_by_an_engine(file: &File) -> Vec<Breach> {
    let is_test = file.path.ends_with("/tests.rs") || file.path.contains("/tests/");
    let is_engine =
        file.is_under("crates/table") || (file.is_under("crates/core/src/run") && !is_test);
    if !is_engine || !file.is(&["rs"]) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        let line = line.to_lowercase();
        let name = NAMES.iter().find(|name| line.contains(**name));
        name.map(|name| format!("names {name}"))
    })
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_a_path_outside_core_are_caught() {
        let bad = "let url = \"https://api.kirim.chat\";\nget(\"/v1/webhook_deliveries\")\n";
        assert_eq!(breaches(&File::new("src/api/kirim.rs", bad)).len(), 2);
        assert_eq!(breaches(&File::new("tests/browser/a.ts", bad)).len(), 1);
    }

    #[test]
    fn a_vendor_in_an_engine_is_caught() {
        let bad = "/// A delivery of Kirim's.\nstruct Row;\n";
        let caught = |path| named_by_an_engine(&File::new(path, bad)).len();
        assert_eq!(caught("crates/table/src/cell.rs"), 1);
        assert_eq!(caught("crates/core/src/run/pace.rs"), 1);
        assert_eq!(caught("crates/core/src/run/tests/order.rs"), 0);
        assert_eq!(caught("crates/core/src/plan.rs"), 0);
    }

    #[test]
    fn core_may_write_them_and_documents_may_name_them() {
        let text = "https://rest.zuora.com/oauth/token";
        assert!(breaches(&File::new("crates/core/src/zuora/contract.rs", text)).is_empty());
        assert!(breaches(&File::new("docs/zuora.md", text)).is_empty());
        let comment = "//! Serves `/oauth/token`.";
        assert!(breaches(&File::new("crates/sandbox/src/a.rs", comment)).is_empty());
    }
}
