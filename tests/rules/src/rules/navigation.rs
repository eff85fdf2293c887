//! Pages and forms know a small navigation context of ours, never the router: the same
//! pages must later run inside somebody else's page, where there is no router.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

const WITHOUT_ROUTER: [&str; 6] = [
    "src/pages",
    "src/forms",
    "src/table",
    "src/ui",
    "src/host",
    "src/api",
];

/// The app, and the file that feeds the navigation context.
const USERS: usize = 2;

pub fn breaches(file: &File) -> Vec<Breach> {
    if !WITHOUT_ROUTER.iter().any(|folder| file.is_under(folder)) {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        names_router(line).then(|| "the router is named here".to_owned())
    })
}

/// The files of the console that name the router, when there are too many of them.
pub fn too_many_users(files: &[File]) -> Vec<Breach> {
    let users: Vec<&File> = files
        .iter()
        .filter(|file| file.is_under("src") && file.is(&["rs"]))
        .filter(|file| file.text.lines().any(names_router))
        .collect();
    if users.len() <= USERS {
        return Vec::new();
    }
    users
        .into_iter()
        .map(|file| Breach {
            path: file.path.clone(),
            line: 0,
            what: format!("one of more than {USERS} files that name the router"),
        })
        .collect()
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
        assert_eq!(breaches(&File::new("src/pages/list.rs", USE)).len(), 1);
        assert!(breaches(&File::new("src/app.rs", USE)).is_empty());
    }

    #[test]
    fn a_third_user_is_caught() {
        let users = ["src/app.rs", "src/nav.rs", "src/routes.rs"].map(|path| File::new(path, USE));
        assert_eq!(too_many_users(&users).len(), 3);
        assert!(too_many_users(users.get(..2).unwrap_or_default()).is_empty());
    }
}
