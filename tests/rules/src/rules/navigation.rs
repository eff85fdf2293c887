//! Only the app knows the router. All else knows a small navigation context of ours: the same
//! pages must later run inside somebody else's page, where there is no router.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

/// Feeds the navigation context.
const USER: &str = "src/app.rs";

pub fn breaches(file: &File) -> Vec<Breach> {
    if !file.is_under("src") || !file.is(&["rs"]) || file.path == USER {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        names_router(line).then(|| "the router is named here".to_owned())
    })
}

fn names_router(line: &str) -> bool {
    line.contains("leptos_router") && !line.trim_start().starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    const USE: &str = "use leptos_router::hooks::use_navigate;";

    #[test]
    fn a_page_that_knows_the_router_is_caught() {
        for bad in ["src/pages/list.rs", "src/routes.rs", "src/navigation.rs"] {
            assert_eq!(breaches(&File::new(bad, USE)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn the_app_may_know_it_and_comments_may_name_it() {
        assert!(breaches(&File::new("src/app.rs", USE)).is_empty());
        let comment = "//! Never leptos_router.";
        assert!(breaches(&File::new("src/navigation.rs", comment)).is_empty());
    }
}
