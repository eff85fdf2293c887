//! The sandbox knows of core only the contracts: it must not share the code that it is
//! there to test, or a mistake in a reading would agree with itself.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

const ALLOWED: [&str; 3] = [
    "::selfcommunity::contract",
    "::kirim::contract",
    "::zuora::contract",
];

pub fn breaches(file: &File) -> Vec<Breach> {
    if !file.is_under("crates/sandbox") || !file.is(&["rs"]) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        line.split("redrive_core")
            .skip(1)
            .find(|rest| !ALLOWED.iter().any(|path| is_path(rest, path)))
            .map(|rest| {
                let end = rest.find([';', '{', '(', ' ']).unwrap_or(rest.len());
                format!("redrive_core{}", rest.get(..end).unwrap_or_default())
            })
    })
}

/// `::kirim::contract` and what is inside it, but not `::kirim::contract_draft`.
fn is_path(rest: &str, path: &str) -> bool {
    rest.strip_prefix(path)
        .is_some_and(|end| !end.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_a_contract_is_caught() {
        for bad in [
            "use redrive_core::plan::Plan;",
            "use redrive_core::{kirim::contract, plan};",
            "use redrive_core as core;",
            "use redrive_core::kirim::reading;",
            "use redrive_core::kirim::contract_draft;",
        ] {
            let file = File::new("crates/sandbox/src/a.rs", bad);
            assert_eq!(breaches(&file).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_contract_is_allowed_and_others_may_use_all_of_core() {
        let good = "use redrive_core::zuora::contract::{PAGE_SIZE_MAX, paths};\n\
                    use redrive_core::kirim::contract;\n";
        assert!(breaches(&File::new("crates/sandbox/src/a.rs", good)).is_empty());
        let gateway = File::new("crates/gateway/src/a.rs", "use redrive_core::plan::Plan;");
        assert!(breaches(&gateway).is_empty());
    }
}
