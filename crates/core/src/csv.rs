//! Comma-separated rows (RFC 4180) that no spreadsheet takes for formulas.

/// One row with its line end.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A cell that begins as a formula would gets an apostrophe before it.
fn cell(text: &str) -> String {
    let guarded = match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text.to_owned(),
    };
    if guarded.contains([',', '"', '\r', '\n', ';', '\t']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts() {
        assert_eq!(
            row(["=HYPERLINK(\"x\")", "a,b", "-1", "plain"]),
            "\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",'-1,plain\r\n"
        );
    }
}
