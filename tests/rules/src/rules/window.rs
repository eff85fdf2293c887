//! Nothing of ours on `window`: two consoles on one page, or ours beside somebody else's
//! code, must not see each other.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

const GLOBALS: [&str; 3] = ["window.", "globalThis.", "self."];

pub fn breaches(file: &File) -> Vec<Breach> {
    if file.is_under("src") && file.is(&["rs"]) {
        return refuse_lines(file, rust);
    }
    if file.is_under("public") && file.is(&["js", "mjs"]) {
        return refuse_lines(file, script);
    }
    if file.path == "index.html" {
        return page(file);
    }
    Vec::new()
}

fn rust(line: &str) -> Option<String> {
    let line = line.split("//").next().unwrap_or_default();
    let sets = line.contains("Reflect::set(")
        && ["window", "global"].iter().any(|name| line.contains(name));
    let binds = line.contains("js_namespace") && line.contains("window");
    (sets || binds).then(|| "a name is put on or taken from window by hand".to_owned())
}

fn script(line: &str) -> Option<String> {
    let (left, right) = line.split_once('=')?;
    let assigns = !right.starts_with(['=', '>']) && !left.ends_with(['=', '!', '<', '>']);
    let target = left.trim();
    (assigns && GLOBALS.iter().any(|global| target.starts_with(global)))
        .then(|| format!("`{target}` is put on window"))
}

/// Trunk puts the module's exports on window unless it is told not to.
fn page(file: &File) -> Vec<Breach> {
    if !file.text.contains("rel=\"rust\"") || file.text.contains("data-wasm-no-import") {
        return Vec::new();
    }
    vec![Breach {
        path: file.path.clone(),
        line: 0,
        what: "the rust link lacks data-wasm-no-import".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_onto_window_is_caught() {
        for (path, bad) in [
            (
                "src/a.rs",
                "Reflect::set(&window, &\"redrive\".into(), &value)",
            ),
            ("src/a.rs", "#[wasm_bindgen(js_namespace = window)]"),
            ("public/start.js", "window.redrive = init;"),
            ("public/start.js", "  globalThis.redrive = init;"),
            ("index.html", "<link data-trunk rel=\"rust\">"),
        ] {
            assert_eq!(breaches(&File::new(path, bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn reading_and_comparing_is_no_putting() {
        let good = "if (window.name === \"a\") go();\nself.go();\nconst a = window.name;";
        assert!(breaches(&File::new("public/start.js", good)).is_empty());
    }
}
