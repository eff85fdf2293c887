//! What must never stand in an address: it is kept by the browser, shown in every window's bar and
//! sent along when a link is shared.
//!
//! Decided: no list is filtered by a person's e-mail address or name, and no text that looks like
//! an address or a credential is written to or read from the address. Who looks for a person
//! filters the loaded rows, which stays on the page, or by the id of the account.

/// How credentials begin.
const CREDENTIALS: [&str; 6] = ["bearer ", "basic ", "kdv_", "eyj", "sk_", "whsec_"];

/// Why a text may not stand in an address; nothing when it may.
pub fn private(text: &str) -> Option<&'static str> {
    let lower = text.trim_start().to_lowercase();
    if text.contains('@') {
        return Some(
            "An e-mail address would stay in the browser's history and in every shared link. Filter the loaded rows instead: that stays on this page.",
        );
    }
    CREDENTIALS
        .iter()
        .any(|begin| lower.starts_with(begin))
        .then_some("This looks like a credential, which must not stand in an address.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_credentials_are_kept_out() {
        for text in [
            "pia@customer.example",
            "Bearer abc",
            "kdv_live_0123",
            " eyJhbGciOiJIUzI1NiJ9.e30.x",
        ] {
            assert!(private(text).is_some(), "{text}");
        }
    }

    #[test]
    fn ids_types_and_instants_may_stand_there() {
        for text in [
            "wbs_01K0000000000000000000000C",
            "2c92a0f96bd69808016bd95af1ab07ae",
            "message.received",
            "2026-10-14T09:00:00Z",
        ] {
            assert_eq!(private(text), None, "{text}");
        }
    }
}
