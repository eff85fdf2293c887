//! Plan files and journals lie in folders and browsers: those of today's kinds lead to the digests
//! that were confirmed, and one of a kind that is made no more says what it is.

use super::*;
use crate::kirim::ListedDelivery;
use chrono::TimeDelta;

fn row(number: i64) -> ListedDelivery {
    ListedDelivery {
        status: ReplayStatus::Dead,
        created_at: now() - TimeDelta::minutes(60 - number),
        id: format!("wbd_{number:026}").parse().unwrap(),
    }
}

#[test]
fn a_plan_of_every_kind_keeps_the_digest_that_it_was_confirmed_by() {
    let kirim = || connection(Settings::Kirim);
    let subscription = || "wbs_01K0000000000000000000000C".parse().unwrap();
    let switch = Draft::SetEndpointActive {
        endpoint: EndpointId::new(4),
        active: true,
    };
    let listed = Draft::ReplayListed {
        subscription: subscription(),
        event_type: None,
        rows: vec![row(1), row(2), row(4)],
        avoid: vec![row(3).created_at],
        pinned_at: now(),
        matched: Count::AtLeast(9),
    };
    let chosen = Draft::ReplayDeliveries {
        deliveries: vec![row(1).id, row(2).id],
    };
    let status = Draft::SetSubscriptionStatus {
        subscription: subscription(),
        status: SubscriptionStatus::Active,
    };
    for (connection, draft, digest) in [
        (
            community(100),
            events(&[5, 7]),
            "0fad8ec5816f363d9991f656637a695d207c0890f882d56e95e0119df8f40b0f",
        ),
        (
            community(100),
            switch,
            "a4f670b0c5588fafc370724ffe43ac5fca01158796bd09836a7dab17fbd5781e",
        ),
        (
            kirim(),
            listed,
            "dd528376900a9ac37716713b980683a77805c3fa0d4c2534465340c499d9d897",
        ),
        (
            kirim(),
            chosen,
            "5c55d57bb4e33c5b9d8e1d988929ec42ced319bb64f5c979b17b203ebde22e77",
        ),
        (
            kirim(),
            status,
            "ff71dbca73ff4821c29e71cf588f9f74c33798f2484aa7ac4cbdc1129b1abe83",
        ),
        (
            billing(),
            notifications(3),
            "c920a2b21530699560754fa451c9a582ffddff8aafc480d6345aa8b2d07f2b6d",
        ),
    ] {
        let action = draft.action();
        let plan = Plan::build(&connection, draft, nonce(), now()).unwrap();
        assert_eq!(plan.digest().as_str(), digest, "{action}");
    }
}

#[test]
fn a_plan_of_whatever_a_filter_matches_says_why_it_is_not_sent_and_what_to_do_instead() {
    // As it was written while there were such plans, its digest with it.
    let text = r#"{"redrive_plan":2,"digest":"f96b0cbf941f7452570ccf3866bc0c8180ccf8e193c670a6f185a0c772550875","connection":"c1","target":{"environment":"sandbox","base_url":"http://127.0.0.1:9000/x"},"made_at":"2026-06-01T12:00:00Z","nonce":"0123456789abcdef0123456789abcdef","draft":{"replay_matching":{"filter":{"subscription_id":"wbs_01K0000000000000000000000C","status":"dead","created_before":"2026-06-01T12:00:00Z"},"matched":"unknown"}}}"#;
    let refused = PlanFile::parse(text).unwrap_err();
    assert_eq!(refused, PlanError::Withdrawn);
    let told = refused.to_string();
    for words in [
        "whatever a filter matches",
        "nothing is sent",
        "list what matches now",
    ] {
        assert!(told.contains(words), "{told}");
    }
    for other in [
        text.replace("replay_matching", "replay_another"),
        text.replace("draft", "sketch"),
        "[]".to_owned(),
        r#"{"draft":7}"#.to_owned(),
        text.trim_end_matches('}').to_owned(),
    ] {
        let refused = PlanFile::parse(&other).unwrap_err();
        assert!(matches!(refused, PlanError::Unreadable(_)), "{other}");
    }
}
