//! Cuts SQL into tokens: just enough to know names from texts.

/// A piece of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name or a keyword, as written.
    Word(&'a str),
    /// A name in double quotes, without them.
    Quoted(&'a str),
    /// A text in single quotes, with them.
    Text(&'a str),
    /// Spaces and comments.
    Space,
    /// Anything else, one character.
    Sign(char),
}

/// The tokens in order; `None` when a quote or a comment does not end.
pub fn tokens(sql: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '\'' => {
                let length = quoted(rest, '\'')?;
                (Token::Text(rest.get(..length)?), length)
            }
            '"' => {
                let length = quoted(rest, '"')?;
                (Token::Quoted(rest.get(1..length - 1)?), length)
            }
            _ if rest.starts_with("--") => (Token::Space, rest.find('\n').unwrap_or(rest.len())),
            _ if rest.starts_with("/*") => (Token::Space, rest.find("*/")? + 2),
            _ if first.is_whitespace() => (Token::Space, first.len_utf8()),
            _ if first.is_alphanumeric() || first == '_' => {
                let length = rest
                    .find(|sign: char| !sign.is_alphanumeric() && sign != '_')
                    .unwrap_or(rest.len());
                (Token::Word(rest.get(..length)?), length)
            }
            _ => (Token::Sign(first), first.len_utf8()),
        };
        tokens.push(token);
        rest = rest.get(length..)?;
    }
    Some(tokens)
}

/// The length of a quoted piece; a doubled quote stands for one.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((index, sign)) = signs.next() {
        if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return Some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_comments_hide_what_is_in_them() {
        let found = tokens("a 'it''s -- x' \"b\" -- c\n/* d */1").unwrap();
        let found: Vec<_> = found
            .into_iter()
            .filter(|token| *token != Token::Space)
            .collect();
        assert_eq!(
            found,
            [
                Token::Word("a"),
                Token::Text("'it''s -- x'"),
                Token::Quoted("b"),
                Token::Word("1")
            ]
        );
        assert!(tokens("'open").is_none());
        assert!(tokens("/* open").is_none());
    }
}
