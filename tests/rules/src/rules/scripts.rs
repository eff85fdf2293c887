//! No inline script, no inline style sheet and no handler attribute in a page, in the
//! source as in what is built: the policy has no exception for any of them.

use crate::{breach::Breach, repository::File};

pub fn breaches(page: &File) -> Vec<Breach> {
    tags(&page.text)
        .filter_map(|(at, tag, after)| {
            problem(tag, after).map(|what| Breach {
                path: page.path.clone(),
                line: page.text.get(..at).map_or(0, |s| s.lines().count().max(1)),
                what,
            })
        })
        .collect()
}

/// Each opening tag: where it starts, the text between its brackets, what follows it.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    html.match_indices('<').filter_map(move |(at, _)| {
        let rest = html.get(at + 1..)?;
        let (tag, after) = rest.split_once('>')?;
        tag.starts_with(|first: char| first.is_ascii_alphabetic())
            .then_some((at, tag, after))
    })
}

fn problem(tag: &str, after: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut words = lower.split_whitespace();
    let name = words.next()?;
    let attributes: Vec<&str> = words.collect();
    if let Some(handler) = attributes.iter().find(|word| is_handler(word)) {
        return Some(format!("a handler attribute: {handler}"));
    }
    if lower.contains("javascript:") {
        return Some("a javascript: address".to_owned());
    }
    match name {
        "style" => Some("an inline style sheet".to_owned()),
        "script" if !attributes.iter().any(|word| word.starts_with("src=")) => {
            Some("a script without src".to_owned())
        }
        "script" if !after.trim_start().starts_with("</script") => {
            Some("a script with a body".to_owned())
        }
        _ => None,
    }
}

fn is_handler(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.len() > 2
            && name.starts_with("on")
            && name.chars().all(|letter| letter.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let page = File::new("index.html", html);
        breaches(&page).into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn every_form_of_inline_code_is_caught() {
        assert_eq!(found("<script>go()</script>"), ["a script without src"]);
        assert_eq!(
            found("<script type=\"module\">\nimport a;\n</script>"),
            ["a script without src"]
        );
        assert_eq!(
            found("<SCRIPT src=\"/a.js\">go()</SCRIPT>"),
            ["a script with a body"]
        );
        assert_eq!(
            found("<body onload=\"go()\">"),
            ["a handler attribute: onload=\"go()\""]
        );
        assert_eq!(found("<style>p {}</style>"), ["an inline style sheet"]);
        assert_eq!(
            found("<a href=\"javascript:go()\">x</a>"),
            ["a javascript: address"]
        );
    }

    #[test]
    fn a_page_that_only_names_files_is_fine() {
        let html = "<link rel=\"stylesheet\" href=\"/a.css\">\n\
                    <meta name=\"color-scheme\" content=\"light dark\">\n\
                    <script src=\"/start.js\" type=\"module\"></script>";
        assert_eq!(found(html), Vec::<String>::new());
    }
}
