//! Comma-separated rows (RFC 4180) that no spreadsheet takes for formulas.

/// One row with its line end.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (index, text) in cells.into_iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        cell(text, &mut line);
    }
    line.push_str("\r\n");
    line
}

/// A cell that begins as a formula would gets an apostrophe before it.
fn cell(text: &str, line: &mut String) {
    let quoted = text.contains([',', '"', '\r', '\n', ';', '\t']);
    if quoted {
        line.push('"');
    }
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        line.push('\'');
    }
    if quoted {
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
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
