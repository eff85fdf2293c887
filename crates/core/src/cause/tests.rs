//! Causes of real answers, and that what differs between two failures never makes two causes.

use super::*;
use proptest::prelude::*;

#[test]
fn what_differs_is_taken_out_and_what_says_something_stays() {
    for (text, expected) in [
        ("timed out after 10 s", "timed out after …"),
        ("timed out after 2.5s.", "timed out after …"),
        ("TLS handshake failed", "TLS handshake failed"),
        (
            "dial tcp 10.0.0.7:443: connect: connection refused",
            "dial tcp …: connect: connection refused",
        ),
        (
            "dial tcp [2001:db8::1]:443: i/o timeout",
            "dial tcp …: i/o timeout",
        ),
        (
            "lookup hooks.customer.example: no such host",
            "lookup …: no such host",
        ),
        (
            "getaddrinfo ENOTFOUND hooks.example",
            "getaddrinfo ENOTFOUND …",
        ),
        (
            "can't reach the customer's server",
            "can't reach the customer's server",
        ),
        (
            "java.net.SocketTimeoutException: Read timed out",
            "java.net.SocketTimeoutException: Read timed out",
        ),
        (
            "unknown field \"order_17\" in 'line 3'",
            "unknown field … in …",
        ),
        (
            "550 5.1.1 <jo@customer.example>: user unknown",
            "… <…>: user unknown",
        ),
        (
            "request 6f1c2b1e-0e5e-4a52-9d3c-9a7b6c5d4e3f failed: HTTP/1.1 503 Service Unavailable",
            "request … failed: HTTP 503 Service Unavailable",
        ),
        (
            "upstream status=502, took 30 seconds",
            "upstream status=502, took …",
        ),
        (
            "upstream status=504, took 12 seconds",
            "upstream status=504, took …",
        ),
        (
            "POST https://hooks.example/a/b?c=d refused",
            "POST … refused",
        ),
        ("e.g. nothing", "e.g. nothing"),
        (r"C:\\://x \://", "…"),
        ("  too\n many \t blanks ", "too many blanks"),
        ("10, 20, 30", "…, …, …"),
        ("", ""),
        ("…", "…"),
    ] {
        assert_eq!(of_text(text), expected, "{text}");
    }
}

#[test]
fn a_status_is_a_cause_by_itself_and_success_is_none() {
    assert_eq!(
        cause(Some(503), Some("whatever")).as_deref(),
        Some("HTTP 503")
    );
    assert_eq!(cause(Some(204), None), None);
    assert_eq!(cause(None, None), None);
    assert_eq!(cause(None, Some(" \n")), None);
    assert_eq!(
        cause(Some(200), Some("body too long: 70000 bytes")).as_deref(),
        Some("body too long: …")
    );
}

#[test]
fn a_long_text_is_cut_between_words() {
    let cut = of_text(&"certificate has expired or is not yet valid ".repeat(9));
    assert!(cut.ends_with("valid certificate …"), "{cut}");
    assert!(cut.chars().count() <= LONGEST + 2);
    assert_eq!(of_text(&"x".repeat(1_000_000)), "…");
}

/// Something that differs from row to row.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u64..u64::MAX).prop_map(|number| number.to_string()),
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
        (any::<std::net::Ipv4Addr>(), any::<u16>()).prop_map(|(ip, port)| format!("{ip}:{port}")),
        (any::<std::net::Ipv6Addr>(), any::<u16>()).prop_map(|(ip, port)| format!("[{ip}]:{port}")),
        any::<u128>().prop_map(uuid),
        "wbd_[0-9A-HJKMNP-TV-Z]{22}[0-9]",
        "[a-z]{1,8}(\\.[a-z]{1,8}){0,2}\\.(example|test|com)",
        "[a-z]{1,8}\\.(example|test):[1-9][0-9]{1,3}",
        "https?://[a-z]{1,8}/[a-z/]{0,8}",
        "[a-z]{1,8}@[a-z]{1,8}\\.example",
        "\"[a-z 0-9]{0,12}\"",
        "'[a-z 0-9]{0,12}'",
        "[1-9][0-9]{0,3}(\\.[0-9])? ?(ms|s|sec|seconds|min|h|bytes)",
    ]
}

fn uuid(bits: u128) -> String {
    let digits = format!("{bits:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_owned();
    [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ]
    .join("-")
}

const WORDS: [&str; 8] = [
    "connection",
    "refused:",
    "by",
    "peer,",
    "(after)",
    "TLS",
    "can't",
    "timed",
];

/// One cause as it is written in two rows.
fn two_rows() -> impl Strategy<Value = (String, String)> {
    let part = prop_oneof![
        3 => prop::sample::select(&WORDS[..]).prop_map(|word| (word.to_owned(), word.to_owned())),
        1 => (value(), value()),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| {
        let side = |pick: fn(&(String, String)) -> &String| {
            parts
                .iter()
                .map(pick)
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        (side(|pair| &pair.0), side(|pair| &pair.1))
    })
}

/// Anything, with what quotes, breaks lines, turns directions and pretends.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => any::<String>(),
        4 => "[ a-z0-9.:/@\"'`\\[\\](){}=,;<>|!?…\u{202e}\0\n-]{0,40}",
        1 => value(),
        1 => prop::sample::select(&["HTTP/1.1 503", "status: 500", "10 s s s", "[::1]:", "…… s"][..])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

#[test]
fn a_fingerprint_is_the_same_in_every_release() {
    // The first digits of the SHA-256 of these bytes.
    assert_eq!(fingerprint("HTTP 503"), "1e682c53d8c50a63");
    assert!(is_fingerprint(&fingerprint("")));
    assert!(!is_fingerprint("HTTP 503") && !is_fingerprint("zzzzzzzzzzzzzzzz"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn rows_that_differ_only_in_values_have_one_cause_which_is_its_own((one, other) in two_rows()) {
        let cause = of_text(&one);
        prop_assert_eq!(&cause, &of_text(&other));
        prop_assert_eq!(&cause, &of_text(&cause));
    }

    #[test]
    fn whatever_the_text_a_cause_is_short_and_holds_no_number(text in hostile()) {
        let cause = of_text(&text);
        prop_assert!(cause.chars().count() <= LONGEST + 2);
        prop_assert!(!cause.chars().any(char::is_control));
        let numbers = cause.split(|letter: char| !letter.is_numeric()).filter(|part| !part.is_empty());
        for number in numbers {
            let code: u16 = number.parse().unwrap();
            prop_assert!((100..600).contains(&code), "{}", cause);
        }
    }
}
