//! An element is asked for where it may have gone. Frames, timers, answers and the loss of the focus
//! come after the page that they belong to, and a reference that has gone ends the console when it is
//! read as if it stood. Knows only references that the file itself declares.

use crate::{breach::Breach, repository::File};

/// Where the one way to ask is written.
const HOME: &str = "src/ui/element.rs";
const READS: [&str; 4] = [
    ".get_untracked()",
    ".try_get_untracked()",
    ".with_untracked(",
    ".read_untracked()",
];

pub fn breaches(file: &File) -> Vec<Breach> {
    if !file.is_under("src") || !file.is(&["rs"]) || file.path == HOME {
        return Vec::new();
    }
    let references: Vec<&str> = file.text.lines().filter_map(declared).collect();
    let mut found: Vec<Breach> = READS
        .iter()
        .flat_map(|read| file.text.match_indices(read))
        .filter_map(|(at, _)| {
            let before = file.text.get(..at)?;
            let name = last_word(before.trim_end());
            references.contains(&name).then(|| Breach {
                path: file.path.clone(),
                line: before.trim_end().lines().count(),
                what: format!("`{name}` is read as if it stood"),
            })
        })
        .collect();
    found.sort_by_key(|breach| breach.line);
    found
}

/// The name that a line gives to a reference: a field, an argument, a variable.
fn declared(line: &str) -> Option<&str> {
    let (before, _) = line.split_once("NodeRef")?;
    let before = before.trim_end().trim_end_matches([':', '=']).trim_end();
    Some(last_word(before)).filter(|name| !name.is_empty() && *name != "use")
}

fn last_word(text: &str) -> &str {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let start = text.rfind(|letter| !is_part(letter)).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_read_a_reference_that_may_have_gone_is_caught() {
        for bad in [
            "let node: NodeRef<Div> = NodeRef::new();\nlet seen = node.get_untracked();",
            "let node = NodeRef::<Div>::new();\nnode\n    .get_untracked()\n    .map(f);",
            "    panel: NodeRef<Div>,\n}\nself.panel.with_untracked(f)",
            "fn left(menu: NodeRef<Div>) {\n    menu.try_get_untracked().flatten()",
        ] {
            assert_eq!(breaches(&File::new("src/ui/a.rs", bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn signals_and_what_follows_an_element_are_let_be() {
        for good in [
            "let node: NodeRef<Div> = NodeRef::new();\nlet open = is_open.get_untracked();",
            "let node: NodeRef<Div> = NodeRef::new();\nEffect::new(move |_| node.get());",
            "let name = RwSignal::new(0);\nname.get_untracked()",
        ] {
            assert!(
                breaches(&File::new("src/ui/a.rs", good)).is_empty(),
                "{good}"
            );
        }
        let home = "node: NodeRef<E>\nnode.try_get_untracked().flatten()";
        assert!(breaches(&File::new(HOME, home)).is_empty());
    }
}
