//! The example of the documentation, so that it cannot rot.

use redrive_gateway::file;
use std::path::Path;

#[test]
fn the_example_of_the_documentation_is_served() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/redrive.toml"
    ));
    let text = std::fs::read_to_string(path).unwrap();
    // Its secrets lie where a test has none, and so does its journal.
    let folder = crate::kit::folder::Folder::new();
    let text = text.replace("/var/lib/redrive", folder.path().to_str().unwrap());
    let secret = folder.file("secret", "made-up");
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line.split_once("{ file = ") {
            Some((before, _)) => format!("{before}{{ file = \"{secret}\" }}"),
            None => line.to_owned(),
        })
        .collect();
    let copy = folder.file("redrive.toml", &lines.join("\n"));
    let read = file::read(copy.as_ref(), &|_| Some("made-up".into())).unwrap();
    let summary = read.summary(read.listen);
    for said in [
        "environment  production",
        "console      https://redrive.example.com",
        "SelfCommunity, production",
        "Kirim, production",
        "Zuora, production",
    ] {
        assert!(summary.contains(said), "{said}\n{summary}");
    }
    // What is commented out is right too.
    let all: Vec<String> = lines
        .iter()
        .map(|line| match line.strip_prefix('#') {
            Some(option) if !option.starts_with(' ') => option.to_owned(),
            _ => line.clone(),
        })
        .collect();
    let copy = folder.file("all.toml", &all.join("\n"));
    file::read(copy.as_ref(), &|_| Some("made-up".into())).unwrap();
}
