//! What every operator downloads names nothing of what is fetched later: one such `use` and
//! the linker puts a whole part of the console into the first load.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

/// Around every page.
const FIRST: [&str; 3] = ["src/shell", "src/api", "src/ui"];

/// Of the pages and forms, what the first screen and the way to the plan dialog need.
const MAY: [&str; 3] = ["pages::overview", "pages::not_found", "forms::planner"];

pub fn breaches(file: &File) -> Vec<Breach> {
    let first = FIRST.iter().any(|folder| file.is_under(folder));
    if !first || !file.is(&["rs"]) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        ["pages::", "forms::"]
            .iter()
            .flat_map(|folder| line.match_indices(folder))
            .filter_map(|(at, _)| line.get(at..))
            .any(|name| !MAY.iter().any(|may| name.starts_with(may)))
            .then(|| format!("past the catalogue: {}", line.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(path: &str, line: &str) -> bool {
        !breaches(&File::new(path, line)).is_empty()
    }

    #[test]
    fn a_way_past_the_catalogue_is_caught() {
        for line in [
            "use crate::pages::run::RunPage;",
            "use crate::forms::{paste::PastePage, planner::use_planner};",
            "    view! { <crate::pages::runs::RunsPage /> }",
        ] {
            assert!(caught("src/shell/tray.rs", line), "{line}");
        }
    }

    #[test]
    fn the_first_screen_and_the_parts_themselves_are_fine() {
        assert!(!caught(
            "src/shell/screen.rs",
            "use crate::pages::overview::OverviewPage;"
        ));
        assert!(!caught(
            "src/parts/catalogue.rs",
            "use crate::pages::run::RunPage;"
        ));
    }
}
