//! When the next call may leave: the operator's speed, the quota, rate limits and back-off.

use super::*;
use crate::connection::Vendor;
use crate::http::Headers;
use proptest::prelude::*;
use std::collections::BTreeSet;

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

fn quota(vendor: Vendor, answer: &Answer) -> Option<Quota> {
    (vendor.facts().quota)(answer, now())
}

fn wait(vendor: Vendor, answer: &Answer) -> TimeDelta {
    next_call(&Manner::default(), quota(vendor, answer), now(), now()) - now()
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
fn waits_double_up_to_a_minute_and_many_do_not_come_back_together() {
    for (times, seconds) in [
        (0, 1),
        (1, 2),
        (2, 4),
        (3, 8),
        (4, 16),
        (5, 32),
        (6, 60),
        (7, 60),
        (u32::MAX, 60),
    ] {
        let base = TimeDelta::seconds(seconds);
        let waits: BTreeSet<TimeDelta> = (1..=64_u128)
            .map(|run| format!("{:032x}", run.wrapping_mul(u128::MAX / 1_000_003)))
            .map(|nonce| back_off(times, &nonce.parse().unwrap(), now()) - now())
            .collect();
        let (first, last) = (*waits.first().unwrap(), *waits.last().unwrap());
        assert!(first >= base * 3 / 4, "{times}: {first}");
        assert!(last < base * 5 / 4, "{times}: {last}");
        assert!(last - first > base / 4, "{times}: {first} to {last}");
        assert!(waits.len() > 48, "{times}: {waits:?}");
    }
}

#[test]
fn the_vendors_own_word_comes_before_ours() {
    let asked = answer(&[
        ("Retry-After", "7".into()),
        ("RateLimit-Reset", "50".into()),
    ]);
    let quota = quota(Vendor::Zuora, &asked);
    let until = after_limit(&Manner::default(), &asked, quota, 3, &nonce(), now());
    let waited = until - now();
    assert!(waited >= TimeDelta::seconds(7) && waited < TimeDelta::seconds(8));
}

/// The wait after a first refusal for the rate limit.
fn refused(answer: &Answer) -> TimeDelta {
    let manner = Manner::default();
    let quota = quota(Vendor::Zuora, answer);
    after_limit(&manner, answer, quota, 0, &nonce(), now()) - now()
}

fn zuora(limit: &str, remaining: &str) -> Answer {
    answer(&[
        ("RateLimit-Limit", limit.into()),
        ("RateLimit-Remaining", remaining.into()),
        ("RateLimit-Reset", "40".into()),
    ])
}

#[test]
fn a_refusal_waits_for_the_quota_and_where_that_has_room_as_after_any_failure() {
    let waited = refused(&zuora("100", "20"));
    assert!(waited >= TimeDelta::seconds(40) && waited < TimeDelta::milliseconds(40_250));
    let failed = back_off(0, &nonce(), now()) - now();
    assert_eq!(refused(&zuora("100", "90")), failed);
    assert_eq!(refused(&zuora("100", "21")), failed, "one is ours");
    assert_eq!(refused(&answer(&[])), failed);
}

#[test]
fn however_much_is_left_to_others_one_call_at_a_time_is_ours() {
    for leave_free in [99, 100, 255] {
        let manner = Manner {
            leave_free,
            ..Manner::default()
        };
        let wait = |answer: &Answer| {
            next_call(&manner, quota(Vendor::Kirim, answer), now(), now()) - now()
        };
        assert_eq!(wait(&kirim(60, 0)), TimeDelta::zero());
        assert_eq!(wait(&kirim(59, 1)), TimeDelta::seconds(1));
        assert_eq!(wait(&kirim(57, 3)), TimeDelta::seconds(3));
    }
}

#[test]
fn a_quota_that_makes_no_sense_is_none() {
    for limit in [
        "0",
        "-100",
        "9223372036854775807",
        "99999999999999999999",
        "many",
    ] {
        assert_eq!(
            wait(Vendor::Zuora, &zuora(limit, "0")),
            TimeDelta::zero(),
            "{limit}"
        );
    }
    for limit in ["1", "1099511627776"] {
        let all = TimeDelta::seconds(40);
        assert_eq!(wait(Vendor::Zuora, &zuora(limit, "0")), all, "{limit}");
    }
    assert_eq!(wait(Vendor::Zuora, &zuora("100", "-1")), TimeDelta::zero());
}

#[test]
fn the_operators_speed_counts_from_when_a_call_left_and_by_no_clock_that_was_set_back() {
    let manner = Manner {
        calls_per_minute: Some(60),
        ..Manner::default()
    };
    let wait = |sent: i64| {
        let sent_at = now() + TimeDelta::milliseconds(sent);
        (next_call(&manner, None, sent_at, now()) - now()).num_milliseconds()
    };
    let waits = [-5000, -1000, -400, 0, 3_600_000].map(wait);
    assert_eq!(waits, [0, 0, 600, 1000, 1000]);
}

proptest! {
    #[test]
    fn no_header_makes_a_wait_senseless(limit in "\\PC{0,20}", remaining in "[0-9-]{0,20}", reset in "[0-9-]{0,20}", retry in "[0-9]{0,20}", free in any::<u8>(), speed in prop_oneof![0u32..3, any::<u32>()]) {
        let manner = Manner { leave_free: free, calls_per_minute: Some(speed), ..Manner::default() };
        for vendor in [Vendor::Kirim, Vendor::Zuora, Vendor::Selfcommunity] {
            let answer = answer(&[
                ("X-RateLimit-Limit", limit.clone()), ("X-RateLimit-Remaining", remaining.clone()), ("X-RateLimit-Reset", reset.clone()),
                ("RateLimit-Limit", limit.clone()), ("RateLimit-Remaining", remaining.clone()), ("RateLimit-Reset", reset.clone()),
                ("Retry-After", retry.clone()),
            ]);
            let quota = quota(vendor, &answer);
            let next = next_call(&manner, quota, now(), now());
            prop_assert!(next >= now() && next <= now() + LONGEST);
            let next = after_limit(&manner, &answer, quota, 4, &nonce(), now());
            prop_assert!(next > now() && next <= now() + LONGEST);
        }
    }
}
