//! A JSON value as lines, as an editor would write it. Pure: each line knows where what it opens
//! ends, so that it can be folded.

use serde_json::Value;

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonLine {
    pub depth: usize,
    pub text: String,
    /// The line that closes what this one opens.
    pub closes: Option<usize>,
}

/// All lines of a value.
pub fn lines(value: &Value) -> Vec<JsonLine> {
    let mut lines = Vec::new();
    write(value, "", "", 0, &mut lines);
    lines
}

fn write(value: &Value, name: &str, end: &str, depth: usize, lines: &mut Vec<JsonLine>) {
    let (open, close, empty) = match value {
        Value::Object(fields) => ("{", "}", fields.is_empty()),
        Value::Array(values) => ("[", "]", values.is_empty()),
        _ => ("", "", true),
    };
    let line = |text: String| JsonLine {
        depth,
        text,
        closes: None,
    };
    if empty {
        return lines.push(line(format!("{name}{value}{end}")));
    }
    let opened = lines.len();
    lines.push(line(format!("{name}{open}")));
    match value {
        Value::Object(fields) => {
            let count = fields.len();
            for (index, (key, value)) in fields.iter().enumerate() {
                let name = format!("{}: ", Value::from(key.as_str()));
                write(value, &name, comma(index, count), depth + 1, lines);
            }
        }
        Value::Array(values) => {
            let count = values.len();
            for (index, value) in values.iter().enumerate() {
                write(value, "", comma(index, count), depth + 1, lines);
            }
        }
        _ => {}
    }
    let closed = lines.len();
    lines.push(line(format!("{close}{end}")));
    if let Some(line) = lines.get_mut(opened) {
        line.closes = Some(closed);
    }
}

const fn comma(index: usize, count: usize) -> &'static str {
    if index + 1 < count { "," } else { "" }
}

/// The lines that are seen when these are folded, by their numbers.
pub fn unfolded(lines: &[JsonLine], folded: &[usize]) -> Vec<usize> {
    let mut seen = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        seen.push(at);
        at = match line.closes {
            Some(closes) if folded.contains(&at) => closes + 1,
            _ => at + 1,
        };
    }
    seen
}

/// What of the folded ones has to be opened so that a line is seen.
pub fn opened_for(lines: &[JsonLine], folded: &[usize], line: usize) -> Vec<usize> {
    let hides = |at: &usize| {
        let closes = lines.get(*at).and_then(|line| line.closes);
        *at < line && closes.is_some_and(|closes| closes >= line)
    };
    folded.iter().copied().filter(|at| !hides(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_lines_are_those_of_the_pretty_text() {
        for value in [
            json!(null),
            json!({}),
            json!([]),
            json!({"a": [1, {"b": "x\"\n"}, []], "c": {}, "d": [[true]]}),
        ] {
            let text: Vec<String> = lines(&value)
                .iter()
                .map(|line| "  ".repeat(line.depth) + &line.text)
                .collect();
            assert_eq!(
                text.join("\n"),
                serde_json::to_string_pretty(&value).unwrap()
            );
        }
    }

    #[test]
    fn what_is_folded_is_not_seen_and_can_be_opened_for_a_line() {
        let lines = lines(&json!({"a": {"b": {"c": 1}}, "d": 2}));
        assert_eq!(unfolded(&lines, &[]), (0..8).collect::<Vec<_>>());
        assert_eq!(unfolded(&lines, &[1]), [0, 1, 6, 7]);
        assert_eq!(unfolded(&lines, &[1, 2]), [0, 1, 6, 7]);
        assert_eq!(opened_for(&lines, &[1, 2], 3), Vec::<usize>::new());
        // The line that closes what is folded is hidden with it; the one after it is not.
        assert_eq!(opened_for(&lines, &[1, 2], 5), [2]);
        assert_eq!(opened_for(&lines, &[1, 2], 6), [1, 2]);
    }
}
