//! What a file's name says about it: its content type, and whether it may be kept for ever.

/// Unknown endings are bytes: no browser shows or runs them.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name that changes with the content: it holds a hash, as in `start-1f0c9a3b5d7e2468.js`.
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.']).skip(1).any(|part| {
        part.len() >= 14
            && part
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// A path that can only name a file below the folder: plain segments, none of them hidden.
pub fn is_plain(path: &str) -> bool {
    path.split('/').all(|segment| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_may_be_kept() {
        for kept in [
            "redrive-console-1f0c9a3b5d7e2468_bg.wasm",
            "a/start-1f0c9a3b5d7e2468.js",
        ] {
            assert!(is_hashed(kept), "{kept}");
        }
        for asked_again in [
            "index.html",
            "favicon.svg",
            "redrive-console.js",
            "a-cafe.js",
            "deadbeefdeadbeef.js",
        ] {
            assert!(!is_hashed(asked_again), "{asked_again}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        assert!(is_plain("a/b-1.js"));
        for odd in [
            "",
            "..",
            "a/../b",
            "/etc/passwd",
            "a//b",
            ".git/config",
            "a\\b",
            "%2e%2e/b",
            "a/",
        ] {
            assert!(!is_plain(odd), "{odd}");
        }
    }
}
