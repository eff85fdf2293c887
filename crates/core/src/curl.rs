//! A request as a command line that a colleague can read and repeat. Credentials are named, never
//! written.

use crate::http::Request;
use std::fmt::Write as _;

/// The command; `$TOKEN` stands where the credential belongs.
pub fn command(base_url: &str, request: &Request) -> String {
    let mut command = format!(
        "curl -X {} {} \\\n  -H \"Authorization: Bearer $TOKEN\"",
        request.method.as_str(),
        quoted(&format!("{base_url}{}", request.target()))
    );
    let json = request
        .body
        .as_ref()
        .map(|_| ("Content-Type", "application/json"));
    for (name, value) in json.into_iter().chain(request.headers.iter()) {
        // Writing into a String cannot fail.
        let _ = write!(command, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
    }
    if let Some(body) = &request.body {
        let _ = write!(command, " \\\n  --data-raw {}", quoted(body));
    }
    command
}

/// One word for a POSIX shell, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Method;

    #[test]
    fn a_command_holds_everything_but_the_token() {
        let request = Request {
            body: Some("{\"a\":\"it's\"}".to_owned()),
            ..Request::bare(Method::Post, "/v1/x")
        }
        .with_header("Idempotency-Key", "k1");
        assert_eq!(
            command("https://api.example", &request),
            "curl -X POST 'https://api.example/v1/x' \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -H 'Idempotency-Key: k1' \\\n  --data-raw '{\"a\":\"it'\\''s\"}'"
        );
    }
}
