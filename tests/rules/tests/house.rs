//! The rules, over the repository as it stands: one test each, and what to do when it fails.

use std::{fs, process::Command};

use redrive_rules_tests::{
    breach::{Breach, message, of_all},
    repository::{File, files, root},
    rules,
};

#[track_caller]
fn none(what_to_do: &str, breaches: &[Breach]) {
    assert!(breaches.is_empty(), "{}", message(what_to_do, breaches));
}

/// A rule over no files would hold whatever they say.
#[expect(clippy::expect_used, reason = "a helper of tests")]
fn all() -> Vec<File> {
    files().expect("git lists the files of this repository: run this in a clone")
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output();
    output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn the_repository_can_be_listed() {
    let sources = all().into_iter().filter(|file| file.is(&["rs"])).count();
    assert!(sources > 400, "of the sources git lists only {sources}");
}

#[test]
fn packages_know_only_whom_they_may() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let graph = rules::dependencies::graph(&metadata).expect("what cargo metadata prints");
    for package in ["redrive-core", "redrive-table"] {
        assert!(graph.contains_key(package), "no {package} in it");
    }
    none(
        "A package depends on one that it must not know. Move what is shared down into \
         redrive-core, or ask for it through a trait that the lower package owns.",
        &rules::dependencies::breaches(&graph),
    );
    none(
        "Packages depend on each other in a circle. Turn one arrow round with a trait.",
        &rules::dependencies::circles(&graph),
    );
}

#[test]
fn core_and_table_stay_pure() {
    for package in ["redrive-core", "redrive-table"] {
        let tree = cargo(&[
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--target",
            "all",
        ]);
        assert!(tree.starts_with(package), "cargo tree says: {tree}");
        none(
            "It does no I/O and has no clock, no chance and no browser of its own. Pass what it \
             needs in as an argument, or switch the feature off that brings it.",
            &rules::dependencies::not_pure(package, &tree),
        );
    }
    none(
        "It does no I/O and has no clock of its own. Pass what it needs in as an argument.",
        &of_all(&all(), rules::purity::breaches),
    );
}

#[test]
fn the_sandbox_knows_only_contracts() {
    none(
        "The sandbox may use `redrive_core::<vendor>::contract` and nothing else of core: \
         it must not share the code it is there to test. Write it again in the sandbox, or \
         move it into the contract if it describes the wire. Name the full path in each `use`.",
        &of_all(&all(), rules::contract::breaches),
    );
}

#[test]
fn what_is_cited_of_the_contracts_is_there() {
    let files = all();
    let contracts = files
        .iter()
        .find(|file| file.path == rules::citations::CONTRACTS)
        .expect("the contracts are in docs/");
    let sections = rules::citations::sections(contracts);
    let sources: Vec<&File> = files.iter().filter(|file| file.is(&["rs"])).collect();
    let cited: usize = sources
        .iter()
        .map(|file| rules::citations::cited(file))
        .sum();
    assert!(cited > 20, "only {cited} citations were found");
    none(
        "docs/contracts.md has no such section. Cite the one that is meant, or write it.",
        &of_all(sources, |file| rules::citations::breaches(file, &sections)),
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    none(
        "A module begins with `//!`: what it is for, why, and what it must not know.",
        &of_all(&all(), rules::heads::breaches),
    );
}

#[test]
fn no_source_file_is_too_long() {
    none(
        "A source file holds at most 400 lines. Find its second subject and give that a file.",
        &of_all(&all(), rules::length::breaches),
    );
}

#[test]
fn no_string_becomes_a_style_or_markup() {
    none(
        "The policy blocks `style=\"…\"`, and markup from strings is where hostile text turns \
         into elements. Use a class, or `style:name=value`; let text be a text node.",
        &of_all(&all(), rules::markup::breaches),
    );
}

#[test]
fn elements_are_asked_for_where_they_may_have_gone() {
    none(
        "What a page asked for comes after it has gone. Ask for an element by \
         `ui::element::element_of`, which gives nothing then.",
        &of_all(&all(), rules::elements::breaches),
    );
}

#[test]
fn colours_are_tokens_and_clear_in_both_themes() {
    let files = all();
    none(
        "Name the colour in style/tokens.css, and use the token.",
        &of_all(&files, rules::colours::breaches),
    );
    assert!(
        files
            .iter()
            .any(|file| file.path == rules::contrast::TOKENS)
    );
    none(
        "Two tokens that meet are too alike to read. Make one of them darker or lighter.",
        &of_all(&files, rules::contrast::breaches),
    );
}

#[test]
fn pages_hold_no_inline_code() {
    let built = fs::read_to_string(root().join("dist/index.html"))
        .map(|text| File::new("dist/index.html", &text));
    let pages: Vec<File> = all()
        .into_iter()
        .filter(|file| file.path == "index.html")
        .chain(built)
        .collect();
    none(
        "A page holds no inline script, handler or style sheet: the policy has no exception. \
         Put the code into public/start.js or the console, the rule into style/.",
        &of_all(&pages, rules::scripts::breaches),
    );
}

#[test]
fn vendors_are_named_in_core_only() {
    none(
        "A vendor's host or path is written in crates/core only. Use the constant or the typed \
         request of `redrive_core::<vendor>`.",
        &of_all(&all(), rules::vendors::breaches),
    );
    none(
        "The table shows rows of any vendor, a run carries out plans for any, and neither names \
         one. What a run must know of a vendor is in `core::facts` and `core::promises`.",
        &of_all(&all(), rules::vendors::named_by_an_engine),
    );
}

#[test]
fn only_the_app_knows_the_router() {
    none(
        "All but src/app.rs take our navigation context, never leptos_router: they must run \
         where there is no router.",
        &of_all(&all(), rules::navigation::breaches),
    );
}

#[test]
fn the_first_load_names_no_part() {
    none(
        "What stands around every page is downloaded by everyone. Reach pages, forms and the \
         plan dialog through `parts::catalogue`, which fetches them when they are wanted.",
        &of_all(&all(), rules::parts::breaches),
    );
}

#[test]
fn nothing_is_put_on_window() {
    none(
        "Nothing of ours stands on `window`. Pass values as arguments or through a context.",
        &of_all(&all(), rules::window::breaches),
    );
}

#[test]
fn lock_files_name_no_host() {
    none(
        "A package-lock.json names no host. Write it anew with \
         `npm install --omit-lockfile-registry-resolved`.",
        &of_all(&all(), rules::locks::breaches),
    );
}

#[test]
fn no_file_makes_rustup_fetch_a_toolchain() {
    none(
        "Delete the file and raise `rust-version` in Cargo.toml instead.",
        &of_all(&all(), rules::toolchain::breaches),
    );
}
