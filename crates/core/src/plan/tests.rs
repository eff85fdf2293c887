//! Plans hold what they promise, whatever is thrown into them.

mod kept;
mod opened;

use super::*;
use crate::connection::{Environment, Settings};
use crate::kirim::contract::{ReplayStatus, SubscriptionStatus};
use crate::selfcommunity::contract::{EndpointId, EventId};
use crate::zuora::contract::{Channel, NotificationId};
use crate::zuora::headers::Scope;
use proptest::prelude::*;

pub(crate) fn connection(settings: Settings) -> Connection {
    Connection {
        id: "c1".parse().unwrap(),
        label: "One".into(),
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:9000/x".into(),
        settings,
    }
}

pub(crate) fn community(cap: u32) -> Connection {
    connection(Settings::Selfcommunity {
        cap,
        checks_password: false,
    })
}

pub(crate) fn billing() -> Connection {
    connection(Settings::Zuora {
        scope: Scope::default(),
    })
}

pub(crate) fn nonce() -> Nonce {
    "0123456789abcdef0123456789abcdef".parse().unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn notifications(count: usize) -> Draft {
    Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: (0..count)
            .map(|n| format!("id{n}").parse().unwrap())
            .collect(),
    }
}

pub(crate) fn events(ids: &[u64]) -> Draft {
    Draft::ResendEvents {
        endpoint: EndpointId::new(4),
        events: ids.iter().copied().map(EventId::new).collect(),
    }
}

#[test]
fn fifteen_hundred_ids_are_two_calls() {
    let plan = Plan::build(&billing(), notifications(1500), nonce(), now()).unwrap();
    let sizes: Vec<usize> = plan.calls().iter().map(|call| call.items.len()).collect();
    assert_eq!(sizes, [1000, 500]);
    assert_ne!(plan.calls()[0].key, plan.calls()[1].key);
    assert!(plan.needs_reason());
}

#[test]
fn a_reason_is_wanted_from_eleven_records() {
    for (count, wanted) in [(1, false), (10, false), (11, true)] {
        let plan = Plan::build(&billing(), notifications(count), nonce(), now()).unwrap();
        assert_eq!(plan.needs_reason(), wanted, "{count}");
    }
}

