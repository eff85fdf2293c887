use super::*;
use crate::http::Headers;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-06-01T12:00:00Z")
}

fn nonce() -> Nonce {
    "0123456789abcdef0123456789abcdef".parse().unwrap()
}

fn answer(headers: &[(&str, String)]) -> Answer {
    Answer {
        status: 202,
        headers: headers
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect::<Headers>(),
        body: Vec::new(),
    }
}

fn kirim(remaining: i64, full_in: i64) -> Answer {
    answer(&[
        ("X-RateLimit-Limit", "60".into()),
        ("X-RateLimit-Remaining", remaining.to_string()),
        (
            "X-RateLimit-Reset",
            (now().timestamp() + full_in).to_string(),
        ),
    ])
}

fn wait(vendor: Vendor, answer: &Answer) -> TimeDelta {
    next_call(&Manner::default(), vendor, Some(answer), now(), now()) - now()
}

#[test]
fn trap_15_a_reset_is_an_instant_with_kirim_and_seconds_with_zuora() {
    // 13 tokens are ours again when one more than the 12 of others is there: one second a token.
    assert_eq!(
        wait(Vendor::Kirim, &kirim(10, 50)),
        TimeDelta::seconds(3),
        "three tokens are missing"
    );
    assert_eq!(wait(Vendor::Kirim, &kirim(13, 47)), TimeDelta::zero());
    let zuora = answer(&[
        ("RateLimit-Limit", "100;w=60".into()),
        ("RateLimit-Remaining", "0".into()),
        ("RateLimit-Reset", "17".into()),
    ]);
    assert_eq!(wait(Vendor::Zuora, &zuora), TimeDelta::seconds(17));
    assert_eq!(wait(Vendor::Selfcommunity, &zuora), TimeDelta::zero());
}

#[test]
fn a_clock_that_differs_does_not_stop_a_run_for_hours() {
    assert!(wait(Vendor::Kirim, &kirim(0, 7200)) <= TimeDelta::minutes(1));
    assert_eq!(wait(Vendor::Kirim, &kirim(0, -7200)), TimeDelta::zero());
}

#[test]
fn waits_grow_and_stay_within_a_minute_and_a_half() {
    let waits: Vec<TimeDelta> = (0..12)
        .map(|times| back_off(times, &nonce(), now()) - now())
        .collect();
    assert!(waits[0] >= TimeDelta::milliseconds(750));
    assert!(waits[5] > waits[0]);
    assert!(waits.iter().all(|wait| *wait < TimeDelta::seconds(90)));
}

#[test]
fn the_vendors_own_word_comes_before_ours() {
    let asked = answer(&[
        ("Retry-After", "7".into()),
        ("RateLimit-Reset", "50".into()),
    ]);
    let until = after_limit(
        &Manner::default(),
        Vendor::Zuora,
        &asked,
        3,
        &nonce(),
        now(),
    );
    let waited = until - now();
    assert!(waited >= TimeDelta::seconds(7) && waited < TimeDelta::seconds(8));
}

proptest! {
    #[test]
    fn no_header_makes_a_wait_senseless(limit in "\\PC{0,20}", remaining in "[0-9-]{0,20}", reset in "[0-9-]{0,20}", retry in "[0-9]{0,20}", free in any::<u8>(), speed in any::<u32>()) {
        let manner = Manner { leave_free: free, calls_per_minute: Some(speed), ..Manner::default() };
        for vendor in [Vendor::Kirim, Vendor::Zuora, Vendor::Selfcommunity] {
            let answer = answer(&[
                ("X-RateLimit-Limit", limit.clone()), ("X-RateLimit-Remaining", remaining.clone()), ("X-RateLimit-Reset", reset.clone()),
                ("RateLimit-Limit", limit.clone()), ("RateLimit-Remaining", remaining.clone()), ("RateLimit-Reset", reset.clone()),
                ("Retry-After", retry.clone()),
            ]);
            let next = next_call(&manner, vendor, Some(&answer), now(), now());
            prop_assert!(next >= now() && next <= now() + LONGEST);
            let next = after_limit(&manner, vendor, &answer, 4, &nonce(), now());
            prop_assert!(next > now() && next <= now() + LONGEST);
        }
    }
}
