//! Texts that are shown to people: the names of operators and connections.

/// One line that says something, and is no longer than `most` letters.
pub fn label(text: String, most: usize) -> Result<String, String> {
    if text.trim() != text {
        Err("it begins or ends with a space".to_owned())
    } else if text.chars().any(char::is_control) {
        Err("it holds a line break or another character that is not shown".to_owned())
    } else if text.chars().count() > most {
        Err(format!("it is longer than {most} letters"))
    } else {
        Ok(text)
    }
}