#[test]
fn trap_05_an_event_is_queued_once_however_often_it_is_chosen() {
    let plan = Plan::build(&community(100), events(&[5, 5, 7, 5]), nonce(), now()).unwrap();
    assert_eq!(
        plan.calls()[0].request.body.as_deref(),
        Some(r#"{"event":[5,7]}"#)
    );
}

#[test]
fn a_digest_is_told_to_people_by_its_first_eight_digits() {
    let plan = Plan::build(&billing(), notifications(2), nonce(), now()).unwrap();
    let told = plan.digest().short().replace('·', "");
    assert_eq!(told.len(), 8);
    assert!(plan.digest().as_str().starts_with(&told));
    assert_ne!(plan.digest().short(), told, "four and four");
}

#[test]
fn switching_a_subscription_says_to_what() {
    let draft = Draft::SetSubscriptionStatus {
        subscription: "wbs_01K0000000000000000000000C".parse().unwrap(),
        status: SubscriptionStatus::Active,
    };
    let plan = Plan::build(&connection(Settings::Kirim), draft, nonce(), now()).unwrap();
    let [call] = plan.calls() else {
        panic!("one call")
    };
    assert_eq!(call.request.body.as_deref(), Some(r#"{"status":"active"}"#));
}

#[test]
fn nothing_chosen_is_no_plan() {
    assert_eq!(
        Plan::build(&community(100), events(&[]), nonce(), now()),
        Err(PlanError::Empty)
    );
    let wrong = Plan::build(&community(100), notifications(1), nonce(), now());
    assert!(matches!(wrong, Err(PlanError::OtherVendor { .. })));
}

#[test]
fn a_file_builds_the_same_plan_and_a_changed_one_none() {
    let plan = Plan::build(&billing(), notifications(3), nonce(), now()).unwrap();
    let text = serde_json::to_string(&plan.to_file()).unwrap();
    assert_eq!(
        PlanFile::parse(&text).unwrap().open(&billing()).unwrap(),
        plan
    );

    let changed = text.replace("id2", "id9");
    assert_eq!(
        PlanFile::parse(&changed).unwrap().open(&billing()),
        Err(PlanError::DigestDiffers)
    );
    let renamed = text.replace("\"connection\":\"c1\"", "\"connection\":\"c2\"");
    assert!(matches!(
        PlanFile::parse(&renamed).unwrap().open(&billing()),
        Err(PlanError::OtherConnection { .. })
    ));
    assert!(matches!(
        PlanFile::parse("{}"),
        Err(PlanError::Unreadable(_))
    ));
}

#[test]
fn a_file_cannot_claim_another_nonce() {
    let plan = Plan::build(&community(9), events(&[1]), nonce(), now()).unwrap();
    let text = serde_json::to_string(&plan.to_file()).unwrap();
    let renamed = text.replace(nonce().as_str(), &"f".repeat(32));
    assert_eq!(
        PlanFile::parse(&renamed).unwrap().open(&community(9)),
        Err(PlanError::DigestDiffers)
    );
}

#[test]
fn settings_that_change_the_calls_change_the_digest() {
    let plan = Plan::build(&community(100), events(&[1, 2, 3]), nonce(), now()).unwrap();
    assert_eq!(
        plan.to_file().open(&community(2)),
        Err(PlanError::DigestDiffers)
    );
}

#[test]
fn only_a_resend_where_the_vendor_checks_it_takes_the_vendors_password() {
    let checking = connection(Settings::Selfcommunity {
        cap: 100,
        checks_password: true,
    });
    let switch = Draft::SetEndpointActive {
        endpoint: EndpointId::new(4),
        active: true,
    };
    for (connection, draft, takes) in [
        (&checking, events(&[1]), true),
        (&checking, switch, false),
        (&community(100), events(&[1]), false),
        (&billing(), notifications(1), false),
    ] {
        let plan = Plan::build(connection, draft, nonce(), now()).unwrap();
        assert_eq!(plan.takes_vendor_password(&connection.settings), takes);
    }
}

fn shaped(shape: Shape) -> Plan {
    Plan::shaped(
        &community(3),
        events(&[1, 2, 3, 4, 5]),
        shape,
        nonce(),
        now(),
    )
    .unwrap()
}

const HALVING: Shape = Shape {
    first: None,
    halving: true,
};

#[test]
fn a_shape_is_part_of_the_digest_and_of_the_file() {
    let plain = shaped(Shape::default());
    let ahead = shaped(Shape {
        first: Some(3),
        halving: false,
    });
    // The calls are the same, and a run that waits after three is another run.
    assert_eq!(plain.calls(), ahead.calls());
    assert_ne!(plain.digest(), ahead.digest());
    for plan in [plain, ahead, shaped(HALVING)] {
        let text = serde_json::to_string(&plan.to_file()).unwrap();
        let file = PlanFile::parse(&text).unwrap();
        assert_eq!(file.open(&community(3)).unwrap(), plan);
        assert_eq!(text.contains("shape"), !plan.shape().is_plain());
    }
}

#[test]
fn a_shape_that_means_nothing_is_forgotten() {
    let shape = Shape {
        first: Some(0),
        halving: true,
    };
    let plan = Plan::shaped(&billing(), notifications(3), shape, nonce(), now()).unwrap();
    assert_eq!(
        plan,
        Plan::build(&billing(), notifications(3), nonce(), now()).unwrap()
    );
}

#[test]
fn a_run_finds_where_the_halves_of_a_call_end() {
    let plan = shaped(HALVING);
    let ends: Vec<usize> = (0..plan.calls().len())
        .map(|call| plan.subtree_end(call))
        .collect();
    assert_eq!(ends, [5, 4, 3, 4, 5, 8, 7, 8]);
    let body = |call: usize| plan.calls()[call].request.body.as_deref();
    assert_eq!(body(1), Some(r#"{"event":[1,2]}"#));
    assert_eq!(body(7), Some(r#"{"event":[5]}"#));
}

proptest! {
    #[test]
    fn every_id_is_in_exactly_one_call_in_order(ids in prop::collection::vec(0u64..500, 1..400), cap in 1u32..50) {
        let plan = Plan::build(&community(cap), events(&ids), nonce(), now()).unwrap();
        let mut end = 0;
        for call in plan.calls() {
            prop_assert_eq!(call.items.start, end);
            prop_assert!(!call.items.is_empty() && call.items.len() <= cap as usize);
            end = call.items.end;
        }
        prop_assert_eq!(end, plan.items().len());
        let mut first_seen: Vec<u64> = Vec::new();
        for id in ids {
            if !first_seen.contains(&id) {
                first_seen.push(id);
            }
        }
        let planned: Vec<u64> = plan.items().iter().map(|item| item.to_string().parse().unwrap()).collect();
        prop_assert_eq!(planned, first_seen);
    }

    #[test]
    fn two_drafts_share_a_digest_only_when_they_are_one(a in prop::collection::vec(0u64..20, 1..8), b in prop::collection::vec(0u64..20, 1..8)) {
        let one = Plan::build(&community(3), events(&a), nonce(), now()).unwrap();
        let two = Plan::build(&community(3), events(&b), nonce(), now()).unwrap();
        prop_assert_eq!(one.items() == two.items(), one.digest() == two.digest());
    }

    #[test]
    fn reading_a_plan_file_never_panics(text in "\\PC*") {
        let _ = PlanFile::parse(&text).map(|file| file.open(&billing()));
    }
}

#[test]
fn ids_survive_their_request() {
    let ids: Vec<NotificationId> = vec!["8ad0e1h00000000000000000000000001".parse().unwrap()];
    let draft = Draft::ResendNotifications {
        channel: Channel::Email,
        notifications: ids.clone(),
    };
    let plan = Plan::build(&billing(), draft, nonce(), now()).unwrap();
    let body = plan.calls()[0].request.body.clone().unwrap();
    assert_eq!(
        serde_json::from_str::<Vec<NotificationId>>(&body).unwrap(),
        ids
    );
}
